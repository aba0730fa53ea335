//! How long the customer has been waiting: colour, bars and text.

use super::{Clock, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::{Language, Moment};
use leptos::prelude::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Level 0 to 5 and the text of a duration in milliseconds. Levels: one, four, eight, 24 and 48 hours.
pub fn age_of(ms: i64, l: Language) -> (u8, String) {
    let level = [HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR, 48 * HOUR].iter().filter(|step| ms >= **step).count();
    let text = match ms {
        ..MINUTE => words::just_now(l).to_owned(),
        MINUTE..HOUR => words::minutes(l, ms / MINUTE),
        HOUR..86_400_000 => words::hours(l, ms / HOUR),
        _ => words::days(l, ms / (24 * HOUR)),
    };
    (u8::try_from(level).unwrap_or(5), text)
}

/// Elapsed time since `since`, moving on with the clock; nothing while nobody waits.
#[component]
pub fn Age(#[prop(into)] since: Signal<Option<Moment>>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    move || since.get().map(|since| age_face(clock.now().ms_since(since), language))
}

/// A duration in milliseconds, drawn.
pub fn age_face(ms: i64, l: Language) -> AnyView {
    let (level, text) = age_of(ms, l);
    let label = words::waiting_for(l, &text);
    view! {
        <span class="age" data-level=level.to_string() title=label>
            <Icon name=AGES[usize::from(level.min(5))] />
            <span>{text}</span>
        </span>
    }
    .into_any()
}

const AGES: [&str; 6] = ["age-0", "age-1", "age-2", "age-3", "age-4", "age-5"];
