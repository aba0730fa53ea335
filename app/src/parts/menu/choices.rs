//! The opened list of a menu. One element keeps the focus and names the marked choice (`aria-activedescendant`): the list,
//! or, where there are many, the field that filters it.

use super::{Choice, Listing};
use crate::{
    parts::{icon::Icon, keys::is_composing},
    words::{common, use_language},
};
use domain::fold::fold;
use leptos::{html, prelude::*, web_sys};
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;

/// From this many choices on there is a field to filter them.
const FILTER_FROM: usize = 7;

/// Ids in the page. Menus open in the browser only, so the server's ids never have to be the same.
static OPENED: AtomicU32 = AtomicU32::new(0);

#[component]
pub fn Choices(
    label: Signal<String>,
    choices: Signal<Vec<Choice>>,
    state: Signal<Listing>,
    on_retry: Option<Callback<()>>,
    pick: Callback<String>,
    up: RwSignal<bool>,
    end: RwSignal<bool>,
    close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let list_id = format!("menu-{}", OPENED.fetch_add(1, Ordering::Relaxed));
    let item_id = {
        let list_id = StoredValue::new(list_id.clone());
        move |place: usize| list_id.with_value(|list| format!("{list}-{place}"))
    };
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
    let marked = move || fitting.with(|all| at.get() < all.len()).then(|| item_id(at.get()));
    Effect::new(move |_| {
        // The field where there is one, else the list itself takes the keys. Each fails only when it left the page.
        if let Some(field) = field.get() {
            let _ = field.focus();
        } else if let Some(list) = list.get() {
            let _ = list.focus();
        }
    });
    Effect::new(move |_| {
        if let Some(id) = marked() {
            scroll_to(&id);
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if is_composing(&event) || on_button(&event) {
            return;
        }
        let count = fitting.with_untracked(Vec::len);
        let step = |by: usize| at.update(|at| *at = (*at + by) % count.max(1));
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(count.saturating_sub(1)),
            "Home" if !filtered.get_untracked() => at.set(0),
            "End" if !filtered.get_untracked() => at.set(count.saturating_sub(1)),
            "Enter" => {
                if let Some(key) = fitting.with_untracked(|all| all.get(at.get_untracked()).map(|choice| choice.key.clone())) {
                    pick.run(key);
                }
            }
            "Escape" => close.run(()),
            key if key.chars().count() == 1 && !filtered.get_untracked() && !event.ctrl_key() && !event.meta_key() => {
                let names = fitting.with_untracked(|all| all.iter().map(|choice| fold(&choice.name)).collect::<Vec<_>>());
                if let Some(place) = next_match(&names, at.get_untracked(), &fold(key)) {
                    at.set(place);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let controlled = list_id.clone();
    view! {
        <div class="menu" data-side=move || up.get().then_some("up") data-align=move || end.get().then_some("end") on:keydown=on_key>
            <Show when=move || filtered.get()>
                <div class="menu__search search">
                    <Icon name="search" />
                    <input
                        class="input"
                        type="search"
                        role="combobox"
                        node_ref=field
                        autocomplete="off"
                        aria-autocomplete="list"
                        aria-expanded="true"
                        aria-controls=controlled.clone()
                        aria-activedescendant=marked
                        aria-label=common::search_names(language)
                        placeholder=common::search_names(language)
                        on:input:target=move |event| {
                            typed.set(event.target().value());
                            at.set(0);
                        }
                    />
                </div>
            </Show>
            <div
                class="menu__list"
                id=list_id
                tabindex="-1"
                node_ref=list
                role=move || if filtered.get() { "listbox" } else { "menu" }
                aria-label=move || label.get()
                aria-activedescendant=move || (!filtered.get()).then(marked).flatten()
            >
                {move || {
                    let filtered = filtered.get();
                    fitting
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(place, choice)| {
                            let Choice { key, view, chosen, .. } = choice;
                            view! {
                                <button
                                    class="menu__item"
                                    type="button"
                                    id=item_id(place)
                                    role=if filtered { "option" } else { "menuitemradio" }
                                    tabindex="-1"
                                    aria-checked=chosen.to_string()
                                    aria-selected=move || filtered.then(|| (at.get() == place).to_string())
                                    data-at=move || at.get() == place
                                    on:pointermove=move |_| at.set(place)
                                    on:click=move |_| pick.run(key.clone())
                                >
                                    {view.run()}
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
            {move || match state.get() {
                Listing::Ready if fitting.with(Vec::is_empty) => {
                    Some(view! { <div class="menu__head" role="status">{common::nothing_fits(language)}</div> }.into_any())
                }
                Listing::Ready => None,
                Listing::Loading => Some(view! { <div class="menu__head" role="status">{common::loading(language)}</div> }.into_any()),
                Listing::Failed(failure) => {
                    Some(
                        view! {
                            <div class="menu__none" role="alert">
                                <p>{failure.words(language)}</p>
                                <button class="btn btn--s" type="button" on:click=move |_| { on_retry.inspect(|retry| retry.run(())); }>
                                    {common::try_again(language)}
                                </button>
                            </div>
                        }
                            .into_any(),
                    )
                }
            }}
        </div>
    }
    .into_any()
}

/// The next name after `at` that begins with `wanted`, round about.
fn next_match(names: &[String], at: usize, wanted: &str) -> Option<usize> {
    (1..=names.len()).map(|step| (at + step) % names.len()).find(|place| names[*place].starts_with(wanted))
}

/// Whether the key belongs to a button of the menu itself: trying again.
fn on_button(event: &web_sys::KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    event.key() == "Enter" && element.is_some_and(|element| element.class_list().contains("btn"))
}

/// Brings the marked choice into sight, and moves nothing where it is.
pub fn scroll_to(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let options = js_sys::Object::new();
    let asked = js_sys::Reflect::set(&options, &"block".into(), &"nearest".into());
    let method = js_sys::Reflect::get(&element, &"scrollIntoView".into()).ok().and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    if let (Ok(true), Some(method)) = (asked, method) {
        // Fails only where the browser knows no options; then the list stays where it is.
        let _ = method.call1(&element, &options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_round_the_names_that_begin_with_it() {
        let names = ["alba", "bruno", "arne"].map(str::to_owned);
        assert_eq!(next_match(&names, 0, "a"), Some(2));
        assert_eq!(next_match(&names, 2, "a"), Some(0));
        assert_eq!(next_match(&names, 1, "b"), Some(1));
        assert_eq!(next_match(&names, 1, "x"), None);
        assert_eq!(next_match(&[], 0, "a"), None);
    }
}
