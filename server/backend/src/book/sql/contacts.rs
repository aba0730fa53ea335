//! The statements of people and their addresses.

use crate::db::Tx;
use domain::{
    book::{Alike, CompanyGuess, ContactForm, phone_key, sort_key},
    fold::fold,
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct ContactRow {
    pub id: ContactId,
    pub space_id: SpaceId,
    pub company_id: Option<CompanyId>,
    pub company: String,
    pub code: String,
    pub name: String,
    pub reading: String,
    pub section: String,
    pub phone: String,
    pub opted_out_at: Option<Moment>,
    pub opted_out_by: Option<String>,
    pub version: i64,
    pub updated_at: Moment,
    pub removed_at: Option<Moment>,
    pub merged_into: Option<ContactId>,
}

pub async fn contact(tx: &mut Tx, id: ContactId) -> Result<Option<ContactRow>> {
    tx.query(
        "select c.id, c.space_id, o.id as company_id, coalesce(o.name, '') as company, c.code, c.name, c.reading, c.section, c.phone, c.opted_out_at, \
         c.opted_out_by, c.version, c.updated_at, c.removed_at, c.merged_into from contacts c \
         left join companies o on o.id = c.company_id and o.removed_at is null and o.merged_into is null where c.id = $1 and c.erased_at is null",
    )
    .bind(id)
    .maybe()
    .await
}

/// Addresses of one contact, each at its place.
pub fn addresses_of(id: ContactId, addresses: &[String]) -> Vec<(ContactId, usize, &str)> {
    addresses.iter().enumerate().map(|(position, addr)| (id, position, addr.as_str())).collect()
}

/// The row alone: addresses are put beside it. `how`: by what it is known that they want no bulk mail, where they want none.
pub async fn put_contact(tx: &mut Tx, space: SpaceId, form: &ContactForm, by: Option<UserId>, how: &str, now: Moment) -> Result<ContactId> {
    let (id,): (ContactId,) = tx
        .query(
            "insert into contacts(space_id, company_id, code, code_key, name, name_key, reading, sort_key, section, phone, phone_key, opted_out_at, \
             opted_out_by, version, created_at, created_by, updated_at) \
             values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15, $14) returning id",
        )
        .bind(space)
        .bind(form.company)
        .text(&form.code)
        .text(&fold(&form.code))
        .text(&form.name)
        .text(&fold(&form.name))
        .text(&form.reading)
        .text(&sort_key(&form.reading, &form.name))
        .text(&form.section)
        .text(&form.phone)
        .text(&phone_key(&form.phone))
        .bind(form.opted_out.then_some(now))
        .bind(form.opted_out.then(|| how.to_owned()))
        .bind(now)
        .bind(by)
        .one()
        .await?;
    Ok(id)
}

/// Only as it was seen: answers whether it was. Since when somebody wants no bulk mail stays as long as they want none.
pub async fn edit_contact(tx: &mut Tx, row: &ContactRow, version: i64, form: &ContactForm, how: &str, now: Moment) -> Result<bool> {
    let (since, by) = match (form.opted_out, row.opted_out_at) {
        (false, _) => (None, None),
        (true, Some(since)) => (Some(since), row.opted_out_by.clone()),
        (true, None) => (Some(now), Some(how.to_owned())),
    };
    let touched = tx
        .query(
            "update contacts set company_id = $3, code = $4, code_key = $5, name = $6, name_key = $7, reading = $8, sort_key = $9, section = $10, \
             phone = $11, phone_key = $12, opted_out_at = $13, opted_out_by = $14, updated_at = $15, version = version + 1 \
             where id = $1 and version = $2 and removed_at is null and merged_into is null",
        )
        .bind(row.id)
        .bind(version)
        .bind(form.company)
        .text(&form.code)
        .text(&fold(&form.code))
        .text(&form.name)
        .text(&fold(&form.name))
        .text(&form.reading)
        .text(&sort_key(&form.reading, &form.name))
        .text(&form.section)
        .text(&form.phone)
        .text(&phone_key(&form.phone))
        .bind(since)
        .bind(by)
        .bind(now)
        .run()
        .await?;
    if touched == 1 {
        tx.query("delete from contact_addresses where contact_id = $1").bind(row.id).run().await?;
        super::put_addresses(tx, row.space_id, &addresses_of(row.id, &form.addresses)).await?;
    }
    Ok(touched == 1)
}

pub async fn addresses(tx: &mut Tx, id: ContactId) -> Result<Vec<(String,)>> {
    tx.query("select addr from contact_addresses where contact_id = $1 order by position").bind(id).all().await
}

/// Into the trash, or out of it with `None`. Answers whether it stood otherwise.
pub async fn remove_contact(tx: &mut Tx, id: ContactId, at: Option<Moment>, now: Moment) -> Result<bool> {
    let touched = tx
        .query(
            "update contacts set removed_at = $2, updated_at = $3, version = version + 1 \
             where id = $1 and merged_into is null and (removed_at is null) <> ($4 = 0)",
        )
        .bind(id)
        .bind(at)
        .bind(now)
        .bind(i64::from(at.is_some()))
        .run()
        .await?;
    Ok(touched == 1)
}

/// Others with the same address, phone or name.
pub async fn contacts_alike(tx: &mut Tx, row: &ContactRow) -> Result<Vec<Alike>> {
    tx.query(
        "select c.id, c.name, case when f.rank = 0 then 'address' when f.rank = 1 then 'phone' else 'name' end as why from \
         (select e.id, min(e.rank) as rank from (\
         select b.contact_id as id, 0 as rank from contact_addresses a join contact_addresses b on b.space_id = a.space_id and b.addr_key = a.addr_key \
         where a.contact_id = $4 \
         union all select c.id, 1 from contacts c where c.space_id = $1 and c.phone_key = $3 and $3 <> '' \
         union all select c.id, 2 from contacts c where c.space_id = $1 and c.name_key = $2) e group by e.id) f \
         join contacts c on c.id = f.id where c.id <> $4 and c.removed_at is null and c.merged_into is null order by f.rank, c.id limit 5",
    )
    .bind(row.space_id)
    .text(&fold(&row.name))
    .text(&phone_key(&row.phone))
    .bind(row.id)
    .all()
    .await
}

/// Companies whose people have addresses of this domain: how many of them each.
pub async fn companies_of_domain(tx: &mut Tx, space: SpaceId, domain: &str) -> Result<Vec<CompanyGuess>> {
    tx.query(
        "select o.id, o.name, count(*) as people from contact_addresses a join contacts c on c.id = a.contact_id join companies o on o.id = c.company_id \
         where a.space_id = $1 and a.domain_key = $2 and c.removed_at is null and c.merged_into is null and o.removed_at is null and o.merged_into is null \
         group by o.id, o.name order by people desc, o.id limit 3",
    )
    .bind(space)
    .text(domain)
    .all()
    .await
}
