//! The statements that tell the past by mails and history.

use crate::db::Tx;
use domain::{conversations::EventKind, messages::Direction, reports::Day, statuses::Class, *};
use sqlx::Result;

pub async fn backlog(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.query("select kind, below from report_backlog where below > 1 and kind <> 'days' order by kind").all().await
}

pub async fn lock(tx: &mut Tx, kind: &str) -> Result<i64> {
    let (below,): (i64,) = tx.query("update report_backlog set below = below where kind = $1 returning below").text(kind).one().await?;
    Ok(below)
}

pub async fn set(tx: &mut Tx, kind: &str, below: i64) -> Result<u64> {
    tx.query("update report_backlog set below = $2 where kind = $1").text(kind).bind(below).run().await
}

pub async fn begin_redating(tx: &mut Tx, kind: &str) -> Result<u64> {
    tx.query(
        "insert into report_backlog(kind, below) select $1, coalesce(max(id), 0) + 1 from facts where true \
         on conflict(kind) do update set below = excluded.below",
    )
    .text(kind)
    .run()
    .await
}

pub async fn conversations(tx: &mut Tx, below: i64, limit: i64) -> Result<Vec<(ConversationId,)>> {
    tx.query("select id from conversations where id < $1 order by id desc limit $2").bind(below).bind(limit).all().await
}

pub async fn facts(tx: &mut Tx, space: SpaceId, below: i64, limit: i64) -> Result<Vec<(i64, Moment, Day, i64)>> {
    tx.query(
        "select f.id, f.at, f.day, f.hour from facts f join mailboxes m on m.id = f.mailbox_id where m.space_id = $1 and f.id < $2 \
         order by f.id desc limit $3",
    )
    .bind(space)
    .bind(below)
    .bind(limit)
    .all()
    .await
}

pub async fn redate(tx: &mut Tx, id: i64, day: Day, hour: i64) -> Result<u64> {
    tx.query("update facts set day = $2, hour = $3 where id = $1").bind(id).bind(day).bind(hour).run().await
}

#[derive(sqlx::FromRow)]
pub struct Mail {
    pub id: MessageId,
    pub at: Moment,
    pub direction: Direction,
    pub account_id: Option<AccountId>,
    pub author_id: Option<UserId>,
    pub automatic: String,
    pub is_noted: bool,
}

/// What came and what went out, the oldest first; not what still waits to go out.
pub async fn mails(tx: &mut Tx, id: ConversationId) -> Result<Vec<Mail>> {
    tx.query(
        "select m.id, m.at, m.direction, m.account_id, m.author_id, m.automatic, \
         exists(select 1 from facts f where f.message_id = m.id and f.kind in ('received', 'sent', 'by-rule')) and \
         (m.author_id is null or not exists(select 1 from arrivals a where a.id = m.arrival_id) \
         or exists(select 1 from facts f where f.message_id = m.id and f.kind = 'answered')) as is_noted \
         from messages m where m.conversation_id = $1 \
         and (m.direction = 'in' or not exists(select 1 from letters l where l.message_id = m.id and l.state <> 'sent')) order by m.at, m.id",
    )
    .bind(id)
    .all()
    .await
}

/// Of mails that were sent elsewhere.
pub async fn forget_imported_waits(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query(
        "delete from facts where conversation_id = $1 and kind = 'answered' \
         and exists(select 1 from messages m where m.id = facts.message_id and m.arrival_id is not null)",
    )
    .bind(id)
    .run()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Event {
    pub at: Moment,
    pub actor_id: Option<UserId>,
    pub kind: EventKind,
    pub before: String,
    pub after: String,
}

pub async fn events(tx: &mut Tx, id: ConversationId) -> Result<Vec<Event>> {
    tx.query(
        "select at, actor_id, kind, before, after from events where conversation_id = $1 and kind in ('status', 'reopened', 'assignee', 'confirmer', \
         'priority', 'check-asked', 'check-approved', 'check-returned') order by at, id",
    )
    .bind(id)
    .all()
    .await
}

/// Of every status that stands in its history.
pub async fn classes(tx: &mut Tx, id: ConversationId) -> Result<Vec<(StatusId, Class)>> {
    tx.query(
        "select s.id, s.class from statuses s where exists(select 1 from events e where e.conversation_id = $1 and e.kind in ('status', 'reopened') \
         and (e.before = cast(s.id as text) or e.after = cast(s.id as text))) order by s.id",
    )
    .bind(id)
    .all()
    .await
}
