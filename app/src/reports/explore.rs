//! Any figure by any axis: what is counted, by what, split by what, and how it is drawn.

use super::{
    asked::{Asked, Look},
    cards::{self, Card},
    figures::{self, business},
    names,
    overview::{ReadingIn, one_summary},
    people_card::left_off,
    tiles, words,
};
use crate::{
    Failure,
    parts::{
        charts::Chart,
        icon::Icon,
        menu::{Choice, Menu},
    },
    settings::Loaded,
    words::use_language,
};
use domain::{
    Language,
    reports::{Answer, Axis, Measure, ReportsDesk},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

#[component]
pub fn Explore(asked: Memo<Asked>, desk: Memo<ReportsDesk>, answer: Resource<Result<Answer, Failure>>) -> impl IntoView {
    view! {
        <div class="rep__in">
            <Choosers asked desk />
            <Loaded answer children=move |answer| view! { <ReadingIn answer /><FreeChart answer asked desk /> }.into_any() />
        </div>
    }
    .into_any()
}

/// A menu whose choices are addresses.
type Chooser = (String, String, Vec<(String, String, bool)>);

#[component]
fn Choosers(asked: Memo<Asked>, desk: Memo<ReportsDesk>) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let choosers = Memo::new(move |_| asked.with(|asked| desk.with(|desk| choosers(asked, desk, language))));
    let menus = (0..3)
        .map(|at| {
            let navigate = navigate.clone();
            let of = move || choosers.with(|all: &[Chooser; 3]| all[at].clone());
            let label = Signal::derive(move || {
                let (name, value, _) = of();
                words::filter_of(language, &name, &value)
            });
            let choices = Signal::derive(move || {
                let choice = |(url, name, chosen): (String, String, bool)| {
                    let shown = name.clone();
                    Choice::new(url, name, chosen, move || shown.clone())
                };
                of().2.into_iter().map(choice).collect::<Vec<_>>()
            });
            view! {
                <Menu class="setter" label choices on_pick=move |url: String| navigate(&url, Default::default())>
                    <span class="rep__asks">{move || of().0}</span>
                    <b dir="auto">{move || of().1}</b>
                    <Icon name="chevron-down" />
                </Menu>
            }
        })
        .collect_view();
    let looks = [(Look::Bars, words::as_bars(language)), (Look::Stacked, words::as_stacks(language)), (Look::Lines, words::as_lines(language))];
    let looks = looks
        .into_iter()
        .map(|(look, name)| {
            view! {
                <a href=move || Asked { look, ..asked.get() }.url() aria-current=move || asked.with(|asked| asked.look == look).then_some("true")>
                    {name}
                </a>
            }
        })
        .collect_view();
    view! {
        <div class="rep__choose" data-print="no">
            {menus}
            <nav class="seg seg--s" aria-label=words::look(language)>
                {looks}
            </nav>
        </div>
    }
    .into_any()
}

fn choosers(asked: &Asked, desk: &ReportsDesk, l: Language) -> [Chooser; 3] {
    let question = cards::question(asked, Card::Free, desk);
    let measures = Measure::ALL.iter().map(|of| {
        // What does not fit the new figure is chosen anew.
        let axis = if of.offers(asked.axis) { asked.axis } else { cards::first(*of) };
        let second = asked.second.filter(|second| of.offers(*second) && *second != axis);
        (Asked { measure: *of, axis, second, ..asked.clone() }.url(), names::measure(*of, l).to_owned(), *of == asked.measure)
    });
    let all = cards::axes(asked.measure, asked, desk);
    let axes = all.iter().map(|axis| {
        let second = asked.second.filter(|second| second != axis);
        (Asked { axis: *axis, second, ..asked.clone() }.url(), names::axis(*axis, desk, l), *axis == question.axis)
    });
    let none = (Asked { second: None, ..asked.clone() }.url(), words::no_second(l).to_owned(), question.second.is_none());
    let may_split = |axis: &&Axis| **axis != question.axis && !matches!(axis, Axis::WeekHour) && question.axis != Axis::WeekHour;
    let seconds = all.iter().filter(may_split).map(|axis| {
        // Whatever is split is best seen on top of each other.
        let look = if asked.look == Look::Bars { Look::Stacked } else { asked.look };
        (Asked { second: Some(*axis), look, ..asked.clone() }.url(), names::axis(*axis, desk, l), question.second == Some(*axis))
    });
    let second = question.second.map_or_else(|| words::no_second(l).to_owned(), |axis| names::axis(axis, desk, l));
    [
        (words::measure(l).to_owned(), names::measure(asked.measure, l).to_owned(), measures.collect()),
        (words::axis(l).to_owned(), names::axis(question.axis, desk, l), axes.collect()),
        (words::second(l).to_owned(), second, std::iter::once(none).chain(seconds).collect()),
    ]
}

#[component]
fn FreeChart(answer: Memo<Answer>, asked: Memo<Asked>, desk: Memo<ReportsDesk>) -> impl IntoView {
    let language = use_language();
    let measure = Memo::new(move |_| answer.with(|answer| answer.measure(0).unwrap_or(Measure::Received)));
    let axis = Memo::new(move |_| answer.with(|answer| answer.question.axis));
    let all = Memo::new(move |_| answer.with(|answer| figures::figures(answer, language)));
    let shown = Memo::new(move |_| all.with(|all| answer.with(|answer| figures::shown(all, answer, language))));
    let kind = Signal::derive(move || answer.with(|answer| figures::kind(answer, asked.with(|asked| asked.look), language)));
    let title = Signal::derive(move || {
        let axis = desk.with(|desk| names::axis_within(axis.get(), desk, language));
        words::figure_by(language, names::measure(measure.get(), language), &axis)
    });
    let summary = Signal::derive(move || {
        answer.with(|answer| {
            let of = measure.get();
            let change = tiles::change(
                of,
                answer.totals.first().copied().flatten(),
                answer.totals_before.first().copied().flatten(),
                business(answer),
                language,
            )
            .0;
            format!("{} {change}", one_summary(answer, language)).trim_end().to_owned()
        })
    });
    view! {
        // A value of time and one of mails have no common axis: another figure is another chart.
        {move || {
            let scale = names::scale(measure.get());
            view! {
                <Chart
                    id="chart-free"
                    title
                    summary
                    figures=Signal::from(shown)
                    table=Some(Signal::from(all))
                    kind
                    scale
                    head=Signal::derive(move || desk.with(|desk| names::axis(axis.get(), desk, language)))
                    off=words::off(language)
                />
            }
        }}
        {move || left_off(&answer.get(), language)}
    }
    .into_any()
}
