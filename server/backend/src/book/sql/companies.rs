//! The statements of companies.

use crate::db::Tx;
use domain::{
    book::{Alike, CompanyForm, phone_key, sort_key},
    fold::fold,
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct CompanyRow {
    pub id: CompanyId,
    pub space_id: SpaceId,
    pub code: String,
    pub name: String,
    pub reading: String,
    pub phone: String,
    pub in_charge_id: Option<UserId>,
    pub in_charge: Option<String>,
    pub version: i64,
    pub updated_at: Moment,
    pub removed_at: Option<Moment>,
    pub merged_into: Option<CompanyId>,
}

pub async fn company(tx: &mut Tx, id: CompanyId) -> Result<Option<CompanyRow>> {
    tx.query(
        "select o.id, o.space_id, o.code, o.name, o.reading, o.phone, o.in_charge_id, u.name as in_charge, o.version, o.updated_at, o.removed_at, \
         o.merged_into from companies o left join users u on u.id = o.in_charge_id where o.id = $1",
    )
    .bind(id)
    .maybe()
    .await
}

pub async fn put_company(tx: &mut Tx, space: SpaceId, form: &CompanyForm, by: Option<UserId>, now: Moment) -> Result<CompanyId> {
    let (id,): (CompanyId,) = tx
        .query(
            "insert into companies(space_id, code, code_key, name, name_key, reading, sort_key, phone, phone_key, in_charge_id, version, created_at, \
             created_by, updated_at) values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $11) returning id",
        )
        .bind(space)
        .text(&form.code)
        .text(&fold(&form.code))
        .text(&form.name)
        .text(&fold(&form.name))
        .text(&form.reading)
        .text(&sort_key(&form.reading, &form.name))
        .text(&form.phone)
        .text(&phone_key(&form.phone))
        .bind(form.in_charge)
        .bind(now)
        .bind(by)
        .one()
        .await?;
    Ok(id)
}

/// Only as it was seen: answers whether it was.
pub async fn edit_company(tx: &mut Tx, id: CompanyId, version: i64, form: &CompanyForm, now: Moment) -> Result<bool> {
    let touched = tx
        .query(
            "update companies set code = $3, code_key = $4, name = $5, name_key = $6, reading = $7, sort_key = $8, phone = $9, phone_key = $10, \
             in_charge_id = $11, updated_at = $12, version = version + 1 where id = $1 and version = $2 and removed_at is null and merged_into is null",
        )
        .bind(id)
        .bind(version)
        .text(&form.code)
        .text(&fold(&form.code))
        .text(&form.name)
        .text(&fold(&form.name))
        .text(&form.reading)
        .text(&sort_key(&form.reading, &form.name))
        .text(&form.phone)
        .text(&phone_key(&form.phone))
        .bind(form.in_charge)
        .bind(now)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Into the trash, or out of it with `None`. Answers whether it stood otherwise.
pub async fn remove_company(tx: &mut Tx, id: CompanyId, at: Option<Moment>, now: Moment) -> Result<bool> {
    let touched = tx
        .query(
            "update companies set removed_at = $2, updated_at = $3, version = version + 1 \
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

/// Domains of its people's addresses, the most frequent ones first.
pub async fn addresses_of_company(tx: &mut Tx, id: CompanyId, limit: i64) -> Result<Vec<(String,)>> {
    tx.query(
        "select a.addr_key from contacts c join contact_addresses a on a.contact_id = c.id \
         where c.company_id = $1 and c.removed_at is null and c.merged_into is null order by c.sort_key, c.id, a.position limit $2",
    )
    .bind(id)
    .bind(limit)
    .all()
    .await
}

pub async fn people_of_company(tx: &mut Tx, id: CompanyId, limit: i64) -> Result<i64> {
    let (count,): (i64,) = tx
        .query("select count(*) from (select 1 from contacts where company_id = $1 and removed_at is null and merged_into is null limit $2) counted")
        .bind(id)
        .bind(limit)
        .one()
        .await?;
    Ok(count)
}

/// Others of the same name or phone.
pub async fn companies_alike(tx: &mut Tx, row: &CompanyRow) -> Result<Vec<Alike>> {
    tx.query(
        "select o.id, o.name, case when o.phone_key = $3 and $3 <> '' then 'phone' else 'name' end as why from companies o \
         where o.space_id = $1 and (o.name_key = $2 or o.phone_key = $3 and $3 <> '') and o.id <> $4 and o.removed_at is null and o.merged_into is null \
         order by o.id limit 5",
    )
    .bind(row.space_id)
    .text(&fold(&row.name))
    .text(&phone_key(&row.phone))
    .bind(row.id)
    .all()
    .await
}
