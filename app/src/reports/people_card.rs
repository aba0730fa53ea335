//! Who carried how much: bars and numbers, a row a person. A press on a heading puts the highest on top.

use super::{figures::business, listed::list_url, names, words};
use crate::{
    parts::{avatar::Avatar, charts::RowBar, icon::Icon},
    words::use_language,
};
use domain::reports::{Answer, Axis, Cell, Measure};
use leptos::prelude::*;

/// Measures that have a bar.
const BARS: usize = 2;

#[component]
pub fn PeopleCard(answer: Memo<Answer>) -> impl IntoView {
    let language = use_language();
    // The measure whose highest value is on top; those of time have their lowest there.
    let sorted = RwSignal::new(0_usize);
    let measures = move || answer.with(|answer| answer.question.measures.clone());
    let heads = move || {
        measures()
            .into_iter()
            .enumerate()
            .map(|(at, of)| {
                let order = move || (sorted.get() == at).then_some(if of.percentile().is_some() { "ascending" } else { "descending" });
                view! {
                    <th class="table__n" scope="col" aria-sort=order>
                        <button class="sort" type="button" on:click=move |_| sorted.set(at)>
                            {names::measure(of, language)}
                            {move || (sorted.get() == at).then(|| view! { <Icon name="chevron-down" /> })}
                        </button>
                    </th>
                }
            })
            .collect_view()
    };
    let legend = move || {
        let marks = measures().into_iter().take(BARS);
        marks.map(|of| view! { <li><i class="legend__mark" data-color=names::color(of)></i>{names::measure(of, language)}</li> }).collect_view()
    };
    view! {
        <section class="card" aria-labelledby="people-title">
            <div class="card__head">
                <h2 class="card__title" id="people-title">
                    {words::people(language)}
                </h2>
                <ul class="legend">{legend}</ul>
            </div>
            <div class="card__scroll" tabindex="0" role="group" aria-label=words::people(language)>
                <table class="table rep__table">
                    <thead>
                        <tr>
                            <th scope="col">{words::assignee(language)}</th>
                            <th class="rep__bars" aria-hidden="true"></th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{move || answer.with(|answer| rows(answer, sorted.get(), language))}</tbody>
                </table>
            </div>
            {move || left_off(&answer.get(), language)}
        </section>
    }
    .into_any()
}

/// That not everything is shown.
pub fn left_off(answer: &Answer, l: domain::Language) -> Option<AnyView> {
    (answer.left_off > 0).then(|| view! { <p class="card__foot rep__rest">{words::left_off(l, answer.left_off)}</p> }.into_any())
}

fn rows(answer: &Answer, sorted: usize, l: domain::Language) -> AnyView {
    let of = answer.measure(sorted).unwrap_or(Measure::Received);
    let mut order: Vec<usize> = (0..answer.rows.len()).collect();
    let value = |row: usize| answer.value(row, 0, sorted);
    if of.percentile().is_some() {
        order.sort_by_key(|row| (value(*row).is_none(), value(*row)));
    } else {
        order.sort_by_key(|row| (answer.rows[*row].head.key.0.is_none(), std::cmp::Reverse(value(*row))));
    }
    let most = answer.rows.iter().flat_map(|row| row.values.iter().take(BARS)).filter_map(|value| *value).max().unwrap_or_default() as f64;
    order
        .into_iter()
        .map(|at| {
            let row = &answer.rows[at];
            let name = names::head(&row.head, Axis::Assignee, answer, l);
            let bars = (0..BARS.min(answer.question.measures.len()))
                .map(|measure| (answer.value(at, 0, measure).unwrap_or_default() as f64, names::color(answer.question.measures[measure]).to_owned()))
                .collect::<Vec<_>>();
            let cells = answer.question.measures.iter().enumerate().map(|(measure, of)| number(answer, at, measure, *of, &name, l)).collect_view();
            view! {
                <tr>
                    <th scope="row" class="rep__who">
                        <span class="me">
                            {row.head.key.0.map(|_| view! { <Avatar name=name.clone() size="s" /> })}
                            <span class="me__text" dir="auto">{name.clone()}</span>
                        </span>
                    </th>
                    <td class="rep__bars" aria-hidden="true">
                        <RowBar bars most />
                    </td>
                    {cells}
                </tr>
            }
        })
        .collect_view()
        .into_any()
}

/// A number of a row, as a link to its list.
pub fn number(answer: &Answer, row: usize, measure: usize, of: Measure, name: &str, l: domain::Language) -> AnyView {
    let value = answer.value(row, 0, measure);
    let said = names::value(of, value, business(answer), l);
    let key = answer.rows.get(row).map(|row| row.head.key);
    let href = value.filter(|value| *value != 0).map(|_| list_url(&answer.question, &Cell { measure: of, row: key, column: None, before: false }));
    let label = format!("{name} {} {said}", names::measure(of, l));
    match href {
        Some(href) => view! { <td class="table__n"><a class="table__link" href=href aria-label=label>{said}</a></td> }.into_any(),
        None => view! { <td class="table__n table__soft">{said}</td> }.into_any(),
    }
}
