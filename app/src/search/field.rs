//! The field in the frame. A plain form before the client wakes up; `/` puts the cursor into it from anywhere.

use super::{
    url::{SEARCH_URL, search_url},
    words,
};
use crate::{
    parts::{
        icon::Icon,
        keys::{is_composing, on_key, single_key},
    },
    words::use_language,
};
use leptos::{html, prelude::*, web_sys};
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

/// The field of the page of hits, which goes before the one in the navigation.
pub const PAGE_FIELD: &str = "search-q";

#[component]
pub fn SearchField() -> impl IntoView {
    let language = use_language();
    let field = NodeRef::<html::Input>::new();
    let navigate = use_navigate();
    let submit = {
        let navigate = navigate.clone();
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.get_untracked() else { return };
            navigate(&search_url(field.value().trim(), None), Default::default());
            field.set_value("");
            // From here on keys belong to the page of hits. Fails only when the field left the page.
            let _ = field.blur();
        }
    };
    on_key(move |event| {
        if single_key(&event).as_deref() != Some("/") {
            return;
        }
        event.prevent_default();
        // The field of the page, or of the frame where that is drawn.
        if !focus_drawn(".main input[type=search]") && !focus_drawn(".nav__find input") {
            navigate(SEARCH_URL, Default::default());
        }
    });
    view! {
        <form class="search nav__find" role="search" aria-label=words::search_all(language) method="get" action=SEARCH_URL on:submit=submit>
            <Icon name="search" />
            <input
                class="input"
                type="search"
                name="q"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=words::search_all(language)
                placeholder=words::title(language)
                node_ref=field
                on:keydown=not_while_composing
            />
            <kbd class="kbd" aria-hidden="true">
                "/"
            </kbd>
        </form>
        <a class="nav__search nav__searchlink" href=SEARCH_URL title=words::title(language) aria-label=words::title(language)>
            <Icon name="search" />
        </a>
    }
    .into_any()
}

/// To the search, where the navigation is hidden.
#[component]
pub fn SearchLink() -> impl IntoView {
    let language = use_language();
    view! {
        <a class="btn btn--ghost btn--icon navbtn searchlink" href=SEARCH_URL aria-label=words::title(language)>
            <Icon name="search" />
        </a>
    }
    .into_any()
}

/// The Enter that takes a proposal of the input method sends nothing.
pub fn not_while_composing(event: web_sys::KeyboardEvent) {
    if event.key() == "Enter" && is_composing(&event) {
        event.prevent_default();
    }
}

/// Puts the cursor into a field and selects what is in it. Answers whether it is there.
pub fn focus(id: &str) -> bool {
    let Some(field) = document().get_element_by_id(id).and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return false };
    field.select();
    field.focus().is_ok()
}

/// The first field that is drawn.
fn focus_drawn(selector: &str) -> bool {
    let Ok(found) = document().query_selector_all(selector) else { return false };
    let mut fields = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<web_sys::HtmlInputElement>().ok());
    fields.find(|field| field.offset_parent().is_some()).is_some_and(|field| {
        field.select();
        // Fails only when it left the page.
        field.focus().is_ok()
    })
}
