//! The statements of what repeats: when it goes out next, and the bulk mails that are made of it.

use crate::db::Tx;
use domain::{
    bulk::{Pause, Run},
    *,
};
use sqlx::Result;

/// It goes out again and again from now on.
pub async fn repeat(tx: &mut Tx, id: BulkMailId, repeats: &str, next_at: Moment, by: UserId) -> Result<u64> {
    tx.query(
        "update bulk_mails set state = 'repeating', pause = '', repeats = $2, next_at = $3, sent_by = $4, scheduled_at = null \
         where id = $1 and state = 'draft'",
    )
    .bind(id)
    .text(repeats)
    .bind(next_at)
    .bind(by)
    .run()
    .await
}

/// What repeats and goes out by `until`, the one that waits longest first.
pub async fn due(tx: &mut Tx, until: Moment) -> Result<Vec<(BulkMailId,)>> {
    tx.query("select id from bulk_mails where state = 'repeating' and next_at <= $1 order by next_at, id limit 20").bind(until).all().await
}

pub async fn set_next(tx: &mut Tx, id: BulkMailId, next_at: Moment) -> Result<u64> {
    tx.query("update bulk_mails set next_at = $2 where id = $1 and state = 'repeating'").bind(id).bind(next_at).run().await
}

pub async fn pause(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query("update bulk_mails set state = 'paused', pause = 'person' where id = $1 and state = 'repeating'").bind(id).run().await
}

pub async fn go_on(tx: &mut Tx, id: BulkMailId, next_at: Moment) -> Result<u64> {
    tx.query("update bulk_mails set state = 'repeating', pause = '', next_at = $2 where id = $1 and state = 'paused' and repeats is not null")
        .bind(id)
        .bind(next_at)
        .run()
        .await
}

pub async fn end(tx: &mut Tx, id: BulkMailId, now: Moment) -> Result<u64> {
    tx.query(
        "update bulk_mails set state = 'ended', pause = '', finished_at = $2 where id = $1 and state in ('repeating', 'paused') and repeats is not null",
    )
    .bind(id)
    .bind(now)
    .run()
    .await
}

/// It goes out once: what it repeated by is forgotten.
pub async fn repeat_no_more(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query("update bulk_mails set repeats = null, next_at = null where id = $1 and state = 'draft'").bind(id).run().await
}

/// A draft of the same text to the same audience, for one day. `None`: there is one for that day.
pub async fn make(tx: &mut Tx, series: BulkMailId, day: i64, at: Moment, now: Moment) -> Result<Option<(BulkMailId,)>> {
    tx.query(
        "insert into bulk_mails(space_id, mailbox_id, account_id, state, subject, text, html, audience, version, created_by, created_at, \
         updated_by, updated_at, sent_by, scheduled_at, series_id, run_day) select space_id, mailbox_id, account_id, 'draft', subject, text, html, \
         audience, 1, created_by, $4, updated_by, $4, sent_by, $3, id, $2 from bulk_mails where id = $1 \
         on conflict(series_id, run_day) where series_id is not null do nothing returning id",
    )
    .bind(series)
    .bind(day)
    .bind(at)
    .bind(now)
    .maybe()
    .await
}

/// One that was made, and does not go out before somebody decides.
pub async fn hold(tx: &mut Tx, id: BulkMailId, why: Pause) -> Result<u64> {
    tx.query("update bulk_mails set state = 'paused', pause = $2 where id = $1 and state = 'draft'").bind(id).bind(why).run().await
}

/// One that was passed over: it does not go out at all any more.
pub async fn pass_over(tx: &mut Tx, id: BulkMailId, why: Pause, now: Moment) -> Result<u64> {
    tx.query("update bulk_mails set state = 'cancelled', pause = $2, finished_at = $3 where id = $1 and state = 'draft'")
        .bind(id)
        .bind(why)
        .bind(now)
        .run()
        .await
}

/// Those that were made, the newest first.
pub async fn of_series(tx: &mut Tx, series: BulkMailId, limit: i64) -> Result<Vec<Run>> {
    tx.query(
        "select id, state, coalesce(started_at, scheduled_at, updated_at) as at, case when state in ('paused', 'cancelled') then pause else '' end as reason, \
         (select count(*) from bulk_recipients r where r.bulk_mail_id = b.id and not r.is_test and r.state = 'sent') as sent, \
         (select count(*) from bulk_recipients r where r.bulk_mail_id = b.id and not r.is_test and r.state in ('failed', 'unsure', 'bounced')) as errors \
         from bulk_mails b where series_id = $1 order by run_day desc, id desc limit $2",
    )
    .bind(series)
    .bind(limit)
    .all()
    .await
}

/// Whoever was made of one that is given up stands alone.
pub async fn let_go(tx: &mut Tx, series: BulkMailId) -> Result<u64> {
    tx.query("update bulk_mails set series_id = null, run_day = null where series_id = $1").bind(series).run().await
}
