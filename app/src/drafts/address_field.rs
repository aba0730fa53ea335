//! To, CC or BCC: finished addresses as chips, what is no address marked. Enter during IME composition never ends an entry.

use super::{
    address_list::AddressList,
    entry::{Entry, is_complete},
    session::Session,
    suggestions::{SuggestionList, Suggestions},
    words,
};
use crate::{
    parts::{avatar::Avatar, icon::Icon, keys::is_composing},
    words::use_language,
};
use domain::addresses::Address;
use leptos::{ev, prelude::*, web_sys};

#[component]
pub fn AddressField(session: Session, name: &'static str, id: &'static str, list: AddressList, #[prop(into)] shown: Signal<bool>) -> impl IntoView {
    let language = use_language();
    let composing = StoredValue::new(false);
    let take = move || {
        if list.commit() {
            session.edited();
        }
    };
    let suggestions = Suggestions::new();
    let pick = move |address: Address| {
        suggestions.close();
        list.take(&address);
        session.edited();
    };
    let typed = move |_| {
        session.edited();
        let value = list.input.get_untracked().map(|input| input.value()).unwrap_or_default();
        suggestions.ask(value, list.addresses());
        let complete = list.input.get_untracked().is_some_and(|input| is_complete(&input.value()));
        if complete && !composing.get_value() {
            take();
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let empty = list.input.get_untracked().is_none_or(|input| input.value().trim().is_empty());
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if suggestions.list.with_untracked(|list| !list.is_empty()) => {
                event.prevent_default();
                suggestions.step(event.key() == "ArrowDown");
            }
            "Escape" if suggestions.list.with_untracked(|list| !list.is_empty()) => {
                event.prevent_default();
                event.stop_propagation();
                suggestions.close();
            }
            "Enter" if !event.ctrl_key() && !event.meta_key() && suggestions.at.with_untracked(Option::is_some) => {
                event.prevent_default();
                if let Some(address) = suggestions.marked() {
                    pick(address);
                }
            }
            "Enter" if !event.ctrl_key() && !event.meta_key() => {
                event.prevent_default();
                suggestions.close();
                take();
            }
            "Backspace" if empty && session.is_open_now() && list.reopen(None) => {
                event.prevent_default();
                session.edited();
            }
            _ => {}
        }
    };
    let pasted = move |event: web_sys::ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if session.is_open_now() && list.take_in(&text) {
            event.prevent_default();
            session.edited();
        }
    };
    view! {
        <div class="comp__row" hidden=move || !shown.get()>
            <label class="comp__l" for=id>
                {name}
            </label>
            <div class="chips">
                <For each=move || list.entries.get() key=|entry| entry.key children=move |entry| view! { <Chip session list entry /> } />
                <input
                    class="chips__in"
                    id=id
                    type="text"
                    inputmode="email"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    dir="auto"
                    node_ref=list.input
                    readonly=move || !session.is_open()
                    aria-invalid=move || list.has_wrong().then_some("true")
                    aria-describedby=move || list.has_wrong().then(|| format!("{id}-wrong"))
                    on:input=typed
                    on:keydown=keys
                    on:paste=pasted
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=move |_| composing.set_value(false)
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=move || suggestions.is_open().to_string()
                    aria-controls=format!("{id}-list")
                    aria-activedescendant=move || suggestions.at.get().map(|place| format!("{id}-option-{place}"))
                    on:blur=move |_| {
                        suggestions.close();
                        take();
                        session.save_now();
                    }
                />
                <SuggestionList suggestions id pick=Callback::new(pick) />
            </div>
        </div>
        {move || {
            list.has_wrong()
                .then(|| {
                    view! {
                        <p class="field__err comp__err" id=format!("{id}-wrong") role="status">
                            <Icon name="circle-alert" />
                            {move || words::wrong_addresses(language, &quoted(&list.wrong(), language))}
                        </p>
                    }
                })
        }}
    }
    .into_any()
}

fn quoted(entries: &[String], language: domain::Language) -> String {
    match language {
        domain::Language::Japanese => entries.iter().map(|entry| format!("「{entry}」")).collect(),
        domain::Language::English => entries.iter().map(|entry| format!("“{entry}”")).collect::<Vec<_>>().join(", "),
    }
}

/// Pressing the words puts them back into the input.
#[component]
fn Chip(session: Session, list: AddressList, entry: Entry) -> impl IntoView {
    let language = use_language();
    let (key, shown) = (entry.key, entry.shown());
    let small = entry.address.as_ref().filter(|address| !address.name.is_empty()).map(|address| address.addr.clone());
    let wrong = entry.address.is_none();
    // What is read aloud holds all that is seen (WCAG 2.2, 2.5.3).
    let seen = small.as_ref().map_or_else(|| shown.clone(), |small| format!("{shown} {small}"));
    view! {
        <span class="chip" data-kind=wrong.then_some("bad") title=entry.typed>
            {if wrong { view! { <Icon name="triangle-alert" /> }.into_any() } else { view! { <Avatar name=shown.clone() size="s" /> }.into_any() }}
            <button
                class="chip__text"
                type="button"
                dir="auto"
                aria-label=words::correct(language, &seen)
                disabled=move || !session.is_open()
                on:click=move |_| {
                    if session.is_open_now() && list.reopen(Some(key)) {
                        session.edited();
                    }
                }
            >
                {shown.clone()}
                {small.map(|small| view! { " "<small>{small}</small> })}
            </button>
            <button
                class="chip__x"
                type="button"
                aria-label=words::remove(language, &shown)
                disabled=move || !session.is_open()
                on:click=move |_| {
                    list.remove(key);
                    session.edited();
                    if let Some(input) = list.input.get_untracked() {
                        // Fails only when the field left the page.
                        let _ = input.focus();
                    }
                }
            >
                <Icon name="x" />
            </button>
        </span>
    }
    .into_any()
}
