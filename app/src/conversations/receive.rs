//! メール受信: asks every account of the mailbox now, and says how many mails came.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    own_fault,
    parts::{icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::MailboxId;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ReceiveButton(mailbox: MailboxId) -> impl IntoView {
    let language = use_language();
    let (toasts, live) = (Toasts::current(), Live::current());
    let busy = RwSignal::new(false);
    let receive = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
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
            busy.set(false);
        });
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
