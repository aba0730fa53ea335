//! The statements that read what other features kept before facts were noted.

use crate::db::Tx;
use domain::{bulk::RecipientState, reports::Day, *};
use sqlx::Result;

pub async fn recipients(tx: &mut Tx, below: i64, limit: i64) -> Result<Vec<(BulkRecipientId, RecipientState, Moment)>> {
    tx.query(
        "select id, state, sent_at from bulk_recipients where id < $1 and not is_test and sent_at is not null \
         and state in ('sent', 'failed', 'bounced') order by id desc limit $2",
    )
    .bind(below)
    .bind(limit)
    .all()
    .await
}

/// Who opted out by the link of a bulk mail, and by which: the last that they had got.
pub async fn opted_out(tx: &mut Tx) -> Result<Vec<(BulkRecipientId, Moment)>> {
    tx.query(
        "select max(r.id), m.at from bulk_marks m join bulk_mails b on b.space_id = m.space_id \
         join bulk_recipients r on r.bulk_mail_id = b.id and r.addr_key = m.addr_key and not r.is_test and r.sent_at <= m.at \
         where m.kind = 'opted-out' and m.detail = 'link' and not exists(select 1 from facts f join bulk_recipients o on o.id = f.subject_id \
         where f.kind = 'opted-out' and f.at = m.at and o.addr_key = m.addr_key) group by m.space_id, m.addr_key, m.at order by max(r.id)",
    )
    .all()
    .await
}

/// Conversations whose targets were missed, the newest first.
pub async fn missing(tx: &mut Tx, below: i64, limit: i64) -> Result<Vec<(ConversationId,)>> {
    tx.query("select distinct conversation_id from missed_targets where conversation_id < $1 order by conversation_id desc limit $2")
        .bind(below)
        .bind(limit)
        .all()
        .await
}

pub async fn targets(tx: &mut Tx, id: ConversationId) -> Result<Vec<(String, Moment)>> {
    tx.query("select target, since from missed_targets where conversation_id = $1 order by since, target").bind(id).all().await
}

/// How many missed targets of a conversation were noted.
pub async fn noted(tx: &mut Tx, id: ConversationId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from facts where conversation_id = $1 and kind = 'missed'").bind(id).one().await?;
    Ok(count)
}

/// Uses of templates: the first week that they were counted in at all (weeks since the Monday of 1969-12-29), and the first day on which
/// one was noted with its mailbox.
pub async fn first_uses(tx: &mut Tx) -> Result<(Option<i64>, Option<Day>)> {
    tx.query("select w.week, case when w.week is not null then (select min(day) from facts where kind = 'template') end from (select min(week) as week from template_uses) w")
        .one()
        .await
}
