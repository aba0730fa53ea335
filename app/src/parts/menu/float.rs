//! An opened menu whose button is not its own: the buttons of a list share one, and may be drawn anew while it is open.

use super::{Listing, Offer, choices::Choices, leaves, sides};
use leptos::{prelude::*, web_sys};

/// Where the button stands, in pixels from the corner of the menu's container, and to which sides there is room.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spot {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    up: bool,
    end: bool,
}

impl Spot {
    /// `container` is the positioned element that the menu is drawn in.
    pub fn of(button: &web_sys::Element, container: &web_sys::Element) -> Spot {
        let (place, around) = (button.get_bounding_client_rect(), container.get_bounding_client_rect());
        let (up, end) = sides(&place);
        Spot { left: place.left() - around.left(), top: place.top() - around.top(), width: place.width(), height: place.height(), up, end }
    }
}

#[component]
pub fn FloatingMenu(
    spot: Spot,
    /// Says what it is and what it is set to.
    label: String,
    offer: Offer,
    /// Asked when it is closed, with or without a choice.
    on_close: Callback<()>,
) -> impl IntoView {
    let Offer { choices, on_pick, on_open, state, on_retry, .. } = offer;
    if let Some(on_open) = on_open {
        on_open.run(());
    }
    let pick = Callback::new(move |key: String| {
        on_close.run(());
        on_pick.run(key);
    });
    let (up, end) = (RwSignal::new(spot.up), RwSignal::new(spot.end));
    let pixels = |length: f64| format!("{length}px");
    view! {
        <div
            class="pop pop--float"
            style:left=pixels(spot.left)
            style:top=pixels(spot.top)
            style:width=pixels(spot.width)
            style:height=pixels(spot.height)
            on:focusout=move |event: web_sys::FocusEvent| {
                if leaves(&event) {
                    on_close.run(());
                }
            }
        >
            <Choices label=Signal::stored(label) choices state on_retry pick up end close=on_close />
        </div>
    }
    .into_any()
}

impl Offer {
    /// Everything it lists is known.
    pub fn ready(sets: &'static str, choices: Signal<Vec<super::Choice>>, on_pick: Callback<String>) -> Offer {
        Offer { sets, choices, on_pick, on_open: None, state: Signal::stored(Listing::Ready), on_retry: None }
    }
}
