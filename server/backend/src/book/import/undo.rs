//! Taking an import back: what it added goes into the trash, what it overwrote is as it was. What somebody changed since stays.

use super::{
    super::{companies, contacts, edited, sql, tell, values},
    owned,
};
use crate::{Cx, Error, Result, bulk, db::Tx, users};
use domain::{
    book::{CompanyForm, ContactForm, EntryKind, ImportState, Stage, UNDO_DAYS},
    *,
};

/// Cards of one transaction.
const AT_ONCE: i64 = 200;
/// Imports that are shown.
const SHOWN: i64 = 20;

/// The newest imports of the space that this person may take back, or could have.
pub async fn recent_imports(cx: &Cx) -> Result<Vec<ImportState>> {
    let mut tx = cx.desk.db.read().await?;
    let space = edited(&mut tx, cx).await?;
    let rows = sql::recent_imports(&mut tx, space, cx.now.plus_days(-UNDO_DAYS), SHOWN).await?;
    let operates = cx.who.may_operate(space).is_ok();
    Ok(rows.into_iter().filter(|row| operates || row.created_by == cx.who.user_id()).map(|row| row.state()).collect())
}

/// Goes on in the background, some cards at a time; asked again, it goes on where it ended.
///
/// # Errors
/// [`Refused::TooLate`] when it is too long ago; [`Refused::Stale`] when it runs, or nothing of it is left to be taken back.
pub async fn undo_import(cx: &Cx, id: ImportId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = owned(&mut tx, cx, id).await?;
    if row.created_at < cx.now.plus_days(-UNDO_DAYS) {
        return Err(Error::Refused(Refused::TooLate));
    }
    let mut begun = false;
    for stage in [Stage::Done, Stage::Cancelled, Stage::Stopped] {
        begun = begun || sql::set_stage(&mut tx, id, stage, Stage::Undoing, cx.now).await?;
    }
    if !begun || sql::noted_rows(&mut tx, id, 1).await?.is_empty() {
        return Err(Error::Refused(Refused::Stale));
    }
    users::audit(&mut tx, cx, "import", &format!("book {} import {id}", row.kind), "undo").await?;
    tx.commit().await?;
    let cx = cx.clone();
    tokio::spawn(async move {
        if let Err(cause) = run(&cx, id, row.space_id).await {
            tracing::error!(cause = format!("{cause:#}"), import = id.0, "taking an import back broke off; it can be asked for again");
        }
    });
    Ok(())
}

async fn run(cx: &Cx, id: ImportId, space: SpaceId) -> Result<()> {
    loop {
        let mut tx = cx.desk.db.write().await?;
        let rows = sql::noted_rows(&mut tx, id, AT_ONCE).await?;
        if rows.is_empty() {
            drop_groups(&mut tx, cx, id, space).await?;
            sql::set_stage(&mut tx, id, Stage::Undoing, Stage::Undone, crate::cx::now()).await?;
            tx.commit().await?;
            tell(cx, space);
            return Ok(());
        }
        let (mut undone, mut kept) = (0, 0);
        for row in rows {
            if one(&mut tx, cx, &row).await? {
                undone += 1
            } else {
                kept += 1
            }
            sql::forget_row(&mut tx, id, &row).await?;
        }
        sql::count_undone(&mut tx, id, undone, kept, crate::cx::now()).await?;
        tx.commit().await?;
        tell(cx, space);
    }
}

/// Groups that came along go too, unless somebody uses them by now.
async fn drop_groups(tx: &mut Tx, cx: &Cx, id: ImportId, space: SpaceId) -> Result<()> {
    for (group, name) in sql::idle_groups_of_import(tx, id).await? {
        if bulk::names_group(tx, space, group).await? {
            continue;
        }
        sql::drop_members(tx, group).await?;
        sql::drop_group(tx, group).await?;
        users::audit(tx, cx, "book", &format!("group {group}"), &format!("remove {name:?}, its import was taken back")).await?;
    }
    Ok(())
}

/// Whether it was put back.
async fn one(tx: &mut Tx, cx: &Cx, row: &sql::NotedRow) -> Result<bool> {
    let done = match row.kind {
        EntryKind::Company => company(tx, cx, row).await,
        EntryKind::Contact => contact(tx, cx, row).await,
    };
    match done {
        Ok(done) => Ok(done),
        Err(Error::Refused(_)) => Ok(false),
        Err(failed) => Err(failed),
    }
}

async fn company(tx: &mut Tx, cx: &Cx, row: &sql::NotedRow) -> Result<bool> {
    let id = CompanyId(row.entry_id);
    let Some(now) = sql::company(tx, id).await?.filter(|now| now.version == row.version && now.removed_at.is_none()) else { return Ok(false) };
    if row.before.is_empty() {
        // A company whose people came by other ways stays with them.
        if sql::people_of_company(tx, id, 1).await? > 0 {
            return Ok(false);
        }
        sql::remove_company(tx, id, Some(cx.now), cx.now).await?;
        sql::drop_keys(tx, EntryKind::Company, id.0).await?;
        return Ok(true);
    }
    let form: CompanyForm = serde_json::from_str(&row.before)?;
    fits(tx, EntryKind::Company, now.space_id, id.0, &form.code, &form.values).await?;
    companies::rewrite(tx, cx, &now, row.version, &form).await?;
    Ok(true)
}

async fn contact(tx: &mut Tx, cx: &Cx, row: &sql::NotedRow) -> Result<bool> {
    let id = ContactId(row.entry_id);
    let Some(now) = sql::contact(tx, id).await?.filter(|now| now.version == row.version && now.removed_at.is_none()) else { return Ok(false) };
    if row.before.is_empty() {
        sql::remove_contact(tx, id, Some(cx.now), cx.now).await?;
        sql::drop_keys(tx, EntryKind::Contact, id.0).await?;
        return Ok(true);
    }
    let form: ContactForm = serde_json::from_str(&row.before)?;
    fits(tx, EntryKind::Contact, now.space_id, id.0, &form.code, &form.values).await?;
    contacts::rewrite(tx, cx, &now, row.version, &form, "import").await?;
    Ok(true)
}

/// Asked before anything is written: a card is put back as a whole or stays as it is.
async fn fits(tx: &mut Tx, kind: EntryKind, space: SpaceId, entry: i64, code: &str, set: &[(BookItemId, String)]) -> Result<()> {
    if sql::is_code_taken(tx, kind, space, entry, code).await? {
        return Err(Error::Refused(Refused::Taken { field: Field::Code }));
    }
    let items = values::items(tx, space).await?;
    values::check(tx, &items, kind, entry, set).await
}
