//! The statement of letters that no person wrote: they have no draft, and nothing to take back.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn insert_automatic(
    tx: &mut Tx,
    message: MessageId,
    account: AccountId,
    now: Moment,
    from: &str,
    file: &str,
    key: &str,
) -> Result<LetterId> {
    let (id,): (LetterId,) = tx
        .query(
            "insert into letters(message_id, account_id, state, due_at, queued_at, envelope_from, file, idempotency_key) \
             values($1, $2, 'waiting', $3, $3, $4, $5, $6) returning id",
        )
        .bind(message)
        .bind(account)
        .bind(now)
        .text(from)
        .text(file)
        .text(key)
        .one()
        .await?;
    Ok(id)
}
