//! The statements of groups.

use crate::db::Tx;
use domain::{
    book::{COUNTED_MAX, EntryKind, GroupView},
    fields::name_key,
    *,
};
use sqlx::Result;

pub async fn groups(tx: &mut Tx, space: SpaceId) -> Result<Vec<GroupView>> {
    tx.query(
        "select g.id, g.kind, g.name, (select count(*) from (select 1 from book_group_members m where m.group_id = g.id limit $2) counted) as members \
         from book_groups g where g.space_id = $1 order by g.kind, g.position, g.id",
    )
    .bind(space)
    .bind(COUNTED_MAX + 1)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct GroupRow {
    pub space_id: SpaceId,
    pub name: String,
}

pub async fn group(tx: &mut Tx, id: BookGroupId) -> Result<Option<GroupRow>> {
    tx.query("select space_id, name from book_groups where id = $1").bind(id).maybe().await
}

/// `import`: the one that it is made for.
pub async fn insert_group(tx: &mut Tx, space: SpaceId, kind: EntryKind, name: &str, import: Option<ImportId>) -> Result<BookGroupId> {
    let (id,): (BookGroupId,) = tx
        .query(
            "insert into book_groups(space_id, kind, position, name, name_key, import_id) \
             values($1, $2, (select coalesce(max(position), -1) + 1 from book_groups where space_id = $1 and kind = $2), $3, $4, $5) returning id",
        )
        .bind(space)
        .bind(kind)
        .text(name)
        .text(&name_key(name))
        .bind(import)
        .one()
        .await?;
    Ok(id)
}

/// From now on it is a person's, whatever it was made for.
pub async fn rename_group(tx: &mut Tx, id: BookGroupId, name: &str) -> Result<u64> {
    tx.query("update book_groups set name = $2, name_key = $3, import_id = null where id = $1").bind(id).text(name).text(&name_key(name)).run().await
}

pub async fn drop_members(tx: &mut Tx, id: BookGroupId) -> Result<u64> {
    tx.query("delete from book_group_members where group_id = $1").bind(id).run().await
}

pub async fn drop_group(tx: &mut Tx, id: BookGroupId) -> Result<u64> {
    tx.query("delete from book_groups where id = $1").bind(id).run().await
}

/// Groups that were made for an import and that nobody is in who is not in the trash: their ids and names.
pub async fn idle_groups_of_import(tx: &mut Tx, import: ImportId) -> Result<Vec<(BookGroupId, String)>> {
    tx.query(
        "select g.id, g.name from book_groups g where g.import_id = $1 and not exists(select 1 from book_group_members m left join contacts p \
         on g.kind = 'contact' and p.id = m.entry_id left join companies o on g.kind = 'company' and o.id = m.entry_id \
         where m.group_id = g.id and (p.id is not null and p.removed_at is null or o.id is not null and o.removed_at is null)) order by g.id",
    )
    .bind(import)
    .all()
    .await
}

/// The groups of an entry: their ids and names.
pub async fn groups_of(tx: &mut Tx, kind: EntryKind, entry: i64) -> Result<Vec<(BookGroupId, String)>> {
    tx.query(
        "select g.id, g.name from book_group_members m join book_groups g on g.id = m.group_id where m.entry_id = $2 and g.kind = $1 \
         order by g.position, g.id",
    )
    .bind(kind)
    .bind(entry)
    .all()
    .await
}

pub async fn leave_groups(tx: &mut Tx, space: SpaceId, kind: EntryKind, entry: i64) -> Result<u64> {
    tx.query(
        "delete from book_group_members where entry_id = $3 and group_id in (select g.id from book_groups g where g.space_id = $1 and g.kind = $2)",
    )
    .bind(space)
    .bind(kind)
    .bind(entry)
    .run()
    .await
}
