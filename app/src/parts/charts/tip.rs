//! What a mark says, beside it: the place, and all its series. Under a finger it stays, and its lines are links.

use super::{Figures, words};
use crate::words::{common, use_language};
use leptos::{html, prelude::*, web_sys};

/// A mark that is pointed at, and where it is in its picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointed {
    pub place: usize,
    pub series: usize,
    x: f64,
    y: f64,
    /// Beyond the middle: the words stand on the other side.
    end: bool,
}

impl Pointed {
    pub fn at((place, series): (usize, usize), mark: &web_sys::Element, frame: &web_sys::HtmlDivElement) -> Pointed {
        let shown = mark.query_selector(":not(.chart__reach)").ok().flatten();
        let (around, mark) = (frame.get_bounding_client_rect(), shown.as_ref().unwrap_or(mark).get_bounding_client_rect());
        let x = mark.left() + mark.width() / 2.0 - around.left();
        Pointed { place, series, x, y: mark.top() - around.top(), end: x > around.width() / 2.0 }
    }
}

#[component]
pub fn Tip(pointed: RwSignal<Option<Pointed>>, pinned: RwSignal<bool>, figures: Signal<Figures>, hide: Callback<()>) -> impl IntoView {
    let language = use_language();
    let element = NodeRef::<html::Div>::new();
    let pixels = |length: f64| format!("{length}px");
    move || {
        // The page may have been left in the same moment.
        let Pointed { place, series: chosen, x, y, end } = pointed.try_get().flatten()?;
        let stays = pinned.try_get()?;
        let (name, lines, lists) = figures.try_with(|figures| {
            let one_place = figures.places.len() == 1;
            let lines: Vec<_> = figures
                .series
                .iter()
                .enumerate()
                .filter(|(at, _)| !one_place || *at == chosen)
                .filter_map(|(at, series)| {
                    Some((at == chosen, series.name.clone(), series.color.clone(), series.ghost, series.cells.get(place)?.clone()))
                })
                // Of a map with many rows only the field itself.
                .filter(|(here, ..)| *here || figures.series.len() <= 6)
                .collect();
            let lists = lines.iter().any(|(.., cell)| cell.href.is_some());
            (figures.places.get(place).map(|place| place.name.clone()).unwrap_or_default(), lines, lists)
        })?;
        let lines = lines
            .into_iter()
            .map(|(here, name, color, ghost, cell)| {
                let text = view! {
                    <i class="legend__mark" data-color=color data-ghost=ghost.then_some("")></i>
                    <span>{name.clone()}</span>
                    <b>{cell.said.clone()}</b>
                };
                match cell.href.filter(|_| stays) {
                    Some(href) => {
                        view! { <a class="tip__line" href=href aria-label=words::open_list(language, &format!("{name} {}", cell.said))>{text}</a> }
                            .into_any()
                    }
                    None => view! { <span class="tip__line" data-here=here.then_some("")>{text}</span> }.into_any(),
                }
            })
            .collect_view();
        Some(view! {
            <div
                class="chart__tip"
                node_ref=element
                aria-hidden=(!stays).then_some("true")
                data-end=end.then_some("")
                data-pinned=stays.then_some("")
                style:left=pixels(x)
                style:top=pixels(y)
            >
                {(!name.is_empty()).then(|| view! { <b class="tip__name">{name}</b> })}
                {lines}
                {(lists && !stays).then(|| view! { <small>{words::press(language)}</small> })}
                {stays
                    .then(|| {
                        view! {
                            <button class="tip__close" type="button" on:click=move |_| hide.run(())>
                                {common::close(language)}
                            </button>
                        }
                    })}
            </div>
        })
    }
}
