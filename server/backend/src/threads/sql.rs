//! The statements of joining, cutting and moving: what was done, what it carried along, and the rows of both sides.

mod carry;
mod mailbox;

pub use carry::{carry, mark_all, mark_drafts, mark_from, mark_message, mark_one};
pub use mailbox::{came_from, set_mailbox, status_like};

use crate::db::Tx;
use domain::{conversations::Priority, statuses::Class, threads::ThreadKind, *};
use serde::{Deserialize, Serialize};
use sqlx::Result;

/// How a conversation stands, as far as joining and cutting change it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Standing {
    pub id: ConversationId,
    pub mailbox_id: MailboxId,
    pub number: i64,
    pub subject: String,
    pub customer_addr: String,
    pub status_id: StatusId,
    pub class: Class,
    pub assignee_id: Option<UserId>,
    pub confirmer_id: Option<UserId>,
    pub priority: Priority,
    pub waiting_since: Option<Moment>,
    pub trashed_at: Option<Moment>,
    pub spam: bool,
    pub merged_into: Option<ConversationId>,
    pub snoozed_at: Option<Moment>,
    pub snoozed_until: Option<Moment>,
    pub messages: i64,
}

/// Locked until the transaction ends; the version rises.
pub async fn lock(tx: &mut Tx, id: ConversationId) -> Result<Option<Standing>> {
    tx.query(
        "update conversations set version = version + 1 where id = $1 returning id, mailbox_id, number, subject, customer_addr, status_id, class, \
         assignee_id, confirmer_id, priority, waiting_since, trashed_at, spam, merged_into, snoozed_at, snoozed_until, messages",
    )
    .bind(id)
    .maybe()
    .await
}

/// Everything that a standing names but its number, which is another statement's, and what is counted.
pub async fn put(tx: &mut Tx, now: &Standing) -> Result<u64> {
    tx.query(
        "update conversations set status_id = $2, class = $3, assignee_id = $4, confirmer_id = $5, priority = $6, waiting_since = $7, trashed_at = $8, \
         spam = $9, merged_into = $10, snoozed_at = $11, snoozed_until = $12 where id = $1",
    )
    .bind(now.id)
    .bind(now.status_id)
    .bind(now.class)
    .bind(now.assignee_id)
    .bind(now.confirmer_id)
    .bind(now.priority)
    .bind(now.waiting_since)
    .bind(now.trashed_at)
    .bind(now.spam)
    .bind(now.merged_into)
    .bind(now.snoozed_at)
    .bind(now.snoozed_until)
    .run()
    .await
}

/// Whether a letter of it is being handed over, or goes out while it can still be taken back.
pub async fn is_sending(tx: &mut Tx, id: ConversationId, soon: Moment) -> Result<bool> {
    let found: Vec<(LetterId,)> = tx
        .query(
            "select l.id from letters l join messages m on m.id = l.message_id where m.conversation_id = $1 \
             and (l.state = 'sending' or l.state = 'waiting' and l.attempts = 0 and l.due_at <= $2) limit 1",
        )
        .bind(id)
        .bind(soon)
        .all()
        .await?;
    Ok(!found.is_empty())
}

pub struct NewChange<'a> {
    pub kind: ThreadKind,
    pub source: ConversationId,
    pub target: ConversationId,
    pub at: Moment,
    pub actor: Option<UserId>,
    pub standing: &'a str,
}

pub async fn insert(tx: &mut Tx, new: &NewChange<'_>) -> Result<ThreadChangeId> {
    let (id,): (ThreadChangeId,) = tx
        .query("insert into thread_changes(kind, source_id, target_id, at, actor_id, standing) values($1, $2, $3, $4, $5, $6) returning id")
        .bind(new.kind)
        .bind(new.source)
        .bind(new.target)
        .bind(new.at)
        .bind(new.actor)
        .text(new.standing)
        .one()
        .await?;
    Ok(id)
}

pub async fn set_standing(tx: &mut Tx, id: ThreadChangeId, standing: &str) -> Result<u64> {
    tx.query("update thread_changes set standing = $2 where id = $1").bind(id).text(standing).run().await
}

#[derive(sqlx::FromRow)]
pub struct Change {
    pub kind: ThreadKind,
    pub source_id: ConversationId,
    pub target_id: ConversationId,
    pub standing: String,
}

/// One that was not taken back.
pub async fn find(tx: &mut Tx, id: ThreadChangeId) -> Result<Option<Change>> {
    tx.query("select kind, source_id, target_id, standing from thread_changes where id = $1 and undone_at is null").bind(id).maybe().await
}

/// 0 rows: somebody took it back meanwhile.
pub async fn set_undone(tx: &mut Tx, id: ThreadChangeId, at: Moment) -> Result<u64> {
    tx.query("update thread_changes set undone_at = $2 where id = $1 and undone_at is null").bind(id).bind(at).run().await
}

/// What can be taken back of what is told in the history of a conversation, with that of the ones that were joined with it.
pub async fn undoable(tx: &mut Tx, id: ConversationId) -> Result<Vec<(ThreadChangeId,)>> {
    tx.query(
        "with recursive here(id) as (select cast($1 as bigint) union select c.id from conversations c join here h on c.merged_into = h.id) \
         select t.id from thread_changes t where t.undone_at is null and (t.kind in ('merge', 'message') and t.target_id in (select id from here) \
         or t.kind = 'split' and t.source_id in (select id from here)) order by t.id",
    )
    .bind(id)
    .all()
    .await
}

/// The messages of a conversation and those that they answer.
pub async fn parents(tx: &mut Tx, id: ConversationId) -> Result<Vec<(MessageId, Option<MessageId>)>> {
    tx.query("select id, parent_id from messages where conversation_id = $1 order by at, id").bind(id).all().await
}

pub async fn moved_messages(tx: &mut Tx, change: ThreadChangeId) -> Result<Vec<(MessageId,)>> {
    tx.query("select item_id from thread_moved where change_id = $1 and what = 'message' order by item_id").bind(change).all().await
}

#[derive(sqlx::FromRow)]
pub struct MessageRow {
    pub conversation_id: ConversationId,
    pub at: Moment,
    pub direction: domain::messages::Direction,
    pub subject: String,
    pub from_name: String,
    pub from_addr: String,
    pub language: String,
}

pub async fn message(tx: &mut Tx, id: MessageId) -> Result<Option<MessageRow>> {
    tx.query("select conversation_id, at, direction, subject, from_name, from_addr, language from messages where id = $1").bind(id).maybe().await
}

/// Whom a mail of ours went to first.
pub async fn first_recipient(tx: &mut Tx, id: MessageId) -> Result<Option<(String, String)>> {
    tx.query("select name, addr from people where message_id = $1 and role in ('to', 'cc', 'bcc') order by position limit 1").bind(id).maybe().await
}

/// The shells that lead to a conversation, however far around.
pub async fn shells(tx: &mut Tx, id: ConversationId) -> Result<Vec<(ConversationId,)>> {
    tx.query(
        "with recursive here(id) as (select cast($1 as bigint) union select c.id from conversations c join here h on c.merged_into = h.id) \
         select id from here where id <> $1 order by id",
    )
    .bind(id)
    .all()
    .await
}

/// Whatever was done to a conversation cannot be taken back any more.
pub async fn forget(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("delete from thread_moved where change_id in (select id from thread_changes where source_id = $1 or target_id = $1)")
        .bind(id)
        .run()
        .await?;
    tx.query("delete from thread_changes where source_id = $1 or target_id = $1").bind(id).run().await
}
