//! Giving a draft up.

use super::{api, editing::Editing, words};
use crate::{
    parts::{icon::Icon, sure::Sure},
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
        <Sure open=asks title=words::remove(language).to_owned() text=words::remove_text(language).to_owned() act=common::delete(language).to_owned() does=Callback::new(remove) />
    }
    .into_any()
}
