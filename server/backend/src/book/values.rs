//! What entries have in the space's own items: read as people read it, and set as forms send it.

use super::sql;
use crate::{Error, Result, db::Tx};
use domain::{
    book::{EntryKind, ItemKind, ItemState, ItemView, Written},
    fields::shown_date,
    *,
};

/// One row of a value with what it needs to be read by people.
#[derive(Clone, sqlx::FromRow)]
pub struct ValueRow {
    pub entry_id: i64,
    pub item_id: BookItemId,
    pub name: String,
    pub kind: ItemKind,
    pub choice: i64,
    pub text: String,
}

/// The space's items with their options, in their order.
pub async fn items(tx: &mut Tx, space: SpaceId) -> Result<Vec<ItemView>> {
    let mut items = sql::items(tx, space).await?;
    for row in sql::item_options(tx, space).await? {
        if let Some(item) = items.iter_mut().find(|item| item.id == row.item_id) {
            item.options.push(row.option);
        }
    }
    Ok(items)
}

/// Rows of one item of one entry are neighbours: together they are one value.
pub fn states(rows: &[ValueRow]) -> Vec<(i64, ItemState)> {
    let values = rows.chunk_by(|one, next| (one.entry_id, one.item_id) == (next.entry_id, next.item_id));
    values
        .map(|rows| {
            let shown = |row: &ValueRow| if row.kind == ItemKind::Date { shown_date(&row.text) } else { row.text.clone() };
            let text = rows.iter().map(shown).collect::<Vec<_>>().join("、");
            (rows[0].entry_id, ItemState { id: rows[0].item_id, name: rows[0].name.clone(), kind: rows[0].kind, text })
        })
        .collect()
}

/// The same as forms have it.
pub fn printed(rows: &[ValueRow]) -> Vec<(BookItemId, String)> {
    let values = rows.chunk_by(|one, next| one.item_id == next.item_id);
    let print = |rows: &[ValueRow]| match rows[0].kind {
        ItemKind::Menu | ItemKind::Multi => Written::Options(rows.iter().map(|row| BookOptionId(row.choice)).collect()),
        ItemKind::Person => Written::Person(UserId(rows[0].choice)),
        _ => Written::Text(rows[0].text.clone()),
    };
    values.map(|rows| (rows[0].item_id, print(rows).print())).collect()
}

/// Sets every item of an entry: what is left out stays empty.
///
/// # Errors
/// [`Refused::Item`] about the first one that does not hold, also where somebody else has what nobody may have twice.
pub async fn set(tx: &mut Tx, space: SpaceId, items: &[ItemView], kind: EntryKind, entry: i64, values: &[(BookItemId, String)]) -> Result<()> {
    if items.iter().all(|item| item.entry_kind != kind) {
        return Ok(());
    }
    sql::drop_values(tx, space, kind, entry).await?;
    put(tx, items, kind, entry, values).await
}

/// The same for an entry that has nothing yet.
pub async fn put(tx: &mut Tx, items: &[ItemView], kind: EntryKind, entry: i64, values: &[(BookItemId, String)]) -> Result<()> {
    for item in items.iter().filter(|item| item.entry_kind == kind) {
        let Some(written) = fitting(tx, item, entry, values).await? else { continue };
        for (choice, text) in written.rows() {
            sql::put_value(tx, item.id, entry, choice, text).await?;
        }
    }
    Ok(())
}

/// Whether all of it would be taken, without a change.
///
/// # Errors
/// Those of [`set`].
pub async fn check(tx: &mut Tx, items: &[ItemView], kind: EntryKind, entry: i64, values: &[(BookItemId, String)]) -> Result<()> {
    for item in items.iter().filter(|item| item.entry_kind == kind) {
        fitting(tx, item, entry, values).await?;
    }
    Ok(())
}

async fn fitting(tx: &mut Tx, item: &ItemView, entry: i64, values: &[(BookItemId, String)]) -> Result<Option<Written>> {
    let text = values.iter().find(|(id, _)| *id == item.id).map_or("", |(_, text)| text);
    let Some(written) = item.read(text)? else { return Ok(None) };
    let refused = |wrong| Error::Refused(Refused::Item { item: item.name.clone(), wrong });
    if let Written::Person(user) = written
        && !sql::is_person(tx, user).await?
    {
        return Err(refused(Wrong::Malformed));
    }
    if item.is_unique && item.kind.can_be_unique() {
        sql::lock_item(tx, item.id).await?;
        if sql::is_taken(tx, item.entry_kind, item.id, entry, &written.print()).await? {
            return Err(refused(Wrong::Same));
        }
    }
    Ok(Some(written))
}

/// The groups of an entry, and no others.
pub async fn set_groups(tx: &mut Tx, space: SpaceId, kind: EntryKind, entry: i64, groups: &[BookGroupId]) -> Result<()> {
    sql::leave_groups(tx, space, kind, entry).await?;
    let members: Vec<(BookGroupId, i64)> = groups.iter().map(|group| (*group, entry)).collect();
    Ok(sql::join_groups(tx, space, kind, &members).await?)
}
