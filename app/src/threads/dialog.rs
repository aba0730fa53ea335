//! The dialog of whatever is asked.

use super::{Ask, Asking, What, join::JoinForm, mailbox::MailboxForm, words};
use crate::{
    parts::dialog::{Dialog, opened_by},
    snooze::{SnoozeForm, words as rest},
    words::use_language,
};
use leptos::prelude::*;

#[component]
pub fn AskDialog(asking: Asking) -> impl IntoView {
    let language = use_language();
    let open = opened_by(asking.0);
    let title = Signal::derive(move || {
        asking.0.with(|ask| match ask.as_ref().map(|ask| (ask.what, ask.ids.len())) {
            Some((What::Snooze, count)) => rest::title(language, count),
            Some((What::Join, _)) => words::join_title(language).to_owned(),
            Some((What::Mailbox, count)) => words::mailbox_title(language, count),
            Some((What::Message(_), _)) => words::message_title(language).to_owned(),
            None => String::new(),
        })
    });
    view! {
        <Dialog open title small=true>
            {move || {
                asking
                    .0
                    .get()
                    .map(|ask: Ask| match ask.what {
                        What::Snooze => view! { <SnoozeForm ask open /> }.into_any(),
                        What::Join | What::Message(_) => view! { <JoinForm ask open /> }.into_any(),
                        What::Mailbox => view! { <MailboxForm ask open /> }.into_any(),
                    })
            }}
        </Dialog>
    }
    .into_any()
}
