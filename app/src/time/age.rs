//! How long the customer has been waiting: colour, bars and text.

use super::{Clock, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::{Language, Moment, hours::Pace, statuses::Color};
use leptos::prelude::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The text of a duration in milliseconds. Of business hours hours are told, never days: a day of them has no length.
pub fn age_of(ms: i64, in_hours: bool, l: Language) -> String {
    match ms {
        ..MINUTE => words::just_now(l).to_owned(),
        MINUTE..HOUR => words::minutes(l, ms / MINUTE),
        HOUR..86_400_000 => words::hours(l, ms / HOUR),
        _ if in_hours => words::hours(l, ms / HOUR),
        _ => words::days(l, ms / (24 * HOUR)),
    }
}

/// Elapsed time since `since`, moving on with the clock; nothing while nobody waits.
#[component]
pub fn Age(#[prop(into)] since: Signal<Option<Moment>>, #[prop(into)] pace: Signal<Pace>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    move || since.get().map(|since| pace.with(|pace| age_face(pace, since, clock.now(), language)))
}

/// A wait, drawn: colour and bars by how long it is for its mailbox, and words.
pub fn age_face(pace: &Pace, since: Moment, now: Moment, l: Language) -> AnyView {
    let elapsed = pace.elapsed(since, now);
    let (level, color) = pace.level(elapsed);
    let text = age_of(elapsed, pace.open.is_some(), l);
    let late = pace.is_late(elapsed);
    let mut label = words::waiting_for(l, &text);
    if pace.open.is_some() {
        label = format!("{label} {}", words::business_hours(l));
    }
    if late {
        label = format!("{label} {}", words::late(l));
    }
    view! {
        <span class="age" data-level=level.to_string() data-color=color.map(Color::as_str) data-late=late.then_some("") title=label>
            <Icon name=if late { "alarm-clock" } else { AGES[level.min(5)] } />
            <span>{text}</span>
            {late.then(|| view! { <span class="sr">{words::late(l)}</span> })}
        </span>
    }
    .into_any()
}

const AGES: [&str; 6] = ["age-0", "age-1", "age-2", "age-3", "age-4", "age-5"];
