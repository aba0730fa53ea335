//! The address book of a space: companies, contacts, their groups and items.

pub(crate) mod sql;

use crate::{Result, db::Tx};
use domain::{book::Known, fold::fold, *};

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

#[cfg(test)]
mod tests;
