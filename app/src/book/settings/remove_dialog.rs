//! Deleting an item: what goes with it.

use super::words;
use crate::{
    book::api,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::book::ItemView;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn RemoveDialog(removed: RwSignal<Option<ItemView>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = opened_by(removed);
    let title = Signal::derive(move || removed.with(|item| item.as_ref().map(|item| words::remove_title(language, &item.name)).unwrap_or_default()));
    let remove = move |_| {
        let Some(item) = removed.get_untracked() else { return };
        spawn_local(async move {
            match api::remove_item(item.id).await {
                Ok(()) => toasts.done(words::removed(language, &item.name)),
                Err(failure) => toasts.failed(&failure, language),
            }
            open.try_set(false);
            live.changed(Topic::Book);
        });
    };
    view! {
        <Dialog open title role="alertdialog" small=true>
            <div class="dialog__body">
                <p class="dialog__text">{words::remove_text(language)}</p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--danger" type="button" on:click=remove>
                    {words::remove(language)}
                </button>
            </div>
        </Dialog>
    }
}
