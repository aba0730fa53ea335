//! The statements of files that nothing may name any more.

use crate::db::Tx;
use domain::Moment;
use sqlx::Result;

/// Looked at by the next sweep.
pub async fn insert(tx: &mut Tx, file: &str) -> Result<u64> {
    tx.query("insert into unused_files(file, since) values($1, 0) on conflict(file) do update set since = 0").text(file).run().await
}

pub async fn due(tx: &mut Tx, limit: Moment) -> Result<Vec<(String, Moment)>> {
    tx.query("select file, since from unused_files where since <= $1 order by since, file limit 200").bind(limit).all().await
}

/// Only one sweep gets it.
pub async fn claim(tx: &mut Tx, file: &str, since: Moment, now: Moment) -> Result<u64> {
    tx.query("update unused_files set since = $3 where file = $1 and since = $2").text(file).bind(since).bind(now).run().await
}

pub async fn forget(tx: &mut Tx, file: &str, since: Moment) -> Result<u64> {
    tx.query("delete from unused_files where file = $1 and since = $2").text(file).bind(since).run().await
}

/// Whether a row names it. An arrival that was taken in has given its file to the message.
pub async fn is_named(tx: &mut Tx, file: &str) -> Result<bool> {
    let (named,): (bool,) = tx
        .query(
            "select exists(select 1 from messages where file = $1) or exists(select 1 from copies where file = $1) or exists(select 1 from letters where file = $1) \
             or exists(select 1 from draft_files where file = $1) or exists(select 1 from template_files where file = $1) or exists(select 1 from log_files where file = $1) or exists(select 1 from bulk_files where file = $1) \
             or exists(select 1 from book_files where file = $1) or exists(select 1 from arrivals where state = 'stored' and file = $1) \
             or exists(select 1 from arrivals where state = 'quarantined' and file = $1) or exists(select 1 from imports where file <> '' and file = $1) \
             or exists(select 1 from book_imports where stage in ('planned', 'running') and file = $1)",
        )
        .text(file)
        .one()
        .await?;
    Ok(named)
}
