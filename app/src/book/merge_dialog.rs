//! Joining two entries that are the same: which one stays, what happens, and the way back.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    parts::{dialog::opened_by, sure::Sure, toast::Toasts},
    words::use_language,
};
use domain::book::EntryKind;
use leptos::{prelude::*, task::spawn_local};

/// What is to be joined: `from` goes into `into`.
#[derive(Clone, Debug, PartialEq)]
pub struct Joining {
    pub kind: EntryKind,
    pub from: (i64, String),
    pub into: (i64, String),
}

#[component]
pub fn MergeDialog(joining: RwSignal<Option<Joining>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = opened_by(joining);
    let text = Signal::derive(move || {
        joining.with(|joining| joining.as_ref().map(|joining| words::merge_text(language, &joining.from.1, &joining.into.1)).unwrap_or_default())
    });
    let merge = move |_| {
        let Some(Joining { kind, from, into }) = joining.get_untracked() else { return };
        spawn_local(async move {
            match api::merge(kind, from.0, into.0).await {
                Ok(id) => toasts.undoable(words::merged(language, &into.1), Callback::new(move |()| undo(id, live, toasts, language))),
                Err(failure) => toasts.failed(&failure, language),
            }
            open.try_set(false);
            live.changed(Topic::Book);
        });
    };
    view! {
        <Sure open title=words::merge_title(language).to_owned() text act=words::merge(language).to_owned() does=Callback::new(merge) mild=true />
    }
}

fn undo(id: i64, live: Live, toasts: Toasts, language: domain::Language) {
    spawn_local(async move {
        match api::undo_merge(id).await {
            Ok(()) => toasts.done(words::unmerged(language)),
            Err(failure) => toasts.failed(&failure, language),
        }
        live.changed(Topic::Book);
    });
}
