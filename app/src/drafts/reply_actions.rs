//! The buttons that start a reply, a reply to all, a forwarding. A plain form until the client wakes up.

use super::{api, held, way_in::WayIn, words};
use crate::{
    Failure,
    conversations::use_list_query,
    offline::LateOpen,
    palette::{Command, offer_commands},
    parts::{
        awake::use_awake,
        icon::Icon,
        keys::{on_key, single_key},
    },
    routes::conversation_url,
    words::use_language,
};
use domain::{ConversationId, conversations::ConversationView, drafts::DraftKind, leases::LeaseView};
use leptos::{html, prelude::*, task::spawn_local};
use std::sync::Arc;

/// What can be done about a reply right now.
#[derive(Clone, PartialEq)]
enum Actions {
    Nothing,
    Start,
    /// This person writes already, perhaps in another tab.
    GoOn(LeaseView),
    Blocked(LeaseView),
}

fn actions(view: &ConversationView) -> Actions {
    if !view.rights.edit || view.trashed_at.is_some() {
        return Actions::Nothing;
    }
    match &view.lease {
        Some(lease) if lease.mine && lease.draft_id.is_some() => Actions::GoOn(lease.clone()),
        Some(lease) if !lease.mine && !lease.expired => Actions::Blocked(lease.clone()),
        _ => Actions::Start,
    }
}

#[component]
pub fn ReplyActions(
    view: Memo<ConversationView>,
    /// In the row under the conversation, for phones: the keys belong to the one above.
    #[prop(optional)]
    foot: bool,
) -> impl IntoView {
    let language = use_language();
    let conversation = view.with_untracked(|view| view.id);
    let query = use_list_query();
    let page = Memo::new(move |_| query.get().map(|query| conversation_url(&query, conversation)).unwrap_or_default());
    let shown = Memo::new(move |_| view.with(actions));
    let way = WayIn::here();
    let awake = use_awake();
    let late = use_context::<LateOpen>();
    let start = {
        let way = way.clone();
        move |kind: DraftKind| {
            let (page, way) = (page.get_untracked(), way.clone());
            spawn_local(async move {
                match (api::start(conversation, kind, page.clone()).await, late) {
                    (Ok(held), _) => way.write(&page, &held),
                    // Without a server nobody can hold the reply: the words can be written all the same.
                    (Err(Failure::Unreachable(_)), Some(late)) if kind != DraftKind::Forward => {
                        late.0.try_set(Some(kind));
                    }
                    (Err(failure), _) => way.refused(conversation, &failure),
                }
            });
        }
    };
    let key_start = start.clone();
    if !foot {
        on_key(move |event| {
            let kind = match single_key(&event).as_deref() {
                Some("r") => DraftKind::Reply,
                Some("R") => DraftKind::ReplyAll,
                Some("f") => DraftKind::Forward,
                _ => return,
            };
            if shown.get_untracked() == Actions::Start {
                event.prevent_default();
                key_start(kind);
            }
        });
        let palette_start = start.clone();
        offer_commands(move || {
            if shown.get_untracked() != Actions::Start {
                return Vec::new();
            }
            let deed = |key, name, also, icon, keys, kind: DraftKind| {
                let start = palette_start.clone();
                Command::deed(key, name, also, icon, keys, Arc::new(move || start(kind)))
            };
            vec![
                deed("reply", words::start(language), "へんしん reply answer", "reply", "R", DraftKind::Reply),
                deed("reply-all", words::reply_all(language), "ぜんいんにへんしん reply all", "reply-all", "Shift+R", DraftKind::ReplyAll),
                deed("forward", words::forward(language), "てんそう forward", "forward", "F", DraftKind::Forward),
            ]
        });
    }
    let why = if foot { "reply-blocked-foot" } else { "reply-blocked" };
    move || {
        let (start, way) = (start.clone(), way.clone());
        match shown.get() {
            Actions::Nothing => ().into_any(),
            Actions::Start => view! { <StartForm conversation page start /> }.into_any(),
            Actions::GoOn(lease) => {
                let go_on = move |_| {
                    let Some(draft) = lease.draft_id else { return };
                    let page = page.get_untracked();
                    way.enter(conversation, page.clone(), async move { api::resume(draft, page).await });
                };
                view! {
                    <button class="btn btn--primary read__reply" type="button" disabled=move || !awake.get() on:click=go_on>
                        <Icon name="pencil" />
                        <span class="btn__label">{words::go_on(language)}</span>
                    </button>
                }
                .into_any()
            }
            Actions::Blocked(lease) => view! {
                <button class="btn read__reply" type="button" aria-disabled="true" aria-describedby=why>
                    <Icon name="lock" />
                    <span class="btn__label">{words::blocked(language, &lease.user_name)}</span>
                </button>
                <span class="sr" id=why>
                    {words::blocked_why(language, &lease.user_name)}
                </span>
            }
            .into_any(),
        }
    }
}

#[component]
fn StartForm(conversation: ConversationId, page: Memo<String>, start: impl Fn(DraftKind) + Clone + Send + 'static) -> impl IntoView {
    let language = use_language();
    let first = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if first.get().is_some() {
            return_focus(first, conversation);
        }
    });
    let on = move |kind: DraftKind| {
        let start = start.clone();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            start(kind);
        }
    };
    view! {
        <form class="reply" method="post" action="/rpc/drafts/start">
            <input type="hidden" name="conversation" value=conversation.to_string() />
            <input type="hidden" name="page" value=move || page.get() />
            <button class="btn btn--primary read__reply" type="submit" name="kind" value=DraftKind::Reply.as_str() node_ref=first on:click=on(DraftKind::Reply)>
                <Icon name="reply" />
                <span class="btn__label">{words::start(language)}</span>
                <kbd class="kbd">"R"</kbd>
            </button>
            <button
                class="btn btn--ghost btn--icon read__extra"
                type="submit"
                name="kind"
                value=DraftKind::ReplyAll.as_str()
                aria-label=words::reply_all(language)
                title=words::with_key(language, words::reply_all(language), "Shift+R")
                on:click=on(DraftKind::ReplyAll)
            >
                <Icon name="reply-all" />
            </button>
            <button
                class="btn btn--ghost btn--icon read__extra"
                type="submit"
                name="kind"
                value=DraftKind::Forward.as_str()
                aria-label=words::forward(language)
                title=words::with_key(language, words::forward(language), "F")
                on:click=on(DraftKind::Forward)
            >
                <Icon name="forward" />
            </button>
            <details class="pop reply__more">
                <summary class="btn btn--icon" aria-label=words::other_replies(language)>
                    <Icon name="chevron-down" />
                </summary>
                <div class="menu">
                    <button class="menu__item" type="submit" name="kind" value=DraftKind::ReplyAll.as_str() on:click=on(DraftKind::ReplyAll)>
                        <Icon name="reply-all" />
                        <span class="menu__text">{words::reply_all(language)}</span>
                    </button>
                    <button class="menu__item" type="submit" name="kind" value=DraftKind::Forward.as_str() on:click=on(DraftKind::Forward)>
                        <Icon name="forward" />
                        <span class="menu__text">{words::forward(language)}</span>
                    </button>
                </div>
            </details>
        </form>
    }
}

/// The focus comes back from the composer, once the button stands in the page: while a list loads, it is made before it is shown.
fn return_focus(button: NodeRef<html::Button>, conversation: ConversationId) {
    request_animation_frame(move || {
        let Some(element) = button.try_get_untracked().flatten() else { return };
        if !element.is_connected() {
            return_focus(button, conversation);
        // Of the two rows one is shown.
        } else if element.offset_parent().is_some() && held::take_closed(conversation) {
            // Fails only when the button left the page.
            let _ = element.focus();
        }
    });
}
