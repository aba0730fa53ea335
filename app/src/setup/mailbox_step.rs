//! The first mailbox.

use super::{draft::Draft, words};
use crate::{
    Failure,
    parts::field::{TextField, about},
    words::use_language,
};
use domain::Field;
use leptos::prelude::*;

#[component]
pub fn MailboxStep(draft: Draft, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    let error = {
        let (mailbox, name) = (about(failure, Field::Mailbox), about(failure, Field::Name));
        Signal::derive(move || mailbox.get().or_else(|| name.get()))
    };
    view! {
        <TextField
            id="mailbox"
            label=words::mailbox(language)
            value=draft.mailbox
            hint=words::mailbox_hint(language)
            placeholder=words::mailbox_example(language)
            error
            large=true
            required=true
            auto_direction=true
        />
    }
}
