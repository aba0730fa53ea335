//! How a log is kept: dates, results and items, as operators decide.

use super::{publish, seen, settings_of, sql};
use crate::{Cx, Error, Result, db, db::Tx, users};
use domain::{
    fields::{FIELDS_MAX, OPTIONS_MAX, OptionForm},
    logs::{Dating, ItemForm, Log, LogSettings, STEPS, check_results},
    *,
};

/// Stands for the results among the items: no item has this number.
pub(super) const RESULTS: LogItemId = LogItemId(0);

/// For everybody who sees the log: what forms and filters offer.
pub async fn settings(cx: &Cx, log: Log) -> Result<LogSettings> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    settings_of(&mut tx, space, log).await
}

/// Entries that are there keep the dates that they have.
///
/// # Errors
/// [`Refused::Invalid`] for a step that is not offered.
pub async fn set_dating(cx: &Cx, log: Log, dating: Dating, step: i64) -> Result<()> {
    if !STEPS.contains(&step) {
        return Err(Error::Refused(Refused::Invalid { field: Field::Interval, wrong: Wrong::OutOfRange }));
    }
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    sql::put_dating(&mut tx, space, log, dating, step).await?;
    done(tx, cx, space, log, &format!("dates {dating} {step}")).await
}

/// What can come of an entry, in this order. One that is left out is archived.
///
/// # Errors
/// What [`check_results`] says; [`Refused::Stale`] for one that is not there.
pub async fn set_results(cx: &Cx, log: Log, options: &[OptionForm]) -> Result<()> {
    check_results(options)?;
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    put_options(&mut tx, (space, log, RESULTS), options).await?;
    done(tx, cx, space, log, &format!("results [{}]", named(options))).await
}

/// # Errors
/// What [`ItemForm::check`] says; [`Refused::Taken`] when an item of the log is called so; [`Refused::OverLimit`].
pub async fn add_item(cx: &Cx, log: Log, form: &ItemForm) -> Result<LogItemId> {
    form.check()?;
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    if sql::items(&mut tx, space, log).await?.len() as i64 >= FIELDS_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Fields, limit: FIELDS_MAX as u64 }));
    }
    let id = sql::insert_item(&mut tx, space, log, form).await.map_err(|cause| taken(cause, Field::Name))?;
    put_options(&mut tx, (space, log, id), options_of(form)).await?;
    done(tx, cx, space, log, &format!("add item {id} {}", told(form))).await?;
    Ok(id)
}

/// Name, options and whether it must be filled in. Its kind stays.
pub async fn edit_item(cx: &Cx, id: LogItemId, form: &ItemForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (space, log, was) = known(&mut tx, cx, id).await?;
    if form.kind != was.kind {
        return Err(Error::Refused(Refused::NotAllowed));
    }
    form.check()?;
    sql::edit_item(&mut tx, id, form).await.map_err(|cause| taken(cause, Field::Name))?;
    put_options(&mut tx, (space, log, id), options_of(form)).await?;
    done(tx, cx, space, log, &format!("edit item {id} {:?} -> {}", was.name, told(form))).await
}

/// The order in which forms and pages show them: every item of the log, once.
///
/// # Errors
/// [`Refused::Stale`] when one was added or removed since.
pub async fn order_items(cx: &Cx, log: Log, ids: &[LogItemId]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    let mut known: Vec<LogItemId> = sql::items(&mut tx, space, log).await?.into_iter().map(|item| item.id).collect();
    let mut wanted = ids.to_vec();
    known.sort_unstable();
    wanted.sort_unstable();
    if known != wanted {
        return Err(Error::Refused(Refused::Stale));
    }
    // Twenty at most, each its own row.
    for (position, id) in ids.iter().enumerate() {
        sql::place_item(&mut tx, *id, position as i64).await?;
    }
    let ids: Vec<String> = ids.iter().map(LogItemId::to_string).collect();
    done(tx, cx, space, log, &format!("order items {}", ids.join(" "))).await
}

/// Takes an item from forms and pages. What entries have in it is shown no more.
pub async fn remove_item(cx: &Cx, id: LogItemId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (space, log, was) = known(&mut tx, cx, id).await?;
    sql::remove_item(&mut tx, id, cx.now).await?;
    done(tx, cx, space, log, &format!("remove item {id} {:?}", was.name)).await
}

/// The options in the order of the form. What the form does not name is archived: it stays where it is set.
async fn put_options(tx: &mut Tx, of: (SpaceId, Log, LogItemId), wanted: &[OptionForm]) -> Result<()> {
    let known: Vec<_> = sql::options(tx, of.0, of.1).await?.into_iter().filter(|option| option.item_id == of.2).map(|option| option.view).collect();
    // Names may change places: they are freed first.
    sql::free_names(tx, of.0, of.1, of.2).await?;
    let taken = |cause| taken(cause, Field::Value);
    for (position, option) in wanted.iter().enumerate() {
        match option.id {
            Some(id) if known.iter().any(|known| known.id == id) => {
                sql::edit_option(tx, id, position as i64, option).await.map_err(taken)?;
            }
            Some(_) => return Err(Error::Refused(Refused::Stale)),
            None => sql::insert_option(tx, of, position as i64, option).await.map(drop).map_err(taken)?,
        }
    }
    let left_out: Vec<_> = known.into_iter().filter(|known| wanted.iter().all(|option| option.id != Some(known.id))).collect();
    if wanted.len() + left_out.len() > OPTIONS_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Options, limit: OPTIONS_MAX as u64 }));
    }
    for (place, option) in left_out.into_iter().enumerate() {
        let archived = OptionForm { id: Some(option.id), name: option.name, color: option.color, archived: true };
        sql::edit_option(tx, option.id, (wanted.len() + place) as i64, &archived).await.map_err(taken)?;
    }
    Ok(())
}

fn options_of(form: &ItemForm) -> &[OptionForm] {
    if form.kind.has_options() { &form.options } else { &[] }
}

/// The space is locked, so that two operators change its logs one after the other.
async fn operated(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = seen(tx, cx).await?;
    cx.who.may_operate(space)?;
    sql::lock_space(tx, space).await?;
    Ok(space)
}

/// An item that is there, with its log, for operators.
async fn known(tx: &mut Tx, cx: &Cx, id: LogItemId) -> Result<(SpaceId, Log, sql::ItemRow)> {
    let space = operated(tx, cx).await?;
    let (of, log) = sql::log_of(tx, id).await?.ok_or(Refused::NotFound)?;
    let item = sql::items(tx, of, log).await?.into_iter().find(|item| item.id == id && of == space).ok_or(Refused::NotFound)?;
    Ok((space, log, item))
}

fn taken(cause: sqlx::Error, field: Field) -> Error {
    if db::is_unique_violation(&cause) { Error::Refused(Refused::Taken { field }) } else { cause.into() }
}

fn named(options: &[OptionForm]) -> String {
    let each = |option: &OptionForm| format!("{:?}{}", option.name.trim(), if option.archived { " archived" } else { "" });
    options.iter().map(each).collect::<Vec<_>>().join(", ")
}

fn told(form: &ItemForm) -> String {
    format!("{:?} {}{} [{}]", form.name.trim(), form.kind, if form.required { ", required" } else { "" }, named(options_of(form)))
}

async fn done(mut tx: Tx, cx: &Cx, space: SpaceId, log: Log, detail: &str) -> Result<()> {
    users::audit(&mut tx, cx, "log-settings", &format!("space {space} {log}"), detail).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}
