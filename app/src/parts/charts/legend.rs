//! What the colours, patterns and lines of a chart mean.

use super::{Figures, Kind};
use leptos::prelude::*;

#[component]
pub fn Legend(
    figures: Signal<Figures>,
    kind: Signal<Kind>,
    /// What shaded ground means, where some is.
    off: &'static str,
) -> impl IntoView {
    move || {
        let whole = kind.with(|kind| *kind == Kind::Whole);
        let lines = kind.with(|kind| *kind == Kind::Lines);
        figures.with(|figures| {
            let shaded = figures.places.iter().any(|place| place.off) && !off.is_empty();
            // One series is named by the title, and the rows of a map by themselves.
            if kind.with(|kind| *kind == Kind::Heat) || (figures.series.len() < 2 && !shaded) {
                return None;
            }
            let marks = figures
                .series
                .iter()
                .enumerate()
                .map(|(at, series)| {
                    let pattern = (!whole && !lines && !series.ghost && at > 0).then(|| at.to_string());
                    let form = (lines && !series.ghost).then(|| (at % 3).to_string());
                    let said = whole.then(|| series.cells.first().map(|cell| view! { <b>{cell.said.clone()}</b> })).flatten();
                    view! {
                        <li>
                            <i class="legend__mark" data-color=series.color.clone() data-ghost=series.ghost.then_some("") data-pattern=pattern data-form=form data-soft=whole.then_some("") data-strong=series.strong.then_some("")></i>
                            {series.name.clone()}
                            {said}
                        </li>
                    }
                })
                .collect_view();
            Some(view! {
                <ul class="legend">
                    {marks}
                    {shaded.then(|| view! { <li><i class="legend__mark" data-off=""></i>{off}</li> })}
                </ul>
            })
        })
    }
}
