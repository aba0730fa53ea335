//! The tokens of the leases that this tab holds. They outlive a reload of the tab, in its session storage, and end with it.

use crate::parts::tab_memory::{clear, store, stored};
use domain::{ConversationId, DraftId, drafts::DraftContent, leases::Held};
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, collections::HashMap};

thread_local! {
    static TOKENS: RefCell<HashMap<DraftId, String>> = RefCell::new(HashMap::new());
    static CLOSED: RefCell<Option<ConversationId>> = const { RefCell::new(None) };
}

/// A token, and whether it was given in this life of the page: one from before a reload may have ended.
pub struct Known {
    pub token: String,
    pub fresh: bool,
}

pub fn remember(held: &Held) {
    TOKENS.with_borrow_mut(|tokens| tokens.insert(held.draft_id, held.token.clone()));
    store(&token_key(held.draft_id), &held.token);
}

pub fn recall(draft: DraftId) -> Option<Known> {
    let fresh = TOKENS.with_borrow(|tokens| tokens.get(&draft).cloned());
    match fresh {
        Some(token) => Some(Known { token, fresh: true }),
        None => stored(&token_key(draft)).map(|token| Known { token, fresh: false }),
    }
}

pub fn forget_token(draft: DraftId) {
    TOKENS.with_borrow_mut(|tokens| tokens.remove(&draft));
    clear(&token_key(draft));
}

/// The draft has ended.
pub fn forget(draft: DraftId) {
    forget_token(draft);
    all_saved(draft);
}

/// What the server had not got when the page went away, and the version it was written upon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unsaved {
    pub version: i64,
    pub content: DraftContent,
}

pub fn keep_unsaved(draft: DraftId, unsaved: &Unsaved) {
    if let Ok(text) = serde_json::to_string(unsaved) {
        store(&unsaved_key(draft), &text);
    }
}

pub fn unsaved(draft: DraftId) -> Option<Unsaved> {
    serde_json::from_str(&stored(&unsaved_key(draft))?).ok()
}

pub fn all_saved(draft: DraftId) {
    clear(&unsaved_key(draft));
}

/// Writing ended here: the focus goes back to the button that began it.
pub fn closed(conversation: ConversationId) {
    CLOSED.set(Some(conversation));
}

/// Whether writing has just ended in this conversation. Asked once.
pub fn take_closed(conversation: ConversationId) -> bool {
    CLOSED.with_borrow_mut(|closed| closed.take_if(|id| *id == conversation).is_some())
}

fn token_key(draft: DraftId) -> String {
    format!("madoguchi-lease-{draft}")
}

fn unsaved_key(draft: DraftId) -> String {
    format!("madoguchi-unsaved-{draft}")
}
