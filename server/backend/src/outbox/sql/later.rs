//! Letters that wait for a chosen hour. One that was tried already is a letter like any other.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Makes a letter one that waits for its hour: `after` is what becomes of the conversation then.
pub async fn schedule(tx: &mut Tx, letter: LetterId, stops_on_reply: bool, after: &str) -> Result<u64> {
    tx.query("update letters set scheduled = true, stops_on_reply = $2, after_send = $3 where id = $1")
        .bind(letter)
        .bind(stops_on_reply)
        .text(after)
        .run()
        .await
}

/// The bytes of a letter that waits. `None`: it is on its way, or was never scheduled.
pub async fn scheduled_file(tx: &mut Tx, message: MessageId) -> Result<Option<String>> {
    let found: Option<(String,)> =
        tx.query("select file from letters where message_id = $1 and scheduled and state = 'waiting' and attempts = 0").bind(message).maybe().await?;
    Ok(found.map(|(file,)| file))
}

/// Another hour, and the bytes that say it. 0 rows: it is on its way, or somebody else gave it another hour.
pub async fn reschedule(tx: &mut Tx, message: MessageId, before: &str, file: &str, at: Moment) -> Result<u64> {
    tx.query(
        "update letters set due_at = $4, queued_at = $4, file = $3 where message_id = $1 and file = $2 and scheduled and state = 'waiting' and attempts = 0",
    )
    .bind(message)
    .text(before)
    .text(file)
    .bind(at)
    .run()
    .await
}

pub async fn redate_message(tx: &mut Tx, message: MessageId, file: &str, at: Moment) -> Result<u64> {
    tx.query("update messages set file = $2, sent_at = $3 where id = $1").bind(message).text(file).bind(at).run().await
}

#[derive(sqlx::FromRow)]
pub struct Overtaken {
    pub id: LetterId,
    pub message_id: MessageId,
    pub draft_id: Option<DraftId>,
}

/// Stops what waits in a conversation: everything, or what is to stop when the customer writes.
pub async fn stop_scheduled(tx: &mut Tx, conversation: ConversationId, everything: bool, now: Moment) -> Result<Vec<Overtaken>> {
    tx.query(
        "update letters set state = 'stopped', finished_at = $2 where message_id in (select id from messages where conversation_id = $1) \
         and scheduled and (stops_on_reply or $3) and state = 'waiting' and attempts = 0 returning id, message_id, draft_id",
    )
    .bind(conversation)
    .bind(now)
    .bind(everything)
    .all()
    .await
}

/// Message, hour, and what becomes of the conversation.
pub async fn scheduled_letter(tx: &mut Tx, letter: LetterId) -> Result<Option<(MessageId, Moment, String)>> {
    tx.query("select message_id, due_at, after_send from letters where id = $1 and scheduled").bind(letter).maybe().await
}

/// From here on it stands in the time line where it went out.
pub async fn sent_now(tx: &mut Tx, message: MessageId, at: Moment) -> Result<u64> {
    tx.query("update messages set at = $2 where id = $1").bind(message).bind(at).run().await
}

/// The customer waits as before: nothing was answered yet.
pub async fn set_waiting(tx: &mut Tx, conversation: ConversationId, since: Option<Moment>) -> Result<u64> {
    tx.query("update conversations set waiting_since = $2 where id = $1").bind(conversation).bind(since).run().await
}

pub async fn refresh_scheduled(tx: &mut Tx, conversation: ConversationId) -> Result<u64> {
    tx.query(
        "update conversations set scheduled_at = (select min(l.due_at) from letters l join messages m on m.id = l.message_id \
         where m.conversation_id = $1 and l.scheduled and l.state = 'waiting' and l.attempts = 0), version = version + 1 where id = $1",
    )
    .bind(conversation)
    .run()
    .await
}
