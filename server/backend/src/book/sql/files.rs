//! The statements of files of cards. Those of a card that was joined with another one are shown there.

use crate::db::Tx;
use domain::{
    book::{CardFile, EntryKind},
    *,
};
use sqlx::Result;

macro_rules! of_entry {
    ($columns:literal, $kind:literal, $table:literal, $more:literal) => {
        concat!(
            "select ",
            $columns,
            " from book_files f where f.entry_kind = '",
            $kind,
            "' and (f.entry_id = $1 or f.entry_id in (select e.id from ",
            $table,
            " e where e.merged_into = $1)) ",
            $more
        )
    };
}

pub async fn files(tx: &mut Tx, kind: EntryKind, entry: i64) -> Result<Vec<CardFile>> {
    let text = match kind {
        EntryKind::Company => of_entry!("f.id, f.name, f.kind, f.size", "company", "companies", "order by f.id"),
        EntryKind::Contact => of_entry!("f.id, f.name, f.kind, f.size", "contact", "contacts", "order by f.id"),
    };
    tx.query(text).bind(entry).all().await
}

/// Name, media type and content.
pub async fn file(tx: &mut Tx, kind: EntryKind, entry: i64, id: AttachmentId) -> Result<Option<(String, String, String)>> {
    let text = match kind {
        EntryKind::Company => of_entry!("f.name, f.kind, f.file", "company", "companies", "and f.id = $2"),
        EntryKind::Contact => of_entry!("f.name, f.kind, f.file", "contact", "contacts", "and f.id = $2"),
    };
    tx.query(text).bind(entry).bind(id).maybe().await
}

pub struct NewFile<'a> {
    pub space: SpaceId,
    pub kind: EntryKind,
    pub entry: i64,
    pub name: &'a str,
    pub media: &'a str,
    pub size: i64,
    pub file: &'a str,
}

pub async fn insert_file(tx: &mut Tx, new: &NewFile<'_>, by: Option<UserId>, now: Moment) -> Result<AttachmentId> {
    let (id,): (AttachmentId,) = tx
        .query(
            "insert into book_files(space_id, entry_kind, entry_id, name, kind, size, file, at, by_id) values($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             returning id",
        )
        .bind(new.space)
        .bind(new.kind)
        .bind(new.entry)
        .text(new.name)
        .text(new.media)
        .bind(new.size)
        .text(new.file)
        .bind(now)
        .bind(by)
        .one()
        .await?;
    Ok(id)
}

pub async fn remove_file(tx: &mut Tx, id: AttachmentId) -> Result<u64> {
    tx.query("delete from book_files where id = $1").bind(id).run().await
}

/// All of one card, and what they named.
pub async fn remove_files(tx: &mut Tx, kind: EntryKind, entry: i64) -> Result<Vec<(String,)>> {
    tx.query("delete from book_files where entry_kind = $1 and entry_id = $2 returning file").bind(kind).bind(entry).all().await
}
