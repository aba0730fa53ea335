//! Entries for tests of other features, without the verbs.

use super::{key_company, key_contact, put_company, put_contact};
use crate::db::Tx;
use domain::{
    book::{CompanyForm, ContactForm},
    fold::fold,
    *,
};
use sqlx::Result;

pub async fn insert_company(tx: &mut Tx, space: SpaceId, name: &str, reading: &str, now: Moment) -> Result<CompanyId> {
    let form = CompanyForm { name: name.into(), reading: reading.into(), ..CompanyForm::default() };
    let id = put_company(tx, space, &form, None, now).await?;
    key_company(tx, id).await?;
    Ok(id)
}

pub async fn insert_contact(tx: &mut Tx, space: SpaceId, company: Option<CompanyId>, name: &str, section: &str, now: Moment) -> Result<ContactId> {
    let form = ContactForm { name: name.into(), section: section.into(), company, ..ContactForm::default() };
    let id = put_contact(tx, space, &form, None, "hand", now).await?;
    key_contact(tx, id).await?;
    Ok(id)
}

/// Behind the addresses that the contact has.
pub async fn add_address(tx: &mut Tx, space: SpaceId, contact: ContactId, addr: &str) -> Result<()> {
    tx.query(
        "insert into contact_addresses(contact_id, position, space_id, addr, addr_key, domain_key) \
         values($1, (select coalesce(max(a.position) + 1, 0) from contact_addresses a where a.contact_id = $1), $2, $3, $4, $5)",
    )
    .bind(contact)
    .bind(space)
    .text(addr)
    .text(&fold(addr))
    .text(&domain::history::company_of(addr).unwrap_or_default())
    .run()
    .await?;
    key_contact(tx, contact).await
}
