//! What is seldom done to conversations, in the menu above what is read and in the bar of ticked rows.

use super::{Ask, Asking, Threads, What, message_menu::close, words};
use crate::{
    parts::{awake::use_awake, icon::Icon},
    snooze::{Away, words as rest},
    words::use_language,
};
use domain::{ConversationId, MailboxId};
use leptos::{prelude::*, web_sys};

#[component]
pub fn MoreDeeds(
    mailbox: MailboxId,
    /// Those that are meant when something is chosen.
    ids: Callback<(), Vec<ConversationId>>,
    /// How many that are: several are joined with each other.
    #[prop(into)]
    count: Signal<usize>,
    /// They rest already.
    #[prop(into)]
    resting: Signal<bool>,
    /// Told when the server has done it.
    #[prop(optional_no_strip)]
    after: Option<Callback<()>>,
) -> impl IntoView {
    let (language, asking, awake) = (use_language(), Asking::current(), use_awake());
    let (away, threads) = (Away::in_mailbox(mailbox, after), Threads::in_mailbox(mailbox, after));
    let asks = move |what: What| {
        move |event: web_sys::MouseEvent| {
            close(&event);
            asking.ask(Ask { what, mailbox, ids: ids.run(()), after });
        }
    };
    let join = move |event: web_sys::MouseEvent| {
        close(&event);
        let mut ids = ids.run(());
        // The oldest one is the one that people know.
        ids.sort_unstable();
        match ids.split_first() {
            Some((first, others)) if !others.is_empty() => threads.merge(*first, others.to_vec()),
            Some((first, _)) => asking.ask(Ask { what: What::Join, mailbox, ids: vec![*first], after }),
            None => {}
        }
    };
    let wake = move |event: web_sys::MouseEvent| {
        close(&event);
        away.wake(ids.run(()));
    };
    let spam = move |event: web_sys::MouseEvent| {
        close(&event);
        away.spam(ids.run(()));
    };
    let join_name = move || match count.get() {
        0 | 1 => words::join(language).to_owned(),
        several => words::join_selected(language, several),
    };
    view! {
        {move || {
            if resting.get() {
                view! {
                    <button class="menu__item" type="button" disabled=move || !awake.get() on:click=wake>
                        <Icon name="alarm-clock" />
                        <span class="menu__text">{rest::wake(language)}</span>
                    </button>
                }
                    .into_any()
            } else {
                view! {
                    <button class="menu__item" type="button" disabled=move || !awake.get() on:click=asks(What::Snooze)>
                        <Icon name="alarm-clock" />
                        <span class="menu__text">{rest::snooze_more(language)}</span>
                    </button>
                }
                    .into_any()
            }
        }}
        <button class="menu__item" type="button" disabled=move || !awake.get() on:click=join>
            <Icon name="merge" />
            <span class="menu__text">{join_name}</span>
        </button>
        <button class="menu__item" type="button" disabled=move || !awake.get() on:click=asks(What::Mailbox)>
            <Icon name="folder-input" />
            <span class="menu__text">{words::move_mailbox(language)}</span>
        </button>
        <button class="menu__item" type="button" disabled=move || !awake.get() on:click=spam>
            <Icon name="ban" />
            <span class="menu__text">{rest::spam(language)}</span>
        </button>
    }
    .into_any()
}
