//! The statements that only the practice company needs.

use super::company::Status;
use crate::db::Tx;
use domain::{
    statuses::{Class, name_key},
    *,
};
use sqlx::Result;

pub async fn put_setting(tx: &mut Tx, name: &'static str, value: &str) -> Result<u64> {
    tx.query("insert into settings(name, value) values($1, $2) on conflict(name) do update set value = excluded.value")
        .text(name)
        .text(value)
        .run()
        .await
}

pub async fn set_reading(tx: &mut Tx, id: UserId, reading: &str) -> Result<u64> {
    tx.query("update users set reading = $2 where id = $1").bind(id).text(reading).run().await
}

pub async fn set_signature(tx: &mut Tx, id: MailboxId, text: &str) -> Result<u64> {
    tx.query("update mailboxes set signature = $2 where id = $1").bind(id).text(text).run().await
}

pub async fn standard_status(tx: &mut Tx, mailbox: MailboxId, class: Class, position: i64) -> Result<StatusId> {
    let (id,): (StatusId,) = tx
        .query("update statuses set position = $3 where mailbox_id = $1 and class = $2 and standard returning id")
        .bind(mailbox)
        .bind(class)
        .bind(position)
        .one()
        .await?;
    Ok(id)
}

pub async fn insert_status(tx: &mut Tx, mailbox: MailboxId, position: i64, status: &Status) -> Result<StatusId> {
    let (id,): (StatusId,) = tx
        .query("insert into statuses(mailbox_id, position, name, name_key, class, color, standard) values($1, $2, $3, $4, $5, $6, $7) returning id")
        .bind(mailbox)
        .bind(position)
        .text(status.name)
        .text(&name_key(status.name))
        .bind(status.class)
        .bind(status.color)
        .bind(false)
        .one()
        .await?;
    Ok(id)
}
