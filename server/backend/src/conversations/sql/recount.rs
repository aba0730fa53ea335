//! Everything in the row of a conversation that follows from what is in it, in one place.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Counts, times and marks, as `count_message` and the refreshes of flags would have made them one by one. `automatic` is what
/// `Automatic::keeps_done` says, and a report that nobody failed to get a mail.
pub async fn recount(tx: &mut Tx, id: ConversationId, waiting_since: Option<Moment>, suspicious: bool) -> Result<u64> {
    tx.query(
        "update conversations set messages = (select count(*) from messages m where m.conversation_id = $1), \
         comments = (select count(*) from comments k where k.conversation_id = $1 and k.deleted_at is null), \
         last_at = coalesce((select max(x.at) from (select m.at from messages m where m.conversation_id = $1 \
         union all select r.returned_at from conversations r where r.id = $1) x), last_at), \
         last_in_at = (select max(m.at) from messages m where m.conversation_id = $1 and m.direction = 'in'), \
         snippet = coalesce((select m.snippet from messages m where m.conversation_id = $1 order by m.at desc, m.id desc limit 1), ''), \
         language = coalesce((select m.language from messages m where m.conversation_id = $1 and m.language <> '' order by m.at desc, m.id desc limit 1), language), \
         automatic = coalesce((select m.direction = 'in' and (m.automatic in ('auto-reply', 'notification', 'bulk', 'receipt') \
         or exists(select 1 from returns r where r.report_id = m.id) and not exists(select 1 from returns r where r.report_id = m.id and r.fate = 'failed')) \
         from messages m where m.conversation_id = $1 order by m.at desc, m.id desc limit 1), false), \
         has_sent = exists(select 1 from messages m where m.conversation_id = $1 and m.direction = 'out'), \
         has_attachment = exists(select 1 from attachments a join messages m on m.id = a.message_id where m.conversation_id = $1 and not a.inline), \
         waiting_since = $2, suspicious = $3, version = version + 1 where id = $1",
    )
    .bind(id)
    .bind(waiting_since)
    .bind(suspicious)
    .run()
    .await
}

/// The first mail of a person since `since` that came in: what a customer still waits for after mails went elsewhere.
pub async fn first_received_since(tx: &mut Tx, id: ConversationId, since: Moment) -> Result<Option<Moment>> {
    let (at,): (Option<Moment>,) = tx
        .query(
            "select min(m.at) from messages m where m.conversation_id = $1 and m.direction = 'in' and m.at >= $2 \
             and m.automatic not in ('auto-reply', 'notification', 'bulk', 'receipt')",
        )
        .bind(id)
        .bind(since)
        .one()
        .await?;
    Ok(at)
}

/// The first mail of a person that came in after our last one.
pub async fn first_unanswered(tx: &mut Tx, id: ConversationId) -> Result<Option<Moment>> {
    let (at,): (Option<Moment>,) = tx
        .query(
            "select min(m.at) from messages m where m.conversation_id = $1 and m.direction = 'in' \
             and m.automatic not in ('auto-reply', 'notification', 'bulk', 'receipt') \
             and m.at > coalesce((select max(o.at) from messages o where o.conversation_id = $1 and o.direction = 'out'), -1)",
        )
        .bind(id)
        .one()
        .await?;
    Ok(at)
}
