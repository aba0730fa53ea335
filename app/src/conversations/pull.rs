//! Pulling the list down at its top receives mail. The browser's own pull, which loads the page anew, is held off by
//! `overscroll-behavior` (row.scss). Browser only.

use super::{receive::Receiving, words};
use crate::{parts::icon::Icon, words::use_language};
use leptos::{html, prelude::*, web_sys};
use wasm_bindgen::{JsCast, closure::Closure};

/// From here on letting go receives.
const ACTS: f64 = 64.0;
/// As far as it goes.
const MOST: f64 = 96.0;
/// The list follows more slowly than the finger.
const FOLLOWS: f64 = 0.5;
/// A finger never lies still.
const DECIDES: f64 = 10.0;
/// Heard without `passive`, so that the list does not scroll while it is pulled.
const EVENTS: [&str; 4] = ["touchstart", "touchmove", "touchend", "touchcancel"];

#[derive(Clone, Copy, PartialEq)]
enum Finger {
    Away,
    /// Down at the top of the list, at this place.
    Waits(f64, f64),
    /// Pulls, from this height.
    Pulls(f64),
}

#[component]
pub fn Pull(receiving: Receiving) -> impl IntoView {
    let language = use_language();
    let place = NodeRef::<html::Div>::new();
    // How far it is pulled, in pixels.
    let pulled = RwSignal::new(0.0);
    let finger = StoredValue::new(Finger::Away);
    // The button has a sign of its own.
    let by_pull = RwSignal::new(false);
    Effect::new(move |_| {
        if !receiving.busy.get() {
            by_pull.set(false);
        }
    });
    let hear = move |list: &web_sys::Element, event: &web_sys::TouchEvent| {
        let touch = event.touches().get(0).filter(|_| event.touches().length() == 1);
        let at = touch.map(|touch| (f64::from(touch.client_x()), f64::from(touch.client_y())));
        match (event.type_().as_str(), at, finger.get_value()) {
            ("touchstart", Some((x, y)), _) if list.scroll_top() <= 0 && !receiving.busy.get_untracked() => finger.set_value(Finger::Waits(x, y)),
            ("touchmove", Some((x, y)), Finger::Waits(left, top)) => {
                let (aside, down) = ((x - left).abs(), y - top);
                if down > DECIDES && down > aside {
                    finger.set_value(Finger::Pulls(top));
                    event.prevent_default();
                } else if aside > DECIDES || down < -DECIDES {
                    finger.set_value(Finger::Away);
                }
            }
            ("touchmove", Some((_, y)), Finger::Pulls(top)) => {
                // Refused once the browser scrolls already, and then the list is not at its top.
                event.prevent_default();
                pulled.set(((y - top) * FOLLOWS).clamp(0.0, MOST));
            }
            ("touchend", _, Finger::Pulls(_)) => {
                finger.set_value(Finger::Away);
                if pulled.get_untracked() >= ACTS {
                    by_pull.set(true);
                    receiving.run();
                }
                pulled.set(0.0);
            }
            _ => {
                finger.set_value(Finger::Away);
                pulled.set(0.0);
            }
        }
    };
    Effect::new(move |_| {
        let Some(list) = place.get().and_then(|place| place.closest(".rows").ok().flatten()) else { return };
        let scrolls = list.clone();
        let heard = Closure::<dyn FnMut(web_sys::TouchEvent)>::new(move |event: web_sys::TouchEvent| hear(&scrolls, &event));
        for event in EVENTS {
            // Fails only for events that no browser has.
            let _ = list.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        }
        let kept = StoredValue::new_local(Some((list, heard)));
        on_cleanup(move || {
            if let Some((list, heard)) = kept.try_update_value(Option::take).flatten() {
                for event in EVENTS {
                    let _ = list.remove_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
                }
            }
        });
    });
    let state = move || match pulled.get() {
        _ if by_pull.get() && receiving.busy.get() => Some("busy"),
        pulled if pulled >= ACTS => Some("armed"),
        pulled if pulled > 0.0 => Some("pulled"),
        _ => None,
    };
    let shown = Memo::new(move |_| state());
    let text = move || match shown.get() {
        Some("busy") => words::receiving(language),
        Some("armed") => words::let_go(language),
        _ => words::pull(language),
    };
    let height = move || format!("{}px", if shown.get() == Some("busy") { ACTS } else { pulled.get() });
    view! {
        <div class="pull" node_ref=place aria-hidden="true" data-state=move || shown.get()>
            // Only in the browser: a page from the server carries no styles of its own.
            <Show when=move || shown.with(Option::is_some)>
                <div class="pull__in" style:block-size=height>
                    <Icon name="refresh-cw" />
                    <span>{text}</span>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
