//! Takes the lease of a draft and opens the desk; shows the draft as it is while that lasts, or while somebody else writes.

use super::{api, draft_text::DraftText, held, way_in::WayIn, words, writing::Writing};
use crate::{Failure, conversations, failure::FailureNote, leases, parts::icon::Icon, words::use_language};
use domain::{ConversationId, DraftId, Refused, conversations::ConversationView, drafts::DraftView, leases::Held};
use leptos::{prelude::*, task::spawn_local};

/// How far the taking of the lease has come.
#[derive(Clone)]
enum Step {
    Asking,
    /// Somebody else writes: their draft is shown.
    Theirs,
    Failed(Failure),
    Writing {
        draft: Box<DraftView>,
        token: String,
    },
}

#[component]
pub fn Opening(draft_id: DraftId, newest: Memo<Option<ConversationView>>, first: ConversationView) -> impl IntoView {
    let language = use_language();
    let conversation = first.id;
    let way = WayIn::here();
    let newest = Memo::new(move |_| newest.get().unwrap_or_else(|| first.clone()));
    let step = RwSignal::new(Step::Asking);
    let ask = Callback::new(move |()| {
        step.set(Step::Asking);
        spawn_local(async move {
            step.set(open(conversation, draft_id).await);
        });
    });
    Effect::new(move |_| ask.run(()));
    let on_held = Callback::new(move |held: Held| {
        held::remember(&held);
        ask.run(());
    });
    let draft = Memo::new(move |_| newest.with(|view| view.drafts.iter().find(|draft| draft.id == draft_id).cloned()));
    let lease = Memo::new(move |_| newest.with(|view| view.lease.clone()));
    let may_edit = Memo::new(move |_| newest.with(|view| view.rights.edit));
    move || match step.get() {
        Step::Writing { draft, token } => view! { <Writing draft=*draft token newest way=way.clone() /> }.into_any(),
        Step::Failed(failure) => view! {
            <FailureNote failure retry=ask />
            <ReadOnly draft />
        }
        .into_any(),
        Step::Asking => view! {
            <div class="banner banner--bar" data-kind="lock" role="status">
                <Icon name="lock" />
                <div class="banner__text">{words::opening(language)}</div>
            </div>
            <ReadOnly draft />
        }
        .into_any(),
        Step::Theirs => view! {
            {move || match lease.get() {
                Some(lease) => view! { <leases::Banner conversation lease may_edit draft on_held=Some(on_held) /> }.into_any(),
                None => view! { <Free may_edit=may_edit.get() ask /> }.into_any(),
            }}
            <ReadOnly draft />
        }
        .into_any(),
    }
}

/// Whoever wrote has stopped: the draft may be gone on with.
#[component]
fn Free(may_edit: bool, ask: Callback<()>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="banner banner--bar" data-kind="info" role="status">
            <Icon name="lock-open" />
            <div class="banner__text">{words::free(language)}</div>
            {may_edit
                .then(|| {
                    view! {
                        <span class="btns">
                            <button class="btn btn--s" type="button" on:click=move |_| ask.run(())>
                                {words::go_on(language)}
                            </button>
                        </span>
                    }
                })}
        </div>
    }
}

/// The draft without a lease: also what is seen before the client wakes up.
#[component]
fn ReadOnly(draft: Memo<Option<DraftView>>) -> impl IntoView {
    move || {
        draft.get().map(|draft| {
            view! {
                <div class="read__scroll" tabindex="0" role="group">
                    <article class="mail draft">
                        <DraftText draft />
                    </article>
                </div>
            }
        })
    }
}

/// Finds out whether this tab may write. Only then the newest words are read: nobody else can change them any more.
async fn open(conversation: ConversationId, draft: DraftId) -> Step {
    let token = match held_token(conversation, draft).await {
        Ok(token) => token,
        Err(Failure::Refused(Refused::Held { .. })) => return Step::Theirs,
        Err(failure) => return Step::Failed(failure),
    };
    match conversations::api::open(conversation).await {
        Ok(view) => match view.drafts.into_iter().find(|other| other.id == draft) {
            Some(draft) => Step::Writing { draft: Box::new(draft), token },
            None => Step::Failed(Refused::NotFound.into()),
        },
        Err(failure) => Step::Failed(failure),
    }
}

async fn held_token(conversation: ConversationId, draft: DraftId) -> Result<String, Failure> {
    if let Some(known) = held::recall(draft)
        && (known.fresh || leases::api::heartbeat(conversation, known.token.clone()).await.is_ok())
    {
        return Ok(known.token);
    }
    let held = api::resume(draft, String::new()).await?;
    held::remember(&held);
    Ok(held.token)
}
