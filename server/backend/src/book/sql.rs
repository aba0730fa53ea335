//! The statements of the address book.

use crate::db::Tx;
use domain::{fold::fold, *};
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

/// Digits of a phone number, whatever stands between them.
pub fn phone_key(phone: &str) -> String {
    fold(phone).chars().filter(char::is_ascii_digit).collect()
}

pub async fn insert_company(tx: &mut Tx, space: SpaceId, name: &str, reading: &str, now: Moment) -> Result<CompanyId> {
    let sort = if reading.is_empty() { fold(name) } else { fold(reading) };
    let (id,): (CompanyId,) = tx
        .query(
            "insert into companies(space_id, code, code_key, name, name_key, reading, sort_key, phone, phone_key, version, created_at, updated_at) \
             values($1, '', '', $2, $3, $4, $5, '', '', 1, $6, $6) returning id",
        )
        .bind(space)
        .text(name)
        .text(&fold(name))
        .text(reading)
        .text(&sort)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

pub async fn insert_contact(tx: &mut Tx, space: SpaceId, company: Option<CompanyId>, name: &str, section: &str, now: Moment) -> Result<ContactId> {
    let (id,): (ContactId,) = tx
        .query(
            "insert into contacts(space_id, company_id, code, code_key, name, name_key, reading, sort_key, section, phone, phone_key, version, created_at, updated_at) \
             values($1, $2, '', '', $3, $4, '', $4, $5, '', '', 1, $6, $6) returning id",
        )
        .bind(space)
        .bind(company)
        .text(name)
        .text(&fold(name))
        .text(section)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

/// Behind the addresses that the contact has.
pub async fn add_address(tx: &mut Tx, space: SpaceId, contact: ContactId, addr: &str) -> Result<u64> {
    tx.query(
        "insert into contact_addresses(contact_id, position, space_id, addr, addr_key) \
         values($1, (select coalesce(max(a.position) + 1, 0) from contact_addresses a where a.contact_id = $1), $2, $3, $4)",
    )
    .bind(contact)
    .bind(space)
    .text(addr)
    .text(&fold(addr))
    .run()
    .await
}
