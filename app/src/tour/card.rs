//! The card of a stop, and the ring around what it explains. It is no barrier: everything else can be used meanwhile.

use super::{
    Tour,
    place::{Spot, beside},
    stops::STOPS,
    words,
};
use crate::{parts::keys::is_composing, words::use_language};
use leptos::{html, prelude::*, web_sys};
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::JsCast;

/// How often it is looked whether what is explained has moved: pages load, lists scroll, windows turn.
const LOOKS: Duration = Duration::from_millis(200);
/// Space between the ring and what it surrounds.
const RING: f64 = 4.0;

thread_local! {
    /// What had the focus before the card took it.
    static BEFORE: RefCell<Option<web_sys::HtmlElement>> = const { RefCell::new(None) };
}

#[component]
pub fn TourCard() -> impl IntoView {
    let tour = Tour::current();
    view! {
        <Show when=move || tour.at.with(Option::is_some)>
            <Card tour />
        </Show>
    }
    .into_any()
}

#[component]
fn Card(tour: Tour) -> impl IntoView {
    let language = use_language();
    let at = Memo::new(move |last: Option<&usize>| tour.at.get().or(last.copied()).unwrap_or_default().min(STOPS.len() - 1));
    let card = NodeRef::<html::Section>::new();
    let (spot, corner) = (RwSignal::new(None::<Spot>), RwSignal::new(None::<(f64, f64)>));
    let look = move || {
        let Some(element) = card.try_get_untracked().flatten() else { return };
        let (found, own) = (STOPS[at.get_untracked()].spot(), element.get_bounding_client_rect());
        let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
        let here = Some(beside((size(window().inner_width()), size(window().inner_height())), (own.width(), own.height()), found));
        if spot.get_untracked() != found {
            spot.set(found);
        }
        if corner.get_untracked() != here {
            corner.set(here);
        }
    };
    Effect::new(move |_| {
        let Some(element) = card.get() else { return };
        if !inside() {
            BEFORE.set(active());
        }
        STOPS[at.get()].prepare();
        look();
        // What is said is read out, and the keys of the card answer. Fails only when it left the page.
        let _ = element.focus();
    });
    Effect::new(move |_| {
        // The browser refuses a timer only while the page goes away.
        if let Ok(timer) = set_interval_with_handle(look, LOOKS) {
            on_cleanup(move || timer.clear());
        }
    });
    let end = move || {
        let had_focus = inside();
        tour.end();
        if had_focus {
            come_back();
        }
    };
    let go = move |by: isize| match at.get_untracked().checked_add_signed(by) {
        Some(next) if next < STOPS.len() => tour.at.set(Some(next)),
        _ => end(),
    };
    let pixels = |value: f64| format!("{}px", value.round());
    view! {
        {move || {
            spot.get()
                .map(|spot| {
                    view! {
                        <div
                            class="tour__ring"
                            aria-hidden="true"
                            style:left=pixels(spot.left - RING)
                            style:top=pixels(spot.top - RING)
                            style:width=pixels(spot.width + 2.0 * RING)
                            style:height=pixels(spot.height + 2.0 * RING)
                        ></div>
                    }
                })
        }}
        <section
            class="tour"
            role="dialog"
            aria-labelledby="tour-title"
            aria-describedby="tour-text"
            tabindex="-1"
            node_ref=card
            style:left=move || corner.get().map(|(left, _)| pixels(left)).unwrap_or_default()
            style:top=move || corner.get().map(|(_, top)| pixels(top)).unwrap_or_default()
            on:keydown=move |event: web_sys::KeyboardEvent| {
                if event.key() == "Escape" && !is_composing(&event) {
                    event.prevent_default();
                    event.stop_propagation();
                    end();
                }
            }
        >
            <p class="tour__at">{move || words::stop(language, at.get() + 1, STOPS.len())}</p>
            <h2 class="tour__title" id="tour-title">
                {move || (STOPS[at.get()].title)(language)}
            </h2>
            <p class="tour__text" id="tour-text">
                {move || (STOPS[at.get()].text)(language)}
            </p>
            <div class="tour__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| end()>
                    {words::skip(language)}
                </button>
                <div class="btns btns--end">
                    <Show when=move || { at.get() > 0 }>
                        <button class="btn" type="button" on:click=move |_| go(-1)>
                            {words::back(language)}
                        </button>
                    </Show>
                    <button class="btn btn--primary" type="button" on:click=move |_| go(1)>
                        {move || if at.get() + 1 < STOPS.len() { words::next(language) } else { words::finish(language) }}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn active() -> Option<web_sys::HtmlElement> {
    document().active_element()?.dyn_into::<web_sys::HtmlElement>().ok().filter(|element| element.tag_name() != "BODY")
}

/// Whether the focus is in the card.
fn inside() -> bool {
    active().is_some_and(|active| active.closest(".tour").ok().flatten().is_some())
}

/// The focus goes where it came from, else to the page.
fn come_back() {
    let page = || document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    let before = BEFORE.take().filter(|element| element.is_connected() && element.offset_parent().is_some());
    if let Some(element) = before.or_else(page) {
        // Fails only when it left the page.
        let _ = element.focus();
    }
}
