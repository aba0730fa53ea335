//! The statements of mailboxes.

use crate::db::Tx;
use domain::{
    access::Viewing,
    mailboxes::{GrantView, MailboxSettings},
    statuses::{Class, Color, StatusView},
    users::PersonName,
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct MailboxRow {
    pub id: MailboxId,
    pub space_id: SpaceId,
    pub name: String,
}

pub async fn all(tx: &mut Tx) -> Result<Vec<MailboxRow>> {
    tx.query("select id, space_id, name from mailboxes order by space_id, position, id").all().await
}

#[derive(sqlx::FromRow)]
pub struct StatusRow {
    pub mailbox_id: MailboxId,
    pub id: StatusId,
    pub name: String,
    pub class: Class,
    pub color: Color,
    pub standard: bool,
}

impl StatusRow {
    pub fn view(&self) -> StatusView {
        StatusView { id: self.id, name: self.name.clone(), class: self.class, color: self.color, standard: self.standard }
    }
}

pub async fn statuses(tx: &mut Tx) -> Result<Vec<StatusRow>> {
    tx.query("select mailbox_id, id, name, class, color, standard from statuses where removed_at is null order by mailbox_id, position, id")
        .all()
        .await
}

pub async fn addresses(tx: &mut Tx) -> Result<Vec<(MailboxId, String)>> {
    tx.query("select mailbox_id, address from accounts where removed_at is null order by mailbox_id, id").all().await
}

/// Those whose conversations have fields.
pub async fn with_fields(tx: &mut Tx) -> Result<Vec<(MailboxId,)>> {
    tx.query("select distinct mailbox_id from fields where removed_at is null order by mailbox_id").all().await
}

#[derive(sqlx::FromRow)]
pub struct Unfinished {
    pub mailbox_id: MailboxId,
    pub status_id: StatusId,
    pub count: i64,
    pub mine: i64,
    pub unassigned: i64,
}

pub async fn unfinished(tx: &mut Tx, user: UserId) -> Result<Vec<Unfinished>> {
    tx.query(
        "select mailbox_id, status_id, count(*) as count, count(*) filter (where assignee_id = $1) as mine, \
         count(*) filter (where assignee_id is null) as unassigned \
         from conversations where class <> 'done' and trashed_at is null and snoozed_at is null group by mailbox_id, status_id order by mailbox_id, status_id",
    )
    .bind(user)
    .all()
    .await
}

pub async fn drafts(tx: &mut Tx, user: UserId) -> Result<Vec<(MailboxId, i64, i64)>> {
    tx.query(
        "select mailbox_id, count(*), count(*) filter (where assignee_id = $1) from conversations \
         where has_draft and trashed_at is null group by mailbox_id order by mailbox_id",
    )
    .bind(user)
    .all()
    .await
}

/// What a person is asked to confirm, by mailbox, and how much of it is assigned to them.
pub async fn to_confirm(tx: &mut Tx, user: UserId) -> Result<Vec<(MailboxId, i64, i64)>> {
    tx.query(
        "select mailbox_id, count(*), count(*) filter (where assignee_id = $1) from conversations \
         where confirmer_id = $1 and class <> 'done' and trashed_at is null group by mailbox_id order by mailbox_id",
    )
    .bind(user)
    .all()
    .await
}

pub async fn people(tx: &mut Tx, mailbox: MailboxId, now: Moment) -> Result<Vec<PersonName>> {
    tx.query(
        "select u.id, u.name, coalesce(u.absent_until, 0) > $2 as absent from users u join grants g on g.user_id = u.id \
         where g.mailbox_id = $1 and g.viewing <> 'none' and u.state <> 'suspended' order by u.reading, u.name, u.id",
    )
    .bind(mailbox)
    .bind(now)
    .all()
    .await
}

/// Whoever sees one of the mailboxes of a space.
pub async fn people_of_space(tx: &mut Tx, space: SpaceId, now: Moment) -> Result<Vec<PersonName>> {
    tx.query(
        "select u.id, u.name, coalesce(u.absent_until, 0) > $2 as absent from users u where u.state <> 'suspended' and exists(select 1 from grants g \
         join mailboxes m on m.id = g.mailbox_id where g.user_id = u.id and g.viewing <> 'none' and m.space_id = $1) order by u.reading, u.name, u.id",
    )
    .bind(space)
    .bind(now)
    .all()
    .await
}

pub async fn settings(tx: &mut Tx) -> Result<Vec<MailboxSettings>> {
    tx.query(
        "select m.id, m.space_id, m.name, m.signature, (select count(*) from accounts a where a.mailbox_id = m.id and a.removed_at is null) as accounts \
         from mailboxes m order by m.space_id, m.position, m.id",
    )
    .all()
    .await
}

pub async fn first_space(tx: &mut Tx) -> Result<Option<SpaceId>> {
    let found: Option<(SpaceId,)> = tx.query("select id from spaces order by id limit 1").maybe().await?;
    Ok(found.map(|(id,)| id))
}

pub async fn insert_space(tx: &mut Tx, at: Moment) -> Result<SpaceId> {
    let (id,): (SpaceId,) = tx.query("insert into spaces(name, created_at) values('', $1) returning id").bind(at).one().await?;
    Ok(id)
}

pub async fn count(tx: &mut Tx, space: SpaceId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from mailboxes where space_id = $1").bind(space).one().await?;
    Ok(count)
}

pub async fn insert(tx: &mut Tx, space: SpaceId, name: &str, at: Moment) -> Result<MailboxId> {
    let (id,): (MailboxId,) = tx
        .query("insert into mailboxes(space_id, name, position, created_at) values($1, $2, (select count(*) from mailboxes), $3) returning id")
        .bind(space)
        .text(name)
        .bind(at)
        .one()
        .await?;
    Ok(id)
}

pub async fn insert_status(tx: &mut Tx, mailbox: MailboxId, position: i64, class: Class, color: Color) -> Result<u64> {
    tx.query("insert into statuses(mailbox_id, position, name, class, color, standard) values($1, $2, '', $3, $4, $5)")
        .bind(mailbox)
        .bind(position)
        .bind(class)
        .bind(color)
        .bind(true)
        .run()
        .await
}

pub async fn edit(tx: &mut Tx, id: MailboxId, name: &str, signature: &str) -> Result<u64> {
    tx.query("update mailboxes set name = $2, signature = $3 where id = $1").bind(id).text(name).text(signature).run().await
}

pub async fn space_of(tx: &mut Tx, id: MailboxId) -> Result<Option<SpaceId>> {
    let found: Option<(SpaceId,)> = tx.query("select space_id from mailboxes where id = $1").bind(id).maybe().await?;
    Ok(found.map(|(space,)| space))
}

pub async fn name(tx: &mut Tx, id: MailboxId) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.query("select name from mailboxes where id = $1").bind(id).maybe().await?;
    Ok(found.map(|(name,)| name))
}

pub async fn signature(tx: &mut Tx, id: MailboxId) -> Result<String> {
    let (text,): (String,) = tx.query("select signature from mailboxes where id = $1").bind(id).one().await?;
    Ok(text)
}

pub async fn grants(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<GrantView>> {
    tx.query(
        "select m.id as mailbox_id, u.id as user_id, u.name as user_name, coalesce(g.viewing, 'none') as viewing, coalesce(g.editing, false) as editing, \
         coalesce(g.sending, false) as sending, coalesce(g.deleting, false) as deleting \
         from users u join mailboxes m on m.id = $1 left join grants g on g.user_id = u.id and g.mailbox_id = m.id \
         where u.state <> 'suspended' order by u.reading, u.name, u.id",
    )
    .bind(mailbox)
    .all()
    .await
}

pub async fn put_grant(tx: &mut Tx, mailbox: MailboxId, user: UserId, viewing: Viewing, [editing, sending, deleting]: [bool; 3]) -> Result<u64> {
    tx.query(
        "insert into grants(mailbox_id, user_id, viewing, editing, sending, deleting) values($1, $2, $3, $4, $5, $6) \
         on conflict(mailbox_id, user_id) do update set viewing = excluded.viewing, editing = excluded.editing, sending = excluded.sending, \
         deleting = excluded.deleting",
    )
    .bind(mailbox)
    .bind(user)
    .bind(viewing)
    .bind(editing)
    .bind(sending)
    .bind(deleting)
    .run()
    .await
}
