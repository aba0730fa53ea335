//! The statements of joining entries, and of taking it back.

use crate::db::Tx;
use domain::{book::EntryKind, *};
use sqlx::Result;

/// Into another one, or out of it with `None`. Answers whether it stood otherwise and in no trash.
pub async fn set_merged(tx: &mut Tx, kind: EntryKind, id: i64, into: Option<i64>, now: Moment) -> Result<bool> {
    let text = match kind {
        EntryKind::Company => {
            "update companies set merged_into = $2, updated_at = $3, version = version + 1 \
             where id = $1 and removed_at is null and (merged_into is null) <> ($4 = 0)"
        }
        EntryKind::Contact => {
            "update contacts set merged_into = $2, updated_at = $3, version = version + 1 \
             where id = $1 and removed_at is null and (merged_into is null) <> ($4 = 0)"
        }
    };
    Ok(tx.query(text).bind(id).bind(into).bind(now).bind(i64::from(into.is_some())).run().await? == 1)
}

pub struct NewMerge<'a> {
    pub space: SpaceId,
    pub kind: EntryKind,
    pub from: i64,
    pub into: i64,
    pub before: &'a str,
    pub version: i64,
}

pub async fn insert_merge(tx: &mut Tx, new: &NewMerge<'_>, by: Option<UserId>, now: Moment) -> Result<i64> {
    let (id,): (i64,) = tx
        .query(
            "insert into book_merges(space_id, kind, from_id, into_id, before, version, at, by_id) values($1, $2, $3, $4, $5, $6, $7, $8) returning id",
        )
        .bind(new.space)
        .bind(new.kind)
        .bind(new.from)
        .bind(new.into)
        .text(new.before)
        .bind(new.version)
        .bind(now)
        .bind(by)
        .one()
        .await?;
    Ok(id)
}

#[derive(sqlx::FromRow)]
pub struct MergeRow {
    pub space_id: SpaceId,
    pub kind: EntryKind,
    pub from_id: i64,
    pub into_id: i64,
    pub before: String,
    pub version: i64,
}

/// Locked until the transaction ends; `None` when it was taken back already.
pub async fn take_merge(tx: &mut Tx, id: i64, now: Moment) -> Result<Option<MergeRow>> {
    tx.query("update book_merges set undone_at = $2 where id = $1 and undone_at is null returning space_id, kind, from_id, into_id, before, version")
        .bind(id)
        .bind(now)
        .maybe()
        .await
}

/// The people of a company go along.
pub async fn move_people(tx: &mut Tx, merge: i64, from: CompanyId, into: CompanyId) -> Result<u64> {
    tx.query("insert into book_merge_people(merge_id, contact_id) select $1, c.id from contacts c where c.company_id = $2")
        .bind(merge)
        .bind(from)
        .run()
        .await?;
    tx.query("update contacts set company_id = $2 where company_id = $1").bind(from).bind(into).run().await
}

/// Those who went along and are still there go back.
pub async fn move_people_back(tx: &mut Tx, merge: i64, from: CompanyId, into: CompanyId) -> Result<u64> {
    tx.query(
        "update contacts set company_id = $2 where company_id = $3 and id in (select p.contact_id from book_merge_people p where p.merge_id = $1)",
    )
    .bind(merge)
    .bind(from)
    .bind(into)
    .run()
    .await
}

/// Cards that were joined with this one, for what other features know of them.
pub async fn merged_contacts(tx: &mut Tx, id: ContactId) -> Result<Vec<(ContactId,)>> {
    tx.query("select id from contacts where merged_into = $1 order by id limit 50").bind(id).all().await
}
