//! Writing to somebody from wherever they are shown: a new mail with their address filled in, from a mailbox that the person chooses.

use super::{
    api::{self, Begun},
    new_mail_page,
    prefilled::prefill,
    way_in::WayIn,
    words,
};
use crate::{
    Failure,
    mailboxes::Mailboxes,
    parts::{awake::use_awake, icon::Icon},
    words::use_language,
};
use domain::{
    MailboxId,
    addresses::{Address, typed},
};
use leptos::{prelude::*, task::spawn_local};

/// One button where there is one mailbox to write from, else a menu of them.
#[component]
pub fn WriteTo(to: Address) -> impl IntoView {
    let language = use_language();
    let (mailboxes, awake, way) = (Mailboxes::current(), use_awake(), WayIn::here());
    let busy = RwSignal::new(false);
    let begin = Callback::new(move |mailbox: MailboxId| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (way, to) = (way.clone(), to.clone());
        spawn_local(async move {
            match begun(mailbox, &to).await {
                Ok(Begun { conversation, held }) => way.write(&new_mail_page(mailbox, conversation), &held),
                Err(failure) => way.toasts.failed(&failure, way.language),
            }
            busy.try_set(false);
        });
    });
    view! {
        <Transition>
            {move || {
                let open = mailboxes.all.get().and_then(Result::ok).unwrap_or_default();
                let open: Vec<(MailboxId, String)> =
                    open.into_iter().filter(|mailbox| mailbox.rights.edit).map(|mailbox| (mailbox.id, mailbox.name)).collect();
                match open.as_slice() {
                    [] => ().into_any(),
                    [(only, _)] => {
                        let only = *only;
                        view! {
                            <button class="btn btn--primary" type="button" disabled=move || !awake.get() on:click=move |_| begin.run(only)>
                                <Icon name="mail" />
                                {words::write_mail(language)}
                            </button>
                        }
                            .into_any()
                    }
                    _ => {
                        let line = |(id, name): (MailboxId, String)| {
                            view! {
                                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=move |_| begin.run(id)>
                                    <Icon name="inbox" />
                                    <span class="menu__text">{name}</span>
                                </button>
                            }
                        };
                        view! {
                            <details class="pop write-to">
                                <summary class="btn btn--primary">
                                    <Icon name="mail" />
                                    {words::write_mail(language)}
                                    <Icon name="chevron-down" />
                                </summary>
                                <div class="menu">
                                    <p class="menu__head">{words::write_from(language)}</p>
                                    {open.into_iter().map(line).collect_view()}
                                </div>
                            </details>
                        }
                            .into_any()
                    }
                }
            }}
        </Transition>
    }
    .into_any()
}

/// A new mail, with the address in it.
async fn begun(mailbox: MailboxId, to: &Address) -> Result<Begun, Failure> {
    let begun = api::start_new(mailbox).await?;
    prefill(&begun, |content| content.to = typed(to)).await?;
    Ok(begun)
}
