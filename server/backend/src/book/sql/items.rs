//! The statements of the space's own items and their options.

use crate::db::Tx;
use domain::{
    book::{EntryKind, ItemForm, ItemKind, ItemOption, ItemOptionForm, ItemView},
    fields::name_key,
    *,
};
use sqlx::Result;

/// Without their options.
pub async fn items(tx: &mut Tx, space: SpaceId) -> Result<Vec<ItemView>> {
    tx.query(
        "select id, entry_kind, name, kind, required, is_unique, listed from book_items where space_id = $1 and removed_at is null \
         order by entry_kind, position, id",
    )
    .bind(space)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct OptionRow {
    pub item_id: BookItemId,
    #[sqlx(flatten)]
    pub option: ItemOption,
}

pub async fn item_options(tx: &mut Tx, space: SpaceId) -> Result<Vec<OptionRow>> {
    tx.query(
        "select o.item_id, o.id, o.name, o.archived from book_items i join book_item_options o on o.item_id = i.id \
         where i.space_id = $1 and i.removed_at is null order by o.item_id, o.position, o.id",
    )
    .bind(space)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct ItemRow {
    pub space_id: SpaceId,
    pub entry_kind: EntryKind,
    pub name: String,
    pub kind: ItemKind,
}

/// Locked until the transaction ends, so that two never write the same unique value.
pub async fn lock_item(tx: &mut Tx, id: BookItemId) -> Result<Option<ItemRow>> {
    tx.query("update book_items set position = position where id = $1 and removed_at is null returning space_id, entry_kind, name, kind")
        .bind(id)
        .maybe()
        .await
}

pub async fn insert_item(tx: &mut Tx, space: SpaceId, entry_kind: EntryKind, form: &ItemForm) -> Result<BookItemId> {
    let (id,): (BookItemId,) = tx
        .query(
            "insert into book_items(space_id, entry_kind, position, name, name_key, kind, required, is_unique, listed) \
             values($1, $2, (select coalesce(max(position), -1) + 1 from book_items where space_id = $1 and entry_kind = $2), $3, $4, $5, $6, $7, $8) \
             returning id",
        )
        .bind(space)
        .bind(entry_kind)
        .text(form.name.trim())
        .text(&name_key(&form.name))
        .bind(form.kind)
        .bind(form.required)
        .bind(form.is_unique)
        .bind(form.listed)
        .one()
        .await?;
    Ok(id)
}

pub async fn edit_item(tx: &mut Tx, id: BookItemId, form: &ItemForm) -> Result<u64> {
    tx.query("update book_items set name = $2, name_key = $3, required = $4, is_unique = $5, listed = $6 where id = $1")
        .bind(id)
        .text(form.name.trim())
        .text(&name_key(&form.name))
        .bind(form.required)
        .bind(form.is_unique)
        .bind(form.listed)
        .run()
        .await
}

pub async fn place_item(tx: &mut Tx, id: BookItemId, position: i64) -> Result<u64> {
    tx.query("update book_items set position = $2 where id = $1").bind(id).bind(position).run().await
}

pub async fn remove_item(tx: &mut Tx, id: BookItemId, at: Moment) -> Result<u64> {
    tx.query("update book_items set removed_at = $2 where id = $1").bind(id).bind(at).run().await
}

/// Until each gets its name: no name has a control character.
pub async fn free_option_names(tx: &mut Tx, item: BookItemId) -> Result<u64> {
    tx.query("update book_item_options set name_key = '\n' || id where item_id = $1").bind(item).run().await
}

pub async fn options_of(tx: &mut Tx, item: BookItemId) -> Result<Vec<ItemOption>> {
    tx.query("select id, name, archived from book_item_options where item_id = $1 order by position, id").bind(item).all().await
}

pub async fn insert_option(tx: &mut Tx, item: BookItemId, position: i64, option: &ItemOptionForm) -> Result<u64> {
    tx.query("insert into book_item_options(item_id, position, name, name_key, archived) values($1, $2, $3, $4, $5)")
        .bind(item)
        .bind(position)
        .text(option.name.trim())
        .text(&name_key(&option.name))
        .bind(option.archived)
        .run()
        .await
}

pub async fn edit_option(tx: &mut Tx, id: BookOptionId, position: i64, name: &str, archived: bool) -> Result<u64> {
    tx.query("update book_item_options set position = $2, name = $3, name_key = $4, archived = $5 where id = $1")
        .bind(id)
        .bind(position)
        .text(name.trim())
        .text(&name_key(name))
        .bind(archived)
        .run()
        .await
}

pub async fn item_names(tx: &mut Tx, space: SpaceId) -> Result<Vec<(String,)>> {
    tx.query(
        "select i.name from book_items i where i.space_id = $1 and i.removed_at is null and not exists(select 1 from book_items o \
         where o.space_id = $1 and o.removed_at is null and o.name_key = i.name_key and o.id < i.id) order by i.position, i.id",
    )
    .bind(space)
    .all()
    .await
}
