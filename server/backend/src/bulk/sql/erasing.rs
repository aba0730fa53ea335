//! The statements of recipients who are erased.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn mails_to(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Vec<(BulkMailId,)>> {
    tx.query(
        "select distinct b.id from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id where r.addr_key = $2 and b.space_id = $1 \
         and not r.is_test order by b.id",
    )
    .bind(space)
    .text(addr_key)
    .all()
    .await
}

pub async fn mails_to_contact(tx: &mut Tx, space: SpaceId, contact: ContactId) -> Result<Vec<(BulkMailId,)>> {
    tx.query(
        "select distinct b.id from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id where r.contact_id = $2 and r.sent_at is not null \
         and b.space_id = $1 and not r.is_test order by b.id",
    )
    .bind(space)
    .bind(contact)
    .all()
    .await
}

pub async fn is_sending(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<bool> {
    let found: Option<(i64,)> = tx
        .query(
            "select r.id from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id where r.addr_key = $2 and r.state = 'sending' \
             and b.space_id = $1 order by r.id limit 1",
        )
        .bind(space)
        .text(addr_key)
        .maybe()
        .await?;
    Ok(found.is_some())
}

pub async fn redact(tx: &mut Tx, space: SpaceId, addr_key: &str, stand_in: &str) -> Result<u64> {
    tx.query(
        "update bulk_recipients set contact_id = null, company_id = null, addr = $3, addr_key = $3, name = '', company = '', section = '', items = '[]', \
         answer = '' where addr_key = $2 and bulk_mail_id in (select b.id from bulk_mails b where b.space_id = $1)",
    )
    .bind(space)
    .text(addr_key)
    .text(stand_in)
    .run()
    .await
}

/// Rows under an address that they have no more.
pub async fn let_go(tx: &mut Tx, contact: ContactId) -> Result<u64> {
    tx.query(
        "update bulk_recipients set contact_id = null, company_id = null, name = '', company = '', section = '', items = '[]' where contact_id = $1",
    )
    .bind(contact)
    .run()
    .await
}

pub async fn audiences_with(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Vec<(BulkMailId, String)>> {
    tx.query("select id, audience from bulk_mails where space_id = $1 and lower(audience) like '%' || $2 || '%' order by id")
        .bind(space)
        .text(addr_key)
        .all()
        .await
}

pub async fn set_audience(tx: &mut Tx, id: BulkMailId, audience: &str) -> Result<u64> {
    tx.query("update bulk_mails set audience = $2 where id = $1").bind(id).text(audience).run().await
}

pub async fn kept_audiences_with(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Vec<(i64, String)>> {
    tx.query("select id, audience from bulk_audiences where space_id = $1 and lower(audience) like '%' || $2 || '%' order by id")
        .bind(space)
        .text(addr_key)
        .all()
        .await
}

pub async fn set_kept_audience(tx: &mut Tx, id: i64, audience: &str) -> Result<u64> {
    tx.query("update bulk_audiences set audience = $2 where id = $1").bind(id).text(audience).run().await
}
