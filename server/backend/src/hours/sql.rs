//! The statements of business hours and targets.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Mailboxes with a pace of their own, and the hours of their space.
pub async fn paces(tx: &mut Tx) -> Result<Vec<(MailboxId, String, Option<String>)>> {
    tx.query(
        "select p.mailbox_id, p.pace, h.hours from mailbox_paces p join mailboxes m on m.id = p.mailbox_id left join space_hours h on h.space_id = m.space_id \
         order by p.mailbox_id",
    )
    .all()
    .await
}

pub async fn settings(tx: &mut Tx, mailbox: MailboxId) -> Result<(String, Option<String>, Option<String>, Option<String>)> {
    tx.query(
        "select m.name, p.pace, h.hours, (select s.value from settings s where s.name = 'zone') from mailboxes m \
         left join mailbox_paces p on p.mailbox_id = m.id left join space_hours h on h.space_id = m.space_id where m.id = $1",
    )
    .bind(mailbox)
    .one()
    .await
}

/// The hours of a space, and the zone of the company.
pub async fn zone(tx: &mut Tx, space: SpaceId) -> Result<(Option<String>, Option<String>)> {
    tx.query(
        "select h.hours, (select s.value from settings s where s.name = 'zone') from spaces p left join space_hours h on h.space_id = p.id where p.id = $1",
    )
    .bind(space)
    .one()
    .await
}

pub async fn put_pace(tx: &mut Tx, mailbox: MailboxId, pace: &str) -> Result<u64> {
    tx.query("insert into mailbox_paces(mailbox_id, pace) values($1, $2) on conflict(mailbox_id) do update set pace = excluded.pace")
        .bind(mailbox)
        .text(pace)
        .run()
        .await
}

pub async fn put_hours(tx: &mut Tx, space: SpaceId, hours: &str) -> Result<u64> {
    tx.query("insert into space_hours(space_id, hours) values($1, $2) on conflict(space_id) do update set hours = excluded.hours")
        .bind(space)
        .text(hours)
        .run()
        .await
}

/// Customers who have been waiting since before `limit` and of whom nobody was told: the head of the index of who waits.
pub async fn waiting(tx: &mut Tx, mailbox: MailboxId, limit: Moment) -> Result<Vec<(ConversationId, Moment)>> {
    tx.query(
        "select c.id, c.waiting_since from conversations c where c.mailbox_id = $1 and c.class <> 'done' and c.trashed_at is null and c.waits_from <= $2 \
         and not exists(select 1 from missed_targets t where t.conversation_id = c.id and t.target = 'first-answer' and t.since = c.waiting_since) \
         order by c.waits_from, c.id limit 200",
    )
    .bind(mailbox)
    .bind(limit)
    .all()
    .await
}

/// Unfinished work that began, or began again, before `limit`, and of which nobody was told.
pub async fn unfinished(tx: &mut Tx, mailbox: MailboxId, limit: Moment) -> Result<Vec<(ConversationId, Moment)>> {
    tx.query(
        "select w.id, w.since from (select c.id, coalesce((select max(e.at) from events e where e.conversation_id = c.id and e.kind = 'reopened'), \
         (select min(m.at) from messages m where m.conversation_id = c.id and m.direction = 'in')) as since \
         from conversations c where c.mailbox_id = $1 and c.class <> 'done' and c.trashed_at is null) w where w.since <= $2 \
         and not exists(select 1 from missed_targets t where t.conversation_id = w.id and t.target = 'resolution' and t.since = w.since) \
         order by w.since, w.id limit 200",
    )
    .bind(mailbox)
    .bind(limit)
    .all()
    .await
}

/// 0 rows: it was noted before.
pub async fn note_missed(tx: &mut Tx, id: ConversationId, target: &'static str, since: Moment) -> Result<u64> {
    tx.query(
        "insert into missed_targets(conversation_id, target, since) select c.id, $2, $3 from conversations c where c.id = $1 on conflict do nothing",
    )
    .bind(id)
    .text(target)
    .bind(since)
    .run()
    .await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    tx.query("delete from missed_targets where conversation_id = $1").bind(id).run().await?;
    Ok(())
}
