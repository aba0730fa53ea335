//! From: which account sends.

use super::{api::WritingDesk, session::Session};
use domain::{AccountId, drafts::Sender};
use leptos::prelude::*;

fn shown(sender: &Sender) -> String {
    if sender.from_name.is_empty() { sender.address.clone() } else { format!("{} <{}>", sender.from_name, sender.address) }
}

#[component]
pub fn SenderSelect(session: Session, desk: RwSignal<Option<WritingDesk>>) -> impl IntoView {
    let senders = Memo::new(move |_| desk.with(|desk| desk.as_ref().map(|desk| desk.senders.clone()).unwrap_or_default()));
    view! {
        <select
            class="comp__select"
            id="comp-from"
            disabled=move || !session.is_open() || senders.with(Vec::is_empty)
            on:change:target=move |event| {
                if let Ok(id) = event.target().value().parse::<AccountId>() {
                    session.account.set(id);
                    session.edited();
                    session.save_now();
                }
            }
        >
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
