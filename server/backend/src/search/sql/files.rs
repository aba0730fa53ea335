//! What attached files say, and whose files are still to be read.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn insert_unread(tx: &mut Tx, id: MessageId) -> Result<u64> {
    tx.query("insert into unread_files(message_id, leased_until, tries) values($1, 0, 0) on conflict (message_id) do nothing").bind(id).run().await
}

pub async fn has_unread(tx: &mut Tx, now: Moment) -> Result<bool> {
    let found: Option<(MessageId,)> =
        tx.query("select message_id from unread_files where leased_until < $1 order by message_id desc limit 1").bind(now).maybe().await?;
    Ok(found.is_some())
}

/// The newest mail whose files nobody reads now. One that was tried too often is given up.
pub async fn claim_unread(tx: &mut Tx, now: Moment, until: Moment, most: i64) -> Result<Option<MessageId>> {
    tx.query("delete from unread_files where tries >= $2 and leased_until < $1").bind(now).bind(most).run().await?;
    let claimed: Option<(MessageId,)> = tx
        .query(
            "update unread_files set leased_until = $2, tries = tries + 1 where leased_until < $1 and message_id = \
             (select message_id from unread_files where leased_until < $1 order by message_id desc limit 1) returning message_id",
        )
        .bind(now)
        .bind(until)
        .maybe()
        .await?;
    Ok(claimed.map(|(id,)| id))
}

pub async fn forget_unread(tx: &mut Tx, id: MessageId) -> Result<u64> {
    tx.query("delete from unread_files where message_id = $1").bind(id).run().await
}

pub async fn put_file_text(tx: &mut Tx, id: MessageId, position: i64, text: &str) -> Result<u64> {
    tx.query(
        "insert into file_texts(message_id, position, text) values($1, $2, $3) on conflict (message_id, position) do update set text = excluded.text",
    )
    .bind(id)
    .bind(position)
    .text(text)
    .run()
    .await
}

/// Of messages from `lowest` to below `below`.
pub async fn file_texts(tx: &mut Tx, lowest: MessageId, below: i64) -> Result<Vec<(MessageId, String)>> {
    tx.query("select message_id, text from file_texts where message_id >= $1 and message_id < $2 order by message_id, position")
        .bind(lowest)
        .bind(below)
        .all()
        .await
}

pub async fn remove_file_texts(tx: &mut Tx, id: MessageId) -> Result<u64> {
    tx.query("delete from file_texts where message_id = $1").bind(id).run().await
}

/// Everything of a conversation that is about to be removed.
pub async fn purge_files(tx: &mut Tx, conversation: ConversationId) -> Result<u64> {
    tx.query("delete from unread_files where message_id in (select id from messages where conversation_id = $1)").bind(conversation).run().await?;
    tx.query("delete from file_texts where message_id in (select id from messages where conversation_id = $1)").bind(conversation).run().await
}
