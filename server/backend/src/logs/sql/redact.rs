//! The statements of entries about somebody who is erased.

use crate::db::Tx;
use domain::{logs::Log, *};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct ErasedEntry {
    pub id: LogId,
    pub contact_id: Option<ContactId>,
    pub subject: String,
    pub party: String,
    pub text: String,
    pub folded: String,
}

pub async fn count_with(tx: &mut Tx, contact: ContactId) -> Result<(i64, i64)> {
    tx.query(
        "select count(*) filter (where log = 'call'), count(*) filter (where log = 'visit') from log_entries where contact_id = $1 and removed_at is null",
    )
    .bind(contact)
    .one()
    .await
}

pub async fn texts_with(tx: &mut Tx, contact: ContactId) -> Result<Vec<(LogId, Log, Moment, String, String)>> {
    tx.query("select id, log, at, subject, text from log_entries where contact_id = $1 and removed_at is null order by at, id")
        .bind(contact)
        .all()
        .await
}

pub async fn entries_with(tx: &mut Tx, contact: ContactId) -> Result<Vec<ErasedEntry>> {
    tx.query("select id, contact_id, subject, party, text, folded from log_entries where contact_id = $1 order by id").bind(contact).all().await
}

pub async fn entries_naming(tx: &mut Tx, space: SpaceId, folded: &str) -> Result<Vec<ErasedEntry>> {
    tx.query("select id, contact_id, subject, party, text, folded from log_entries where space_id = $1 and folded like '%' || $2 || '%' order by id")
        .bind(space)
        .text(folded)
        .all()
        .await
}

pub async fn rewrite_entry(tx: &mut Tx, said: &ErasedEntry) -> Result<u64> {
    tx.query("update log_entries set contact_id = $2, subject = $3, party = $4, text = $5, folded = $6, version = version + 1 where id = $1")
        .bind(said.id)
        .bind(said.contact_id)
        .text(&said.subject)
        .text(&said.party)
        .text(&said.text)
        .text(&said.folded)
        .run()
        .await
}

pub async fn written_values(tx: &mut Tx, entry: LogId) -> Result<Vec<(LogItemId, i64, String)>> {
    tx.query("select item_id, choice, text from log_values where entry_id = $1 and text <> '' order by item_id, choice").bind(entry).all().await
}

pub async fn rewrite_value(tx: &mut Tx, entry: LogId, item: LogItemId, choice: i64, text: &str) -> Result<u64> {
    tx.query("update log_values set text = $4 where entry_id = $1 and item_id = $2 and choice = $3")
        .bind(entry)
        .bind(item)
        .bind(choice)
        .text(text)
        .run()
        .await
}

pub async fn comment_texts(tx: &mut Tx, entry: LogId) -> Result<Vec<(CommentId, String)>> {
    tx.query("select id, text from log_comments where entry_id = $1 order by id").bind(entry).all().await
}

pub async fn rewrite_comment(tx: &mut Tx, id: CommentId, text: &str) -> Result<u64> {
    tx.query("update log_comments set text = $2 where id = $1").bind(id).text(text).run().await
}

pub async fn file_names(tx: &mut Tx, entry: LogId) -> Result<Vec<(AttachmentId, String)>> {
    tx.query("select id, name from log_files where entry_id = $1 order by id").bind(entry).all().await
}

pub async fn rename_file(tx: &mut Tx, id: AttachmentId, name: &str) -> Result<u64> {
    tx.query("update log_files set name = $2 where id = $1").bind(id).text(name).run().await
}
