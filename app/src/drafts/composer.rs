//! Where a draft is written, in the place of the reading pane: reads it, and hears what others do to it.

use super::{opening::Opening, words};
use crate::{
    Failure, conversations,
    conversations::use_list_query,
    failure::FailureNote,
    live::Live,
    parts::empty::{Empty, SkeletonText},
    routes::{conversation_url, list_url},
    words::use_language,
};
use domain::{ConversationId, DraftId, Refused, conversations::ConversationView, live::Event};
use leptos::prelude::*;

#[component]
pub fn Composer(draft_id: DraftId, conversation: Option<ConversationId>) -> impl IntoView {
    let live = Live::current();
    let query = use_list_query();
    // What this tab saves comes back as an event, too, and tells it nothing.
    let others = Memo::new(move |last: Option<&u64>| {
        let last = last.copied().unwrap_or_default();
        match live.heard.get() {
            Some((number, event))
                if event.changed().is_some_and(|(ids, by)| conversation.is_some_and(|id| ids.contains(&id)) && (by.is_none() || by != live.me)) =>
            {
                number
            }
            Some((number, Event::TakenOver { id, .. })) if Some(id) == conversation => number,
            _ => last,
        }
    });
    let page = Resource::new(
        move || others.get(),
        move |_| async move {
            match conversation {
                Some(id) => conversations::api::open(id).await,
                None => Err(Refused::NotFound.into()),
            }
        },
    );
    provide_context(ReadAgain(Callback::new(move |()| page.refetch())));
    let address = move || {
        query.get_untracked().map(|query| conversation.map_or_else(|| list_url(&query), |id| conversation_url(&query, id))).unwrap_or_default()
    };
    view! {
        <Transition fallback=|| view! { <SkeletonText /> }>
            {move || {
                // Built once: what is typed outlives every newer reading.
                let shown = Memo::new(move |last: Option<&Shown>| match last {
                    Some(Shown::Draft) => Shown::Draft,
                    _ => match page.get() {
                        None => Shown::Nothing,
                        Some(Ok(view)) if view.drafts.iter().any(|draft| draft.id == draft_id) => Shown::Draft,
                        Some(Ok(_)) => Shown::Gone,
                        Some(Err(failure)) => Shown::Failed(failure),
                    },
                });
                move || match shown.get() {
                    Shown::Nothing => ().into_any(),
                    Shown::Failed(failure) => view! { <FailureNote failure retry=Callback::new(move |()| page.refetch()) /> }.into_any(),
                    Shown::Gone => view! { <Gone page=address() /> }.into_any(),
                    Shown::Draft => {
                        let newest = Memo::new(move |last: Option<&Option<ConversationView>>| {
                            page.get().and_then(Result::ok).or_else(|| last.cloned().flatten())
                        });
                        newest.get_untracked().map(|first| view! { <Opening draft_id newest first /> }).into_any()
                    }
                }
            }}
        </Transition>
    }
}

/// Reads the conversation of the draft again, whoever changed it.
#[derive(Clone, Copy)]
pub struct ReadAgain(pub Callback<()>);

#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Draft,
    /// Sent or deleted meanwhile.
    Gone,
    Failed(Failure),
}

#[component]
fn Gone(page: String) -> impl IntoView {
    let language = use_language();
    view! {
        <Empty icon="mail-open" title=words::gone(language) text=words::gone_text(language)>
            <a class="btn" href=page.clone()>
                {words::to_conversation(language)}
            </a>
        </Empty>
    }
}
