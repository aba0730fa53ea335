//! Where the check of a draft stands, at the draft: what changed, and the word of whoever may give it.

use super::{api, difference::Differences, return_dialog::ReturnDialog, words};
use crate::{
    Failure,
    drafts::new_key,
    live::{Live, Topic},
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::{
    ConversationId, Language, MessageId, Refused,
    checks::{CheckState, CheckView},
    conversations::ConversationView,
    drafts::DraftView,
    outbox::After,
};
use leptos::{prelude::*, task::spawn_local};

/// `may_send`: the reader holds the right to send, and nobody else writes the draft. `seen`: the newest mail on the page.
#[component]
pub fn CheckPanel(check: CheckView, draft: DraftView, may_send: bool, seen: MessageId) -> impl IntoView {
    let language = use_language();
    let told = words::told(&check, language);
    let corrected = check.corrected && check.state == CheckState::Asked;
    let compares = matches!(check.state, CheckState::Asked | CheckState::Approved);
    let decides = check.may_decide && may_send;
    let sends = check.state == CheckState::Approved && may_send;
    let id = draft.id;
    view! {
        <section class="checked" data-state=check.state.as_str() aria-label=words::check(language)>
            <p class="checked__head">
                <Icon name=icon(check.state) />
                <span>
                    <b>{words::state(check.state, language)}</b>
                    " "
                    {told}
                    {corrected.then(|| words::said_corrected(language))}
                    {(check.state == CheckState::Returned).then(|| view! { <q class="checked__why" dir="auto">{check.reason.clone()}</q> })}
                </span>
            </p>
            {compares.then(|| view! { <Differences draft=id /> })}
            {(decides || sends).then(|| view! { <Acts draft decides seen /> })}
        </section>
    }
    .into_any()
}

/// Where the check of the newest draft stands, in the head of its conversation.
#[component]
pub fn CheckMark(view: Memo<ConversationView>) -> impl IntoView {
    let language = use_language();
    let state = Memo::new(move |_| view.with(|view| view.checking.checks.last().map(|check| check.state)));
    move || {
        state.get().map(|state| {
            view! {
                <span class="checked__mark" data-state=state.as_str()>
                    <Icon name=icon(state) />
                    {words::state(state, language)}
                </span>
            }
        })
    }
}

fn icon(state: CheckState) -> &'static str {
    match state {
        CheckState::Asked => "eye",
        CheckState::Approved => "check",
        CheckState::Returned => "undo-2",
        CheckState::Withdrawn | CheckState::Void => "ban",
    }
}

#[component]
fn Acts(draft: DraftView, decides: bool, seen: MessageId) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let (busy, returning) = (RwSignal::new(false), RwSignal::new(false));
    let (id, version, conversation) = (draft.id, draft.version, draft.conversation_id);
    let approve = move |_| {
        if !busy.get_untracked() {
            busy.set(true);
            spawn_local(async move { ended(api::approve(id, version).await, words::approved(language), conversation, busy, live, toasts, language) });
        }
    };
    // One key for this press and its tries after a lost answer.
    let key = StoredValue::new(None::<String>);
    let send = move |_| {
        if !busy.get_untracked() {
            busy.set(true);
            let key = key.try_update_value(|key| key.get_or_insert_with(new_key).clone()).unwrap_or_default();
            spawn_local(async move {
                let answer = api::send(id, version, seen, After::Done, key, decides).await;
                ended(answer.map(drop), words::sent(language), conversation, busy, live, toasts, language);
            });
        }
    };
    let closed = move || busy.get() || !awake.get();
    let send_words = if decides { words::approve_and_send(language) } else { words::send_approved(language) };
    let send_class = if decides { "btn" } else { "btn btn--primary" };
    view! {
        <div class="btns btns--end checked__acts">
            {decides
                .then(|| {
                    view! {
                        <button class="btn btn--danger-quiet" type="button" disabled=closed on:click=move |_| returning.set(true)>
                            <Icon name="undo-2" />
                            {words::give_back(language)}
                        </button>
                    }
                })}
            <button class=send_class type="button" disabled=closed on:click=send>
                <Icon name="send" />
                {send_words}
            </button>
            {decides
                .then(|| {
                    view! {
                        <button class="btn btn--primary" type="button" disabled=closed aria-busy=move || busy.get().then_some("true") on:click=approve>
                            <Icon name="check" />
                            {words::approve(language)}
                        </button>
                    }
                })}
        </div>
        {decides.then(|| view! { <ReturnDialog open=returning draft=id conversation /> })}
    }
    .into_any()
}

/// Says what came of it, and reads again what may have changed.
pub(super) fn ended(
    answer: Result<(), Failure>,
    done: &str,
    conversation: ConversationId,
    busy: RwSignal<bool>,
    live: Live,
    toasts: Toasts,
    language: Language,
) {
    busy.try_set(false);
    match &answer {
        Ok(()) => toasts.done(done),
        Err(Failure::Refused(Refused::AlreadySent)) => {}
        Err(failure) => toasts.failed(failure, language),
    }
    live.changed(Topic::Conversation(conversation));
    live.changed(Topic::Frame);
}
