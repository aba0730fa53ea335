//! 新規メール, in the navigation: for the mailbox at hand, else the first one that this person may write in.

use super::{api, new_mail_page, way_in::WayIn};
use crate::{
    chunks,
    layout::words,
    mailboxes::Mailboxes,
    offline::Shared,
    palette::{Command, offer_commands},
    parts::{
        icon::Icon,
        keys::{on_key, single_key},
    },
    words::use_language,
};
use domain::MailboxId;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use std::{sync::Arc, time::Duration};

/// A quick answer comes before the second half of a double click.
const SETTLES: Duration = Duration::from_secs(1);

/// `?compose=new` in the address begins a new mail.
pub const COMPOSE: &str = "compose";

#[component]
pub fn NewMail(mailboxes: Mailboxes) -> impl IntoView {
    view! {
        <Transition>
            {move || {
                let open = mailboxes.all.get().and_then(Result::ok).unwrap_or_default();
                let open: Vec<MailboxId> = open.into_iter().filter(|mailbox| mailbox.rights.edit).map(|mailbox| mailbox.id).collect();
                (!open.is_empty()).then(|| view! { <Form open /> })
            }}
        </Transition>
    }
    .into_any()
}

#[component]
fn Form(open: Vec<MailboxId>) -> impl IntoView {
    let language = use_language();
    let path = use_location().pathname;
    let target = Memo::new(move |_| {
        let here = path.with(|path| path.strip_prefix("/m/").and_then(|rest| rest.split('/').next()?.parse::<MailboxId>().ok()));
        open.iter().copied().find(|id| Some(*id) == here).or_else(|| open.first().copied())
    });
    let way = WayIn::here();
    let busy = RwSignal::new(false);
    let begin = move || {
        let (Some(mailbox), way) = (target.get_untracked(), way.clone()) else { return };
        // Each beginning makes a conversation and its lease: a double click or a key held down begins one.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::start_new(mailbox).await {
                Ok(begun) => {
                    if let Some(shared) = Shared::take()
                        && let Err(failure) = chunks::share_into(begun.clone(), shared).await
                    {
                        way.toasts.failed(&failure, way.language);
                    }
                    way.write(&new_mail_page(mailbox, begun.conversation), &begun.held);
                    let settled = move || {
                        busy.try_set(false);
                    };
                    set_timeout(settled, SETTLES);
                }
                Err(failure) => {
                    busy.try_set(false);
                    way.toasts.failed(&failure, way.language);
                }
            }
        });
    };
    let (query, navigate) = (use_query_map(), use_navigate());
    Effect::new({
        let begin = begin.clone();
        move |_| {
            if query.with(|query| query.get(COMPOSE).is_some()) {
                // First it leaves the address: the way back must not begin another one.
                navigate(&path.get_untracked(), NavigateOptions { replace: true, ..NavigateOptions::default() });
                begin();
            }
        }
    });
    on_key({
        let begin = begin.clone();
        move |event| {
            if single_key(&event).as_deref() == Some("c") {
                event.prevent_default();
                if !event.repeat() {
                    begin();
                }
            }
        }
    });
    offer_commands({
        let begin = begin.clone();
        move || {
            vec![Command::deed(
                "new-mail",
                words::new_mail(language),
                "しんきめーる new mail compose write",
                "square-pen",
                "C",
                Arc::new(begin.clone()),
            )]
        }
    });
    view! {
        <form class="nav__start" method="post" action="/rpc/drafts/start-new">
            <input type="hidden" name="mailbox" value=move || target.get().map(|id| id.to_string()) />
            <button
                class="btn nav__new"
                type="submit"
                aria-label=words::new_mail(language)
                aria-busy=move || busy.get().then_some("true")
                title=super::words::with_key(language, words::new_mail(language), "C")
                on:click=move |event| {
                    event.prevent_default();
                    begin();
                }
            >
                <Icon name="square-pen" />
                <span class="nav__label">{words::new_mail(language)}</span>
            </button>
        </form>
    }
    .into_any()
}
