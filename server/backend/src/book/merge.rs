//! Joining two entries that are the same, and taking it back. Nothing is lost: what one of them lacks comes from the other, the joined
//! one stays as an empty shell, and a note knows how the other one stood.

use super::{companies, contacts, edited, sql, taken, tell};
use crate::{Cx, Error, Result, db::Tx, users};
use domain::{
    book::{ADDRESSES_MAX, CompanyForm, ContactForm, EntryKind},
    fold::fold,
    *,
};

/// `from` goes into `into`; answers by which number it is taken back.
///
/// # Errors
/// [`Refused::Invalid`] about [`Field::Name`] when they are one; `NotFound` where one lies in the trash.
pub async fn merge(cx: &Cx, kind: EntryKind, from: i64, into: i64) -> Result<i64> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    if from == into {
        return Err(Error::Refused(Refused::Invalid { field: Field::Name, wrong: Wrong::Same }));
    }
    let (before, version) = match kind {
        EntryKind::Company => {
            let (one, other) = (companies::known(&mut tx, space, CompanyId(into)).await?, companies::known(&mut tx, space, CompanyId(from)).await?);
            there(one.removed_at.is_none() && other.removed_at.is_none())?;
            let (before, more) = (companies::form(&mut tx, &one).await?, companies::form(&mut tx, &other).await?);
            sql::set_merged(&mut tx, kind, from, Some(into), cx.now).await?;
            companies::rewrite(&mut tx, cx, &one, one.version, &joined_company(&before, more)).await?;
            (serde_json::to_string(&before)?, one.version + 1)
        }
        EntryKind::Contact => {
            let (one, other) = (contacts::known(&mut tx, space, ContactId(into)).await?, contacts::known(&mut tx, space, ContactId(from)).await?);
            there(one.removed_at.is_none() && other.removed_at.is_none())?;
            let (before, more) = (contacts::form(&mut tx, &one).await?, contacts::form(&mut tx, &other).await?);
            sql::set_merged(&mut tx, kind, from, Some(into), cx.now).await?;
            let how = other.opted_out_by.as_deref().unwrap_or("hand");
            contacts::rewrite(&mut tx, cx, &one, one.version, &joined_contact(&before, more), how).await?;
            (serde_json::to_string(&before)?, one.version + 1)
        }
    };
    sql::drop_keys(&mut tx, kind, from).await?;
    let new = sql::NewMerge { space, kind, from, into, before: &before, version };
    let id = sql::insert_merge(&mut tx, &new, cx.who.user_id(), cx.now).await?;
    if kind == EntryKind::Company {
        sql::move_people(&mut tx, id, CompanyId(from), CompanyId(into)).await?;
    }
    users::audit(&mut tx, cx, "book", &format!("{kind} {from}"), &format!("join with {into}")).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(id)
}

/// Both stand as they did.
///
/// # Errors
/// `NotFound` when it was taken back already; [`Refused::Stale`] when the entry was changed since: nothing of that is lost.
pub async fn undo_merge(cx: &Cx, id: i64) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let note = sql::take_merge(&mut tx, id, cx.now).await?.filter(|note| note.space_id == space).ok_or(Refused::NotFound)?;
    match note.kind {
        EntryKind::Company => {
            let row = companies::known(&mut tx, space, CompanyId(note.into_id)).await?;
            companies::rewrite(&mut tx, cx, &row, note.version, &serde_json::from_str::<CompanyForm>(&note.before)?).await?;
            bring_back(&mut tx, cx, &note).await?;
            sql::move_people_back(&mut tx, id, CompanyId(note.from_id), CompanyId(note.into_id)).await?;
            sql::key_company(&mut tx, CompanyId(note.from_id)).await?;
        }
        EntryKind::Contact => {
            let row = contacts::known(&mut tx, space, ContactId(note.into_id)).await?;
            contacts::rewrite(&mut tx, cx, &row, note.version, &serde_json::from_str::<ContactForm>(&note.before)?, "hand").await?;
            bring_back(&mut tx, cx, &note).await?;
            sql::key_contact(&mut tx, ContactId(note.from_id)).await?;
        }
    }
    users::audit(&mut tx, cx, "book", &format!("{} {}", note.kind, note.from_id), &format!("no longer joined with {}", note.into_id)).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

async fn bring_back(tx: &mut Tx, cx: &Cx, note: &sql::MergeRow) -> Result<()> {
    let back = sql::set_merged(tx, note.kind, note.from_id, None, cx.now).await.map_err(|cause| taken(cause, Field::Code))?;
    there(back)
}

fn there(is: bool) -> Result<()> {
    if is { Ok(()) } else { Err(Error::Refused(Refused::NotFound)) }
}

fn or(one: &str, other: String) -> String {
    if one.is_empty() { other } else { one.to_owned() }
}

fn with<T: Copy + PartialEq>(one: &[T], other: Vec<T>) -> Vec<T> {
    let mut all = one.to_vec();
    all.extend(other.into_iter().filter(|each| !one.contains(each)));
    all
}

fn values(one: &[(BookItemId, String)], other: Vec<(BookItemId, String)>) -> Vec<(BookItemId, String)> {
    let mut all = one.to_vec();
    all.extend(other.into_iter().filter(|(id, _)| one.iter().all(|(known, _)| known != id)));
    all
}

fn joined_company(one: &CompanyForm, other: CompanyForm) -> CompanyForm {
    CompanyForm {
        code: or(&one.code, other.code),
        name: one.name.clone(),
        reading: or(&one.reading, other.reading),
        phone: or(&one.phone, other.phone),
        in_charge: one.in_charge.or(other.in_charge),
        groups: with(&one.groups, other.groups),
        values: values(&one.values, other.values),
    }
}

/// Whoever of the two wants no bulk mail is heard.
fn joined_contact(one: &ContactForm, other: ContactForm) -> ContactForm {
    let mut addresses = one.addresses.clone();
    addresses.extend(other.addresses.into_iter().filter(|addr| one.addresses.iter().all(|known| fold(known) != fold(addr))));
    addresses.truncate(ADDRESSES_MAX);
    ContactForm {
        code: or(&one.code, other.code),
        name: one.name.clone(),
        reading: or(&one.reading, other.reading),
        company: one.company.or(other.company),
        section: or(&one.section, other.section),
        phone: or(&one.phone, other.phone),
        addresses,
        opted_out: one.opted_out || other.opted_out,
        groups: with(&one.groups, other.groups),
        values: values(&one.values, other.values),
    }
}
