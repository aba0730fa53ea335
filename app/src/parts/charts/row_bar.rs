//! Bars in the row of a table: as long as their share of the longest one. The numbers stand in the row itself.

use leptos::prelude::*;

#[component]
pub fn RowBar(
    /// Values and colours.
    bars: Vec<(f64, String)>,
    /// What the whole width stands for.
    most: f64,
) -> impl IntoView {
    let high = if bars.len() > 1 { 7.0 } else { 11.0 };
    let all = bars.len() as f64 * (high + 2.0) - 2.0;
    let bars = bars
        .into_iter()
        .enumerate()
        .map(|(at, (value, color))| {
            let width = if value > 0.0 { (value / most.max(1.0) * 100.0).clamp(0.6, 100.0) } else { 0.0 };
            view! { <rect class="chart__fill" data-color=color y=at as f64 * (high + 2.0) width=width height=high></rect> }
        })
        .collect_view();
    view! {
        <svg class="rowbar" aria-hidden="true" viewBox=format!("0 0 100 {all}") preserveAspectRatio="none" height=all>
            {bars}
        </svg>
    }
    .into_any()
}
