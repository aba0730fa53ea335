//! How work moves: what other features do to a conversation inside their own transaction.

use super::sql;
use crate::{Cx, Error, Result, checks, db::Tx, notifications, outbox, proofs, reports};
use domain::{
    access::Target,
    addresses::Address,
    conversations::{EventKind, Priority, class_after_arrival, waiting_after},
    live::Event,
    messages::Direction,
    notifications::Kind,
    proofs::ProofView,
    statuses::Class,
    *,
};

pub struct NewConversation<'a> {
    pub mailbox: MailboxId,
    pub subject: &'a str,
    pub customer: &'a Address,
    pub class: Class,
    pub assignee: Option<UserId>,
    pub at: Moment,
    pub language: &'a str,
}

/// What the list needs to know of one more message.
pub struct MessageFacts<'a> {
    pub conversation: ConversationId,
    pub direction: Direction,
    pub at: Moment,
    pub automatic: bool,
    pub snippet: &'a str,
    pub has_attachment: bool,
    pub language: &'a str,
}

/// Mailbox and assignee, for `cx.who.may(…)`. A conversation that is not there is [`Refused::NotFound`].
///
/// # Errors
/// [`Refused::MergedInto`]: nothing is done to the shell that stayed behind.
pub async fn target(tx: &mut Tx, id: ConversationId) -> Result<Target> {
    match sql::target(tx, id).await?.ok_or(Refused::NotFound)? {
        (target, None) => Ok(target),
        (_, Some(id)) => Err(Error::Refused(Refused::MergedInto { id })),
    }
}

/// Where everything of a conversation is now that may have been joined with others; itself where it was not.
pub async fn place_of(tx: &mut Tx, mut id: ConversationId) -> Result<ConversationId> {
    // Each joining locks both, so there is no circle; the bound is for a database that was changed by hand.
    for _ in 0..100 {
        match sql::target(tx, id).await?.ok_or(Refused::NotFound)? {
            (_, Some(into)) => id = into,
            (_, None) => break,
        }
    }
    Ok(id)
}

/// Appends to the history. Status events hold status ids, assignee and confirmer events user ids (empty: nobody).
pub async fn record(tx: &mut Tx, cx: &Cx, id: ConversationId, kind: EventKind, before: &str, after: &str) -> Result<()> {
    sql::insert_event(tx, id, cx.now, cx.who.user_id(), kind, before, after, cx.rule.as_deref()).await?;
    reports::recorded(tx, cx, id, kind).await
}

/// The number that the next conversation of a mailbox gets.
pub(crate) async fn next_number(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    Ok(sql::next_number(tx, mailbox).await?)
}

/// Whether a person may be given work of this mailbox.
pub(crate) async fn works_in(tx: &mut Tx, mailbox: MailboxId, user: UserId) -> Result<bool> {
    Ok(sql::works_in(tx, mailbox, user).await?)
}

/// Raises the version and returns it.
pub async fn touch(tx: &mut Tx, id: ConversationId) -> Result<i64> {
    Ok(sql::touch(tx, id).await?)
}

pub async fn create(tx: &mut Tx, cx: &Cx, new: &NewConversation<'_>) -> Result<ConversationId> {
    let number = sql::next_number(tx, new.mailbox).await?;
    let status = sql::standard_status(tx, new.mailbox, new.class).await?;
    let id = sql::insert(tx, new, number, status).await?;
    if new.class != Class::Open {
        record(tx, cx, id, EventKind::Created, "", "").await?;
    }
    Ok(id)
}

/// Sets the standard status of `class`, with its event. Nothing happens when the class is that already.
pub async fn set_class(tx: &mut Tx, cx: &Cx, id: ConversationId, class: Class) -> Result<()> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    if state.class == class {
        return Ok(());
    }
    let status = sql::standard_status(tx, state.mailbox_id, class).await?;
    set_status(tx, cx, id, status).await
}

/// The standard status of a class in a mailbox.
pub(crate) async fn standard_status(tx: &mut Tx, mailbox: MailboxId, class: Class) -> Result<StatusId> {
    Ok(sql::standard_status(tx, mailbox, class).await?)
}

/// Sets a status of the conversation's own mailbox, with its event. In the place of one that was removed its successor is set: what
/// was before is put back as far as it is still there.
pub async fn set_status(tx: &mut Tx, cx: &Cx, id: ConversationId, status: StatusId) -> Result<()> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    let (status, class) =
        sql::status_class(tx, state.mailbox_id, status).await?.ok_or(Refused::Invalid { field: Field::Status, wrong: Wrong::Malformed })?;
    if state.status_id != status {
        sql::set_status(tx, id, status, class).await?;
        if Class::Done == class || Class::Done == state.class {
            // Finished work does not point at recipients that were refused.
            sql::refresh_failed_flag(tx, id).await?;
        }
        record(tx, cx, id, EventKind::Status, &state.status_id.to_string(), &status.to_string()).await?;
    }
    Ok(())
}

/// Gives the conversation to somebody who works in its mailbox, or to nobody; with its event.
pub async fn set_assignee(tx: &mut Tx, cx: &Cx, id: ConversationId, user: Option<UserId>) -> Result<()> {
    let moved = move_to(tx, cx, id, user).await?;
    match user.filter(|_| moved) {
        Some(user) => notifications::tell(tx, cx, Kind::Assigned, user, id, "").await,
        None => Ok(()),
    }
}

/// The same without telling them: whoever gives much at once tells it once. Whether anything changed.
pub(crate) async fn move_to(tx: &mut Tx, cx: &Cx, id: ConversationId, user: Option<UserId>) -> Result<bool> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    if state.assignee_id == user {
        return Ok(false);
    }
    check_worker(tx, state.mailbox_id, user).await?;
    sql::set_assignee(tx, id, user).await?;
    record(tx, cx, id, EventKind::Assignee, &shown(state.assignee_id), &shown(user)).await?;
    Ok(true)
}

/// Whether somebody may be given work of a mailbox.
pub(crate) async fn check_worker(tx: &mut Tx, mailbox: MailboxId, user: Option<UserId>) -> Result<()> {
    match user {
        Some(user) if !sql::works_in(tx, mailbox, user).await? => {
            Err(Error::Refused(Refused::Invalid { field: Field::User, wrong: Wrong::Malformed }))
        }
        _ => Ok(()),
    }
}

pub(super) fn shown<T: ToString>(id: Option<T>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// Brings the row up to date after a message was inserted: counts, clock, and for received mail the class and its events.
pub async fn on_message(tx: &mut Tx, cx: &Cx, facts: &MessageFacts<'_>) -> Result<()> {
    let id = facts.conversation;
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    if facts.direction == Direction::In {
        // Spam stays where it is, whatever comes after it.
        if state.trashed_at.is_some() && !state.spam {
            sql::set_trashed(tx, id, None).await?;
            record(tx, cx, id, EventKind::Restored, "", "").await?;
        }
        // The customer answers: what waited for that is work again.
        if state.snoozed_at.is_some() && !facts.automatic {
            sql::set_awake(tx, id, None).await?;
            record(tx, cx, id, EventKind::Woken, "", "answer").await?;
        }
        let class = class_after_arrival(Some(state.class), facts.automatic);
        if class != state.class {
            let status = sql::standard_status(tx, state.mailbox_id, class).await?;
            sql::set_status(tx, id, status, class).await?;
            record(tx, cx, id, EventKind::Reopened, &state.status_id.to_string(), &status.to_string()).await?;
        }
    }
    // In what was done nobody waited any more, answered or not: a new mail begins a new wait.
    let begins = state.class == Class::Done && !facts.automatic;
    let waited = if begins { None } else { sql::waiting_since(tx, id).await? };
    let waiting = waiting_after(waited, facts.direction, facts.automatic, facts.at);
    sql::count_message(tx, facts, waiting).await?;
    if facts.direction == Direction::In && !facts.automatic {
        outbox::customer_wrote(tx, cx, id).await?;
    }
    Ok(())
}

/// What a conversation has that rules could set.
pub(crate) struct Standing {
    pub class: Class,
    pub assignee: Option<UserId>,
    pub confirmer: Option<UserId>,
    pub folder: Option<FolderId>,
    pub priority: Priority,
    pub trashed: bool,
}

/// Locks it until the transaction ends.
pub(crate) async fn standing(tx: &mut Tx, id: ConversationId) -> Result<Standing> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    Ok(Standing {
        class: state.class,
        assignee: state.assignee_id,
        confirmer: state.confirmer_id,
        folder: state.folder_id,
        priority: state.priority,
        trashed: state.trashed_at.is_some(),
    })
}

/// A letter that a rule sent: it is there, and nobody has answered for that. Status, order and waiting clock stay.
pub(crate) async fn on_letter_by_rule(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::count_letter_by_rule(tx, id).await?;
    Ok(())
}

/// Whether a draft stands in it: called after every change of its drafts.
pub async fn refresh_draft_flag(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::refresh_draft_flag(tx, id).await?;
    Ok(())
}

/// Whether a letter of it failed, is unsure, or was refused for some while the work is not done: called after every change of its letters.
pub async fn refresh_failed_flag(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::refresh_failed_flag(tx, id).await?;
    Ok(())
}

/// Whose turn it is to look at it, or nobody's: part of a check, whose own event tells of it. Somebody who left the mailbox is nobody.
pub(crate) async fn hand_to_confirm(tx: &mut Tx, id: ConversationId, user: Option<UserId>) -> Result<()> {
    let target = target(tx, id).await?;
    let there = match user {
        Some(user) if sql::works_in(tx, target.mailbox_id, user).await? => Some(user),
        _ => None,
    };
    sql::set_confirmer(tx, id, there).await?;
    Ok(())
}

/// Counts anew everything in its row that follows from what is in it, after messages, comments or drafts came or went otherwise
/// than one by one. Only since when the customer waits is said by whoever knows what happened.
pub async fn recount(tx: &mut Tx, id: ConversationId, waiting_since: Option<Moment>) -> Result<()> {
    let suspicious = proofs::of_conversation(tx, id).await?.values().any(ProofView::is_suspicious);
    sql::recount(tx, id, waiting_since, suspicious).await?;
    sql::refresh_draft_flag(tx, id).await?;
    outbox::refresh_mark(tx, id).await?;
    checks::refresh(tx, id).await?;
    sql::refresh_failed_flag(tx, id).await?;
    Ok(())
}

/// Since when the customer waits in a conversation that lost or won mails: the first mail at or after `known` that is still there.
pub(crate) async fn still_waiting(tx: &mut Tx, id: ConversationId, known: Option<Moment>) -> Result<Option<Moment>> {
    Ok(match known {
        Some(known) => sql::first_received_since(tx, id, known).await?,
        None => None,
    })
}

/// Since when the customer waits, as the mails alone tell it.
pub(crate) async fn unanswered_since(tx: &mut Tx, id: ConversationId) -> Result<Option<Moment>> {
    Ok(sql::first_unanswered(tx, id).await?)
}

/// A mail in it is not from whom it says, or may not be: its line in the lists warns.
pub(crate) async fn mark_suspicious(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::set_suspicious(tx, id).await?;
    Ok(())
}

/// Tells open screens, after the commit.
pub fn publish(cx: &Cx, mailbox: MailboxId, id: ConversationId) {
    cx.desk.live.publish(Event::Conversation { mailbox, id, by: cx.who.user_id() });
}
