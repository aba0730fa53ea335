//! The page of one conversation: head, time line, what can be written.

use super::{
    api,
    head::{Head, ReadBar},
    query::{use_draft, use_list_query, use_open_id},
    timeline::Timeline,
    words,
};
use crate::{
    chunks::Composer,
    comments::CommentBox,
    drafts::{OpenDrafts, ReplyActions},
    failure::{FailureNote, Kept, StaleNote},
    history::{Past, PastPlace},
    layout::name_open,
    leases,
    live::{Live, Topic},
    mailboxes::Mailboxes,
    notifications::SeenNotices,
    offline::{LateForm, LateOpen, WaitingHere},
    parts::{
        empty::{Empty, SkeletonText},
        icon::Icon,
        later::Later,
    },
    routes::{conversation_url, list_url},
    snooze::AwayBanner,
    threads::{Here, Undoable},
    words::use_language,
};
use domain::{ConversationId, Refused, conversations::ConversationView};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Beside a list nothing is open, unless a draft is.
#[component]
pub fn NothingOpen() -> impl IntoView {
    let language = use_language();
    let draft = use_draft();
    move || match draft.get() {
        Some(draft_id) => view! { <Composer draft_id conversation=None /> }.into_any(),
        None => view! { <Empty icon="mail-open" title=words::nothing_open(language) text=words::nothing_open_text(language) /> }.into_any(),
    }
}

#[component]
pub fn ConversationPage() -> impl IntoView {
    let (id, draft) = (use_open_id(), use_draft());
    move || match (draft.get(), id.get()) {
        (Some(draft_id), conversation) => view! { <Composer draft_id conversation /> }.into_any(),
        (None, _) => view! { <Reading id /> }.into_any(),
    }
}

/// What the reading pane shows: one conversation, or why not.
#[derive(Clone, PartialEq)]
enum Shown {
    Open(ConversationId),
    Failed(crate::Failure),
}

#[component]
fn Reading(id: Memo<Option<ConversationId>>) -> impl IntoView {
    let live = Live::current();
    let kept = Kept::<ConversationView>::new();
    let page = Resource::new(
        move || {
            let id = id.get();
            (id, id.map(|id| live.version(Topic::Conversation(id))))
        },
        move |(id, _)| async move {
            match id {
                Some(id) => kept.answer(api::open(id).await, |shown| shown.id == id),
                None => Err(Refused::NotFound.into()),
            }
        },
    );
    // What came with the page was not read here.
    Effect::new(move |_| {
        if let Some(Ok(view)) = page.get() {
            kept.remember(view);
        }
    });
    // What was joined with another one has its place there.
    let (query, navigate) = (use_list_query(), use_navigate());
    Effect::new(move |_| {
        let Some(Ok(shown)) = page.get() else { return };
        if shown.merged_from.is_some()
            && shown.merged_from == id.get_untracked()
            && let Some(query) = query.get_untracked()
        {
            navigate(&conversation_url(&query, shown.id), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    view! {
        <StaleNote kept retry=Callback::new(move |()| page.refetch()) />
        <Transition fallback=|| view! { <SkeletonText /> }>
            {move || {
                // Drawn anew for another conversation only; changes of the same one flow through the memo.
                let shown = Memo::new(move |_| {
                    page.get()
                        .map(|answer| match answer {
                            Ok(view) => Shown::Open(view.id),
                            Err(failure) => Shown::Failed(failure),
                        })
                });
                let ready = Mailboxes::current().ready();
                move || match shown.get().filter(|_| ready.get()) {
                    None => ().into_any(),
                    Some(Shown::Failed(failure)) => view! { <FailureNote failure retry=Callback::new(move |()| page.refetch()) /> }.into_any(),
                    Some(Shown::Open(_)) => {
                        let newest = Memo::new(move |last: Option<&Option<ConversationView>>| {
                            page.get().and_then(Result::ok).or_else(|| last.cloned().flatten())
                        });
                        newest.get_untracked().map(|first| Later::new(move || view! { <Conversation newest first /> }.into_any())).into_any()
                    }
                }
            }}
        </Transition>
    }
    .into_any()
}

#[component]
fn Conversation(newest: Memo<Option<ConversationView>>, first: ConversationView) -> impl IntoView {
    let language = use_language();
    let (id, mailbox) = (first.id, first.mailbox_id);
    let view = Memo::new(move |_| newest.get().filter(|view| view.id == id).unwrap_or_else(|| first.clone()));
    let subject = Memo::new(move |_| view.with(|view| words::subject_or(&view.subject, language)));
    name_open(subject);
    let late = LateOpen(RwSignal::new(None));
    provide_context(late);
    let query = use_list_query();
    let back = move || query.get().map(|query| list_url(&query)).unwrap_or_else(|| "/".to_owned());
    let lease = Memo::new(move |_| view.with(|view| view.lease.clone()));
    let written = Memo::new(move |_| {
        view.with(|view| {
            let draft = view.lease.as_ref()?.draft_id?;
            view.drafts.iter().find(|other| other.id == draft).cloned()
        })
    });
    let trashed = Memo::new(move |_| view.with(|view| view.trashed_at.is_some() && !view.spam));
    let may_edit = Memo::new(move |_| view.with(|view| view.rights.edit));
    Past::provide();
    let page = Memo::new(move |_| query.get().map(|query| conversation_url(&query, id)).unwrap_or_default());
    provide_context(Here { mailbox, conversation: id, may_edit, page });
    provide_context(Undoable(Memo::new(move |_| view.with(|view| view.undoable.clone()))));
    view! {
        <SeenNotices about=domain::notifications::About::Conversation id=Signal::stored(id.0) />
        <ReadBar view back=Signal::derive(back) />
        {move || lease.get().map(|lease| view! { <leases::Banner conversation=id lease may_edit draft=written /> })}
        {move || {
            trashed
                .get()
                .then(|| {
                    view! {
                        <div class="banner banner--bar" data-kind="warn" role="status">
                            <Icon name="trash-2" />
                            <div class="banner__text">{words::in_trash(language)}</div>
                        </div>
                    }
                })
        }}
        <AwayBanner view />
        <div class="read__body">
            <div class="read__scroll" tabindex="0" role="group" aria-label=words::conversation(language)>
                <Head view mailbox subject />
                <Timeline view />
                <OpenDrafts view />
                <WaitingHere conversation=id />
            </div>
            <PastPlace view />
        </div>
        <Show when=move || may_edit.get()>
            <LateForm view open=late />
            <footer class="replybar">
                <ReplyActions view foot=true />
                <CommentBox conversation=id mailbox />
            </footer>
        </Show>
    }
    .into_any()
}
