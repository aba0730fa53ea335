//! What leads to a history: the button above a conversation, the addresses in heads of mails.

use super::{
    choice::{Past, is_phone},
    url::customer_url,
    words,
};
use crate::{
    chunks::{HistoryPart, history},
    palette::{Command, offer_commands},
    parts::icon::Icon,
    words::use_language,
};
use domain::{ConversationId, conversations::ConversationView, history::Unit};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;

/// A link to the page of the customer until the client wakes up, and on phones; else it opens the history beside the mails.
#[component]
pub fn PastSwitch(view: Memo<ConversationView>) -> impl IntoView {
    let language = use_language();
    let past = Past::current();
    let href = Memo::new(move |_| view.with(|view| customer_url(&view.customer.addr, Unit::Customer, Some(view.id), None)));
    let known = Memo::new(move |_| view.with(|view| !view.customer.addr.trim().is_empty()));
    let navigate = use_navigate();
    offer_commands(move || {
        if !known.get_untracked() {
            return Vec::new();
        }
        let navigate = navigate.clone();
        let act = move || if is_phone() { navigate(&href.get_untracked(), Default::default()) } else { past.toggle() };
        vec![Command::deed("history", words::see(language), "りれき history customer", "history", "", Arc::new(act))]
    });
    let label = move || if past.open.get() { words::hide(language) } else { words::see(language) };
    view! {
        <Show when=move || known.get()>
            <a
                class="btn btn--ghost btn--icon past__switch"
                href=move || href.get()
                aria-label=label
                title=label
                aria-pressed=move || past.open.get().to_string()
                role="button"
                on:click=move |event| {
                    if !is_phone() && !event.ctrl_key() && !event.meta_key() {
                        event.prevent_default();
                        past.toggle();
                    }
                }
                on:keydown=move |event| {
                    // It is spoken of as a button, so Space works, too.
                    if event.key() == " " && !is_phone() {
                        event.prevent_default();
                        past.toggle();
                    }
                }
            >
                <Icon name="history" />
            </a>
        </Show>
    }
    .into_any()
}

/// Where the history stands while it is wanted. Its piece of the program is loaded then.
#[component]
pub fn PastPlace(view: Memo<ConversationView>) -> impl IntoView {
    let past = Past::current();
    move || past.open.get().then(|| history(HistoryPart::Panel(view)))
}

/// An address that leads to what there was with it.
#[component]
pub fn CustomerLink(address: String, #[prop(optional)] from: Option<ConversationId>) -> impl IntoView {
    let language = use_language();
    let href = customer_url(&address, Unit::Customer, from, None);
    view! {
        <a class="link past__addr" href=href title=words::see(language)>
            {address}
        </a>
    }
    .into_any()
}

/// In a hit: what there was with its writer.
#[component]
pub fn PastLink(address: String) -> impl IntoView {
    let language = use_language();
    view! {
        <a class="link" href=customer_url(&address, Unit::Customer, None, None)>
            {words::see(language)}
        </a>
    }
    .into_any()
}
