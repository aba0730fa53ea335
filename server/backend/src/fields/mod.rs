//! Fields of a mailbox, as its operators keep them, and what conversations have in them (`values`).
//!
//! A field that is removed stays in its table, so that the history can name it; its values go.

mod history;
mod sql;
mod values;

pub(crate) use history::name_events;
pub use values::set_by_rule;
pub(crate) use values::{By, check_rule, columns, of_conversation, of_rows, purge, set};

use crate::{Cx, Error, Result, db, db::Tx, mailboxes, users};
use domain::{
    fields::{FIELDS_MAX, FieldForm, FieldSettings, FieldView, FieldsOf, LISTED_MAX, OptionForm},
    live::Event,
    *,
};

/// Conversations whose values go in the transaction that removes their field, and in each later one.
const AT_ONCE: i64 = 2_000;

/// The fields of a mailbox with their options, for everybody who sees it: what menus and filters offer.
pub async fn of_mailbox(cx: &Cx, mailbox: MailboxId) -> Result<FieldsOf> {
    cx.who.viewing(mailbox)?;
    let mut tx = cx.desk.db.read().await?;
    Ok(FieldsOf { mailbox, fields: of(&mut tx, mailbox).await? })
}

/// The same with how many conversations have a value, for operators.
pub async fn list(cx: &Cx, mailbox: MailboxId) -> Result<Vec<FieldSettings>> {
    let mut tx = cx.desk.db.read().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    let used = sql::used(&mut tx, mailbox).await?;
    let fields = of(&mut tx, mailbox).await?;
    let count = |id: FieldId| used.iter().find(|(of, _)| *of == id).map_or(0, |(_, count)| *count);
    Ok(fields.into_iter().map(|field| FieldSettings { used: count(field.id), field }).collect())
}

/// The fields of a mailbox, in their order.
pub(crate) async fn of(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<FieldView>> {
    let (fields, options) = (sql::fields(tx, mailbox).await?, sql::options(tx, mailbox).await?);
    let of = |id: FieldId| options.iter().filter(|option| option.field_id == id).map(|option| option.view.clone()).collect();
    Ok(fields
        .into_iter()
        .map(|field| FieldView { id: field.id, name: field.name, kind: field.kind, listed: field.listed, options: of(field.id) })
        .collect())
}

/// # Errors
/// What [`FieldForm::check`] says; [`Refused::Taken`] when a field of the mailbox is called so; [`Refused::OverLimit`].
pub async fn add(cx: &Cx, mailbox: MailboxId, form: &FieldForm) -> Result<FieldId> {
    form.check()?;
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    if sql::count(&mut tx, mailbox).await? >= FIELDS_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Fields, limit: FIELDS_MAX as u64 }));
    }
    let id = sql::insert(&mut tx, mailbox, form).await.map_err(|cause| taken(cause, Field::Name))?;
    put_options(&mut tx, id, form).await?;
    check_columns(&mut tx, mailbox).await?;
    audit(&mut tx, cx, mailbox, id, &format!("add {}", told(form))).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(id)
}

/// Name, options and whether it is a column. Its kind stays.
pub async fn edit(cx: &Cx, id: FieldId, form: &FieldForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (mailbox, was) = known(&mut tx, cx, id).await?;
    if form.kind != was.kind {
        return Err(Error::Refused(Refused::NotAllowed));
    }
    form.check()?;
    sql::edit(&mut tx, id, form).await.map_err(|cause| taken(cause, Field::Name))?;
    put_options(&mut tx, id, form).await?;
    check_columns(&mut tx, mailbox).await?;
    audit(&mut tx, cx, mailbox, id, &format!("edit {:?} -> {}", was.name, told(form))).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// The order in which heads, menus and columns show them: every field of the mailbox, once.
///
/// # Errors
/// [`Refused::Stale`] when one was added or removed since.
pub async fn order(cx: &Cx, mailbox: MailboxId, ids: &[FieldId]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    let mut known: Vec<FieldId> = sql::fields(&mut tx, mailbox).await?.into_iter().map(|field| field.id).collect();
    let mut wanted = ids.to_vec();
    known.sort_unstable();
    wanted.sort_unstable();
    if known != wanted {
        return Err(Error::Refused(Refused::Stale));
    }
    // Twenty at most, each its own row.
    for (position, id) in ids.iter().enumerate() {
        sql::place(&mut tx, *id, position as i64).await?;
    }
    let ids: Vec<String> = ids.iter().map(FieldId::to_string).collect();
    users::audit(&mut tx, cx, "field", &format!("mailbox {mailbox}"), &format!("order {}", ids.join(" "))).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Removes a field with the values that conversations have in it. Those of a long history go a batch at a time; none is seen any more.
pub async fn remove(cx: &Cx, id: FieldId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (mailbox, was) = known(&mut tx, cx, id).await?;
    sql::remove(&mut tx, id, cx.now).await?;
    sql::drop_values(&mut tx, id, AT_ONCE).await?;
    audit(&mut tx, cx, mailbox, id, &format!("remove {:?}", was.name)).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// What is left of removed fields; answers how many values that were.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn sweep(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let removed = sql::removed_with_values(&mut tx).await?;
    drop(tx);
    let mut gone = 0;
    for (id,) in removed {
        loop {
            let mut tx = cx.desk.db.write().await?;
            let count = sql::drop_values(&mut tx, id, AT_ONCE).await?;
            tx.commit().await?;
            gone += count;
            if count == 0 {
                break;
            }
        }
    }
    Ok(gone)
}

/// The options in the order of the form. What the form does not name is archived: it stays where it is set.
async fn put_options(tx: &mut Tx, field: FieldId, form: &FieldForm) -> Result<()> {
    let wanted: &[OptionForm] = if form.kind.has_options() { &form.options } else { &[] };
    let known = sql::options_of(tx, field).await?;
    // Names may change places: they are freed first.
    sql::free_names(tx, field).await?;
    let taken = |cause| taken(cause, Field::Value);
    for (position, option) in wanted.iter().enumerate() {
        match option.id {
            Some(id) if known.iter().any(|known| known.id == id) => {
                sql::edit_option(tx, id, position as i64, option).await.map_err(taken)?;
            }
            Some(_) => return Err(Error::Refused(Refused::Stale)),
            None => sql::insert_option(tx, field, position as i64, option).await.map(drop).map_err(taken)?,
        }
    }
    let left_out = known.into_iter().filter(|known| wanted.iter().all(|option| option.id != Some(known.id)));
    for (place, option) in left_out.enumerate() {
        let archived = OptionForm { id: Some(option.id), name: option.name, color: option.color, archived: true };
        sql::edit_option(tx, option.id, (wanted.len() + place) as i64, &archived).await.map_err(taken)?;
    }
    if sql::options_of(tx, field).await?.len() > fields::OPTIONS_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Options, limit: fields::OPTIONS_MAX as u64 }));
    }
    Ok(())
}

async fn check_columns(tx: &mut Tx, mailbox: MailboxId) -> Result<()> {
    let listed = sql::fields(tx, mailbox).await?.iter().filter(|field| field.listed).count();
    if listed > LISTED_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Columns, limit: LISTED_MAX as u64 }));
    }
    Ok(())
}

/// The mailbox is locked, so that two operators change its fields one after the other.
async fn operated(tx: &mut Tx, cx: &Cx, mailbox: MailboxId) -> Result<()> {
    let space = sql::lock_mailbox(tx, mailbox).await?.ok_or(Refused::NotFound)?;
    cx.who.may_operate(space)?;
    Ok(())
}

/// A field that is there, with its mailbox, for its operators.
async fn known(tx: &mut Tx, cx: &Cx, id: FieldId) -> Result<(MailboxId, sql::FieldRow)> {
    let mailbox = sql::mailbox_of(tx, id).await?.ok_or(Refused::NotFound)?;
    operated(tx, cx, mailbox).await?;
    let field = sql::fields(tx, mailbox).await?.into_iter().find(|field| field.id == id).ok_or(Refused::NotFound)?;
    Ok((mailbox, field))
}

fn taken(cause: sqlx::Error, field: Field) -> Error {
    if db::is_unique_violation(&cause) { Error::Refused(Refused::Taken { field }) } else { cause.into() }
}

fn told(form: &FieldForm) -> String {
    let options = form.options.iter().map(|option| format!("{:?}{}", option.name.trim(), if option.archived { " archived" } else { "" }));
    let column = if form.listed { ", a column" } else { "" };
    format!("{:?} {}{column} [{}]", form.name.trim(), form.kind, options.collect::<Vec<_>>().join(", "))
}

async fn audit(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, id: FieldId, detail: &str) -> Result<()> {
    users::audit(tx, cx, "field", &format!("mailbox {mailbox} field {id}"), detail).await
}

#[cfg(test)]
mod tests;
