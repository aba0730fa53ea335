//! What is done behind the deeds: days are packed anew, conversations that changed by the thousand are noted, conditions judged, and
//! what was there before reports were kept is read in, mails of reports are made. Every step may be run twice, and by two copies at once.

use super::{
    conditions, note, past, schedules, sql,
    store::{self, Checked},
};
use crate::{Cx, Desk, Result};
use domain::{
    MailboxId,
    reports::{Axis, Day},
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

const PAUSE: Duration = Duration::from_secs(10);
/// Days of one transaction.
const DAYS: i64 = 20;
/// Conversations of one transaction.
const CONVERSATIONS: i64 = 50;

/// Works until `stop`.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let more = match step(&Cx::system(&desk)).await {
            Ok(more) => more,
            Err(cause) => {
                tracing::error!(%cause, "figures of reports could not be kept up; trying again");
                false
            }
        };
        if more {
            tokio::task::yield_now().await;
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = desk.wake.reports.notified() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

/// A batch of everything. Answers whether there may be more.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn step(cx: &Cx) -> Result<bool> {
    cx.who.may_administer()?;
    schedules::make_due(cx).await?;
    let noted = stand(cx).await?;
    let read = past::step(cx).await?;
    let judged = conditions::step(cx).await?;
    Ok(pack(cx).await? || noted || read || judged)
}

/// Conversations that changed without their deed noting it: many at once, or an import.
async fn stand(cx: &Cx) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    let marked = sql::note::marked(&mut tx, CONVERSATIONS).await?;
    drop(tx);
    for (id,) in &marked {
        let mut tx = cx.desk.db.write().await?;
        // Locked first, as everybody does who changes it.
        if crate::conversations::standing(&mut tx, *id).await.is_ok() {
            past::complete(&mut tx, cx, *id).await?;
            note::stand(&mut tx, cx, *id, None).await?;
        } else {
            sql::note::unmark(&mut tx, *id).await?;
        }
        tx.commit().await?;
    }
    Ok(marked.len() as i64 == CONVERSATIONS)
}

async fn pack(cx: &Cx) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    let marked = sql::columns::marked(&mut tx, DAYS).await?;
    drop(tx);
    if marked.is_empty() {
        return Ok(false);
    }
    let mut tx = cx.desk.db.write().await?;
    sql::columns::lock(&mut tx).await?;
    for (mailbox, day) in &marked {
        // First the marks, then the packs: what is noted meanwhile is marked again.
        sql::columns::unmark(&mut tx, *mailbox, *day).await?;
        store::pack_day(&mut tx, *mailbox, *day).await?;
    }
    let months: BTreeSet<(MailboxId, Day)> = marked.iter().map(|(mailbox, day)| (*mailbox, day.begins(Axis::Month))).collect();
    for (mailbox, month) in months {
        store::pack_month(&mut tx, mailbox, month).await?;
    }
    tx.commit().await?;
    Ok(marked.len() as i64 == DAYS)
}

/// Counts everything anew beside what is kept, and answers where they differ. Changes nothing.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn check(cx: &Cx) -> Result<Checked> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let mut checked = store::check(&mut tx).await?;
    for (id,) in sql::columns::wrongly_open(&mut tx).await? {
        checked.wrong.push(format!("conversation {id}: its coming and going does not say how it stands"));
    }
    Ok(checked)
}

/// Packs every day anew, and answers how many.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn rebuild(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let days = sql::columns::mark_all(&mut tx).await?;
    tx.commit().await?;
    while step(cx).await? {}
    Ok(days)
}
