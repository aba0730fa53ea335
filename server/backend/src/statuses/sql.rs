//! The statements of statuses.

use crate::db::Tx;
use domain::{
    statuses::{COUNTED_MAX, Class, StatusForm, StatusSettings, StatusView, name_key},
    *,
};
use sqlx::Result;

/// Locks the mailbox until the transaction ends.
pub async fn lock_mailbox(tx: &mut Tx, mailbox: MailboxId) -> Result<Option<SpaceId>> {
    let found: Option<(SpaceId,)> =
        tx.query("update mailboxes set position = position where id = $1 returning space_id").bind(mailbox).maybe().await?;
    Ok(found.map(|(space,)| space))
}

/// Each is counted as far as people need to know, along one index.
pub async fn list(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<StatusSettings>> {
    tx.query(
        "select s.id, s.name, s.class, s.color, s.standard, \
         (select count(*) from (select c.id from conversations c where c.status_id = s.id limit $2) counted) as used \
         from statuses s where s.mailbox_id = $1 and s.removed_at is null order by s.position, s.id",
    )
    .bind(mailbox)
    .bind(COUNTED_MAX + 1)
    .all()
    .await
}

pub async fn find(tx: &mut Tx, id: StatusId) -> Result<Option<StatusView>> {
    tx.query("select id, name, class, color, standard from statuses where id = $1 and removed_at is null").bind(id).maybe().await
}

pub async fn mailbox_of(tx: &mut Tx, id: StatusId) -> Result<Option<MailboxId>> {
    let found: Option<(MailboxId,)> = tx.query("select mailbox_id from statuses where id = $1").bind(id).maybe().await?;
    Ok(found.map(|(mailbox,)| mailbox))
}

pub async fn keys(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(String,)>> {
    tx.query("select name_key from statuses where mailbox_id = $1 and removed_at is null order by id").bind(mailbox).all().await
}

pub async fn count(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from statuses where mailbox_id = $1 and removed_at is null").bind(mailbox).one().await?;
    Ok(count)
}

/// At the end of those of its class, so that a new mailbox reads from what is open to what is done.
pub async fn insert(tx: &mut Tx, mailbox: MailboxId, form: &StatusForm) -> Result<StatusId> {
    let (place,): (i64,) = tx
        .query(
            "select coalesce(max(position) filter (where class = $2), max(position)) + 1 from statuses where mailbox_id = $1 and removed_at is null",
        )
        .bind(mailbox)
        .bind(form.class)
        .one()
        .await?;
    tx.query("update statuses set position = position + 1 where mailbox_id = $1 and position >= $2").bind(mailbox).bind(place).run().await?;
    let (id,): (StatusId,) = tx
        .query("insert into statuses(mailbox_id, position, name, name_key, class, color, standard) values($1, $2, $3, $4, $5, $6, $7) returning id")
        .bind(mailbox)
        .bind(place)
        .text(form.name.trim())
        .text(&name_key(&form.name))
        .bind(form.class)
        .bind(form.color)
        .bind(false)
        .one()
        .await?;
    Ok(id)
}

pub async fn edit(tx: &mut Tx, id: StatusId, name: &str, form: &StatusForm) -> Result<u64> {
    tx.query("update statuses set name = $2, name_key = $3, class = $4, color = $5 where id = $1")
        .bind(id)
        .text(name)
        .text(&name_key(name))
        .bind(form.class)
        .bind(form.color)
        .run()
        .await
}

pub async fn place(tx: &mut Tx, id: StatusId, position: i64) -> Result<u64> {
    tx.query("update statuses set position = $2 where id = $1").bind(id).bind(position).run().await
}

pub async fn remove(tx: &mut Tx, id: StatusId, successor: StatusId, at: Moment) -> Result<u64> {
    tx.query("update statuses set removed_at = $3, successor_id = $2 where id = $1").bind(id).bind(successor).bind(at).run().await
}

pub async fn hand_on(tx: &mut Tx, id: StatusId, successor: StatusId) -> Result<u64> {
    tx.query("update statuses set successor_id = $2 where successor_id = $1").bind(id).bind(successor).run().await
}

/// What the conversations of a status have to become.
#[derive(sqlx::FromRow)]
pub struct Becomes {
    pub status_id: StatusId,
    pub class: Class,
}

pub async fn becomes(tx: &mut Tx, id: StatusId) -> Result<Becomes> {
    tx.query("select t.id as status_id, t.class from statuses s join statuses t on t.id = coalesce(s.successor_id, s.id) where s.id = $1")
        .bind(id)
        .one()
        .await
}

pub async fn set_settling(tx: &mut Tx, id: StatusId, since: Moment) -> Result<u64> {
    tx.query("update statuses set settling_since = $2 where id = $1").bind(id).bind(since).run().await
}

/// Those that have been settling since `until` or longer.
pub async fn settling(tx: &mut Tx, until: Moment) -> Result<Vec<(StatusId, Moment)>> {
    tx.query("select id, settling_since from statuses where settling_since <= $1 order by settling_since, id").bind(until).all().await
}

/// Unless it changed once more meanwhile.
pub async fn settled(tx: &mut Tx, id: StatusId, since: Moment) -> Result<u64> {
    tx.query("update statuses set settling_since = null where id = $1 and settling_since = $2").bind(id).bind(since).run().await
}

/// So many more conversations like one that is there: for tests.
#[cfg(test)]
pub async fn multiply(tx: &mut Tx, like: ConversationId, count: i64) -> Result<u64> {
    tx.query(
        "with recursive numbers(n) as (select cast(1 as bigint) union all select n + 1 from numbers where n < $2) \
         insert into conversations(mailbox_id, number, subject, customer_name, customer_addr, snippet, status_id, class, last_at) \
         select c.mailbox_id, c.number + n.n, c.subject, c.customer_name, c.customer_addr, c.snippet, c.status_id, c.class, c.last_at \
         from numbers n join conversations c on c.id = $1",
    )
    .bind(like)
    .bind(count)
    .run()
    .await
}

/// How many conversations have a status: for tests.
#[cfg(test)]
pub async fn having(tx: &mut Tx, status: StatusId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from conversations where status_id = $1").bind(status).one().await?;
    Ok(count)
}
