//! Letters whose sender fell silent while it was sending.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// No claim lasts longer than two minutes: one that ends later than this was made while a clock was wrong. In minutes.
const FARTHEST_CLAIM: i64 = 10;

pub async fn orphaned(tx: &mut Tx, now: Moment) -> Result<Vec<(LetterId, MessageId)>> {
    tx.query("select id, message_id from letters where state = 'sending' and (leased_until < $1 or leased_until > $2) order by id limit 100")
        .bind(now)
        .bind(now.plus_minutes(FARTHEST_CLAIM))
        .all()
        .await
}

/// Takes an orphan, and says whether its end may have been handed over. `None`: another copy was faster, or its sender spoke again.
pub async fn take_orphan(tx: &mut Tx, letter: LetterId, now: Moment) -> Result<Option<(bool,)>> {
    tx.query(
        "update letters set leased_by = '' where id = $1 and state = 'sending' and (leased_until < $2 or leased_until > $3) \
         returning handed_at is not null",
    )
    .bind(letter)
    .bind(now)
    .bind(now.plus_minutes(FARTHEST_CLAIM))
    .maybe()
    .await
}

/// Who wrote a mail that we sent.
pub async fn author_of(tx: &mut Tx, message: MessageId) -> Result<Option<UserId>> {
    let found: Option<(Option<UserId>,)> = tx.query("select author_id from messages where id = $1").bind(message).maybe().await?;
    Ok(found.and_then(|(author,)| author))
}
