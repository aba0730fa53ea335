//! The ways to where a draft is written: the lease is taken, its token kept, and the address changes to `?draft=`.

use super::{draft_url, held};
use crate::{
    Failure,
    live::{Live, Topic},
    parts::toast::Toasts,
    words::use_language,
};
use domain::{ConversationId, Language, Refused, leases::Held};
use leptos::task::spawn_local;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::{future::Future, sync::Arc};

type Navigate = dyn Fn(&str, NavigateOptions) + Send + Sync;

#[derive(Clone)]
pub struct WayIn {
    pub live: Live,
    pub toasts: Toasts,
    pub language: Language,
    go: Arc<Navigate>,
}

impl WayIn {
    /// For components inside the router.
    pub fn here() -> WayIn {
        let navigate = use_navigate();
        WayIn { live: Live::current(), toasts: Toasts::current(), language: use_language(), go: Arc::new(navigate) }
    }

    /// Asks for a lease and goes to the draft of the conversation whose address is `page`.
    /// A refusal is told; who holds it, is read again.
    pub fn enter(&self, conversation: ConversationId, page: String, asked: impl Future<Output = Result<Held, Failure>> + 'static) {
        let way = self.clone();
        spawn_local(async move {
            match asked.await {
                Ok(held) => way.write(&page, &held),
                Err(failure) => way.refused(conversation, &failure),
            }
        });
    }

    /// Goes to where a draft is written that is now ours.
    pub fn write(&self, page: &str, held: &Held) {
        held::remember(held);
        (self.go)(&draft_url(page, held.draft_id), NavigateOptions::default());
    }

    /// Leaves a draft behind: its address does not come back by the browser's way back.
    pub fn leave_to(&self, page: &str) {
        (self.go)(page, NavigateOptions { replace: true, ..NavigateOptions::default() });
    }

    pub fn refused(&self, conversation: ConversationId, failure: &Failure) {
        self.toasts.failed(failure, self.language);
        if matches!(failure, Failure::Refused(Refused::Held { .. } | Refused::Stale | Refused::AlreadySent | Refused::NotFound | Refused::TooLate)) {
            self.live.changed(Topic::Conversation(conversation));
        }
    }
}
