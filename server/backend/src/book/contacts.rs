//! People: looked at, added, edited, removed and brought back.

use super::{companies, edited, rights, seen, sql, taken, tell, values};
use crate::{Cx, Error, Result, db::Tx, users};
use domain::{
    book::{ContactForm, ContactView, EntryKind},
    *,
};

/// How it is known that somebody wants no bulk mail when it is set in their card.
const BY_HAND: &str = "hand";

/// # Errors
/// `NotFound` for one of another space, and for one that was taken into another.
pub async fn contact(cx: &Cx, id: ContactId) -> Result<ContactView> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    let row = known(&mut tx, space, id).await?;
    let groups = sql::groups_of(&mut tx, EntryKind::Contact, id.0).await?;
    let found = sql::values_of(&mut tx, space, EntryKind::Contact, id.0).await?;
    let alike = if row.removed_at.is_none() { sql::contacts_alike(&mut tx, &row).await? } else { vec![] };
    Ok(ContactView {
        id,
        version: row.version,
        form: form(&mut tx, &row).await?,
        company: row.company,
        opted_out_at: row.opted_out_at,
        opted_out_by: row.opted_out_by,
        groups: groups.into_iter().map(|(_, name)| name).collect(),
        items: values::states(&found).into_iter().map(|(_, state)| state).collect(),
        files: sql::files(&mut tx, EntryKind::Contact, id.0).await?,
        removed: row.removed_at.is_some(),
        updated_at: row.updated_at,
        rights: rights(cx, space),
        alike,
    })
}

/// What stands in the card, as its form has it.
pub(super) async fn form(tx: &mut Tx, row: &sql::ContactRow) -> Result<ContactForm> {
    let found = sql::values_of(tx, row.space_id, EntryKind::Contact, row.id.0).await?;
    let groups = sql::groups_of(tx, EntryKind::Contact, row.id.0).await?;
    let addresses = sql::addresses(tx, row.id).await?;
    Ok(ContactForm {
        code: row.code.clone(),
        name: row.name.clone(),
        reading: row.reading.clone(),
        company: row.company_id,
        section: row.section.clone(),
        phone: row.phone.clone(),
        addresses: addresses.into_iter().map(|(addr,)| addr).collect(),
        opted_out: row.opted_out_at.is_some(),
        groups: groups.into_iter().map(|(id, _)| id).collect(),
        values: values::printed(&found),
    })
}

/// # Errors
/// [`Refused::Stale`] when it is not of this version.
pub(super) async fn rewrite(tx: &mut Tx, cx: &Cx, row: &sql::ContactRow, version: i64, form: &ContactForm, how: &str) -> Result<()> {
    if !sql::edit_contact(tx, row, version, form, how, cx.now).await.map_err(|cause| taken(cause, Field::Code))? {
        return Err(Error::Refused(Refused::Stale));
    }
    follow(tx, row.space_id, row.id, form).await
}

/// # Errors
/// What [`ContactForm::checked`] says; [`Refused::Taken`] for a code that somebody else has; [`Refused::Item`]; `NotFound` for a company
/// that is none of the space.
pub async fn add_contact(cx: &Cx, form: &ContactForm) -> Result<ContactId> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let form = form.checked()?;
    check_company(&mut tx, space, &form).await?;
    let id = sql::put_contact(&mut tx, space, &form, cx.who.user_id(), BY_HAND, cx.now).await.map_err(|cause| taken(cause, Field::Code))?;
    sql::put_addresses(&mut tx, space, &sql::addresses_of(id, &form.addresses)).await?;
    follow(&mut tx, space, id, &form).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(id)
}

/// `version` is the one that was seen when the form was opened.
///
/// # Errors
/// Those of [`add_contact`]; [`Refused::Stale`] when somebody changed them since: nothing of theirs is lost, nor of this form.
pub async fn edit_contact(cx: &Cx, id: ContactId, version: i64, form: &ContactForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let row = known(&mut tx, space, id).await?;
    let form = form.checked()?;
    check_company(&mut tx, space, &form).await?;
    rewrite(&mut tx, cx, &row, version, &form, BY_HAND).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// Into the trash. Their mails stay where they are.
pub async fn remove_contact(cx: &Cx, id: ContactId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    known(&mut tx, space, id).await?;
    if sql::remove_contact(&mut tx, id, Some(cx.now), cx.now).await? {
        sql::drop_keys(&mut tx, EntryKind::Contact, id.0).await?;
        users::audit(&mut tx, cx, "book", &format!("contact {id}"), "remove").await?;
    }
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// # Errors
/// [`Refused::Taken`] when somebody else got their code meanwhile.
pub async fn restore_contact(cx: &Cx, id: ContactId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    known(&mut tx, space, id).await?;
    if sql::remove_contact(&mut tx, id, None, cx.now).await.map_err(|cause| taken(cause, Field::Code))? {
        sql::key_contact(&mut tx, id).await?;
        users::audit(&mut tx, cx, "book", &format!("contact {id}"), "restore").await?;
    }
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// What is kept besides the row.
async fn follow(tx: &mut Tx, space: SpaceId, id: ContactId, form: &ContactForm) -> Result<()> {
    let items = values::items(tx, space).await?;
    values::set(tx, space, &items, EntryKind::Contact, id.0, &form.values).await?;
    values::set_groups(tx, space, EntryKind::Contact, id.0, &form.groups).await?;
    sql::key_contact(tx, id).await?;
    Ok(())
}

async fn check_company(tx: &mut Tx, space: SpaceId, form: &ContactForm) -> Result<()> {
    if let Some(company) = form.company {
        companies::known(tx, space, company).await?;
    }
    Ok(())
}

/// One of this space that was not taken into another.
pub(super) async fn known(tx: &mut Tx, space: SpaceId, id: ContactId) -> Result<sql::ContactRow> {
    let row = sql::contact(tx, id).await?.filter(|row| row.space_id == space && row.merged_into.is_none());
    Ok(row.ok_or(Refused::NotFound)?)
}
