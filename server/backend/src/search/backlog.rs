//! What was there before the index was: read from the newest to the oldest, a batch a transaction, while everybody works. It goes on
//! where it stopped, and a batch that is read twice does no harm.

use super::{
    filing::{documents, put_comment},
    sql,
};
use crate::{Cx, Desk, Result};
use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

/// Mails of one batch: few enough that a person who saves something hardly waits for it.
const AT_ONCE: i64 = 50;
const AFTER_FAILURE: Duration = Duration::from_secs(60);

/// Works until nothing is left or `stop`.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match step(&Cx::system(&desk)).await {
            Ok(true) => tokio::task::yield_now().await,
            Ok(false) => return,
            Err(cause) => {
                tracing::error!(%cause, "mails of earlier versions could not be read for the search; trying again");
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(AFTER_FAILURE) => {}
                }
            }
        }
    }
}

/// One batch. Answers whether there may be more.
pub(super) async fn step(cx: &Cx) -> Result<bool> {
    cx.who.may_administer()?;
    let messages = messages(cx).await?;
    Ok(comments(cx).await? || messages)
}

async fn messages(cx: &Cx) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    if !sql::is_behind(&mut tx).await? {
        return Ok(false);
    }
    drop(tx);
    let mut tx = cx.desk.db.write().await?;
    let below = sql::lock_backlog(&mut tx, "messages").await?;
    let documents = documents(&mut tx, below, AT_ONCE).await?;
    let Some(lowest) = documents.last().map(|document| document.id) else {
        sql::set_backlog(&mut tx, "messages", 1).await?;
        tx.commit().await?;
        return Ok(false);
    };
    for document in &documents {
        document.file(&mut tx).await?;
    }
    sql::set_backlog(&mut tx, "messages", lowest.0).await?;
    tx.commit().await?;
    Ok(true)
}

async fn comments(cx: &Cx) -> Result<bool> {
    let mut tx = cx.desk.db.write().await?;
    let below = sql::lock_backlog(&mut tx, "comments").await?;
    let rows = if below > 1 { sql::old_comments(&mut tx, below, AT_ONCE).await? } else { Vec::new() };
    for (id, at, text) in &rows {
        put_comment(&mut tx, *id, *at, text).await?;
    }
    let lowest = rows.last().map_or(1, |(id, ..)| id.0);
    if below != lowest {
        sql::set_backlog(&mut tx, "comments", lowest).await?;
        tx.commit().await?;
    }
    Ok(!rows.is_empty())
}
