//! The strip over a conversation that somebody answers right now: who, since when, and the way to take over.

use super::{TakeOver, words};
use crate::{
    conversations::use_list_query,
    drafts::WayIn,
    parts::{avatar::Avatar, icon::Icon},
    routes::conversation_url,
    time::Clock,
    words::use_language,
};
use domain::{
    ConversationId, Moment,
    drafts::DraftView,
    leases::{Held, LeaseView},
};
use leptos::prelude::*;

/// How long after a save somebody counts as typing.
const TYPING_MS: i64 = 60_000;

/// Whether the draft was saved so recently that its writer is at it.
pub fn is_typing(draft: &DraftView, now: Moment) -> bool {
    now.ms_since(draft.saved_at) < TYPING_MS && draft.revisions > 0
}

#[component]
pub fn Banner(
    conversation: ConversationId,
    lease: LeaseView,
    /// Whether this person may take over.
    #[prop(into)]
    may_edit: Signal<bool>,
    /// The draft that is written under the lease. It changes with every save; the strip stays, and a question that is open in it.
    draft: Memo<Option<DraftView>>,
    /// What follows a takeover; without it the draft is opened.
    #[prop(optional_no_strip)]
    on_held: Option<Callback<Held>>,
) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    if lease.mine {
        return view! {
            <div class="banner banner--bar" data-kind="lock" role="status">
                <Icon name="lock" />
                <div class="banner__text">
                    <b>{words::mine(language)}</b>
                    {words::mine_why(language)}
                </div>
            </div>
        }
        .into_any();
    }
    let query = use_list_query();
    let way = WayIn::here();
    let on_held = on_held.unwrap_or_else(|| {
        Callback::new(move |held: Held| {
            let page = query.get_untracked().map(|query| conversation_url(&query, conversation)).unwrap_or_default();
            way.write(&page, &held);
        })
    });
    let since = clock.civil(lease.since).long(clock.today());
    let revision = Memo::new(move |_| draft.with(|draft| draft.as_ref().map(|draft| draft.revisions).unwrap_or_default()));
    let typing = Memo::new(move |_| draft.with(|draft| draft.as_ref().is_some_and(|draft| is_typing(draft, clock.now()))));
    let expired = lease.expired;
    view! {
        <div class="banner banner--bar" data-kind="lock" role="status">
            <Avatar name=lease.user_name.clone() size="m" />
            <div class="banner__text">
                <b>{words::others(language, &lease.user_name)}</b>
                {move || {
                    if expired {
                        words::since_silent(language, &since)
                    } else if typing.get() {
                        words::since_typing(language, &since)
                    } else {
                        words::since(language, &since)
                    }
                }}
                {(!expired).then(|| words::why(language))}
            </div>
            {move || may_edit.get().then(|| view! { <TakeOver conversation lease=lease.clone() revision on_held /> })}
        </div>
    }
    .into_any()
}
