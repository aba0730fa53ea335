//! Giving a draft up.

use super::{api, editing::Editing, words};
use crate::{
    parts::{dialog::Dialog, icon::Icon},
    words::{common, use_language},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub fn RemoveDraft(editing: Editing) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let (asks, gone) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        if gone.get() {
            navigate("/bulk", Default::default());
        }
    });
    let remove = move |_| {
        asks.set(false);
        spawn_local(async move {
            match api::remove(editing.id).await {
                Ok(()) => {
                    editing.toasts.done(words::removed(language));
                    gone.try_set(true);
                }
                Err(failure) => editing.toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <button class="btn btn--ghost" type="button" on:click=move |_| asks.set(true)>
            <Icon name="trash-2" />
            {words::remove(language)}
        </button>
        <Dialog open=asks title=words::remove(language).to_owned() role="alertdialog" small=true>
            <div class="dialog__body">
                <p class="dialog__text">{words::remove_text(language)}</p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| asks.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--danger" type="button" on:click=remove>
                    {common::delete(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
