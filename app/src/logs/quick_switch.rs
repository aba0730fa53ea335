//! In the bar over a conversation: notes a call without leaving it. A link to the whole form until the client wakes up.

use super::{new_url, words};
use crate::{
    chunks::QuickForm,
    palette::{Command, offer_commands},
    parts::{
        dialog::Dialog,
        icon::Icon,
        keys::{on_key, single_key},
    },
    words::use_language,
};
use domain::{ConversationId, conversations::ConversationView, logs::Log};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn QuickSwitch(view: Memo<ConversationView>) -> impl IntoView {
    let language = use_language();
    let id: ConversationId = view.with_untracked(|view| view.id);
    let may_edit = Memo::new(move |_| view.with(|view| view.rights.edit && view.trashed_at.is_none()));
    let open = RwSignal::new(false);
    offer_commands(move || {
        let visit = Command::page(
            format!("{}?conversation={id}", new_url(Log::Visits)),
            words::new_visit(language).to_owned(),
            "ほうもんをきろく note visit",
            "map-pin",
            "",
        );
        let act = Arc::new(move || open.set(true));
        let call = Command::deed("note-call", words::new_call(language), "でんわをきろく note call phone", "phone", "L", act);
        if may_edit.get_untracked() { vec![call, visit] } else { Vec::new() }
    });
    on_key(move |event| {
        if may_edit.get_untracked() && single_key(&event).as_deref() == Some("l") {
            event.prevent_default();
            open.set(true);
        }
    });
    view! {
        <Show when=move || may_edit.get()>
            <a
                class="btn btn--ghost btn--icon"
                href=format!("{}?conversation={id}", new_url(Log::Calls))
                aria-label=words::new_call(language)
                title=words::new_call(language)
                on:click=move |event| {
                    if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
                        event.prevent_default();
                        open.set(true);
                    }
                }
            >
                <Icon name="phone" />
            </a>
        </Show>
        <Dialog open title=Signal::stored(words::quick_title(language).to_owned())>
            <QuickForm conversation=id open />
        </Dialog>
    }
    .into_any()
}
