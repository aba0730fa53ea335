//! What an approval is bound to: the very content of one revision. Whoever changes a draft tells it here, in the same transaction,
//! and whoever sends one asks here.

use super::{is_required, rules_of, sql};
use crate::{Cx, Error, Result, conversations, db::Tx, drafts};
use domain::{
    access::Right,
    checks::{CheckState, Decider, may_decide},
    conversations::EventKind,
    statuses::Class,
    *,
};

/// Before a draft becomes a letter.
///
/// # Errors
/// [`Refused::NeedsCheck`] where this person's mails need a check, unless what stands in the draft now is what was approved.
pub(crate) async fn may_go_out(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, draft: DraftId) -> Result<()> {
    if !is_required(tx, mailbox, cx.who.person()?.id).await? {
        return Ok(());
    }
    confirm_approved(tx, draft).await
}

/// Whether somebody waits for a word about a draft, or got it.
pub(crate) async fn is_live(tx: &mut Tx, draft: DraftId) -> Result<bool> {
    Ok(sql::is_live(tx, draft).await?)
}

/// Before a draft is changed: where somebody waits for it or approved it, the conversation is locked first, as everywhere.
pub(crate) async fn lock_before_change(tx: &mut Tx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    if sql::is_live(tx, draft).await? {
        conversations::touch(tx, conversation).await?;
    }
    Ok(())
}

/// Whether a draft is approved as it is.
///
/// # Errors
/// [`Refused::NeedsCheck`].
pub(super) async fn confirm_approved(tx: &mut Tx, draft: DraftId) -> Result<()> {
    match sql::newest(tx, draft).await? {
        Some(check) if check.state == CheckState::Approved && drafts::is_revision(tx, draft, check.bound()).await? => Ok(()),
        _ => Err(Error::Refused(Refused::NeedsCheck)),
    }
}

/// A draft was saved, or a file of it came or went. What was approved is void once it is not the same any more; what was only
/// submitted is withdrawn, unless somebody who may decide about it corrects it.
pub(crate) async fn draft_changed(tx: &mut Tx, cx: &Cx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    let Some(check) = sql::newest(tx, draft).await? else { return Ok(()) };
    let ended = match check.state {
        CheckState::Asked => CheckState::Withdrawn,
        CheckState::Approved => CheckState::Void,
        CheckState::Returned | CheckState::Withdrawn | CheckState::Void => return Ok(()),
    };
    if drafts::is_revision(tx, draft, check.bound()).await? {
        return Ok(());
    }
    if check.state == CheckState::Asked && corrects(tx, cx, conversation, &check).await? {
        return Ok(());
    }
    let number = sql::number(tx, draft, check.bound()).await?;
    sql::end(tx, check.id, ended).await?;
    conversations::hand_to_confirm(tx, conversation, None).await?;
    conversations::set_class(tx, cx, conversation, Class::Working).await?;
    let kind = if ended == CheckState::Void { EventKind::CheckVoid } else { EventKind::CheckWithdrawn };
    conversations::record(tx, cx, conversation, kind, "", &number.to_string()).await?;
    refresh(tx, conversation).await
}

/// Whether this change is a correction by somebody who may decide and may correct.
async fn corrects(tx: &mut Tx, cx: &Cx, conversation: ConversationId, check: &sql::CheckRow) -> Result<bool> {
    let person = cx.who.person()?.id;
    let target = conversations::target(tx, conversation).await?;
    let rules = rules_of(tx, target.mailbox_id).await?;
    let decider = Decider { id: person, marked: sql::is_marked(tx, target.mailbox_id, person).await? };
    Ok(rules.correcting && cx.who.may(Right::Send, target).is_ok() && may_decide(rules.mode, decider, check.asked_by, check.writer))
}

/// A draft is deleted: nobody has to look at it any more.
pub(crate) async fn draft_given_up(tx: &mut Tx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    let Some(check) = sql::newest(tx, draft).await? else { return Ok(()) };
    if matches!(check.state, CheckState::Asked | CheckState::Approved) {
        sql::end(tx, check.id, CheckState::Withdrawn).await?;
        conversations::hand_to_confirm(tx, conversation, None).await?;
    }
    refresh(tx, conversation).await
}

/// A draft became a letter: what was approved is done with.
pub(crate) async fn draft_sent(tx: &mut Tx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    if sql::newest(tx, draft).await?.is_some_and(|check| matches!(check.state, CheckState::Approved | CheckState::Asked)) {
        conversations::hand_to_confirm(tx, conversation, None).await?;
    }
    refresh(tx, conversation).await
}

/// Brings the mark in the row of the list up to date.
pub(crate) async fn refresh(tx: &mut Tx, conversation: ConversationId) -> Result<()> {
    sql::refresh(tx, conversation).await?;
    Ok(())
}
