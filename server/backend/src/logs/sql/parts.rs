//! The statements of what hangs on an entry: values of items, comments, files.

use crate::db::Tx;
use domain::{
    logs::{ItemKind, LogComment, LogFile},
    *,
};
use sqlx::Result;

pub async fn clear_values(tx: &mut Tx, entry: LogId) -> Result<u64> {
    // What items that were removed hold stays.
    tx.query("delete from log_values where entry_id = $1 and item_id in (select id from log_items where removed_at is null)").bind(entry).run().await
}

pub async fn put_value(tx: &mut Tx, entry: LogId, item: LogItemId, choice: i64, text: &str) -> Result<u64> {
    tx.query("insert into log_values(entry_id, item_id, choice, text) values($1, $2, $3, $4)")
        .bind(entry)
        .bind(item)
        .bind(choice)
        .text(text)
        .run()
        .await
}

/// What a row of values needs to be read by people.
#[derive(sqlx::FromRow)]
pub struct ValueRow {
    pub entry_id: LogId,
    pub item_id: LogItemId,
    pub kind: ItemKind,
    pub choice: i64,
    pub text: String,
    pub option_name: Option<String>,
    pub person: Option<String>,
}

macro_rules! values {
    ($where:literal) => {
        concat!(
            "select v.entry_id, v.item_id, i.kind, v.choice, v.text, o.name as option_name, u.name as person from log_values v \
             join log_items i on i.id = v.item_id left join log_options o on o.id = v.choice and o.item_id = v.item_id \
             left join users u on u.id = case when i.kind = 'person' then v.choice end where i.removed_at is null and ",
            $where,
            " order by v.entry_id, i.position, i.id, o.position, v.choice"
        )
    };
}

pub async fn values(tx: &mut Tx, entry: LogId) -> Result<Vec<ValueRow>> {
    tx.query(values!("v.entry_id = $1")).bind(entry).all().await
}

/// Of a stretch of entries, for a file. `ids` is `,3,7,`.
pub async fn values_of(tx: &mut Tx, first: LogId, last: LogId, ids: &str) -> Result<Vec<ValueRow>> {
    tx.query(values!("v.entry_id >= $1 and v.entry_id <= $2 and $3 like '%,' || v.entry_id || ',%'")).bind(first).bind(last).text(ids).all().await
}

/// The notes of the same.
pub async fn texts_of(tx: &mut Tx, first: LogId, last: LogId, ids: &str) -> Result<Vec<(LogId, String)>> {
    tx.query("select id, text from log_entries where id >= $1 and id <= $2 and $3 like '%,' || id || ',%' order by id")
        .bind(first)
        .bind(last)
        .text(ids)
        .all()
        .await
}

/// Contacts of one name, folded, with their companies; two are enough to know that it is not one.
pub async fn contacts_named(tx: &mut Tx, space: SpaceId, key: &str) -> Result<Vec<(ContactId, Option<CompanyId>)>> {
    tx.query("select id, company_id from contacts where space_id = $1 and name_key = $2 and removed_at is null and merged_into is null order by id limit 50")
        .bind(space)
        .text(key)
        .all()
        .await
}

pub async fn companies_named(tx: &mut Tx, space: SpaceId, key: &str) -> Result<Vec<(CompanyId,)>> {
    tx.query("select id from companies where space_id = $1 and name_key = $2 and removed_at is null and merged_into is null order by id limit 2")
        .bind(space)
        .text(key)
        .all()
        .await
}

pub async fn comments(tx: &mut Tx, entry: LogId) -> Result<Vec<LogComment>> {
    tx.query(
        "select c.id, c.author_id, u.name as author_name, c.at, c.text from log_comments c join users u on u.id = c.author_id \
         where c.entry_id = $1 and c.deleted_at is null order by c.at, c.id",
    )
    .bind(entry)
    .all()
    .await
}

pub async fn insert_comment(tx: &mut Tx, entry: LogId, author: UserId, at: Moment, text: &str) -> Result<CommentId> {
    let (id,): (CommentId,) = tx
        .query("insert into log_comments(entry_id, author_id, at, text) values($1, $2, $3, $4) returning id")
        .bind(entry)
        .bind(author)
        .bind(at)
        .text(text)
        .one()
        .await?;
    Ok(id)
}

pub async fn comment(tx: &mut Tx, id: CommentId) -> Result<Option<(LogId, UserId)>> {
    tx.query("select entry_id, author_id from log_comments where id = $1 and deleted_at is null").bind(id).maybe().await
}

pub async fn delete_comment(tx: &mut Tx, id: CommentId, at: Moment) -> Result<u64> {
    tx.query("update log_comments set deleted_at = $2 where id = $1").bind(id).bind(at).run().await
}

/// The counts that a line shows.
pub async fn recount(tx: &mut Tx, entry: LogId) -> Result<u64> {
    tx.query(
        "update log_entries set comments = (select count(*) from log_comments c where c.entry_id = $1 and c.deleted_at is null), \
         files = (select count(*) from log_files f where f.entry_id = $1) where id = $1",
    )
    .bind(entry)
    .run()
    .await
}

pub async fn files(tx: &mut Tx, entry: LogId) -> Result<Vec<LogFile>> {
    tx.query("select id, name, kind, size from log_files where entry_id = $1 order by id").bind(entry).all().await
}

pub async fn insert_file(tx: &mut Tx, entry: LogId, name: &str, kind: &str, size: i64, file: &str) -> Result<AttachmentId> {
    let (id,): (AttachmentId,) = tx
        .query("insert into log_files(entry_id, name, kind, size, file) values($1, $2, $3, $4, $5) returning id")
        .bind(entry)
        .text(name)
        .text(kind)
        .bind(size)
        .text(file)
        .one()
        .await?;
    Ok(id)
}

/// Name, kind and content of a file.
pub async fn file(tx: &mut Tx, entry: LogId, id: AttachmentId) -> Result<Option<(String, String, String)>> {
    tx.query("select name, kind, file from log_files where entry_id = $1 and id = $2").bind(entry).bind(id).maybe().await
}

pub async fn remove_file(tx: &mut Tx, id: AttachmentId) -> Result<u64> {
    tx.query("delete from log_files where id = $1").bind(id).run().await
}
