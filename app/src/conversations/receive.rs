//! メール受信: asks every account of the mailbox now, and says how many mails came.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    own_fault,
    palette::{Command, offer_commands},
    parts::{icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::{Language, MailboxId};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Receiving now, for the button and for the pull at the top of the list.
#[derive(Clone, Copy)]
pub struct Receiving {
    mailbox: MailboxId,
    pub busy: RwSignal<bool>,
    toasts: Toasts,
    live: Live,
    language: Language,
}

impl Receiving {
    pub fn new(mailbox: MailboxId) -> Receiving {
        Receiving { mailbox, busy: RwSignal::new(false), toasts: Toasts::current(), live: Live::current(), language: use_language() }
    }

    /// Asks once, however often it is wanted meanwhile.
    pub fn run(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let Receiving { mailbox, toasts, live, language, .. } = self;
            match api::receive(mailbox).await {
                Ok(received) => {
                    if received.count > 0 {
                        live.changed(Topic::Lists(mailbox));
                        live.changed(Topic::Frame);
                        toasts.done(words::received(language, received.count));
                    } else if received.failures.is_empty() {
                        toasts.done(words::received_none(language));
                    }
                    for (account, answer) in received.failures {
                        toasts.warn(words::receive_failed(language, &account, &own_fault::said(&answer, language)));
                    }
                }
                Err(failure) => toasts.failed(&failure, language),
            }
            // The list may have gone meanwhile.
            self.busy.try_set(false);
        });
    }
}

#[component]
pub fn ReceiveButton(receiving: Receiving) -> impl IntoView {
    let language = use_language();
    let Receiving { mailbox, busy, .. } = receiving;
    offer_commands(move || {
        vec![Command::deed(
            "receive",
            words::receive(language),
            "めーるじゅしん get mail receive",
            "refresh-cw",
            "",
            Arc::new(move || receiving.run()),
        )]
    });
    let receive = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        receiving.run();
    };
    view! {
        <form class="deed" method="post" action="/rpc/accounts/receive-plain">
            <input type="hidden" name="mailbox" value=mailbox.to_string() />
            <button
                class="btn btn--ghost btn--s"
                type="submit"
                aria-label=words::receive(language)
                title=words::receive(language)
                aria-busy=move || busy.get().to_string()
                on:click=receive
            >
                <Icon name="refresh-cw" />
                <span class="list__receive">{words::receive(language)}</span>
            </button>
        </form>
    }
    .into_any()
}
