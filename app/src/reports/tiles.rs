//! Five numbers, with what changed since the period before. Each opens what it counts.

use super::{
    figures::{self, business},
    names, words,
};
use crate::{Failure, parts::charts::grouped, words::use_language};
use domain::{
    Language,
    reports::{Answer, Axis, Measure, Unit},
};
use leptos::prelude::*;

/// One of the numbers.
#[derive(Clone, PartialEq)]
struct Tile {
    name: &'static str,
    value: String,
    note: String,
    /// `good`, `bad`, or nothing.
    mood: &'static str,
    href: Option<String>,
}

#[component]
pub fn Tiles(answer: Memo<Answer>, ages: Resource<Result<Answer, Failure>>) -> impl IntoView {
    let language = use_language();
    let tiles = Memo::new(move |_| answer.with(|answer| tiles(answer, language)));
    let lying = Memo::new(move |_| ages.with(|ages| ages.as_ref().and_then(|ages| ages.as_ref().ok()).and_then(|ages| lying(ages, language))));
    move || {
        let all = tiles.get().into_iter().map(|tile| {
            // What has lain longest is worth more than a change.
            let tile = match (tile.name == words::open_now(language), lying.get()) {
                (true, Some((note, mood))) => Tile { note, mood, ..tile },
                _ => tile,
            };
            let text = view! {
                <span class="tile__name">{tile.name}</span>
                <b class="tile__value">{tile.value.clone()}</b>
                <small data-mood=tile.mood>{tile.note.clone()}</small>
            };
            match tile.href {
                Some(href) => view! { <li><a class="tile" href=href>{text}</a></li> }.into_any(),
                None => view! { <li><span class="tile">{text}</span></li> }.into_any(),
            }
        });
        view! { <ul class="tiles">{all.collect_view()}</ul> }
    }
}

/// How much has lain in the last step.
fn lying(answer: &Answer, l: Language) -> Option<(String, &'static str)> {
    let last = answer.rows.last()?;
    let count = last.values.first().copied().flatten().unwrap_or_default();
    let age = names::head(&last.head, Axis::Age, answer, l);
    Some(if count == 0 { (words::nothing_lying(l, &age), "") } else { (words::lying(l, &age, count), "bad") })
}

fn tiles(answer: &Answer, l: Language) -> Vec<Tile> {
    let value = |at: usize| answer.totals.get(at).copied().flatten();
    let tile = |(at, of): (usize, &Measure)| {
        let now = value(at);
        let before = answer.totals_before.get(at).copied().flatten();
        let (note, mood) = match of {
            Measure::OpenNow => (String::new(), ""),
            // How much of what came in was dealt with says more than a change.
            Measure::Done => match (value(0), now) {
                (Some(received), Some(done)) if received > 0 => (words::of_received(l, (done * 100 + received / 2) / received), ""),
                _ => (String::new(), ""),
            },
            _ => change(*of, now, before, business(answer), l),
        };
        Tile {
            name: names::measure(*of, l),
            value: names::value(*of, now, business(answer), l),
            note,
            mood,
            href: now.filter(|now| *now != 0).map(|_| figures::total_url(answer, *of, false)),
        }
    };
    answer.question.measures.iter().enumerate().map(tile).collect()
}

/// What changed, in words, and whether that is good.
pub fn change(of: Measure, now: Option<i64>, before: Option<i64>, business: bool, l: Language) -> (String, &'static str) {
    let (Some(now), Some(before)) = (now, before) else { return (String::new(), "") };
    if of.unit() == Unit::Time {
        // What nobody would notice is no change.
        return match now - before {
            change if change.abs() < 60_000 => (words::no_change(l).to_owned(), ""),
            less if less < 0 => (words::shorter(l, &names::duration(-less, business, l)), "good"),
            more => (words::longer(l, &names::duration(more, business, l)), "bad"),
        };
    }
    match figures::percent(now, before) {
        Some(percent) => (words::change(l, &percent), ""),
        None if now == 0 => (words::no_change(l).to_owned(), ""),
        None => (words::nothing_before(l).to_owned(), ""),
    }
}

/// The number alone, for the wall.
pub fn said(answer: &Answer, of: Measure, l: Language) -> String {
    let at = answer.question.measures.iter().position(|measure| *measure == of);
    at.and_then(|at| answer.totals.get(at).copied().flatten()).map_or_else(
        || "—".to_owned(),
        |value| {
            if of.unit() == Unit::Count { grouped(value) } else { names::value(of, Some(value), business(answer), l) }
        },
    )
}
