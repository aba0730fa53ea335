//! The statements of the keys by which entries are found. Each walks a stretch of one index, and no further than people look.

use crate::db::Tx;
use domain::{
    book::{CompanyBrief, ContactBrief, EntryKind, keys},
    *,
};
use sqlx::Result;

/// Gives an entry these keys and no others.
pub async fn set_keys(tx: &mut Tx, space: SpaceId, kind: EntryKind, entry: i64, keys: &[String]) -> Result<()> {
    drop_keys(tx, kind, entry).await?;
    let keys: Vec<(i64, &str)> = keys.iter().map(|key| (entry, key.as_str())).collect();
    super::put_keys(tx, space, kind, &keys).await
}

pub async fn drop_keys(tx: &mut Tx, kind: EntryKind, entry: i64) -> Result<u64> {
    tx.query("delete from book_keys where kind = $1 and entry_id = $2").bind(kind).bind(entry).run().await
}

/// The stretch of keys that begin so: U+10FFFF comes after everything that can follow.
fn until(key: &str) -> String {
    format!("{key}\u{10FFFF}")
}

pub async fn companies_by_key(tx: &mut Tx, space: SpaceId, key: &str, limit: i64) -> Result<Vec<CompanyBrief>> {
    tx.query(
        "select o.id, o.name, o.reading, o.code, o.phone from companies o where o.id in (select f.entry_id from (select k.entry_id from book_keys k \
         where k.space_id = $1 and k.kind = 'company' and k.key >= $2 and k.key < $3 order by k.key, k.entry_id limit 300) f) \
         and o.removed_at is null and o.merged_into is null order by o.sort_key, o.id limit $4",
    )
    .bind(space)
    .text(key)
    .text(&until(key))
    .bind(limit)
    .all()
    .await
}

macro_rules! contacts {
    ($condition:literal) => {
        concat!(
            "select c.id, c.name, c.reading, c.section, o.id as company_id, coalesce(o.name, '') as company, coalesce(a.addr, '') as addr, c.phone \
             from contacts c left join companies o on o.id = c.company_id and o.removed_at is null and o.merged_into is null \
             left join contact_addresses a on a.contact_id = c.id and a.position = 0 where ",
            $condition,
            " and c.removed_at is null and c.merged_into is null order by c.sort_key, c.id limit $4"
        )
    };
}

pub async fn contacts_by_key(tx: &mut Tx, space: SpaceId, key: &str, limit: i64) -> Result<Vec<ContactBrief>> {
    tx.query(contacts!(
        "c.id in (select f.entry_id from (select k.entry_id from book_keys k where k.space_id = $1 and k.kind = 'contact' \
         and k.key >= $2 and k.key < $3 order by k.key, k.entry_id limit 300) f)"
    ))
    .bind(space)
    .text(key)
    .text(&until(key))
    .bind(limit)
    .all()
    .await
}

pub async fn contacts_by_company_key(tx: &mut Tx, space: SpaceId, key: &str, limit: i64) -> Result<Vec<ContactBrief>> {
    tx.query(contacts!(
        "c.company_id in (select f.entry_id from (select k.entry_id from book_keys k where k.space_id = $1 and k.kind = 'company' \
         and k.key >= $2 and k.key < $3 order by k.key, k.entry_id limit 50) f)"
    ))
    .bind(space)
    .text(key)
    .text(&until(key))
    .bind(limit)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
struct Keyed {
    space_id: SpaceId,
    name: String,
    reading: String,
    code: String,
    phone: String,
}

/// Makes the keys of a company of what stands in its row.
pub async fn key_company(tx: &mut Tx, id: CompanyId) -> Result<()> {
    let row: Keyed = tx.query("select space_id, name, reading, code, phone from companies where id = $1").bind(id).one().await?;
    set_keys(tx, row.space_id, EntryKind::Company, id.0, &keys(&[&row.name, &row.reading], &[], &row.code, &row.phone)).await
}

/// Makes the keys of a contact of what stands in its rows.
pub async fn key_contact(tx: &mut Tx, id: ContactId) -> Result<()> {
    let row: Keyed = tx.query("select space_id, name, reading, code, phone from contacts where id = $1").bind(id).one().await?;
    let addrs: Vec<(String,)> = tx.query("select addr from contact_addresses where contact_id = $1 order by position").bind(id).all().await?;
    let addrs: Vec<&str> = addrs.iter().map(|(addr,)| addr.as_str()).collect();
    set_keys(tx, row.space_id, EntryKind::Contact, id.0, &keys(&[&row.name, &row.reading], &addrs, &row.code, &row.phone)).await
}
