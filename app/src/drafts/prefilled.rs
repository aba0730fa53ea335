//! A new mail in which something stands before anybody writes: an address, or what another app shared.

use super::{
    api::{self, Begun},
    held,
};
use crate::{Failure, conversations, offline::Shared};
use domain::{Refused, drafts::DraftContent};

/// Changes the text that a new mail begins with.
pub async fn prefill(begun: &Begun, change: impl FnOnce(&mut DraftContent)) -> Result<(), Failure> {
    let view = conversations::api::open(begun.conversation).await?;
    let draft = view.drafts.into_iter().find(|draft| draft.id == begun.held.draft_id).ok_or(Refused::NotFound)?;
    let mut content = draft.content;
    change(&mut content);
    if api::save(draft.id, begun.held.token.clone(), draft.version, content.clone()).await.is_err() {
        // The composer shows it as not saved yet.
        held::keep_unsaved(draft.id, &held::Unsaved { version: draft.version, content });
    }
    Ok(())
}

/// Puts what another app shared above the signature.
pub async fn share_into(begun: Begun, Shared { subject, text }: Shared) -> Result<(), Failure> {
    prefill(&begun, |content| {
        content.subject = subject;
        content.text = format!("{text}{}", content.text);
    })
    .await
}
