//! The worker that sends bulk mails: one bulk mail at a time for each account, at the pace that its space allows, over connections of
//! its own, so that answers to customers never wait behind a thousand invitations.
//!
//! A recipient is claimed by one statement that makes it `sending`, before a byte goes out, and noted once more before the end of
//! its mail does; see `outbox::sender`, whose guarantees these are. `ledger` does that for many at once, `line` is one connection.

mod ledger;
mod line;
mod told;

pub use ledger::IN_DOUBT;

use super::{
    letters::{Letters, as_system},
    limits, recurring, send, settle, sql,
};
use crate::{Desk, Result, cx, outbox::sender::Clock};
use domain::{bulk::Pause, *};
use ledger::Ledger;
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

/// Accounts that send bulk mail at the same time.
const ACCOUNTS_AT_ONCE: usize = 4;
/// Longest pause between two looks.
const PAUSE_MS: i64 = 15_000;
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Sends until `stop`; the mail in hand is finished first.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    let clock: Clock = Arc::new(cx::now);
    let mut tasks = JoinSet::new();
    let mut busy: HashMap<Id, AccountId> = HashMap::new();
    while !stop.is_cancelled() {
        let pause = match begin(&desk, &clock, &stop, &mut tasks, &mut busy).await {
            Ok(pause) => pause,
            Err(cause) => {
                tracing::error!(%cause, "bulk mails cannot be read; trying again");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = desk.wake.bulk.notified() => {}
            Some(ended) = tasks.join_next_with_id() => forget(&mut busy, &ended),
            () = tokio::time::sleep(pause) => {}
        }
    }
    while let Some(ended) = tasks.join_next_with_id().await {
        forget(&mut busy, &ended);
    }
}

fn forget<T>(busy: &mut HashMap<Id, AccountId>, ended: &std::result::Result<(Id, T), tokio::task::JoinError>) {
    match ended {
        Ok((id, _)) => busy.remove(id),
        Err(cause) => {
            tracing::error!(%cause, "a sender of bulk mail broke down; what it had claimed is free when the claim runs out");
            busy.remove(&cause.id())
        }
    };
}

/// Ends the claims of earlier runs at once. Only for whoever knows that no other copy is sending.
///
/// # Errors
/// When the database fails.
pub async fn release_all(desk: &Desk) -> Result<()> {
    let mut tx = desk.db.write().await?;
    sql::sending::release_all(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Starts a task for every account that has something to send and is not being served. Answers how long nothing will happen.
async fn begin(
    desk: &Arc<Desk>,
    clock: &Clock,
    stop: &CancellationToken,
    tasks: &mut JoinSet<()>,
    busy: &mut HashMap<Id, AccountId>,
) -> Result<Duration> {
    let work = prepare(desk, clock()).await?;
    let mut tx = desk.db.read().await?;
    let next_at = sql::sending::next_at(&mut tx).await?;
    drop(tx);
    for (mail, account) in work {
        if busy.len() >= ACCOUNTS_AT_ONCE {
            break;
        }
        if !busy.values().any(|served| *served == account) {
            let (desk, clock, stop) = (desk.clone(), clock.clone(), stop.clone());
            let task = tasks.spawn(async move {
                if let Err(cause) = serve(&desk, &clock, mail, account, &stop, true).await {
                    tracing::error!(%cause, account = account.0, "a bulk mail was not sent on");
                    tokio::select! {
                        () = stop.cancelled() => {}
                        () = tokio::time::sleep(AFTER_FAILURE) => {}
                    }
                }
            });
            busy.insert(task.id(), account);
        }
    }
    let pause = next_at.map_or(PAUSE_MS, |at| at.ms_since(clock())).clamp(0, PAUSE_MS);
    let least = if busy.is_empty() { 0 } else { 1_000 };
    Ok(Duration::from_millis(u64::try_from(pause.max(least)).unwrap_or_default()))
}

/// Sends everything that is due, and returns: what `run` does forever, once. Whoever waits for their turn is left waiting.
///
/// # Errors
/// When the database fails.
pub async fn deliver_due(desk: &Arc<Desk>, clock: &Clock) -> Result<()> {
    for (mail, account) in prepare(desk, clock()).await? {
        serve(desk, clock, mail, account, &CancellationToken::new(), false).await?;
    }
    Ok(())
}

/// Settles what was left behind, starts what is due, and answers who has something to send.
async fn prepare(desk: &Arc<Desk>, now: Moment) -> Result<Vec<(BulkMailId, AccountId)>> {
    settle::orphans(desk, now).await?;
    recurring::make_due(&as_system(desk, now)).await?;
    send::start_due(&as_system(desk, now)).await?;
    let mut tx = desk.db.read().await?;
    Ok(sql::sending::at_work(&mut tx, now).await?)
}

/// One bulk mail, until nobody of it is due any more.
async fn serve(desk: &Arc<Desk>, clock: &Clock, id: BulkMailId, account: AccountId, stop: &CancellationToken, waits: bool) -> Result<()> {
    let mut tx = desk.db.read().await?;
    let Some(mail) = sql::find(&mut tx, id).await? else { return Ok(()) };
    let (limits, _) = limits::of_space(&mut tx, mail.space_id, clock()).await?;
    drop(tx);
    let Some(letters) = Letters::of(desk, &mail, clock()).await?.map(Arc::new) else {
        return send::hold(&as_system(desk, clock()), id, Pause::Account).await;
    };
    Ledger::new(desk, clock, mail, account, letters, limits.pause_ms(), waits).run(stop).await
}
