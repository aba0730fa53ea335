//! People as cards (vCard), for phones and other address books.

use super::{companies, contacts, import::Known, seen, sql};
use crate::{Cx, Result, db::Tx, users};
use domain::{
    book::{Column, EntryKind},
    *,
};
use mail::vcard::{Card, write};

/// One person, or everybody who is not in the trash. Data leave the house, so the audit log knows.
///
/// # Errors
/// `NotFound` for one of another space.
pub async fn export_cards(cx: &Cx, one: Option<ContactId>) -> Result<String> {
    let mut tx = cx.desk.db.write().await?;
    let space = seen(&mut tx, cx).await?;
    let cards = match one {
        Some(id) => {
            let row = contacts::known(&mut tx, space, id).await?;
            vec![card(&mut tx, &row).await?]
        }
        None => {
            let known = Known::read(&mut tx, space, EntryKind::Contact).await?;
            known.entries.iter().map(|entry| of_entry(&known, entry)).collect()
        }
    };
    users::audit(&mut tx, cx, "export", "book contact", &format!("{} cards", cards.len())).await?;
    tx.commit().await?;
    Ok(write(&cards))
}

pub(super) async fn card(tx: &mut Tx, row: &sql::ContactRow) -> Result<Card> {
    let form = contacts::form(tx, row).await?;
    let groups = sql::groups_of(tx, EntryKind::Contact, row.id.0).await?;
    let company = match row.company_id {
        Some(id) => companies::known(tx, row.space_id, id).await?.name,
        None => String::new(),
    };
    Ok(Card {
        name: form.name,
        reading: form.reading,
        company,
        section: form.section,
        phone: form.phone,
        addresses: form.addresses,
        groups: groups.into_iter().map(|(_, name)| name).collect(),
        code: form.code,
        opted_out: form.opted_out,
        ..Card::default()
    })
}

fn of_entry(known: &Known, entry: &super::import::Entry) -> Card {
    let lines = |column| known.text(entry, column).lines().map(str::to_owned).collect();
    Card {
        name: entry.name.clone(),
        reading: entry.reading.clone(),
        company: known.text(entry, Column::Company),
        section: entry.section.clone(),
        phone: entry.phone.clone(),
        addresses: entry.addresses.clone(),
        groups: lines(Column::Group),
        code: entry.code.clone(),
        opted_out: entry.opted_out,
        ..Card::default()
    }
}
