//! A button that opens a list of choices: type-ahead, arrow keys, Escape. Nothing is drawn until it is opened.

mod choices;
mod float;

pub use float::{FloatingMenu, Spot};

use super::awake::use_awake;
use crate::Failure;
use choices::Choices;
pub use choices::scroll_to;
use leptos::{html, prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// One choice. `name` is what type-ahead searches; `view` is what is drawn.
#[derive(Clone)]
pub struct Choice {
    pub key: String,
    pub name: String,
    pub view: ViewFn,
    pub chosen: bool,
}

impl Choice {
    pub fn new<V: IntoView + 'static>(
        key: impl ToString,
        name: impl Into<String>,
        chosen: bool,
        view: impl Fn() -> V + Send + Sync + 'static,
    ) -> Choice {
        Choice { key: key.to_string(), name: name.into(), view: ViewFn::from(move || view().into_any()), chosen }
    }
}

/// Whether the choices are all there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Listing {
    #[default]
    Ready,
    Loading,
    Failed(Failure),
}

/// What a menu lists, and what choosing does.
#[derive(Clone, Copy)]
pub struct Offer {
    /// What it sets, for the keys that open it (`data-menu`).
    pub sets: &'static str,
    pub choices: Signal<Vec<Choice>>,
    /// Gets the key of the choice.
    pub on_pick: Callback<String>,
    /// Asked when it opens: the moment to load what it lists.
    pub on_open: Option<Callback<()>>,
    /// Whether what it lists has come.
    pub state: Signal<Listing>,
    /// Asked when the list could not be had and the person wants it again.
    pub on_retry: Option<Callback<()>>,
}

#[component]
pub fn Menu(
    /// Class of the button.
    class: &'static str,
    /// Says what it is and what it is set to.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    children: ChildrenFn,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// Gets the key of the choice.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Set to open it from elsewhere, by a key for example.
    #[prop(optional_no_strip)]
    open: Option<RwSignal<bool>>,
    /// Asked when it opens: the moment to load what it lists.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    /// Whether what it lists has come.
    #[prop(optional, into)]
    state: Signal<Listing>,
    /// Asked when the list could not be had and the person wants it again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// What it sets, for the keys that open it (`data-menu`).
    #[prop(optional)]
    sets: &'static str,
    /// `data-color` of the button.
    #[prop(optional_no_strip)]
    color: Option<Signal<&'static str>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What the button shows is its name already; the label explains it.
    #[prop(optional)]
    worded: bool,
) -> impl IntoView {
    let awake = use_awake();
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let button = NodeRef::<html::Button>::new();
    let (up, end) = (RwSignal::new(false), RwSignal::new(false));
    let show = move || {
        if let Some(element) = button.get_untracked() {
            let sides = sides(&element.get_bounding_client_rect());
            up.set(sides.0);
            end.set(sides.1);
        }
    };
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if now && was != Some(true) {
            show();
            if let Some(on_open) = on_open {
                on_open.run(());
            }
        }
        if !now && was == Some(true) {
            return_focus(button);
        }
        now
    });
    let pick = Callback::new(move |key: String| {
        open.set(false);
        on_pick.run(key);
    });
    view! {
        <div class="pop" on:focusout=move |event: web_sys::FocusEvent| {
            if leaves(&event) {
                open.set(false);
            }
        }>
            <button
                class=class
                type="button"
                node_ref=button
                data-menu=(!sets.is_empty()).then_some(sets)
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || (!worded).then(|| label.get())
                title=move || worded.then(|| label.get())
                data-color=move || color.map(|color| color.get())
                disabled=move || disabled.get() || !awake.get()
                on:click=move |event| {
                    event.stop_propagation();
                    open.update(|open| *open = !*open);
                }
            >
                {children()}
            </button>
            <Show when=move || open.get()>
                <Choices label choices state on_retry pick up end close=Callback::new(move |()| open.set(false)) />
            </Show>
        </div>
    }
    .into_any()
}

/// What a menu of names needs beside the start of its button, in pixels.
const ROOM: f64 = 320.0;

/// Whether a menu at this place opens upward, and from the end of the line.
fn sides(place: &web_sys::DomRect) -> (bool, bool) {
    let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or_default();
    (place.bottom() > size(window().inner_height()) * 0.6, place.left() + ROOM > size(window().inner_width()))
}

/// Whether the focus goes out of the element that listens.
fn leaves(event: &web_sys::FocusEvent) -> bool {
    let inside = event.current_target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
    let to = event.related_target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
    match (inside, to) {
        (Some(inside), Some(to)) => !inside.contains(Some(&to)),
        // A click on something that takes no focus, or another window.
        _ => true,
    }
}

/// The focus goes back to the opener unless the person has moved it elsewhere.
fn return_focus(button: NodeRef<html::Button>) {
    let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    if let (true, Some(button)) = (lost, button.get_untracked()) {
        // Fails only when the button left the page.
        let _ = button.focus();
    }
}
