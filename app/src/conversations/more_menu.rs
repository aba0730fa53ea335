//! What is seldom done: print, the source of the mail. Links, so that they work before the client wakes up.

use super::words;
use crate::{
    palette::{Command, offer_commands},
    parts::{awake::use_awake, icon::Icon},
    threads::MoreDeeds,
    words::use_language,
};
use domain::conversations::{ConversationView, Item};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn MoreMenu(view: Memo<ConversationView>) -> impl IntoView {
    let (language, awake) = (use_language(), use_awake());
    let (id, mailbox) = view.with_untracked(|view| (view.id, view.mailbox_id));
    let may_edit = Memo::new(move |_| view.with(|view| view.rights.edit && view.trashed_at.is_none()));
    let resting = Signal::derive(move || view.with(|view| view.snooze.is_some()));
    let latest = Memo::new(move |_| {
        view.with(|view| view.items.iter().rev().find_map(|item| if let Item::Message(message) = item { Some(message.id) } else { None }))
    });
    offer_commands(move || {
        let mut all = vec![Command::deed("print", words::print(language), "いんさつ print", "printer", "", Arc::new(print))];
        // A page of the server, in a tab of its own.
        all.extend(latest.get_untracked().map(|message| {
            let show = move || drop(window().open_with_url_and_target_and_features(&format!("/mail/{message}/source"), "_blank", "noopener"));
            Command::deed("source", words::show_source(language), "そーす へっだー source headers", "code", "", Arc::new(show))
        }));
        all
    });
    view! {
        <details class="pop">
            <summary class="btn btn--ghost btn--icon" aria-label=words::more(language)>
                <Icon name="ellipsis" />
            </summary>
            <div class="menu" data-align="end">
                <Show when=move || may_edit.get()>
                    <MoreDeeds mailbox ids=Callback::new(move |()| vec![id]) count=1usize resting after=None />
                    <div class="menu__sep"></div>
                </Show>
                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=move |_| print()>
                    <Icon name="printer" />
                    <span class="menu__text">{words::print(language)}</span>
                </button>
                {move || {
                    latest
                        .get()
                        .map(|message| {
                            view! {
                                <a class="menu__item" href=format!("/mail/{message}/source") target="_blank" rel="external noopener">
                                    <Icon name="code" />
                                    <span class="menu__text">{words::show_source(language)}</span>
                                </a>
                                <a class="menu__item" href=format!("/mail/{message}/raw") rel="external" download>
                                    <Icon name="download" />
                                    <span class="menu__text">{words::download_mail(language)}</span>
                                </a>
                            }
                        })
                }}
            </div>
        </details>
    }
    .into_any()
}

fn print() {
    // Refused by browsers without printing, where nothing can be done either.
    let _ = window().print();
}
