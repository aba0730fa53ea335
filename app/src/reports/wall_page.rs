//! The wall: the desk right now for a screen of the team. Nothing else is on it; it follows the work by itself and never dims.

use super::{
    api,
    asked::{Asked, Span, Tab, use_asked},
    cards::Card,
    figures,
    listed::list_url,
    names,
    overview::{AgesChart, TimeChart, read},
    people_card::number,
    steady::paced,
    tiles, words,
};
use crate::{
    Failure,
    layout::name_page,
    live::{Live, Topic},
    parts::icon::Icon,
    settings::Loaded,
    time::Clock,
    words::use_language,
};
use domain::reports::{Answer, Axis, Cell, Measure, ReportsDesk};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn WallPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let (asked, query) = (use_asked(Tab::Overview), use_query_map());
    // A wall shows today, unless its address says otherwise.
    let asked = Memo::new(move |_| {
        let asked = asked.get();
        if query.with(|query| query.get("p").is_none() && query.get("from").is_none()) { Asked { span: Span::Today, ..asked } } else { asked }
    });
    let week = Memo::new(move |_| Asked { span: Span::Days7, compare: false, ..asked.get() });
    let desk = Resource::new(move || live.version(Topic::Settings), |_| api::desk());
    let paced = paced(4);
    let (totals, ages) = (read(asked, Card::Totals, paced), read(asked, Card::Ages, paced));
    let (hands, time) = (read(asked, Card::Hands, paced), read(week, Card::Time, paced));
    name_page(Signal::stored(words::wall_title(language).to_owned()));
    view! {
        <section class="wall" aria-labelledby="wall-title">
            <header class="wall__head">
                <h1 id="wall-title">{words::wall_title(language)}</h1>
                <Loaded answer=desk children=move |desk| view! { <p class="wall__about">{move || about(&asked.get(), &desk.get())}</p> }.into_any() />
                <Updated answer=totals />
                <a class="btn btn--ghost" href=move || asked.with(Asked::url) aria-label=words::leave_wall(language) title=words::leave_wall(language)>
                    <Icon name="x" />
                </a>
            </header>
            <Loaded answer=totals children=move |answer| view! { <Numbers answer ages /> }.into_any() />
            <Loaded answer=ages children=move |answer| view! { <AgesChart answer /> }.into_any() />
            <div class="wall__pair">
                <Loaded answer=time children=move |answer| view! { <TimeChart answer /> }.into_any() />
                <Loaded answer=hands children=move |answer| view! { <Hands answer /> }.into_any() />
            </div>
        </section>
    }
    .into_any()
}

fn about(asked: &Asked, desk: &ReportsDesk) -> String {
    let boxes =
        desk.mailboxes.iter().filter(|mailbox| asked.boxes.is_empty() || asked.boxes.contains(&mailbox.id)).map(|mailbox| mailbox.name.clone());
    format!("{}　{}", boxes.collect::<Vec<_>>().join("・"), names::period(asked.period(desk.today), desk.today))
}

/// When the numbers were read.
#[component]
fn Updated(answer: Resource<Result<Answer, Failure>>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let at = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if answer.get().is_some_and(|answer| answer.is_ok()) {
            at.set(Some(clock.civil(crate::time::browser_now()).clock()));
        }
    });
    view! { <p class="wall__at" role="status">{move || at.get().map(|at| words::wall_updated(language, &at))}</p> }
}

#[component]
fn Numbers(answer: Memo<Answer>, ages: Resource<Result<Answer, Failure>>) -> impl IntoView {
    let language = use_language();
    let numbers = move || {
        let shown = [Measure::OpenNow, Measure::Received, Measure::Done, Measure::Sent, Measure::AnswerMedian];
        answer.with(|answer| {
            let one = |of: Measure| {
                let value = tiles::said(answer, of, language);
                view! {
                    <li>
                        <a class="wall__number" href=figures::total_url(answer, of, false)>
                            <span>{names::measure(of, language)}</span>
                            <b>{value}</b>
                        </a>
                    </li>
                }
            };
            shown.into_iter().map(one).collect_view()
        })
    };
    let lying = move || {
        ages.with(|ages| {
            let ages = ages.as_ref()?.as_ref().ok()?;
            let last = ages.rows.last()?;
            let count = last.values.first().copied().flatten().unwrap_or_default();
            let age = names::head(&last.head, Axis::Age, ages, language);
            let cell = Cell { row: Some(last.head.key), ..Cell::total(Measure::OpenNow) };
            let behind = (count > 0).then(|| list_url(&ages.question, &cell));
            Some(view! {
                <li>
                    <a class="wall__number" href=behind data-mood=(count > 0).then_some("bad")>
                        <span>{age}</span>
                        <b>{count}</b>
                    </a>
                </li>
            })
        })
    };
    view! {
        <ul class="wall__numbers">
            {numbers}
            {lying}
        </ul>
    }
}

/// What each person has in hand.
#[component]
fn Hands(answer: Memo<Answer>) -> impl IntoView {
    let language = use_language();
    let lines = move || {
        answer.with(|answer| {
            let mut rows: Vec<_> = answer
                .rows
                .iter()
                .enumerate()
                .map(|(at, row)| (row.values.first().copied().flatten().unwrap_or_default(), at, row))
                .filter(|(count, ..)| *count > 0)
                .collect();
            rows.sort_by_key(|(count, _, row)| (std::cmp::Reverse(*count), row.head.key));
            let most = rows.first().map_or(1, |(count, ..)| *count) as f64;
            rows.into_iter()
                .take(10)
                .map(|(count, at, row)| {
                    let name = names::head(&row.head, Axis::Assignee, answer, language);
                    let color = if row.head.key.0.is_none() { "shu" } else { "ruri" };
                    view! {
                        <tr>
                            <th scope="row" class="rep__who" dir="auto">{name.clone()}</th>
                            <td class="rep__bars" aria-hidden="true">
                                <crate::parts::charts::RowBar bars=vec![(count as f64, color.to_owned())] most />
                            </td>
                            {number(answer, at, 0, Measure::OpenNow, &name, language)}
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <section class="card" aria-labelledby="hands-title">
            <div class="card__head">
                <h2 class="card__title" id="hands-title">{words::open_now(language)}</h2>
            </div>
            <table class="table rep__table">
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}
