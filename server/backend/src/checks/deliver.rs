//! Sending what was approved without opening it: not one transaction but the verbs that a person would have used, one after the
//! other. What was approved goes out, or nothing.

use super::approve;
use crate::{Cx, Error, Result, conversations, drafts, leases, outbox};
use domain::{
    access::Right,
    outbox::{After, Sent},
    *,
};

/// What is sent, and what its sender had before their eyes.
pub struct Approved {
    pub draft: DraftId,
    pub version: i64,
    /// The newest mail of the conversation that the sender has read.
    pub seen: MessageId,
    pub after: After,
    /// The same key again is the same send.
    pub key: String,
}

/// 承認してすぐ送信.
///
/// # Errors
/// Those of [`approve`] and of `outbox::send`. What is refused after the approval leaves the draft approved.
pub async fn approve_and_send(cx: &Cx, wanted: Approved) -> Result<Sent> {
    ready(cx, &wanted).await?;
    match approve(cx, wanted.draft, wanted.version).await {
        Ok(()) => send_approved(cx, wanted).await,
        // An earlier try may have approved it, or sent it: the key tells.
        Err(Error::Refused(Refused::Stale | Refused::AlreadySent)) => match send_approved(cx, wanted).await {
            // Nobody approved it: it is not what was on the page.
            Err(Error::Refused(Refused::NeedsCheck)) => Err(Error::Refused(Refused::Stale)),
            other => other,
        },
        Err(other) => Err(other),
    }
}

/// Sends a draft that was approved, as it is.
///
/// # Errors
/// [`Refused::Stale`] when it is not what `version` was or a newer mail came; [`Refused::NeedsCheck`]; those of `outbox::send`.
pub async fn send_approved(cx: &Cx, wanted: Approved) -> Result<Sent> {
    if let Some(sent) = outbox::sent_with(cx, wanted.draft, &wanted.key).await? {
        return Ok(sent);
    }
    ready(cx, &wanted).await?;
    let mut tx = cx.desk.db.write().await?;
    super::bound::confirm_approved(&mut tx, wanted.draft).await?;
    tx.commit().await?;
    let held = drafts::resume(cx, wanted.draft).await?;
    // Asked again under the lease: a mail that came until here is not taken as read, and later ones stop the send.
    let sent = match ready(cx, &wanted).await {
        Ok(()) => outbox::send(cx, wanted.draft, &held.token, wanted.version, wanted.after, wanted.key).await,
        Err(cause) => Err(cause),
    };
    if sent.is_err()
        && let Err(left) = drafts::leave(cx, wanted.draft, &held.token).await
    {
        // It runs out by itself; why nothing was sent matters more.
        tracing::warn!(cause = %left, draft = wanted.draft.0, "a lease was not ended");
    }
    sent
}

/// Asked before anything is approved: what cannot be sent now is not half done.
async fn ready(cx: &Cx, wanted: &Approved) -> Result<()> {
    let mut tx = cx.desk.db.read().await?;
    let conversation = match drafts::conversation_of(&mut tx, wanted.draft).await {
        // Sent by an earlier try: the key tells.
        Err(Error::Refused(Refused::AlreadySent)) => return Ok(()),
        other => other?,
    };
    cx.who.may(Right::Send, conversations::target(&mut tx, conversation).await?)?;
    leases::refuse_if_written(&mut tx, cx, conversation, wanted.draft).await?;
    if outbox::newest(&mut tx, conversation).await? > wanted.seen {
        return Err(Error::Refused(Refused::Stale));
    }
    Ok(())
}
