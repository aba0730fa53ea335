//! The statements of what operators decide about a log.

use crate::db::Tx;
use domain::{
    fields::{OptionForm, OptionView, name_key},
    logs::{Dating, ItemForm, ItemKind, Log},
    *,
};
use sqlx::Result;

/// Locks the space until the transaction ends.
pub async fn lock_space(tx: &mut Tx, space: SpaceId) -> Result<u64> {
    tx.query("update spaces set name = name where id = $1").bind(space).run().await
}

pub async fn dating(tx: &mut Tx, space: SpaceId, log: Log) -> Result<Option<(Dating, i64)>> {
    tx.query("select dating, step from log_settings where space_id = $1 and log = $2").bind(space).bind(log).maybe().await
}

pub async fn put_dating(tx: &mut Tx, space: SpaceId, log: Log, dating: Dating, step: i64) -> Result<u64> {
    tx.query(
        "insert into log_settings(space_id, log, dating, step) values($1, $2, $3, $4) \
         on conflict(space_id, log) do update set dating = excluded.dating, step = excluded.step",
    )
    .bind(space)
    .bind(log)
    .bind(dating)
    .bind(step)
    .run()
    .await
}

#[derive(sqlx::FromRow)]
pub struct ItemRow {
    pub id: LogItemId,
    pub name: String,
    pub kind: ItemKind,
    pub required: bool,
}

pub async fn items(tx: &mut Tx, space: SpaceId, log: Log) -> Result<Vec<ItemRow>> {
    tx.query("select id, name, kind, required from log_items where space_id = $1 and log = $2 and removed_at is null order by position, id")
        .bind(space)
        .bind(log)
        .all()
        .await
}

/// The log of an item that is there.
pub async fn log_of(tx: &mut Tx, id: LogItemId) -> Result<Option<(SpaceId, Log)>> {
    tx.query("select space_id, log from log_items where id = $1 and removed_at is null").bind(id).maybe().await
}

#[derive(sqlx::FromRow)]
pub struct OptionRow {
    pub item_id: LogItemId,
    #[sqlx(flatten)]
    pub view: OptionView,
}

/// The options of every item of a log; those of item 0 are its results.
pub async fn options(tx: &mut Tx, space: SpaceId, log: Log) -> Result<Vec<OptionRow>> {
    tx.query("select item_id, id, name, color, archived from log_options where space_id = $1 and log = $2 order by item_id, position, id")
        .bind(space)
        .bind(log)
        .all()
        .await
}

pub async fn insert_item(tx: &mut Tx, space: SpaceId, log: Log, form: &ItemForm) -> Result<LogItemId> {
    let (id,): (LogItemId,) = tx
        .query(
            "insert into log_items(space_id, log, position, name, name_key, kind, required) \
             values($1, $2, (select coalesce(max(position), -1) + 1 from log_items where space_id = $1 and log = $2), $3, $4, $5, $6) returning id",
        )
        .bind(space)
        .bind(log)
        .text(form.name.trim())
        .text(&name_key(&form.name))
        .bind(form.kind)
        .bind(form.required)
        .one()
        .await?;
    Ok(id)
}

pub async fn edit_item(tx: &mut Tx, id: LogItemId, form: &ItemForm) -> Result<u64> {
    tx.query("update log_items set name = $2, name_key = $3, required = $4 where id = $1")
        .bind(id)
        .text(form.name.trim())
        .text(&name_key(&form.name))
        .bind(form.required)
        .run()
        .await
}

pub async fn place_item(tx: &mut Tx, id: LogItemId, position: i64) -> Result<u64> {
    tx.query("update log_items set position = $2 where id = $1").bind(id).bind(position).run().await
}

pub async fn remove_item(tx: &mut Tx, id: LogItemId, at: Moment) -> Result<u64> {
    tx.query("update log_items set removed_at = $2 where id = $1").bind(id).bind(at).run().await
}

/// Until each gets its name: no name has a control character.
pub async fn free_names(tx: &mut Tx, space: SpaceId, log: Log, item: LogItemId) -> Result<u64> {
    tx.query("update log_options set name_key = '\n' || id where space_id = $1 and log = $2 and item_id = $3")
        .bind(space)
        .bind(log)
        .bind(item)
        .run()
        .await
}

pub async fn insert_option(tx: &mut Tx, (space, log, item): (SpaceId, Log, LogItemId), position: i64, option: &OptionForm) -> Result<OptionId> {
    let (id,): (OptionId,) = tx
        .query("insert into log_options(space_id, log, item_id, position, name, name_key, color, archived) values($1, $2, $3, $4, $5, $6, $7, $8) returning id")
        .bind(space)
        .bind(log)
        .bind(item)
        .bind(position)
        .text(option.name.trim())
        .text(&name_key(&option.name))
        .bind(option.color)
        .bind(option.archived)
        .one()
        .await?;
    Ok(id)
}

pub async fn edit_option(tx: &mut Tx, id: OptionId, position: i64, option: &OptionForm) -> Result<u64> {
    tx.query("update log_options set position = $2, name = $3, name_key = $4, color = $5, archived = $6 where id = $1")
        .bind(id)
        .bind(position)
        .text(option.name.trim())
        .text(&name_key(&option.name))
        .bind(option.color)
        .bind(option.archived)
        .run()
        .await
}
