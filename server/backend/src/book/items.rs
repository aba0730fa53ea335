//! Items of the space's own, as its operators keep them. One that is removed stays in its table: what it named can still be named.

use super::{space, sql, taken, tell, values};
use crate::{Cx, Error, Result, db::Tx, users};
use domain::{
    book::{EntryKind, ITEMS_MAX, ItemForm, LISTED_MAX},
    *,
};

/// # Errors
/// What [`ItemForm::check`] says; [`Refused::Taken`] when an item of this kind of entry is called so; [`Refused::OverLimit`].
pub async fn add_item(cx: &Cx, entry_kind: EntryKind, form: &ItemForm) -> Result<BookItemId> {
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    form.check()?;
    if values::items(&mut tx, space).await?.iter().filter(|item| item.entry_kind == entry_kind).count() >= ITEMS_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::BookItems, limit: ITEMS_MAX as u64 }));
    }
    let id = sql::insert_item(&mut tx, space, entry_kind, form).await.map_err(|cause| taken(cause, Field::Name))?;
    put_options(&mut tx, id, form).await?;
    check_columns(&mut tx, space, entry_kind).await?;
    users::audit(&mut tx, cx, "book", &format!("item {id}"), &format!("add {entry_kind} {}", told(form))).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(id)
}

/// Everything but its kind, which stays.
pub async fn edit_item(cx: &Cx, id: BookItemId, form: &ItemForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    let was = known(&mut tx, space, id).await?;
    if form.kind != was.kind {
        return Err(Error::Refused(Refused::NotAllowed));
    }
    form.check()?;
    sql::edit_item(&mut tx, id, form).await.map_err(|cause| taken(cause, Field::Name))?;
    put_options(&mut tx, id, form).await?;
    check_columns(&mut tx, space, was.entry_kind).await?;
    users::audit(&mut tx, cx, "book", &format!("item {id}"), &format!("edit {:?} -> {}", was.name, told(form))).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// The order in which cards, forms and files show them: every item of this kind of entry, once.
///
/// # Errors
/// [`Refused::Stale`] when one was added or removed since.
pub async fn order_items(cx: &Cx, entry_kind: EntryKind, ids: &[BookItemId]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    let items = values::items(&mut tx, space).await?;
    let mut known: Vec<BookItemId> = items.into_iter().filter(|item| item.entry_kind == entry_kind).map(|item| item.id).collect();
    let mut wanted = ids.to_vec();
    known.sort_unstable();
    wanted.sort_unstable();
    if known != wanted {
        return Err(Error::Refused(Refused::Stale));
    }
    // Thirty at most, each its own row.
    for (position, id) in ids.iter().enumerate() {
        sql::place_item(&mut tx, *id, position as i64).await?;
    }
    let ids: Vec<String> = ids.iter().map(BookItemId::to_string).collect();
    users::audit(&mut tx, cx, "book", &format!("items of {entry_kind}"), &format!("order {}", ids.join(" "))).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// What entries have in it is seen nowhere any more.
pub async fn remove_item(cx: &Cx, id: BookItemId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = operated(&mut tx, cx).await?;
    let was = known(&mut tx, space, id).await?;
    sql::remove_item(&mut tx, id, cx.now).await?;
    users::audit(&mut tx, cx, "book", &format!("item {id}"), &format!("remove {:?}", was.name)).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

async fn operated(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = space(tx).await?;
    cx.who.may_operate(space)?;
    Ok(space)
}

async fn known(tx: &mut Tx, space: SpaceId, id: BookItemId) -> Result<sql::ItemRow> {
    Ok(sql::lock_item(tx, id).await?.filter(|item| item.space_id == space).ok_or(Refused::NotFound)?)
}

/// The options in the order of the form. What the form does not name is archived: it stays where it is set.
async fn put_options(tx: &mut Tx, item: BookItemId, form: &ItemForm) -> Result<()> {
    let wanted = if form.kind.has_options() { form.options.as_slice() } else { &[] };
    let known = sql::options_of(tx, item).await?;
    // Names may change places: they are freed first.
    sql::free_option_names(tx, item).await?;
    let taken = |cause| taken(cause, Field::Value);
    for (position, option) in wanted.iter().enumerate() {
        match option.id {
            Some(id) if known.iter().any(|known| known.id == id) => {
                sql::edit_option(tx, id, position as i64, &option.name, option.archived).await.map_err(taken)?;
            }
            Some(_) => return Err(Error::Refused(Refused::Stale)),
            None => sql::insert_option(tx, item, position as i64, option).await.map(drop).map_err(taken)?,
        }
    }
    let left_out = known.into_iter().filter(|known| wanted.iter().all(|option| option.id != Some(known.id)));
    for (place, option) in left_out.enumerate() {
        sql::edit_option(tx, option.id, (wanted.len() + place) as i64, &option.name, true).await.map_err(taken)?;
    }
    if sql::options_of(tx, item).await?.len() > fields::OPTIONS_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Options, limit: fields::OPTIONS_MAX as u64 }));
    }
    Ok(())
}

async fn check_columns(tx: &mut Tx, space: SpaceId, entry_kind: EntryKind) -> Result<()> {
    let items = values::items(tx, space).await?;
    if items.iter().filter(|item| item.entry_kind == entry_kind && item.listed).count() > LISTED_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::BookColumns, limit: LISTED_MAX as u64 }));
    }
    Ok(())
}

fn told(form: &ItemForm) -> String {
    let options: Vec<String> =
        form.options.iter().map(|option| format!("{:?}{}", option.name.trim(), if option.archived { " archived" } else { "" })).collect();
    let marks: Vec<&str> = [(form.required, "required"), (form.is_unique, "unique"), (form.listed, "a column")]
        .into_iter()
        .filter(|(on, _)| *on)
        .map(|(_, word)| word)
        .collect();
    format!("{:?} {} {} [{}]", form.name.trim(), form.kind, marks.join(", "), options.join(", "))
}

/// What the items of a space are called, each name once: companies and contacts share them in reserved words.
pub(crate) async fn item_names(tx: &mut Tx, space: SpaceId) -> Result<Vec<String>> {
    Ok(sql::item_names(tx, space).await?.into_iter().map(|(name,)| name).collect())
}
