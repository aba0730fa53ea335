//! The statements about what is out of the tray for a while or for good: rest and spam.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Into the spam, or out of it: where the trash lies, and a list of its own.
pub async fn set_spam(tx: &mut Tx, id: ConversationId, at: Option<Moment>) -> Result<u64> {
    tx.query("update conversations set spam = $3, trashed_at = $2, version = version + 1 where id = $1")
        .bind(id)
        .bind(at)
        .bind(at.is_some())
        .run()
        .await
}

pub async fn set_snoozed(tx: &mut Tx, id: ConversationId, at: Moment, until: Option<Moment>, by: Option<UserId>, reason: &str) -> Result<u64> {
    tx.query("update conversations set snoozed_at = $2, snoozed_until = $3, snoozed_by = $4, snooze_reason = $5, version = version + 1 where id = $1")
        .bind(id)
        .bind(at)
        .bind(until)
        .bind(by)
        .text(reason)
        .run()
        .await
}

/// Awake again. `returned` says when the clock brought it back: it stands in the lists as if a mail had come then.
pub async fn set_awake(tx: &mut Tx, id: ConversationId, returned: Option<Moment>) -> Result<u64> {
    tx.query(
        "update conversations set snoozed_at = null, snoozed_until = null, snoozed_by = null, snooze_reason = '', \
         returned_at = coalesce($2, returned_at), last_at = case when $2 > last_at then $2 else last_at end, version = version + 1 where id = $1",
    )
    .bind(id)
    .bind(returned)
    .run()
    .await
}

/// What rests no longer than until now, the longest overdue first.
pub async fn due(tx: &mut Tx, now: Moment) -> Result<Vec<(ConversationId,)>> {
    tx.query("select id from conversations where snoozed_until <= $1 order by snoozed_until, id limit 500").bind(now).all().await
}

/// Asked under the lock.
pub async fn due_now(tx: &mut Tx, id: ConversationId, now: Moment) -> Result<bool> {
    let found: Option<(ConversationId,)> =
        tx.query("select id from conversations where id = $1 and snoozed_until <= $2").bind(id).bind(now).maybe().await?;
    Ok(found.is_some())
}
