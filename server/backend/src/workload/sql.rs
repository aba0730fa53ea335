//! The statements of the workload: each one walk along an index, for all mailboxes that a person sees whole.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct Row {
    pub mailbox_id: MailboxId,
    pub assignee_id: Option<UserId>,
    pub name: Option<String>,
    pub status_id: StatusId,
    pub count: i64,
    pub over_day: i64,
    pub over_three_days: i64,
    pub longest: Option<Moment>,
}

pub async fn in_hand(tx: &mut Tx, reader: UserId, now: Moment) -> Result<Vec<Row>> {
    tx.query(
        "select c.mailbox_id, c.assignee_id, u.name, c.status_id, count(*) as count, count(*) filter (where c.waiting_since <= $2) as over_day, \
         count(*) filter (where c.waiting_since <= $3) as over_three_days, min(c.waiting_since) as longest \
         from grants g join conversations c on c.mailbox_id = g.mailbox_id and c.class <> 'done' and c.trashed_at is null left join users u on u.id = c.assignee_id \
         where g.user_id = $1 and g.viewing = 'all' group by c.mailbox_id, c.assignee_id, u.name, c.status_id order by c.mailbox_id, c.assignee_id, c.status_id",
    )
    .bind(reader)
    .bind(now.plus_days(-1))
    .bind(now.plus_days(-3))
    .all()
    .await
}

/// Conversations that each person brought to an end, once each however often they were opened again.
pub async fn done_since(tx: &mut Tx, reader: UserId, since: Moment) -> Result<Vec<(MailboxId, UserId, i64)>> {
    tx.query(
        "select c.mailbox_id, e.actor_id, count(distinct e.conversation_id) from events e join conversations c on c.id = e.conversation_id \
         join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1 and g.viewing = 'all' \
         where e.kind = 'status' and e.at >= $2 and e.actor_id is not null \
         and e.after in (select cast(s.id as text) from statuses s where s.class = 'done') \
         group by c.mailbox_id, e.actor_id order by c.mailbox_id, e.actor_id",
    )
    .bind(reader)
    .bind(since)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Person {
    pub mailbox_id: MailboxId,
    pub user_id: UserId,
    pub name: String,
    pub absent_until: Option<Moment>,
}

/// Everybody who can be given work in those mailboxes.
pub async fn people(tx: &mut Tx, reader: UserId) -> Result<Vec<Person>> {
    tx.query(
        "select g.mailbox_id, u.id as user_id, u.name, u.absent_until from grants mine join grants g on g.mailbox_id = mine.mailbox_id and g.viewing <> 'none' \
         join users u on u.id = g.user_id and u.state <> 'suspended' where mine.user_id = $1 and mine.viewing = 'all' order by g.mailbox_id, u.reading, u.name, u.id",
    )
    .bind(reader)
    .all()
    .await
}

pub async fn zone(tx: &mut Tx, reader: UserId) -> Result<String> {
    let (zone,): (String,) = tx.query("select zone from users where id = $1").bind(reader).one().await?;
    Ok(zone)
}
