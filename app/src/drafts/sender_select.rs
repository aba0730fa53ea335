//! From: which account sends. Says when that had to change, and when nobody can.

use super::{desk::Desk, session::Session, words};
use crate::{
    parts::icon::Icon,
    words::{common, use_language},
};
use domain::{AccountId, drafts::Sender};
use leptos::prelude::*;

fn shown(sender: &Sender) -> String {
    if sender.from_name.is_empty() { sender.address.clone() } else { format!("{} <{}>", sender.from_name, sender.address) }
}

#[component]
pub fn SenderSelect(session: Session, desk: Desk) -> impl IntoView {
    let senders = Memo::new(move |_| desk.known.with(|desk| desk.as_ref().map(|desk| desk.senders.clone()).unwrap_or_default()));
    // Without an option of its own the browser would show the first sender, whoever sends.
    let unknown = Memo::new(move |_| {
        let account = session.account.get();
        senders.with(|senders| senders.iter().all(|sender| sender.id != account)).then_some(account)
    });
    view! {
        <select
            class="comp__select"
            id="comp-from"
            disabled=move || !session.is_open() || senders.with(Vec::is_empty)
            on:change:target=move |event| {
                if let Ok(id) = event.target().value().parse::<AccountId>() {
                    session.account.set(id);
                    desk.adopted.set(None);
                    session.edited();
                    session.save_now();
                }
            }
        >
            {move || {
                unknown
                    .get()
                    .map(|id| {
                        view! {
                            <option value=id.to_string() selected>
                                {session.sender_address.get_value()}
                            </option>
                        }
                    })
            }}
            <For
                each=move || senders.get()
                key=|sender| sender.id
                children=move |sender| {
                    let id = sender.id;
                    view! {
                        <option value=id.to_string() prop:selected=move || session.account.get() == id>
                            {shown(&sender)}
                        </option>
                    }
                }
            />
        </select>
    }
    .into_any()
}

/// Below the field.
#[component]
pub fn SenderNote(desk: Desk) -> impl IntoView {
    let language = use_language();
    let nobody = move || desk.known.with(|known| known.as_ref().is_some_and(|desk| desk.senders.is_empty()));
    let text = move || {
        if let Some(failure) = desk.failure.get() {
            Some((words::senders_unread(language, &failure.words(language)), true))
        } else if nobody() {
            Some((words::no_sender(language).to_owned(), true))
        } else {
            desk.adopted.get().map(|address| (words::other_sender(language, &address), false))
        }
    };
    move || {
        text().map(|(text, again)| {
            view! {
                <div class="comp__note" role="status">
                    <Icon name="circle-alert" />
                    <span>{text}</span>
                    {again
                        .then(|| {
                            view! {
                                <button class="btn btn--s" type="button" on:click=move |_| desk.read()>
                                    {common::try_again(language)}
                                </button>
                            }
                        })}
                </div>
            }
        })
    }
}
