//! The reply lease (MW-27): one person writes at a time, everybody sees who. Every write of a draft carries its token.
//!
//! Whoever takes, moves or ends a lease locks the conversation first, so that no two verbs wait for each other in a circle.

mod sql;

use crate::{Cx, Error, Result, conversations, db::Tx, drafts};
use domain::{
    access::{Right, Target},
    conversations::EventKind,
    leases::{EXPIRES_MINUTES, Held, LeaseView, is_expired},
    live::Event,
    *,
};

/// "Still here", every 15 seconds.
///
/// # Errors
/// [`Refused::LeaseLost`] when somebody took over or the lease ended, with the present holder's name.
pub async fn heartbeat(cx: &Cx, conversation: ConversationId, token: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    cx.who.may(Right::Edit, conversations::target(&mut tx, conversation).await?)?;
    confirm(&mut tx, cx, conversation, token).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the lease from whoever holds it, even when it has not expired. The draft goes along; both sides are told.
///
/// # Errors
/// [`Refused::Stale`] when nobody writes any more.
pub async fn take_over(cx: &Cx, conversation: ConversationId) -> Result<Held> {
    let person = cx.who.person()?;
    let mut tx = cx.desk.db.write().await?;
    let target = locked(&mut tx, cx, conversation).await?;
    // The lease before its draft, as a save takes them.
    sql::lock(&mut tx, conversation).await?;
    let holder = sql::holder(&mut tx, conversation).await?.ok_or(Refused::Stale)?;
    let draft_id = holder.draft_id.ok_or(Refused::Stale)?;
    // What the former writer had on the page stays in the revisions under their name.
    drafts::keep_revision(&mut tx, draft_id, holder.user_id, cx.now).await?;
    drafts::has_seen_mail(&mut tx, draft_id).await?;
    let token = new_token();
    sql::hand_to(&mut tx, conversation, person.id, &token, cx.now).await?;
    let is_another = holder.user_id != person.id;
    if is_another {
        conversations::record(&mut tx, cx, conversation, EventKind::TakenOver, &holder.user_name, &person.name).await?;
    }
    tx.commit().await?;
    if is_another {
        cx.desk.live.publish(Event::TakenOver { mailbox: target.mailbox_id, id: conversation, from: holder.user_id, by: person.id });
    }
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(Held { draft_id, token })
}

/// Tells open screens of leases that ran out in silence, once for each silence. Answers how many.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn tell_expired(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let mut told = Vec::new();
    for (conversation, mailbox) in sql::expired(&mut tx, cx.now.plus_minutes(-EXPIRES_MINUTES)).await? {
        // Another copy may be telling it, or its holder may have spoken.
        if sql::tell(&mut tx, conversation, cx.now.plus_minutes(-EXPIRES_MINUTES)).await? == 1 {
            told.push((mailbox, conversation));
        }
    }
    tx.commit().await?;
    let count = told.len() as u64;
    for event in Event::of_changes(told, None) {
        cx.desk.live.publish(event);
    }
    Ok(count)
}

/// Locks the conversation and asks for the edit right in it.
pub(crate) async fn locked(tx: &mut Tx, cx: &Cx, conversation: ConversationId) -> Result<Target> {
    // Asked before the version rises: what a person may not see does not change for them.
    cx.who.may(Right::Edit, conversations::target(tx, conversation).await?)?;
    conversations::touch(tx, conversation).await?;
    // Asked again: the assignee may have changed until the lock was ours.
    let target = conversations::target(tx, conversation).await?;
    cx.who.may(Right::Edit, target)?;
    Ok(target)
}

/// What [`take`] gives.
pub(crate) struct Taken {
    pub token: String,
    /// The draft that the same person wrote under this lease just before.
    pub draft_id: Option<DraftId>,
}

/// Takes a lease that is free, expired, or held by the same person (in another tab, whose token ends).
///
/// # Errors
/// [`Refused::Held`] with the holder and since when.
pub(crate) async fn take(tx: &mut Tx, cx: &Cx, conversation: ConversationId) -> Result<Taken> {
    let person = cx.who.person()?;
    let token = new_token();
    let expired = cx.now.plus_minutes(-EXPIRES_MINUTES);
    if let Some(draft_id) = sql::take(tx, conversation, person.id, &token, cx.now, expired).await? {
        return Ok(Taken { token, draft_id });
    }
    let holder = sql::holder(tx, conversation).await?.ok_or(Refused::Stale)?;
    Err(Error::Refused(Refused::Held { holder: holder.user_name, since: holder.since }))
}

/// Says which draft is written under the lease.
pub(crate) async fn set_draft(tx: &mut Tx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    sql::set_draft(tx, conversation, draft).await?;
    Ok(())
}

/// Checks the token, counts as a sign of life, and holds the lease until the transaction ends.
///
/// # Errors
/// [`Refused::LeaseLost`] with the present holder, if any.
pub(crate) async fn confirm(tx: &mut Tx, cx: &Cx, conversation: ConversationId, token: &str) -> Result<()> {
    let person = cx.who.person()?;
    if sql::seen(tx, conversation, person.id, token, cx.now).await? == 1 {
        return Ok(());
    }
    let holder = sql::holder(tx, conversation).await?.map(|holder| holder.user_name);
    Err(Error::Refused(Refused::LeaseLost { holder }))
}

/// Like [`confirm`], and the lease must be for this very draft.
pub(crate) async fn confirm_draft(tx: &mut Tx, cx: &Cx, conversation: ConversationId, draft: DraftId, token: &str) -> Result<()> {
    confirm(tx, cx, conversation, token).await?;
    match sql::holder(tx, conversation).await? {
        Some(holder) if holder.draft_id == Some(draft) => Ok(()),
        holder => Err(Error::Refused(Refused::LeaseLost { holder: holder.map(|h| h.user_name) })),
    }
}

/// Refuses while somebody else writes this draft.
pub(crate) async fn refuse_if_written(tx: &mut Tx, cx: &Cx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    match sql::holder(tx, conversation).await? {
        Some(holder) if holder.draft_id == Some(draft) && cx.who.user_id() != Some(holder.user_id) && !is_expired(holder.seen_at, cx.now) => {
            Err(Error::Refused(Refused::Held { holder: holder.user_name, since: holder.since }))
        }
        _ => Ok(()),
    }
}

/// Refuses while anybody writes here, whoever asks; a lease that ran out in silence ends.
///
/// # Errors
/// [`Refused::Held`] with the holder and since when.
pub(crate) async fn refuse_if_held(tx: &mut Tx, cx: &Cx, conversation: ConversationId) -> Result<()> {
    match sql::holder(tx, conversation).await? {
        Some(holder) if !is_expired(holder.seen_at, cx.now) => Err(Error::Refused(Refused::Held { holder: holder.user_name, since: holder.since })),
        Some(_) => end(tx, conversation).await,
        None => Ok(()),
    }
}

/// Ends the lease if it is for this draft.
pub(crate) async fn end_of_draft(tx: &mut Tx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    if sql::holder(tx, conversation).await?.is_some_and(|holder| holder.draft_id == Some(draft)) {
        sql::end(tx, conversation).await?;
    }
    Ok(())
}

/// Ends the lease.
pub(crate) async fn end(tx: &mut Tx, conversation: ConversationId) -> Result<()> {
    sql::end(tx, conversation).await?;
    Ok(())
}

/// Status and assignee from before the reply was started.
pub(crate) async fn former(tx: &mut Tx, conversation: ConversationId) -> Result<(Option<StatusId>, Option<UserId>)> {
    Ok(sql::former(tx, conversation).await?)
}

/// Who writes, for the page of the conversation.
pub(crate) async fn of_conversation(tx: &mut Tx, cx: &Cx, conversation: ConversationId) -> Result<Option<LeaseView>> {
    Ok(sql::holder(tx, conversation).await?.map(|holder| LeaseView {
        expired: is_expired(holder.seen_at, cx.now),
        mine: cx.who.user_id() == Some(holder.user_id),
        user_id: holder.user_id,
        user_name: holder.user_name,
        since: holder.since,
        draft_id: holder.draft_id,
    }))
}

/// 128 random bits.
fn new_token() -> String {
    format!("{:032x}", rand::random::<u128>())
}

#[cfg(test)]
mod tests;
