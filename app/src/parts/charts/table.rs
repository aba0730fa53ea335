//! The table behind a chart: the same values, the same links.

use super::{Cell, Figures, Kind};
use leptos::prelude::*;

#[component]
pub fn FiguresTable(
    #[prop(into)] caption: Signal<String>,
    /// What the places are.
    #[prop(into)]
    head: Signal<String>,
    figures: Signal<Figures>,
    kind: Signal<Kind>,
) -> impl IntoView {
    view! {
        <div class="card__scroll" tabindex="0" role="group" aria-label=move || caption.get()>
            <table class="table chart__table">
                <caption class="sr">{move || caption.get()}</caption>
                {move || figures.with(|figures| if kind.with(|kind| *kind == Kind::Whole) { turned(figures, head.get()) } else { rows(figures, head.get()) })}
            </table>
        </div>
    }
    .into_any()
}

/// A row a place, a column a series.
fn rows(figures: &Figures, head: String) -> AnyView {
    let columns = figures.series.iter().map(|series| view! { <th class="table__n" scope="col">{series.name.clone()}</th> }).collect_view();
    let lines = figures
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let cells = figures.series.iter().map(|series| value(series.cells.get(at))).collect_view();
            view! {
                <tr>
                    <th scope="row">{place.name.clone()}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <thead>
            <tr>
                <th scope="col">{head}</th>
                {columns}
            </tr>
        </thead>
        <tbody>{lines}</tbody>
    }
    .into_any()
}

/// Of one bar the parts are the rows.
fn turned(figures: &Figures, head: String) -> AnyView {
    let lines = figures
        .series
        .iter()
        .map(|series| {
            view! {
                <tr>
                    <th scope="row">{series.name.clone()}</th>
                    {value(series.cells.first())}
                </tr>
            }
        })
        .collect_view();
    view! {
        <thead>
            <tr>
                <th scope="col">{head}</th>
                <th class="table__n" scope="col">{figures.places.first().map(|place| place.name.clone())}</th>
            </tr>
        </thead>
        <tbody>{lines}</tbody>
    }
    .into_any()
}

fn value(cell: Option<&Cell>) -> AnyView {
    let Some(Cell { said, href, value }) = cell.cloned() else { return view! { <td class="table__n"></td> }.into_any() };
    let said = if value.is_none() && said.is_empty() { "—".to_owned() } else { said };
    match href {
        Some(href) => view! { <td class="table__n"><a class="table__link" href=href>{said}</a></td> }.into_any(),
        None => view! { <td class="table__n">{said}</td> }.into_any(),
    }
}
