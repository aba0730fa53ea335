//! The statements of fields.

mod values;

pub use values::*;

use crate::db::Tx;
use domain::{
    fields::{COUNTED_MAX, FieldForm, Kind, OptionForm, OptionView, name_key},
    *,
};
use sqlx::Result;

/// Locks the mailbox until the transaction ends.
pub async fn lock_mailbox(tx: &mut Tx, mailbox: MailboxId) -> Result<Option<SpaceId>> {
    let found: Option<(SpaceId,)> =
        tx.query("update mailboxes set position = position where id = $1 returning space_id").bind(mailbox).maybe().await?;
    Ok(found.map(|(space,)| space))
}

#[derive(sqlx::FromRow)]
pub struct FieldRow {
    pub id: FieldId,
    pub name: String,
    pub kind: Kind,
    pub listed: bool,
}

pub async fn fields(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<FieldRow>> {
    tx.query("select id, name, kind, listed from fields where mailbox_id = $1 and removed_at is null order by position, id").bind(mailbox).all().await
}

#[derive(sqlx::FromRow)]
pub struct OptionRow {
    pub field_id: FieldId,
    #[sqlx(flatten)]
    pub view: OptionView,
}

pub async fn options(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<OptionRow>> {
    tx.query(
        "select o.field_id, o.id, o.name, o.color, o.archived from fields f join field_options o on o.field_id = f.id \
         where f.mailbox_id = $1 and f.removed_at is null order by o.field_id, o.position, o.id",
    )
    .bind(mailbox)
    .all()
    .await
}

pub async fn options_of(tx: &mut Tx, field: FieldId) -> Result<Vec<OptionView>> {
    tx.query("select id, name, color, archived from field_options where field_id = $1 order by position, id").bind(field).all().await
}

/// Each is counted as far as people need to know, along one index.
pub async fn used(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(FieldId, i64)>> {
    tx.query(
        "select f.id, (select count(*) from (select distinct v.conversation_id from field_values v \
         where v.field_id = f.id and v.choice >= 0 limit $2) counted) from fields f where f.mailbox_id = $1 and f.removed_at is null order by f.id",
    )
    .bind(mailbox)
    .bind(COUNTED_MAX + 1)
    .all()
    .await
}

pub async fn mailbox_of(tx: &mut Tx, id: FieldId) -> Result<Option<MailboxId>> {
    let found: Option<(MailboxId,)> = tx.query("select mailbox_id from fields where id = $1 and removed_at is null").bind(id).maybe().await?;
    Ok(found.map(|(mailbox,)| mailbox))
}

pub async fn count(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from fields where mailbox_id = $1 and removed_at is null").bind(mailbox).one().await?;
    Ok(count)
}

pub async fn insert(tx: &mut Tx, mailbox: MailboxId, form: &FieldForm) -> Result<FieldId> {
    let (id,): (FieldId,) = tx
        .query(
            "insert into fields(mailbox_id, position, name, name_key, kind, listed) \
             values($1, (select coalesce(max(position), -1) + 1 from fields where mailbox_id = $1), $2, $3, $4, $5) returning id",
        )
        .bind(mailbox)
        .text(form.name.trim())
        .text(&name_key(&form.name))
        .bind(form.kind)
        .bind(form.listed)
        .one()
        .await?;
    Ok(id)
}

pub async fn edit(tx: &mut Tx, id: FieldId, form: &FieldForm) -> Result<u64> {
    tx.query("update fields set name = $2, name_key = $3, listed = $4 where id = $1")
        .bind(id)
        .text(form.name.trim())
        .text(&name_key(&form.name))
        .bind(form.listed)
        .run()
        .await
}

pub async fn place(tx: &mut Tx, id: FieldId, position: i64) -> Result<u64> {
    tx.query("update fields set position = $2 where id = $1").bind(id).bind(position).run().await
}

pub async fn remove(tx: &mut Tx, id: FieldId, at: Moment) -> Result<u64> {
    tx.query("update fields set removed_at = $2 where id = $1").bind(id).bind(at).run().await
}

/// Until each gets its name: no name has a control character.
pub async fn free_names(tx: &mut Tx, field: FieldId) -> Result<u64> {
    tx.query("update field_options set name_key = '\n' || id where field_id = $1").bind(field).run().await
}

pub async fn insert_option(tx: &mut Tx, field: FieldId, position: i64, option: &OptionForm) -> Result<OptionId> {
    let (id,): (OptionId,) = tx
        .query("insert into field_options(field_id, position, name, name_key, color, archived) values($1, $2, $3, $4, $5, $6) returning id")
        .bind(field)
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
    tx.query("update field_options set position = $2, name = $3, name_key = $4, color = $5, archived = $6 where id = $1")
        .bind(id)
        .bind(position)
        .text(option.name.trim())
        .text(&name_key(&option.name))
        .bind(option.color)
        .bind(option.archived)
        .run()
        .await
}
