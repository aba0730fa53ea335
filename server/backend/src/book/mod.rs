//! The address book of a space: companies, contacts, their groups and items.

mod cards;
mod companies;
mod contacts;
mod erase;
mod erasing;
mod export;
mod files;
mod find;
mod groups;
mod import;
mod items;
mod lists;
mod merge;
mod past;
mod person;
mod sender;
mod sql;
mod values;

pub use cards::export_cards;
pub use companies::{add_company, company, edit_company, remove_company, restore_company};
pub use contacts::{add_contact, contact, edit_contact, remove_contact, restore_contact};
pub use erase::{erase, erasure};
pub use erasing::{erasures, sweep as sweep_erasures};
pub use export::{Export, export};
pub use files::{NewFile, add_file, drop_file, file};
pub use find::find;
pub use groups::{add_group, remove_group, rename_group};
pub use import::{begin_import, cancel_import, import, recent_imports, start_import, sweep as sweep_imports, undo_import};
pub(crate) use items::item_names;
pub use items::{add_item, edit_item, order_items, remove_item};
pub use lists::{list, setup};
pub use merge::{merge, undo_merge};
pub use past::{past_of_company, past_of_contact};
pub use person::{PersonFile, person_file};
pub(crate) use sender::sender;
/// For tests of other features.
#[cfg(test)]
pub(crate) use sql::{add_address, insert_company, insert_contact};

use crate::{Cx, Error, Result, db, db::Tx, mailboxes};
use domain::{
    book::{BookRights, Known},
    fold::fold,
    live::Event,
    *,
};
use std::collections::HashSet;

/// The space whose address book it is; there is none before the wizard was there.
async fn space(tx: &mut Tx) -> Result<SpaceId> {
    Ok(mailboxes::known_first_space(tx).await?.ok_or(Refused::NotFound)?)
}

/// The same, for whoever may read in it.
async fn seen(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = space(tx).await?;
    cx.who.may_see_space(space)?;
    Ok(space)
}

/// Who an address belongs to, or `None` where the address book of the space does not know it. Where two people share an address,
/// the one who was entered first is meant.
pub(crate) async fn known(tx: &mut Tx, space: SpaceId, addr: &str) -> Result<Option<Known>> {
    let Some(row) = sql::by_address(tx, space, &fold(addr)).await? else { return Ok(None) };
    let mut items = sql::values(tx, "contact", row.contact_id.0).await?;
    if let Some(company) = row.company_id {
        items.extend(sql::values(tx, "company", company.0).await?);
    }
    Ok(Some(Known {
        contact_id: Some(row.contact_id),
        company_id: row.company_id,
        name: row.name,
        company: row.company,
        section: row.section,
        opted_out_at: row.opted_out_at,
        items,
    }))
}

/// Which of these addresses stand in nobody's card: one look into one index for a page of a list.
pub(crate) async fn unknown(tx: &mut Tx, space: SpaceId, addresses: &[&str]) -> Result<HashSet<String>> {
    let mut keys: Vec<String> = addresses.iter().map(|addr| fold(addr)).filter(|key| !key.is_empty()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut unknown: HashSet<String> = keys.iter().cloned().collect();
    for some in keys.chunks(sql::KNOWN_AT_ONCE) {
        for (key,) in sql::known_of(tx, space, some).await? {
            unknown.remove(&key);
        }
    }
    Ok(unknown)
}

/// The same, for whoever may change what is in it.
async fn edited(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = space(tx).await?;
    cx.who.may_edit_space(space)?;
    Ok(space)
}

fn rights(cx: &Cx, space: SpaceId) -> BookRights {
    BookRights { edit: cx.who.may_edit_space(space).is_ok(), operate: cx.who.may_operate(space).is_ok(), administer: cx.who.may_administer().is_ok() }
}

/// After the commit.
fn tell(cx: &Cx, space: SpaceId) {
    cx.desk.live.publish(Event::Book { space });
}

fn taken(cause: sqlx::Error, field: Field) -> Error {
    if db::is_unique_violation(&cause) { Error::Refused(Refused::Taken { field }) } else { cause.into() }
}

#[cfg(test)]
mod tests;
