//! The button that sets a field of everything that is ticked.

use super::{
    value_dialog::{Asked, ValueDialog},
    words,
};
use crate::{conversations::Targets, mailboxes::Mailboxes, parts::icon::Icon, words::use_language};
use domain::MailboxId;
use leptos::prelude::*;

#[component]
pub fn FieldsButton(mailbox: MailboxId, targets: Targets, after: Callback<()>) -> impl IntoView {
    let (language, mailboxes) = (use_language(), Mailboxes::current());
    let asked = RwSignal::new(None::<Asked>);
    let there = Memo::new(move |_| mailboxes.one(mailbox).is_some_and(|mailbox| mailbox.has_fields));
    view! {
        <Show when=move || there.get()>
            <button
                class="btn btn--ghost"
                type="button"
                aria-haspopup="dialog"
                aria-label=words::fields(language)
                on:click=move |_| asked.set(Some(Asked { targets, field: None }))
            >
                <Icon name="tag" />
                <span class="btn__label">{words::fields(language)}</span>
            </button>
            <ValueDialog mailbox asked after />
        </Show>
    }
    .into_any()
}
