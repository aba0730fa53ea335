//! The overview: five numbers, and the charts that a manager asks for first.

use super::{
    asked::Asked,
    cards::{Card, card, one_box},
    figures::{self, business},
    menu_card::MenuCard,
    names,
    people_card::PeopleCard,
    steady::{Paced, paced},
    tiles::Tiles,
    words,
};
use crate::{
    Failure,
    parts::charts::{Chart, Kind, grouped},
    settings::Loaded,
    words::use_language,
    workload::{self, WorkloadOf},
};
use domain::reports::{Answer, Axis, ReportsDesk};
use leptos::prelude::*;

/// Reads a card again when the question changes, and from time to time when the work does.
pub fn read(asked: Memo<Asked>, of: Card, paced: Paced) -> Resource<Result<Answer, Failure>> {
    Resource::new(move || (asked.get(), paced.get()), move |(asked, _)| card(asked, of))
}

/// What the page reads, once and outside of everything that is drawn more than once.
#[derive(Clone, Copy)]
pub struct Cards {
    totals: Resource<Result<Answer, Failure>>,
    time: Resource<Result<Answer, Failure>>,
    waits: Resource<Result<Answer, Failure>>,
    ages: Resource<Result<Answer, Failure>>,
    people: Resource<Result<Answer, Failure>>,
    menu: Resource<Result<Answer, Failure>>,
    hours: Resource<Result<Answer, Failure>>,
    loads: workload::Loads,
}

impl Cards {
    pub fn read(asked: Memo<Asked>) -> Cards {
        let paced = paced(30);
        let of = move |card: Card| read(asked, card, paced);
        Cards {
            totals: of(Card::Totals),
            time: of(Card::Time),
            waits: of(Card::Waits),
            ages: of(Card::Ages),
            people: of(Card::People),
            menu: of(Card::Menu),
            hours: of(Card::Hours),
            loads: workload::loads(),
        }
    }
}

#[component]
pub fn Overview(asked: Memo<Asked>, desk: Memo<ReportsDesk>, cards: Cards) -> impl IntoView {
    let Cards { totals, time, waits, ages, people, menu, hours, loads } = cards;
    let boxes = Signal::derive(move || {
        asked.with(|asked| if asked.boxes.is_empty() { desk.with(|desk| one_box(asked, desk)).into_iter().collect() } else { asked.boxes.clone() })
    });
    view! {
        <div class="rep__in">
            <Loaded answer=totals children=move |answer| view! { <ReadingIn answer /><Tiles answer ages /> }.into_any() />
            <div class="rep__pair">
                <Loaded answer=time children=move |answer| view! { <TimeChart answer /> }.into_any() />
                <Loaded answer=waits children=move |answer| view! { <WaitsChart answer /> }.into_any() />
            </div>
            <Loaded answer=ages children=move |answer| view! { <AgesChart answer /> }.into_any() />
            <div class="rep__pair rep__pair--even">
                <Loaded answer=people children=move |answer| view! { <PeopleCard answer /> }.into_any() />
                <Loaded answer=menu children=move |answer| view! { <MenuCard answer asked desk /> }.into_any() />
            </div>
            <Loaded answer=hours children=move |answer| view! { <HoursChart answer /> }.into_any() />
            <WorkloadOf loads boxes />
        </div>
    }
    .into_any()
}

/// What was before the reports is still on its way into them, or cannot be told.
#[component]
pub fn ReadingIn(answer: Memo<Answer>) -> impl IntoView {
    let language = use_language();
    let notes = Memo::new(move |_| {
        answer.with(|answer| {
            let still = answer.reading_in.then(|| words::reading_in(language).to_owned());
            let since = answer.counted_since.map(|day| words::counted_since(language, &day.to_string()));
            still.into_iter().chain(since).collect::<Vec<_>>()
        })
    });
    move || {
        let banner = |note: String| {
            view! {
                <div class="banner" data-kind="info" role="status">
                    <div class="banner__text">{note}</div>
                </div>
            }
        };
        notes.get().into_iter().map(banner).collect_view()
    }
}

/// How a question's period is called.
pub fn period_words(answer: &Answer) -> String {
    let period = answer.question.period;
    names::period(period, period.to)
}

#[component]
pub fn TimeChart(answer: Memo<Answer>) -> impl IntoView {
    let language = use_language();
    let drawn = Memo::new(move |_| answer.with(|answer| figures::figures(answer, language)));
    let axis = Memo::new(move |_| answer.with(|answer| answer.question.axis));
    let title = Signal::derive(move || {
        let of = match axis.get() {
            Axis::Week => words::by_week,
            Axis::Month => words::by_month,
            Axis::FiscalYear => words::by_fiscal_year,
            _ => words::by_day,
        };
        of(language).to_owned()
    });
    let head = Signal::derive(move || {
        let of = match axis.get() {
            Axis::Week => words::week,
            Axis::Month | Axis::FiscalYear => words::month,
            _ => words::day,
        };
        of(language).to_owned()
    });
    let summary = Signal::derive(move || answer.with(|answer| pair_summary(answer, language)));
    view! { <Chart id="chart-time" title summary figures=Signal::from(drawn) kind=Signal::stored(Kind::Bars) head off=words::off(language) /> }
}

fn pair_summary(answer: &Answer, l: domain::Language) -> String {
    let period = period_words(answer);
    let said = |at: usize| {
        let of = answer.measure(at)?;
        Some((names::measure(of, l), names::value(of, answer.totals.get(at).copied().flatten(), business(answer), l)))
    };
    let (Some((first, one)), Some((second, other)), Some((place, most))) = (said(0), said(1), figures::peak(answer, 0, l)) else { return period };
    words::said_pair(l, &period, first, &one, second, &other, &place, &most)
}

#[component]
pub fn WaitsChart(answer: Memo<Answer>) -> impl IntoView {
    let language = use_language();
    let drawn = Memo::new(move |_| answer.with(|answer| figures::figures(answer, language)));
    let target = Memo::new(move |_| answer.with(|answer| figures::target(answer, language)));
    let kind = Signal::derive(move || Kind::Spread(target.get()));
    let within = Memo::new(move |_| target.get().and_then(|(first_late, _)| answer.with(|answer| figures::within(answer, first_late))));
    let summary = Signal::derive(move || {
        answer.with(|answer| {
            let count = grouped(answer.totals.first().copied().flatten().unwrap_or_default());
            match (within.get(), answer.answer_target) {
                (Some(percent), Some(minutes)) => words::said_waits(language, &count, percent, &names::duration(minutes * 60_000, true, language)),
                _ => figures::peak(answer, 0, language)
                    .map(|(place, most)| words::said_waits_plain(language, &count, &place, &most))
                    .unwrap_or_default(),
            }
        })
    });
    view! {
        <Chart
            id="chart-waits"
            title=Signal::stored(words::waits(language).to_owned())
            summary
            figures=Signal::from(drawn)
            kind
            head=Signal::stored(words::time(language).to_owned())
            tools=move || within.get().map(|percent| view! { <span class="rep__note">{words::within_target(language, percent)}</span> })
        />
    }
}

#[component]
pub fn AgesChart(answer: Memo<Answer>) -> impl IntoView {
    let language = use_language();
    let drawn = Memo::new(move |_| answer.with(|answer| figures::figures(answer, language)));
    let count = move || answer.with(|answer| answer.totals.first().copied().flatten().unwrap_or_default());
    let summary = Signal::derive(move || {
        answer.with(|answer| {
            let last = answer.rows.last();
            let late = last.and_then(|row| row.values.first().copied().flatten()).unwrap_or_default();
            let age = last.map(|row| names::head(&row.head, Axis::Age, answer, language)).unwrap_or_default();
            words::said_ages(language, &grouped(count()), &grouped(late), &age)
        })
    });
    view! {
        <Chart
            id="chart-ages"
            title=Signal::derive(move || words::ages(language, count()))
            summary
            figures=Signal::from(drawn)
            kind=Signal::stored(Kind::Whole)
            head=Signal::stored(words::age(language).to_owned())
        />
    }
}

#[component]
fn HoursChart(answer: Memo<Answer>) -> impl IntoView {
    let language = use_language();
    let drawn = Memo::new(move |_| answer.with(|answer| figures::figures(answer, language)));
    view! {
        <Chart
            id="chart-hours"
            title=Signal::stored(words::heat(language).to_owned())
            summary=Signal::derive(move || answer.with(|answer| one_summary(answer, language)))
            figures=Signal::from(drawn)
            kind=Signal::stored(Kind::Heat)
            head=Signal::stored(words::hour(language).to_owned())
        />
    }
}

/// The total of a figure, and where it is highest.
pub fn one_summary(answer: &Answer, l: domain::Language) -> String {
    let period = period_words(answer);
    let Some(of) = answer.measure(0) else { return period };
    let total = names::value(of, answer.totals.first().copied().flatten(), business(answer), l);
    let name = names::measure(of, l);
    figures::peak(answer, 0, l).map_or_else(|| format!("{name} {total}"), |(place, most)| words::said_peak(l, &period, name, &total, &place, &most))
}
