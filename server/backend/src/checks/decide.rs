//! The word of the second person: approved, or returned with a reason.

use super::{refresh, rules_of, sql};
use crate::{Cx, Error, Result, comments, conversations, db::Tx, drafts, leases, notifications};
use domain::{
    access::{Right, Target},
    checks::{CheckState, Decider, check_note, may_decide},
    conversations::EventKind,
    notifications::Kind,
    statuses::Class,
    *,
};

/// Approves the draft as it stands at `version`, with what the confirmer corrected in it. It goes back to whoever asked, to be sent.
///
/// # Errors
/// [`Refused::Stale`] when it is not what `version` was, or nobody waits for a word any more; [`Refused::Held`] while somebody
/// else writes it; [`Refused::NotAllowed`] for whoever wrote it, asked for the check, or needs one.
pub async fn approve(cx: &Cx, draft: DraftId, version: i64) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let Turn { conversation, target, check } = turn(&mut tx, cx, draft).await?;
    if drafts::to_send(&mut tx, draft).await?.version != version {
        return Err(Error::Refused(Refused::Stale));
    }
    let corrected = !drafts::is_revision(&mut tx, draft, check.revision_id).await?;
    if corrected && !rules_of(&mut tx, target.mailbox_id).await?.correcting {
        // Corrected while that was allowed: what it says needs a third pair of eyes now.
        return Err(Error::Refused(Refused::Stale));
    }
    drafts::keep_revision(&mut tx, draft, person, cx.now).await?;
    // An unchanged draft keeps the revision that was submitted.
    let approved = if corrected { drafts::newest_revision(&mut tx, draft).await? } else { check.revision_id };
    sql::decide(&mut tx, check.id, CheckState::Approved, Some(approved), "", person, cx.now).await?;
    conversations::hand_to_confirm(&mut tx, conversation, Some(check.asked_by)).await?;
    conversations::set_class(&mut tx, cx, conversation, Class::Ready).await?;
    let number = sql::number(&mut tx, draft, approved).await?;
    let how = if corrected { "corrected" } else { "" };
    conversations::record(&mut tx, cx, conversation, EventKind::CheckApproved, how, &number.to_string()).await?;
    refresh(&mut tx, conversation).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// 差し戻す: the work goes back to its writer, and the reason is a comment. What the confirmer corrected stays in the draft.
///
/// # Errors
/// [`Refused::Invalid`] without a reason; else those of [`approve`].
pub async fn give_back(cx: &Cx, draft: DraftId, reason: &str) -> Result<()> {
    check_note(reason, true)?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let Turn { conversation, target, check } = turn(&mut tx, cx, draft).await?;
    drafts::keep_revision(&mut tx, draft, person, cx.now).await?;
    sql::decide(&mut tx, check.id, CheckState::Returned, None, reason.trim(), person, cx.now).await?;
    conversations::hand_to_confirm(&mut tx, conversation, None).await?;
    conversations::set_class(&mut tx, cx, conversation, Class::Working).await?;
    let number = sql::number(&mut tx, draft, check.revision_id).await?;
    conversations::record(&mut tx, cx, conversation, EventKind::CheckReturned, "", &number.to_string()).await?;
    comments::put(&mut tx, cx, conversation, person, reason).await?;
    notifications::tell(&mut tx, cx, Kind::Returned, check.asked_by, conversation, reason).await?;
    refresh(&mut tx, conversation).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// A check that waits for the word of whoever asks, under a lock of its conversation. Nobody writes the draft any more.
struct Turn {
    conversation: ConversationId,
    target: Target,
    check: sql::CheckRow,
}

async fn turn(tx: &mut Tx, cx: &Cx, draft: DraftId) -> Result<Turn> {
    let person = cx.who.person()?.id;
    let conversation = drafts::conversation_of(tx, draft).await?;
    let target = leases::locked(tx, cx, conversation).await?;
    cx.who.may(Right::Send, target)?;
    leases::refuse_if_written(tx, cx, conversation, draft).await?;
    // A tab that fell silent must not save behind the word that is given here.
    leases::end_of_draft(tx, conversation, draft).await?;
    let check = sql::newest(tx, draft).await?.filter(|check| check.state == CheckState::Asked).ok_or(Refused::Stale)?;
    let mode = rules_of(tx, target.mailbox_id).await?.mode;
    let decider = Decider { id: person, marked: sql::is_marked(tx, target.mailbox_id, person).await? };
    if !may_decide(mode, decider, check.asked_by, check.writer) {
        return Err(Error::Refused(Refused::NotAllowed));
    }
    Ok(Turn { conversation, target, check })
}
