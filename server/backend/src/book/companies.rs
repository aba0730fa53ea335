//! Companies: looked at, added, edited, removed and brought back.

use super::{edited, rights, seen, sql, taken, tell, values};
use crate::{Cx, Error, Result, db::Tx, users};
use domain::{
    book::{CompanyForm, CompanyView, EntryKind},
    *,
};

/// Addresses of its people that are looked at for their domains.
const ADDRESSES: i64 = 200;
/// Domains that are shown.
const DOMAINS: usize = 3;

/// # Errors
/// `NotFound` for one of another space, and for one that was taken into another.
pub async fn company(cx: &Cx, id: CompanyId) -> Result<CompanyView> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let row = known(&mut tx, space, id).await?;
    let found = sql::values_of(&mut tx, space, EntryKind::Company, id.0).await?;
    let groups = sql::groups_of(&mut tx, EntryKind::Company, id.0).await?;
    let alike = if row.removed_at.is_none() { sql::companies_alike(&mut tx, &row).await? } else { vec![] };
    let mut domains: Vec<String> = Vec::new();
    for (addr,) in sql::addresses_of_company(&mut tx, id, ADDRESSES).await? {
        if let Some(domain) = history::company_of(&addr)
            && !domains.contains(&domain)
            && domains.len() < DOMAINS
        {
            domains.push(domain);
        }
    }
    let people = sql::people_of_company(&mut tx, id, sql::PEOPLE_MAX).await?;
    Ok(CompanyView {
        id,
        version: row.version,
        form: form(&mut tx, &row).await?,
        in_charge: row.in_charge,
        groups: groups.into_iter().map(|(_, name)| name).collect(),
        items: values::states(&found).into_iter().map(|(_, state)| state).collect(),
        files: sql::files(&mut tx, EntryKind::Company, id.0).await?,
        people,
        domains,
        removed: row.removed_at.is_some(),
        updated_at: row.updated_at,
        rights: rights(cx, space),
        alike,
    })
}

/// What stands in the card, as its form has it.
pub(super) async fn form(tx: &mut Tx, row: &sql::CompanyRow) -> Result<CompanyForm> {
    let found = sql::values_of(tx, row.space_id, EntryKind::Company, row.id.0).await?;
    let groups = sql::groups_of(tx, EntryKind::Company, row.id.0).await?;
    Ok(CompanyForm {
        code: row.code.clone(),
        name: row.name.clone(),
        reading: row.reading.clone(),
        phone: row.phone.clone(),
        in_charge: row.in_charge_id,
        groups: groups.into_iter().map(|(id, _)| id).collect(),
        values: values::printed(&found),
    })
}

/// # Errors
/// [`Refused::Stale`] when it is not of this version.
pub(super) async fn rewrite(tx: &mut Tx, cx: &Cx, row: &sql::CompanyRow, version: i64, form: &CompanyForm) -> Result<()> {
    if !sql::edit_company(tx, row.id, version, form, cx.now).await.map_err(|cause| taken(cause, Field::Code))? {
        return Err(Error::Refused(Refused::Stale));
    }
    follow(tx, row.space_id, row.id, form).await
}

/// # Errors
/// What [`CompanyForm::checked`] says; [`Refused::Taken`] for a code that another company has; [`Refused::Item`].
pub async fn add_company(cx: &Cx, form: &CompanyForm) -> Result<CompanyId> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let form = form.checked()?;
    check_people(&mut tx, &form).await?;
    let id = sql::put_company(&mut tx, space, &form, cx.who.user_id(), cx.now).await.map_err(|cause| taken(cause, Field::Code))?;
    follow(&mut tx, space, id, &form).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(id)
}

/// `version` is the one that was seen when the form was opened.
///
/// # Errors
/// Those of [`add_company`]; [`Refused::Stale`] when somebody changed it since: nothing of theirs is lost, nor of this form.
pub async fn edit_company(cx: &Cx, id: CompanyId, version: i64, form: &CompanyForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let row = known(&mut tx, space, id).await?;
    let form = form.checked()?;
    check_people(&mut tx, &form).await?;
    rewrite(&mut tx, cx, &row, version, &form).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// Into the trash. Its people stay.
pub async fn remove_company(cx: &Cx, id: CompanyId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    known(&mut tx, space, id).await?;
    if sql::remove_company(&mut tx, id, Some(cx.now), cx.now).await? {
        sql::drop_keys(&mut tx, EntryKind::Company, id.0).await?;
        users::audit(&mut tx, cx, "book", &format!("company {id}"), "remove").await?;
    }
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// # Errors
/// [`Refused::Taken`] when another company got its code meanwhile.
pub async fn restore_company(cx: &Cx, id: CompanyId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    known(&mut tx, space, id).await?;
    if sql::remove_company(&mut tx, id, None, cx.now).await.map_err(|cause| taken(cause, Field::Code))? {
        sql::key_company(&mut tx, id).await?;
        users::audit(&mut tx, cx, "book", &format!("company {id}"), "restore").await?;
    }
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// What is kept besides the row.
async fn follow(tx: &mut Tx, space: SpaceId, id: CompanyId, form: &CompanyForm) -> Result<()> {
    let items = values::items(tx, space).await?;
    values::set(tx, space, &items, EntryKind::Company, id.0, &form.values).await?;
    values::set_groups(tx, space, EntryKind::Company, id.0, &form.groups).await?;
    sql::key_company(tx, id).await?;
    Ok(())
}

async fn check_people(tx: &mut Tx, form: &CompanyForm) -> Result<()> {
    match form.in_charge {
        Some(user) if !sql::is_person(tx, user).await? => Err(Error::Refused(Refused::Invalid { field: Field::User, wrong: Wrong::Malformed })),
        _ => Ok(()),
    }
}

/// One of this space that was not taken into another.
pub(super) async fn known(tx: &mut Tx, space: SpaceId, id: CompanyId) -> Result<sql::CompanyRow> {
    let row = sql::company(tx, id).await?.filter(|row| row.space_id == space && row.merged_into.is_none());
    Ok(row.ok_or(Refused::NotFound)?)
}
