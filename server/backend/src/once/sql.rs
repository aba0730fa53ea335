//! The statements of deeds that happen once.

use crate::db::Tx;
use domain::{Moment, UserId};
use sqlx::Result;

/// 0 rows: the key is known. On PostgreSQL this waits for another transaction that is at the same key.
pub async fn claim(tx: &mut Tx, user: UserId, key: &str, what: &str, at: Moment) -> Result<u64> {
    tx.query("insert into once(user_id, key, what, answer, at) values($1, $2, $3, '', $4) on conflict(user_id, key) do nothing")
        .bind(user)
        .text(key)
        .text(what)
        .bind(at)
        .run()
        .await
}

pub async fn find(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<(String, String)>> {
    tx.query("select what, answer from once where user_id = $1 and key = $2").bind(user).text(key).maybe().await
}

pub async fn keep(tx: &mut Tx, user: UserId, key: &str, answer: &str) -> Result<u64> {
    tx.query("update once set answer = $3 where user_id = $1 and key = $2").bind(user).text(key).text(answer).run().await
}

pub async fn sweep(tx: &mut Tx, before: Moment) -> Result<u64> {
    tx.query("delete from once where at < $1").bind(before).run().await
}
