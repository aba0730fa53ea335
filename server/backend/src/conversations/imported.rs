//! Conversations of earlier years: begun and continued by imports, without any of what new mail sets going.

use super::{MessageFacts, sql};
use crate::{Cx, Result, db::Tx};
use domain::{addresses::Address, conversations::EventKind, messages::Direction, statuses::Class, *};

pub(crate) struct Begun<'a> {
    pub import: ImportId,
    pub mailbox: MailboxId,
    pub subject: &'a str,
    pub customer: &'a Address,
    pub class: Class,
    /// Who is to have it, if they still work here.
    pub assignee: Option<UserId>,
    /// Where it is filed, if that is still there.
    pub folder: Option<FolderId>,
    pub at: Moment,
    pub language: &'a str,
}

pub(crate) async fn begin_imported(tx: &mut Tx, begun: &Begun<'_>) -> Result<ConversationId> {
    let number = sql::next_number(tx, begun.mailbox).await?;
    let status = sql::standard_status(tx, begun.mailbox, begun.class).await?;
    let assignee = match begun.assignee {
        Some(user) if sql::works_in(tx, begun.mailbox, user).await? => Some(user),
        _ => None,
    };
    Ok(sql::insert_imported(tx, begun, number, status, assignee).await?)
}

/// Appends to the history what somebody did some time ago.
pub(crate) async fn record_of(tx: &mut Tx, id: ConversationId, at: Moment, by: Option<UserId>, kind: EventKind, after: &str) -> Result<()> {
    sql::insert_event(tx, id, at, by, kind, "", after, None).await?;
    Ok(())
}

/// Brings the row up to date after a mail of an import was inserted. What this import began, and nobody has touched since, has the
/// status that its newest mail says; everything else keeps its own.
pub(crate) async fn on_imported(tx: &mut Tx, import: ImportId, facts: &MessageFacts<'_>, class: Class) -> Result<()> {
    let state = sql::lock(tx, facts.conversation).await?.ok_or(Refused::NotFound)?;
    let mut waiting = sql::waiting_since(tx, facts.conversation).await?;
    if facts.direction == Direction::Out && waiting.is_some_and(|since| since < facts.at) {
        // It was answered elsewhere.
        waiting = None;
    }
    sql::count_message(tx, facts, waiting).await?;
    if state.class != class {
        let status = sql::standard_status(tx, state.mailbox_id, class).await?;
        sql::set_imported_class(tx, import, facts.conversation, status, class, facts.at).await?;
    }
    Ok(())
}

/// Gives what this import began to whoever sent its newest answer.
pub(crate) async fn give_imported(tx: &mut Tx, import: ImportId, id: ConversationId, user: UserId, at: Moment) -> Result<()> {
    let target = super::target(tx, id).await?;
    if sql::works_in(tx, target.mailbox_id, user).await? {
        sql::give_imported(tx, import, id, user, at).await?;
    }
    Ok(())
}

/// Into the trash with what an import brought.
pub(crate) async fn trash_imported(tx: &mut Tx, cx: &Cx, ids: &[ConversationId], by: Option<UserId>) -> Result<()> {
    for id in ids {
        sql::set_trashed(tx, *id, Some(cx.now)).await?;
        record_of(tx, *id, cx.now, by, EventKind::Trashed, "").await?;
    }
    Ok(())
}
