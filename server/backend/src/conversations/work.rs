//! How work moves: what other features do to a conversation inside their own transaction.

use super::sql;
use crate::{Cx, Error, Result, db::Tx};
use domain::{
    access::Target,
    addresses::Address,
    conversations::{EventKind, Priority, class_after_arrival, waiting_after},
    live::Event,
    messages::Direction,
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
pub async fn target(tx: &mut Tx, id: ConversationId) -> Result<Target> {
    Ok(sql::target(tx, id).await?.ok_or(Refused::NotFound)?)
}

/// Appends to the history. Status events hold status ids, assignee and confirmer events user ids (empty: nobody).
pub async fn record(tx: &mut Tx, cx: &Cx, id: ConversationId, kind: EventKind, before: &str, after: &str) -> Result<()> {
    sql::insert_event(tx, id, cx.now, cx.who.user_id(), kind, before, after, cx.rule.as_deref()).await?;
    Ok(())
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

/// Sets a status of the conversation's own mailbox, with its event.
pub async fn set_status(tx: &mut Tx, cx: &Cx, id: ConversationId, status: StatusId) -> Result<()> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    let class = sql::status_class(tx, state.mailbox_id, status).await?.ok_or(Refused::Invalid { field: Field::Status, wrong: Wrong::Malformed })?;
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
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    if state.assignee_id == user {
        return Ok(());
    }
    check_worker(tx, state.mailbox_id, user).await?;
    sql::set_assignee(tx, id, user).await?;
    record(tx, cx, id, EventKind::Assignee, &shown(state.assignee_id), &shown(user)).await
}

pub(super) async fn check_worker(tx: &mut Tx, mailbox: MailboxId, user: Option<UserId>) -> Result<()> {
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
        if state.trashed_at.is_some() {
            sql::set_trashed(tx, id, None).await?;
            record(tx, cx, id, EventKind::Restored, "", "").await?;
        }
        let class = class_after_arrival(Some(state.class), facts.automatic);
        if class != state.class {
            let status = sql::standard_status(tx, state.mailbox_id, class).await?;
            sql::set_status(tx, id, status, class).await?;
            record(tx, cx, id, EventKind::Reopened, &state.status_id.to_string(), &status.to_string()).await?;
        }
    }
    let waiting = waiting_after(sql::waiting_since(tx, id).await?, facts.direction, facts.automatic, facts.at);
    sql::count_message(tx, facts, waiting).await?;
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

/// A mail in it is not from whom it says, or may not be: its line in the lists warns.
pub(crate) async fn mark_suspicious(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::set_suspicious(tx, id).await?;
    Ok(())
}

/// Tells open screens, after the commit.
pub fn publish(cx: &Cx, mailbox: MailboxId, id: ConversationId) {
    cx.desk.live.publish(Event::Conversation { mailbox, id, by: cx.who.user_id() });
}
