//! A button that opens a list of choices: type-ahead, arrow keys, Escape. Nothing is drawn until it is opened.

use super::{icon::Icon, keys::is_composing};
use crate::words::{common, use_language};
use domain::fold::fold;
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

/// From this many choices on there is a field to filter them.
const FILTER_FROM: usize = 7;

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
    /// `data-color` of the button.
    #[prop(optional_no_strip)]
    color: Option<Signal<&'static str>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What the button shows is its name already; the label explains it.
    #[prop(optional)]
    worded: bool,
) -> impl IntoView {
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let button = NodeRef::<html::Button>::new();
    let (up, end) = (RwSignal::new(false), RwSignal::new(false));
    let show = move || {
        if let Some(element) = button.get_untracked() {
            let place = element.get_bounding_client_rect();
            let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or_default();
            up.set(place.bottom() > size(window().inner_height()) * 0.6);
            end.set(place.left() > size(window().inner_width()) * 0.6);
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
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || (!worded).then(|| label.get())
                title=move || worded.then(|| label.get())
                data-color=move || color.map(|color| color.get())
                disabled=move || disabled.get()
                on:click=move |event| {
                    event.stop_propagation();
                    open.update(|open| *open = !*open);
                }
            >
                {children()}
            </button>
            <Show when=move || open.get()>
                <Choices label choices pick up end close=Callback::new(move |()| open.set(false)) />
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Choices(
    label: Signal<String>,
    choices: Signal<Vec<Choice>>,
    pick: Callback<String>,
    up: RwSignal<bool>,
    end: RwSignal<bool>,
    close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(choices.with_untracked(|all| all.iter().position(|choice| choice.chosen).unwrap_or_default()));
    let fitting = Memo::new_with_compare(
        move |_| {
            let wanted = fold(&typed.get());
            choices.get().into_iter().filter(|choice| fold(&choice.name).contains(&wanted)).collect::<Vec<_>>()
        },
        |_, _| true,
    );
    let list = NodeRef::<html::Div>::new();
    let field = NodeRef::<html::Input>::new();
    let filtered = Memo::new(move |_| choices.with(Vec::len) >= FILTER_FROM);
    Effect::new(move |_| {
        // The field where there is one, else the list itself takes the keys.
        if let Some(field) = field.get() {
            let _ = field.focus();
        } else if let Some(list) = list.get() {
            let _ = list.focus();
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let count = fitting.with_untracked(Vec::len);
        let step = |by: usize| at.update(|at| *at = (*at + by) % count.max(1));
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(count.saturating_sub(1)),
            "Home" => at.set(0),
            "End" => at.set(count.saturating_sub(1)),
            "Enter" => {
                if let Some(key) = fitting.with_untracked(|all| all.get(at.get_untracked()).map(|choice| choice.key.clone())) {
                    pick.run(key);
                }
            }
            "Escape" => close.run(()),
            key if key.chars().count() == 1 && !filtered.get_untracked() && !event.ctrl_key() && !event.meta_key() => {
                let wanted = fold(key);
                if let Some(place) = fitting.with_untracked(|all| all.iter().position(|choice| fold(&choice.name).starts_with(&wanted))) {
                    at.set(place);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div
            class="menu"
            tabindex="-1"
            node_ref=list
            data-side=move || up.get().then_some("up")
            data-align=move || end.get().then_some("end")
            on:keydown=on_key
        >
            <Show when=move || filtered.get()>
                <div class="menu__search search">
                    <Icon name="search" />
                    <input
                        class="input"
                        type="search"
                        node_ref=field
                        autocomplete="off"
                        aria-label=common::search_names(language)
                        placeholder=common::search_names(language)
                        on:input:target=move |event| {
                            typed.set(event.target().value());
                            at.set(0);
                        }
                    />
                </div>
            </Show>
            <div role="menu" aria-label=move || label.get()>
            {move || {
                let all = fitting.get();
                if all.is_empty() {
                    return view! { <div class="menu__head" role="menuitem" aria-disabled="true">{common::nothing_fits(language)}</div> }.into_any();
                }
                all.into_iter()
                    .enumerate()
                    .map(|(place, choice)| {
                        let Choice { key, view, chosen, .. } = choice;
                        view! {
                            <button
                                class="menu__item"
                                type="button"
                                role="menuitemradio"
                                tabindex="-1"
                                aria-checked=chosen.to_string()
                                data-at=move || at.get() == place
                                on:pointermove=move |_| at.set(place)
                                on:click=move |_| pick.run(key.clone())
                            >
                                {view.run()}
                            </button>
                        }
                    })
                    .collect_view()
                    .into_any()
            }}
            </div>
        </div>
    }
    .into_any()
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
