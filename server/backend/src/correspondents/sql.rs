//! The statements of correspondents and of the keys that find them.

use crate::db::Tx;
use domain::{addresses::Address, fold::fold, *};
use sqlx::Result;

/// Folded addresses of our accounts in a mailbox, removed ones as well.
pub async fn own_addresses(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(String,)>> {
    tx.query("select address_key from accounts where mailbox_id = $1 order by id").bind(mailbox).all().await
}

pub async fn is_known(tx: &mut Tx, mailbox: MailboxId, addr: &str) -> Result<bool> {
    let found: Option<(i64,)> =
        tx.query("select id from correspondents where mailbox_id = $1 and addr_key = $2").bind(mailbox).text(&fold(addr)).maybe().await?;
    Ok(found.is_some())
}

/// A correspondent, and the name that the keys were made of.
#[derive(sqlx::FromRow)]
pub struct Kept {
    pub id: i64,
    pub mailbox_id: MailboxId,
    pub addr: String,
    pub name: String,
    pub keyed_as: Option<String>,
}

/// One more mail with somebody. The newest name they were called by is theirs.
pub async fn keep(tx: &mut Tx, mailbox: MailboxId, address: &Address, at: Moment) -> Result<Kept> {
    tx.query(
        "insert into correspondents(mailbox_id, addr_key, addr, name, mails, last_at) values($1, $2, $3, $4, 1, $5) \
         on conflict(mailbox_id, addr_key) do update set mails = correspondents.mails + 1, \
         name = case when excluded.name <> '' and (correspondents.name = '' or excluded.last_at >= correspondents.last_at) then excluded.name else correspondents.name end, \
         last_at = case when excluded.last_at > correspondents.last_at then excluded.last_at else correspondents.last_at end \
         returning id, mailbox_id, addr, name, keyed_as",
    )
    .bind(mailbox)
    .text(&fold(&address.addr))
    .text(&address.addr)
    .text(address.name.trim())
    .bind(at)
    .one()
    .await
}

pub async fn unkeyed(tx: &mut Tx, limit: i64) -> Result<Vec<Kept>> {
    tx.query("select id, mailbox_id, addr, name, keyed_as from correspondents where keyed_as is null order by mailbox_id, addr_key, id limit $1")
        .bind(limit)
        .all()
        .await
}

pub async fn remove_keys(tx: &mut Tx, id: i64) -> Result<u64> {
    tx.query("delete from correspondent_keys where correspondent_id = $1").bind(id).run().await
}

pub async fn insert_key(tx: &mut Tx, id: i64, mailbox: MailboxId, key: &str) -> Result<u64> {
    tx.query("insert into correspondent_keys(key, mailbox_id, correspondent_id) values($1, $2, $3) on conflict do nothing")
        .text(key)
        .bind(mailbox)
        .bind(id)
        .run()
        .await
}

pub async fn set_keyed(tx: &mut Tx, id: i64, name: &str) -> Result<u64> {
    tx.query("update correspondents set keyed_as = $2 where id = $1").bind(id).text(name).run().await
}

#[derive(sqlx::FromRow)]
pub struct Found {
    pub id: i64,
    pub mailbox_id: MailboxId,
    pub addr: String,
    pub name: String,
    pub mails: i64,
    pub last_at: Moment,
}

/// Those whom a key finds that begins so, out of the mailboxes this person sees whole; the latest of them.
/// U+10FFFF comes after everything that can follow in a key.
pub async fn found(tx: &mut Tx, person: UserId, key: &str) -> Result<Vec<Found>> {
    tx.query(
        "select c.id, c.mailbox_id, c.addr, c.name, c.mails, c.last_at from correspondents c where c.id in \
         (select k.correspondent_id from correspondent_keys k where k.key >= $1 and k.key < $2 \
         and k.mailbox_id in (select g.mailbox_id from grants g where g.user_id = $3 and g.viewing = 'all')) \
         order by c.last_at desc, c.id limit 200",
    )
    .text(key)
    .text(&format!("{key}\u{10FFFF}"))
    .bind(person)
    .all()
    .await
}

/// As they stand after an upgrade from a version that knew no correspondents.
#[cfg(test)]
pub async fn forget_keys_for_test(tx: &mut Tx) -> Result<u64> {
    tx.query("delete from correspondent_keys").run().await?;
    tx.query("update correspondents set keyed_as = null").run().await
}

pub async fn forget(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<u64> {
    tx.query(
        "delete from correspondent_keys where correspondent_id in (select c.id from correspondents c join mailboxes b on b.id = c.mailbox_id \
         where b.space_id = $1 and c.addr_key = $2)",
    )
    .bind(space)
    .text(addr_key)
    .run()
    .await?;
    tx.query("delete from correspondents where addr_key = $2 and mailbox_id in (select b.id from mailboxes b where b.space_id = $1)")
        .bind(space)
        .text(addr_key)
        .run()
        .await
}
