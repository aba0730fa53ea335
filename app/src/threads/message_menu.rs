//! What can be done with one mail: pass it on as a file, link to it, cut the conversation at it, move it.

use super::{Ask, Asking, Threads, What, api, words};
use crate::{
    drafts::WayIn,
    parts::{
        awake::use_awake,
        copy_line::{absolute, write_clipboard},
        icon::Icon,
        toast::Toasts,
    },
    templates,
    words::use_language,
};
use domain::{ConversationId, MailboxId, MessageId, conversations::View, threads::Cut};
use leptos::{prelude::*, task::spawn_local, web_sys};
use wasm_bindgen::JsCast;

/// The conversation that is read, for what stands in it.
#[derive(Clone, Copy)]
pub struct Here {
    pub mailbox: MailboxId,
    pub conversation: ConversationId,
    pub may_edit: Memo<bool>,
    /// Its address beside the list.
    pub page: Memo<String>,
}

/// Only where a conversation is read.
#[component]
pub fn MessageMenu(
    id: MessageId,
    /// It went out from here.
    ours: bool,
) -> impl IntoView {
    use_context::<Here>().map(|here| menu(id, ours, here))
}

fn menu(id: MessageId, ours: bool, here: Here) -> AnyView {
    let (language, toasts, asking, awake) = (use_language(), Toasts::current(), Asking::current(), use_awake());
    let threads = Threads::in_mailbox(here.mailbox, None);
    let way = WayIn::here();
    let copy = move |event: web_sys::MouseEvent| {
        close(&event);
        let link = absolute(&format!("/m/{}/{}/{}?open=all#message-{id}", here.mailbox, View::All, here.conversation));
        spawn_local(async move {
            match write_clipboard(&link).await {
                Ok(()) => toasts.done(words::copied(language)),
                Err(_) => toasts.warn(words::copy_failed(language)),
            }
        });
    };
    let pass_on = move |event: web_sys::MouseEvent| {
        close(&event);
        way.enter(here.conversation, here.page.get_untracked(), api::forward_as_file(here.conversation, id));
    };
    let cut = move |cut: Cut| {
        move |event: web_sys::MouseEvent| {
            close(&event);
            threads.split(here.conversation, id, cut);
        }
    };
    let put = move |event: web_sys::MouseEvent| {
        close(&event);
        asking.ask(Ask { what: What::Message(id), mailbox: here.mailbox, ids: vec![here.conversation], after: None });
    };
    view! {
        <details class="pop mail__more">
            <summary class="btn btn--ghost btn--icon btn--s" aria-label=words::message_more(language) title=words::message_more(language)>
                <Icon name="ellipsis" />
            </summary>
            <div class="menu" data-align="end">
                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=copy>
                    <Icon name="link" />
                    <span class="menu__text">{words::copy_link(language)}</span>
                </button>
                {ours.then(|| templates::save_item(id))}
                {move || {
                    here.may_edit
                        .get()
                        .then(|| {
                            view! {
                                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=pass_on.clone()>
                                    <Icon name="forward" />
                                    <span class="menu__text">{words::forward_file(language)}</span>
                                </button>
                                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=cut(Cut::From)>
                                    <Icon name="split" />
                                    <span class="menu__text">{words::split_from(language)}</span>
                                </button>
                                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=cut(Cut::Only)>
                                    <Icon name="unlink" />
                                    <span class="menu__text">{words::split_only(language)}</span>
                                </button>
                                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=put>
                                    <Icon name="corner-down-right" />
                                    <span class="menu__text">{words::move_message(language)}</span>
                                </button>
                            }
                        })
                }}
            </div>
        </details>
    }
    .into_any()
}

/// Folds the menu that was clicked in.
pub fn close(event: &web_sys::MouseEvent) {
    let place = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(fold) = place.and_then(|place| place.closest("details").ok().flatten()) {
        // Fails only for names that are no attributes.
        let _ = fold.remove_attribute("open");
    }
}
