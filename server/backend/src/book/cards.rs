//! People as cards (vCard), for phones and other address books.

use super::{companies, contacts, import::Known, seen, sql};
use crate::{Cx, Result, db::Tx, users};
use domain::{
    book::{Column, EntryKind, ItemView},
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
    let rows = sql::values_of(tx, row.space_id, EntryKind::Contact, row.id.0).await?;
    let rows = rows.chunk_by(|one, next| one.item_id == next.item_id);
    let items = rows.map(|rows| (rows[0].name.clone(), rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join("\n"))).collect();
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
        ..with_items(items)
    })
}

/// What other programs know goes where they look for it, too.
fn with_items(items: Vec<(String, String)>) -> Card {
    let of = |name: &str| items.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default();
    Card { title: of("役職"), url: of("URL"), note: of("備考"), items, ..Card::default() }
}

fn of_entry(known: &Known, entry: &super::import::Entry) -> Card {
    let lines = |column| known.text(entry, column).lines().map(str::to_owned).collect();
    let item = |item: &ItemView| Some((item.name.clone(), known.text(entry, Column::Item(item.id)))).filter(|(_, text)| !text.is_empty());
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
        ..with_items(known.items.iter().filter(|item| item.entry_kind == EntryKind::Contact).filter_map(item).collect())
    }
}
