//! Rows of sealed secrets.

use super::SecretId;
use crate::db::Tx;
use domain::Moment;

pub async fn insert(tx: &mut Tx, now: Moment) -> sqlx::Result<SecretId> {
    let (id,) = tx.query("insert into secrets(sealed, changed_at) values($1, $2) returning id").bind(Vec::<u8>::new()).bind(now).one().await?;
    Ok(id)
}

pub async fn update(tx: &mut Tx, id: SecretId, sealed: Vec<u8>, now: Moment) -> sqlx::Result<u64> {
    tx.query("update secrets set sealed = $2, changed_at = $3 where id = $1").bind(id).bind(sealed).bind(now).run().await
}

pub async fn sealed(tx: &mut Tx, id: SecretId) -> sqlx::Result<Vec<u8>> {
    let (sealed,) = tx.query("select sealed from secrets where id = $1").bind(id).one().await?;
    Ok(sealed)
}

pub async fn all(tx: &mut Tx) -> sqlx::Result<Vec<(SecretId, Vec<u8>)>> {
    tx.query("select id, sealed from secrets order by id").all().await
}

pub async fn delete(tx: &mut Tx, id: SecretId) -> sqlx::Result<()> {
    tx.query("delete from secrets where id = $1").bind(id).run().await?;
    Ok(())
}
