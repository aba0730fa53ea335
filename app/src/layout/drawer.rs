//! The navigation as a drawer, under 1000 px: the focus goes into it and comes back, Escape and every link close it.

use crate::parts::keys::{is_composing, on_key};
use leptos::{prelude::*, web_sys};
use std::cell::RefCell;
use wasm_bindgen::JsCast;

/// From here on the navigation always stands in the page (conditions.scss, `narrow`).
const WIDE: f64 = 1000.0;

/// Whether the navigation is pulled out.
#[derive(Clone, Copy)]
pub struct Drawer(pub RwSignal<bool>);

thread_local! {
    /// What had the focus when it was pulled out.
    static OPENER: RefCell<Option<web_sys::HtmlElement>> = const { RefCell::new(None) };
}

impl Drawer {
    /// For the frame.
    pub fn provide() -> Drawer {
        let drawer = Drawer(RwSignal::new(false));
        provide_context(drawer);
        let open = drawer.0;
        Effect::new(move |was: Option<bool>| {
            let now = open.get();
            if now && was != Some(true) {
                enter();
            } else if !now && was == Some(true) {
                come_back();
            }
            now
        });
        on_key(move |event| {
            if event.key() == "Escape" && open.get_untracked() && !is_composing(&event) && !event.default_prevented() {
                event.prevent_default();
                open.set(false);
            }
        });
        // What lies behind it answers to nothing: a window that grows must not stay that way.
        Effect::new(move |_| {
            let grown = window_event_listener(leptos::ev::resize, move |_| {
                let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
                if width >= WIDE && open.get_untracked() {
                    open.set(false);
                }
            });
            on_cleanup(move || grown.remove());
        });
        drawer
    }

    /// A click somewhere in the navigation: whoever follows a link has found what they looked for, even where they are already.
    pub fn clicked(self, event: &web_sys::MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.closest("a").ok().flatten().is_some()) {
            self.0.set(false);
        }
    }
}

fn active() -> Option<web_sys::HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

fn enter() {
    OPENER.set(active());
    // Once it is drawn.
    request_animation_frame(|| {
        let first = document().query_selector(".nav [aria-current=page]").ok().flatten();
        let first = first.or_else(|| document().query_selector(".nav a").ok().flatten());
        if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails only when it left the page.
            let _ = first.focus();
        }
    });
}

fn come_back() {
    let Some(opener) = OPENER.take() else { return };
    request_animation_frame(move || {
        let lost = active().is_none_or(|active| active.tag_name() == "BODY" || active.closest(".nav").ok().flatten().is_some());
        if lost && opener.is_connected() {
            // Fails only when it left the page.
            let _ = opener.focus();
        }
    });
}
