//! In the head of a conversation: the card of its customer, or that nobody has one for this address, with the way to register them.

use super::{register::Registering, url::entry_url, words};
use crate::{
    chunks::{BookPart, book},
    live::{Live, Topic},
    parts::{avatar::Avatar, awake::use_awake, icon::Icon},
    words::use_language,
};
use domain::{
    book::{EntryKind, Known},
    conversations::ConversationView,
};
use leptos::prelude::*;

#[component]
pub fn SenderMark(view: Memo<ConversationView>) -> impl IntoView {
    let language = use_language();
    let (live, awake) = (Live::current(), use_awake());
    let id = view.with_untracked(|view| view.id);
    let (customer, sender) = (Memo::new(move |_| view.with(|view| view.customer.clone())), Memo::new(move |_| view.with(|view| view.sender.clone())));
    // Somebody else may have registered them just now.
    Effect::new(move |seen: Option<u64>| {
        let now = live.version(Topic::Book);
        if seen.is_some_and(|seen| seen != now) {
            live.changed(Topic::Conversation(id));
        }
        now
    });
    let registering = Registering::new(id);
    let wanted = RwSignal::new(false);
    let ask = move |_| {
        let guesses = sender.with_untracked(|sender| sender.as_ref().map(|sender| sender.companies.clone()).unwrap_or_default());
        registering.ask(&customer.get_untracked(), guesses);
        wanted.set(true);
    };
    view! {
        {move || {
            let sender = sender.get()?;
            let addr = customer.get().addr;
            Some(match sender.known {
                Some(known) => view! { <CardLink known /> }.into_any(),
                None if addr.trim().is_empty() => ().into_any(),
                None => {
                    view! {
                        <div class="book__sender">
                            <span class="tag">
                                <Icon name="user-x" />
                                {words::unknown_sender(language)}
                            </span>
                            {sender
                                .may_edit
                                .then(|| {
                                    view! {
                                        <button class="btn btn--s" type="button" disabled=move || !awake.get() aria-label=words::register_sender(language, &addr) on:click=ask>
                                            <Icon name="user-plus" />
                                            {words::register(language)}
                                        </button>
                                    }
                                })}
                        </div>
                    }
                        .into_any()
                }
            })
        }}
        // Its piece of the program comes with the first wish.
        {move || wanted.get().then(|| book(BookPart::Register(registering)))}
    }
    .into_any()
}

#[component]
fn CardLink(known: Known) -> impl IntoView {
    let language = use_language();
    let href = known.contact_id.map(|id| entry_url(EntryKind::Contact, id.0));
    let about = [known.company, known.section].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ・ ");
    view! {
        <div class="book__sender">
            <a class="book__card" href=href title=words::card_of(language, &known.name)>
                <Avatar name=known.name.clone() size="s" />
                <b dir="auto">{known.name.clone()}</b>
                {(!about.is_empty()).then(|| view! { <small dir="auto">{about}</small> })}
            </a>
        </div>
    }
    .into_any()
}
