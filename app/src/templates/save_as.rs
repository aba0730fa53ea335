//! テンプレートとして保存: of a mail that went out, or of what is being written.

use super::{api, words};
use crate::{
    Failure,
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    threads::fold_menu,
    words::use_language,
};
use domain::{DraftId, Language, MessageId, TemplateId};
use leptos::{prelude::*, task::spawn_local, web_sys};

/// A line of the menu of a mail.
pub fn save_item(id: MessageId) -> AnyView {
    let (language, toasts, awake) = (use_language(), Toasts::current(), use_awake());
    let save = move |event: web_sys::MouseEvent| {
        fold_menu(&event);
        spawn_local(async move { tell(api::from_message(id).await, toasts, language) });
    };
    view! {
        <button class="menu__item" type="button" disabled=move || !awake.get() on:click=save>
            <Icon name="file-text" />
            <span class="menu__text">{words::save_as(language)}</span>
        </button>
    }
    .into_any()
}

/// Of a draft as the server has it.
pub async fn save_draft(id: DraftId, toasts: Toasts, language: Language) {
    tell(api::from_draft(id).await, toasts, language);
}

fn tell(made: Result<TemplateId, Failure>, toasts: Toasts, language: Language) {
    match made {
        Ok(_) => toasts.done(words::said_saved_as(language)),
        Err(failure) => toasts.failed(&failure, language),
    }
}
