//! A draft that waits in a conversation: whose, since when, and going on with it or deleting it.

use super::{DraftText, api, way_in::WayIn, words};
use crate::{
    checks::CheckPanel,
    leases::is_typing,
    live::{Live, Topic},
    outbox::words as outbox,
    parts::{avatar::Avatar, awake::use_awake, icon::Icon, sure::Sure, toast::Toasts},
    time::{Clock, When},
    words::{common, use_language},
};
use domain::{ConversationId, DraftId, MessageId, checks::CheckView, drafts::DraftView, leases::LeaseView};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn DraftCard(
    draft: DraftView,
    lease: Option<LeaseView>,
    may_edit: bool,
    page: String,
    check: Option<CheckView>,
    may_send: bool,
    /// The newest mail of the conversation.
    seen: MessageId,
) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let name = draft.author_name.clone();
    let (id, conversation, saved_at, revisions) = (draft.id, draft.conversation_id, draft.saved_at, draft.revisions);
    let written = lease.as_ref().is_some_and(|lease| !lease.expired && lease.draft_id == Some(id));
    // Under a lease of somebody else nothing may be begun or deleted here.
    let free = lease.is_none_or(|lease| lease.mine || lease.expired);
    let typing = {
        let draft = draft.clone();
        move || written && is_typing(&draft, clock.now())
    };
    view! {
        <article class="mail draft" aria-label=words::draft_by(language, &name)>
            <div class="draft__head">
                <Avatar name=name.clone() size="m" />
                <b>{words::draft_by(language, &name)}</b>
                {move || {
                    typing()
                        .then(|| {
                            view! {
                                <span class="live">
                                    <Icon name="pencil" />
                                    {words::typing(language)}
                                </span>
                            }
                        })
                }}
                <small>
                    {(revisions > 0).then(|| words::revision(language, revisions))}
                    <When at=saved_at long=true />
                    {words::saved_suffix(language)}
                </small>
            </div>
            {draft
                .stopped_at
                .map(|_| {
                    view! {
                        <p class="draft__stopped" role="status">
                            <Icon name="triangle-alert" />
                            <span>{outbox::overtaken(language)}</span>
                        </p>
                    }
                })}
            <DraftText draft=draft.clone() />
            {check.map(|check| view! { <CheckPanel check draft may_send=may_send && free seen /> })}
            {(may_edit && free).then(|| view! { <Acts id conversation page /> })}
        </article>
    }
}

/// 続きを書く works as a plain form, too; deleting asks first.
#[component]
fn Acts(id: DraftId, conversation: ConversationId, page: String) -> impl IntoView {
    let language = use_language();
    let (asking, awake) = (RwSignal::new(false), use_awake());
    let (live, toasts) = (Live::current(), Toasts::current());
    let way = WayIn::here();
    let go_on = {
        let page = page.clone();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            let page = page.clone();
            way.enter(conversation, page.clone(), async move { api::resume(id, page).await });
        }
    };
    let delete = move |_| {
        asking.set(false);
        spawn_local(async move {
            match api::delete(id).await {
                Ok(()) => {
                    toasts.done(words::said_deleted(language));
                    live.changed(Topic::Conversation(conversation));
                    live.changed(Topic::Frame);
                }
                Err(failure) => {
                    toasts.failed(&failure, language);
                    live.changed(Topic::Conversation(conversation));
                }
            }
        });
    };
    view! {
        <div class="draft__foot">
            <form class="reply" method="post" action="/rpc/drafts/resume">
                <input type="hidden" name="draft" value=id.to_string() />
                <input type="hidden" name="page" value=page />
                <button class="btn" type="submit" on:click=go_on>
                    <Icon name="pencil" />
                    <span class="btn__label">{words::go_on(language)}</span>
                </button>
            </form>
            <button class="btn btn--danger-quiet" type="button" disabled=move || !awake.get() on:click=move |_| asking.set(true)>
                <Icon name="trash-2" />
                <span class="btn__label">{common::delete(language)}</span>
            </button>
        </div>
        <Sure open=asking title=words::delete_title(language).to_owned() text=words::delete_text(language).to_owned() act=common::delete(language).to_owned() does=Callback::new(delete) />
    }
}
