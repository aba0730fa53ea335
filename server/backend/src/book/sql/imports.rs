//! The statements of imports: their rows, and everything that a file is compared with.

use crate::db::Tx;
use domain::{
    book::{EntryKind, ImportState, Stage},
    fold::fold,
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct ImportRow {
    pub id: ImportId,
    pub space_id: SpaceId,
    pub kind: EntryKind,
    pub file: String,
    pub file_name: String,
    pub columns: String,
    pub stage: Stage,
    pub total: i64,
    pub done: i64,
    pub added: i64,
    pub overwritten: i64,
    pub failed: i64,
    pub undone: i64,
    pub kept: i64,
    pub created_at: Moment,
    pub created_by: Option<UserId>,
}

impl ImportRow {
    pub fn state(&self) -> ImportState {
        ImportState {
            id: self.id,
            kind: self.kind,
            file_name: self.file_name.clone(),
            stage: self.stage,
            total: self.total,
            done: self.done,
            added: self.added,
            overwritten: self.overwritten,
            failed: self.failed,
            undone: self.undone,
            kept: self.kept,
            at: self.created_at,
        }
    }
}

macro_rules! imports {
    ($condition:literal) => {
        concat!(
            "select id, space_id, kind, file, file_name, columns, stage, total, done, added, overwritten, failed, undone, kept, created_at, created_by \
             from book_imports where ",
            $condition
        )
    };
}

pub async fn import_row(tx: &mut Tx, id: ImportId) -> Result<Option<ImportRow>> {
    tx.query(imports!("id = $1")).bind(id).maybe().await
}

/// The newest that changed something, or may have.
pub async fn recent_imports(tx: &mut Tx, space: SpaceId, since: Moment, limit: i64) -> Result<Vec<ImportRow>> {
    tx.query(imports!("space_id = $1 and created_at >= $2 and stage <> 'planned' order by created_at desc, id desc limit $3"))
        .bind(space)
        .bind(since)
        .bind(limit)
        .all()
        .await
}

pub struct NewImport<'a> {
    pub space: SpaceId,
    pub kind: EntryKind,
    pub file: &'a str,
    pub file_name: &'a str,
    pub heads: &'a str,
    pub columns: &'a str,
    pub total: i64,
}

pub async fn insert_import(tx: &mut Tx, new: &NewImport<'_>, by: Option<UserId>, now: Moment) -> Result<ImportId> {
    let (id,): (ImportId,) = tx
        .query(
            "insert into book_imports(space_id, kind, file, file_name, heads, columns, stage, total, done, added, overwritten, failed, created_at, \
             created_by, beat_at) values($1, $2, $3, $4, $5, $6, 'planned', $7, 0, 0, 0, 0, $8, $9, $8) returning id",
        )
        .bind(new.space)
        .bind(new.kind)
        .text(new.file)
        .text(new.file_name)
        .text(new.heads)
        .text(new.columns)
        .bind(new.total)
        .bind(now)
        .bind(by)
        .one()
        .await?;
    Ok(id)
}

/// The columns of the last file that had this first line.
pub async fn remembered_columns(tx: &mut Tx, space: SpaceId, kind: EntryKind, heads: &str) -> Result<Option<(String,)>> {
    tx.query("select columns from book_imports where space_id = $1 and kind = $2 and heads = $3 order by id desc limit 1")
        .bind(space)
        .bind(kind)
        .text(heads)
        .maybe()
        .await
}

/// From the one stage into the other; answers whether it was in the first.
pub async fn set_stage(tx: &mut Tx, id: ImportId, from: Stage, to: Stage, now: Moment) -> Result<bool> {
    let touched = tx
        .query("update book_imports set stage = $3, beat_at = $4 where id = $1 and stage = $2")
        .bind(id)
        .bind(from)
        .bind(to)
        .bind(now)
        .run()
        .await?;
    Ok(touched == 1)
}

pub async fn set_columns(tx: &mut Tx, id: ImportId, columns: &str) -> Result<u64> {
    tx.query("update book_imports set columns = $2 where id = $1").bind(id).text(columns).run().await
}

/// How far it is; answers whether it goes on. In the transaction of the lines that it counts.
pub async fn beat(tx: &mut Tx, id: ImportId, done: i64, added: i64, overwritten: i64, failed: i64, now: Moment) -> Result<bool> {
    let touched = tx
        .query("update book_imports set done = $2, added = $3, overwritten = $4, failed = $5, beat_at = $6 where id = $1 and stage = 'running'")
        .bind(id)
        .bind(done)
        .bind(added)
        .bind(overwritten)
        .bind(failed)
        .bind(now)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Imports in this stage that showed no sign of life since.
pub async fn silent_imports(tx: &mut Tx, stage: Stage, since: Moment) -> Result<Vec<(ImportId, String)>> {
    tx.query("select id, file from book_imports where stage = $1 and beat_at < $2 order by id limit 100").bind(stage).bind(since).all().await
}

/// What an import did to a card.
#[derive(sqlx::FromRow)]
pub struct NotedRow {
    pub kind: EntryKind,
    pub entry_id: i64,
    pub before: String,
    pub version: i64,
}

pub async fn note_row(tx: &mut Tx, import: ImportId, kind: EntryKind, entry: i64, before: &str, version: i64) -> Result<u64> {
    tx.query("insert into book_import_rows(import_id, kind, entry_id, before, version) values($1, $2, $3, $4, $5)")
        .bind(import)
        .bind(kind)
        .bind(entry)
        .text(before)
        .bind(version)
        .run()
        .await
}

/// People before companies, so that a company that came with them has none any more.
pub async fn noted_rows(tx: &mut Tx, import: ImportId, limit: i64) -> Result<Vec<NotedRow>> {
    tx.query("select kind, entry_id, before, version from book_import_rows where import_id = $1 order by kind desc, entry_id limit $2")
        .bind(import)
        .bind(limit)
        .all()
        .await
}

pub async fn forget_row(tx: &mut Tx, import: ImportId, row: &NotedRow) -> Result<u64> {
    tx.query("delete from book_import_rows where import_id = $1 and kind = $2 and entry_id = $3")
        .bind(import)
        .bind(row.kind)
        .bind(row.entry_id)
        .run()
        .await
}

/// Of imports that can be taken back no more.
pub async fn forget_old_rows(tx: &mut Tx, before: Moment) -> Result<u64> {
    tx.query("delete from book_import_rows where import_id in (select id from book_imports where created_at < $1)").bind(before).run().await
}

pub async fn count_undone(tx: &mut Tx, import: ImportId, undone: i64, kept: i64, now: Moment) -> Result<u64> {
    tx.query("update book_imports set undone = undone + $2, kept = kept + $3, beat_at = $4 where id = $1")
        .bind(import)
        .bind(undone)
        .bind(kept)
        .bind(now)
        .run()
        .await
}

/// Whether another entry has this code.
pub async fn is_code_taken(tx: &mut Tx, kind: EntryKind, space: SpaceId, entry: i64, code: &str) -> Result<bool> {
    let text = match kind {
        EntryKind::Company => {
            "select id from companies where space_id = $1 and code_key = $2 and code_key <> '' and id <> $3 and removed_at is null and merged_into is null"
        }
        EntryKind::Contact => {
            "select id from contacts where space_id = $1 and code_key = $2 and code_key <> '' and id <> $3 and removed_at is null and merged_into is null"
        }
    };
    let found: Option<(i64,)> = tx.query(text).bind(space).text(&fold(code)).bind(entry).maybe().await?;
    Ok(found.is_some())
}

#[derive(sqlx::FromRow)]
pub struct KnownCompany {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub reading: String,
    pub phone: String,
    pub in_charge_id: Option<UserId>,
}

pub async fn all_companies(tx: &mut Tx, space: SpaceId) -> Result<Vec<KnownCompany>> {
    tx.query(
        "select id, code, name, reading, phone, in_charge_id from companies where space_id = $1 and removed_at is null and merged_into is null \
         order by sort_key, id",
    )
    .bind(space)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct KnownContact {
    pub id: i64,
    pub company_id: Option<CompanyId>,
    pub code: String,
    pub name: String,
    pub reading: String,
    pub section: String,
    pub phone: String,
    pub opted_out: bool,
}

pub async fn all_contacts(tx: &mut Tx, space: SpaceId) -> Result<Vec<KnownContact>> {
    tx.query(
        "select id, company_id, code, name, reading, section, phone, opted_out_at is not null as opted_out from contacts \
         where space_id = $1 and removed_at is null and merged_into is null order by sort_key, id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn all_addresses(tx: &mut Tx, space: SpaceId) -> Result<Vec<(i64, String)>> {
    tx.query("select contact_id, addr from contact_addresses where space_id = $1 order by contact_id, position").bind(space).all().await
}

pub async fn all_members(tx: &mut Tx, space: SpaceId, kind: EntryKind) -> Result<Vec<(i64, BookGroupId)>> {
    tx.query(
        "select m.entry_id, m.group_id from book_groups g join book_group_members m on m.group_id = g.id where g.space_id = $1 and g.kind = $2 \
         order by m.entry_id, g.position, g.id",
    )
    .bind(space)
    .bind(kind)
    .all()
    .await
}

pub async fn all_values(tx: &mut Tx, space: SpaceId, kind: EntryKind) -> Result<Vec<(i64, BookItemId, i64, String)>> {
    tx.query(
        "select v.entry_id, v.item_id, v.choice, v.text from book_items i join book_values v on v.item_id = i.id \
         where i.space_id = $1 and i.entry_kind = $2 and i.removed_at is null order by v.entry_id, i.position, i.id, v.choice",
    )
    .bind(space)
    .bind(kind)
    .all()
    .await
}
