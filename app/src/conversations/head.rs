//! The top of a conversation: what can be done, its subject, its properties.

use super::{deeds::Deeds, grid, more_menu::MoreMenu, props::Props, words};
use crate::{
    book::SenderMark,
    checks::CheckMark,
    drafts::ReplyActions,
    history::{Others, PastSwitch},
    logs::QuickSwitch,
    palette::{Command, Offer, Subject, offer, words as named},
    parts::{
        awake::use_awake,
        icon::Icon,
        keys::{on_key, single_key},
    },
    presence::Viewers,
    words::use_language,
};
use domain::{ConversationId, MailboxId, conversations::ConversationView, statuses::Class};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;

/// The row of buttons above what is read.
#[component]
pub fn ReadBar(view: Memo<ConversationView>, back: Signal<String>) -> impl IntoView {
    let language = use_language();
    let (id, mailbox) = view.with_untracked(|view| (view.id, view.mailbox_id));
    let deeds = Deeds::in_mailbox(mailbox);
    let may_finish = Memo::new(move |_| view.with(|view| view.rights.edit && view.class != Class::Done && view.trashed_at.is_none()));
    let may_restore = Memo::new(move |_| view.with(|view| view.rights.edit && view.trashed_at.is_some() && !view.spam));
    let may_trash = Memo::new(move |_| view.with(|view| view.rights.delete && view.trashed_at.is_none()));
    let (navigate, awake) = (use_navigate(), use_awake());
    offer(move || {
        let trashed = view.with_untracked(|view| view.trashed_at.is_some());
        let subject = Subject { mailbox, ids: vec![id], deeds, trashed, picked: false };
        let confirmer = Command::deed(
            "confirmer",
            named::confirmer(language),
            "かくにんしゃ confirmer check",
            "user-check",
            "V",
            Arc::new(|| {
                grid::open_menu("confirmer");
            }),
        );
        let editable = view.with_untracked(|view| view.rights.edit && view.trashed_at.is_none());
        Offer { commands: editable.then_some(confirmer).into_iter().collect(), subject: Some(subject) }
    });
    on_key(move |event| {
        if single_key(&event).as_deref() == Some("u") {
            event.prevent_default();
            navigate(&back.get_untracked(), Default::default());
        }
    });
    view! {
        <div class="read__bar" role="toolbar" aria-label=words::tools(language)>
            <a class="btn btn--ghost btn--icon read__back" href=move || back.get() aria-label=words::back_to_list(language)>
                <Icon name="chevron-left" />
            </a>
            <ReplyActions view />
            <Show when=move || may_finish.get()>
                <DeedForm id deed="done" class="btn" label=words::make_done(language) act=Callback::new(move |()| deeds.done(vec![id]))>
                    <Icon name="status-done" />
                    <span class="btn__label btn__label--wide">{words::make_done(language)}</span>
                </DeedForm>
            </Show>
            <Show when=move || may_restore.get()>
                <button class="btn" type="button" disabled=move || !awake.get() on:click=move |_| deeds.restore(vec![id])>
                    <Icon name="rotate-ccw" />
                    <span class="btn__label">{words::restore(language)}</span>
                </button>
            </Show>
            <div class="btns btns--tight btns--end">
                <Show when=move || may_trash.get()>
                    <DeedForm id deed="trash" class="btn btn--ghost btn--icon" label=words::to_trash(language) act=Callback::new(move |()| deeds.trash(vec![id]))>
                        <Icon name="trash-2" />
                    </DeedForm>
                </Show>
                <QuickSwitch view />
                <PastSwitch view />
                <MoreMenu view />
            </div>
        </div>
    }
    .into_any()
}

/// A button that is a plain form until the client wakes up.
#[component]
fn DeedForm(
    id: ConversationId,
    deed: &'static str,
    class: &'static str,
    label: &'static str,
    act: Callback<()>,
    children: Children,
) -> impl IntoView {
    let acts = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        act.run(());
    };
    view! {
        <form class="deed" method="post" action="/rpc/conversations/finish">
            <input type="hidden" name="conversation" value=id.to_string() />
            <button class=class type="submit" name="deed" value=deed aria-label=label title=label on:click=acts>
                {children()}
            </button>
        </form>
    }
    .into_any()
}

/// Subject, number, who else looks, properties.
#[component]
pub fn Head(view: Memo<ConversationView>, mailbox: MailboxId, subject: Memo<String>) -> impl IntoView {
    let id = view.with_untracked(|view| view.id);
    view! {
        <div class="read__top">
            <div class="read__heading">
                <h1 class="read__title" dir="auto">
                    {move || subject.get()}
                </h1>
                <span class="read__number">{move || format!("#{}", view.with(|view| view.number))}</span>
            </div>
            <CheckMark view />
            <Viewers conversation=id />
            <Props view mailbox />
            <SenderMark view />
            <Others view />
        </div>
    }
    .into_any()
}
