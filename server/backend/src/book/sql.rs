//! The statements of the address book.

mod companies;
mod contacts;
mod erasing;
mod files;
#[cfg(test)]
mod fixture;
mod groups;
mod imports;
mod items;
mod keys;
mod lists;
mod many;
mod merges;
mod values;

pub use companies::*;
pub use contacts::*;
pub use erasing::*;
pub use files::*;
#[cfg(test)]
pub use fixture::*;
pub use groups::*;
pub use imports::*;
pub use items::*;
pub use keys::*;
pub use lists::*;
pub use many::*;
pub use merges::*;
pub use values::*;

use crate::db::Tx;
use domain::*;
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct ByAddress {
    pub contact_id: ContactId,
    pub company_id: Option<CompanyId>,
    pub name: String,
    pub company: String,
    pub section: String,
    pub opted_out_at: Option<Moment>,
}

pub async fn by_address(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Option<ByAddress>> {
    tx.query(
        "select c.id as contact_id, o.id as company_id, c.name, coalesce(o.name, '') as company, c.section, c.opted_out_at \
         from contact_addresses a join contacts c on c.id = a.contact_id \
         left join companies o on o.id = c.company_id and o.removed_at is null and o.merged_into is null \
         where a.space_id = $1 and a.addr_key = $2 and c.removed_at is null and c.merged_into is null order by c.id limit 1",
    )
    .bind(space)
    .text(addr_key)
    .maybe()
    .await
}

/// Names of the items of one entry and what it has in them, as people read it; several options in one line.
pub async fn values(tx: &mut Tx, kind: &str, entry: i64) -> Result<Vec<(String, String)>> {
    let rows: Vec<(String, String)> = tx
        .query(
            "select i.name, coalesce(o.name, u.name, v.text) from book_values v join book_items i on i.id = v.item_id \
             left join book_item_options o on o.id = v.choice and i.kind in ('menu', 'multi') \
             left join users u on u.id = v.choice and i.kind = 'person' \
             where v.entry_id = $2 and i.entry_kind = $1 and i.removed_at is null order by i.position, i.id, o.position, o.id",
        )
        .text(kind)
        .bind(entry)
        .all()
        .await?;
    let mut values: Vec<(String, String)> = Vec::new();
    for (name, value) in rows {
        match values.last_mut() {
            Some((last, text)) if *last == name => {
                text.push_str(", ");
                text.push_str(&value);
            }
            _ => values.push((name, value)),
        }
    }
    Ok(values)
}
