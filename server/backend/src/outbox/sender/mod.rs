//! The worker that hands letters over: one after the other for each account, up to four accounts at once.
//!
//! A letter is claimed by one statement that makes it `sending`, before a byte of it goes out, and noted once more before its
//! end goes out. One found in `sending` whose sender fell silent waits again when its end was not reached; otherwise it may
//! be out and becomes `unsure`: it is never sent again by itself.

mod folder;
mod handing;
mod settle;

pub(crate) use handing::{Parcel, Route, unsent};

use super::sql;
use crate::{Desk, Result, cx};
use domain::{outbox::LEASE_MINUTES, *};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

/// Accounts that are served at the same time.
const ACCOUNTS_AT_ONCE: usize = 4;
/// Longest pause between two looks at the outbox: another copy of the program may have queued a letter without ringing here.
const PAUSE_MS: i64 = 15_000;
/// Pause after the database failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Where the sender reads the time: the wall clock, or what a test says.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// Hands letters over until `stop`; the one in hand is finished first.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    let clock: Clock = Arc::new(cx::now);
    let mut tasks = JoinSet::new();
    let mut busy: HashMap<Id, AccountId> = HashMap::new();
    while !stop.is_cancelled() {
        let pause = match begin(&desk, &clock, &stop, &mut tasks, &mut busy).await {
            Ok(pause) => pause,
            Err(cause) => {
                tracing::error!(%cause, "the outbox cannot be read; trying again");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = desk.wake.send.notified() => {}
            Some(ended) = tasks.join_next_with_id() => forget(&mut busy, &ended),
            () = tokio::time::sleep(pause) => {}
        }
    }
    while let Some(ended) = tasks.join_next_with_id().await {
        forget(&mut busy, &ended);
    }
}

/// Ends the claims of earlier runs at once instead of when they run out. Only for whoever knows that no other copy is sending.
///
/// # Errors
/// When the database fails.
pub async fn release_all(desk: &Desk) -> Result<()> {
    let mut tx = desk.db.write().await?;
    sql::release_all(&mut tx).await?;
    Ok(tx.commit().await?)
}

fn forget<T>(busy: &mut HashMap<Id, AccountId>, ended: &std::result::Result<(Id, T), tokio::task::JoinError>) {
    match ended {
        Ok((id, _)) => busy.remove(id),
        Err(cause) => {
            tracing::error!(%cause, "a sender broke down; what it had claimed is free when the claim runs out");
            busy.remove(&cause.id())
        }
    };
}

/// Starts a task for every account that has something to send and is not being served. Answers how long nothing will happen.
async fn begin(
    desk: &Arc<Desk>,
    clock: &Clock,
    stop: &CancellationToken,
    tasks: &mut JoinSet<()>,
    busy: &mut HashMap<Id, AccountId>,
) -> Result<Duration> {
    settle::orphans(desk, clock()).await?;
    let mut tx = desk.db.read().await?;
    let due = sql::due_accounts(&mut tx, clock()).await?;
    let next_at = sql::next_at(&mut tx).await?;
    drop(tx);
    for (account,) in due {
        if busy.len() >= ACCOUNTS_AT_ONCE {
            break;
        }
        if !busy.values().any(|served| *served == account) {
            let (desk, clock, stop) = (desk.clone(), clock.clone(), stop.clone());
            let task = tasks.spawn(async move {
                if let Err(cause) = serve(&desk, &clock, account, &stop).await {
                    tracing::error!(%cause, account = account.0, "letters of an account were not handed over");
                    // The account stays busy for a moment: what fails for good must not be tried without pause.
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
    // While every due account is served already its end wakes us; a little patience keeps this from spinning.
    let least = if busy.is_empty() { 0 } else { 250 };
    Ok(Duration::from_millis(u64::try_from(pause.max(least)).unwrap_or_default()))
}

/// Hands over everything that is due, account after account, and returns: what `run` does forever, once.
///
/// # Errors
/// When the database fails.
pub async fn deliver_due(desk: &Arc<Desk>, clock: &Clock) -> Result<()> {
    settle::orphans(desk, clock()).await?;
    let mut tx = desk.db.read().await?;
    let due = sql::due_accounts(&mut tx, clock()).await?;
    drop(tx);
    for (account,) in due {
        serve(desk, clock, account, &CancellationToken::new()).await?;
    }
    Ok(())
}

/// The letters of one account, one after the other over one connection where the server allows it.
async fn serve(desk: &Arc<Desk>, clock: &Clock, account: AccountId, stop: &CancellationToken) -> Result<()> {
    // Before anything is claimed: what fails here leaves the letters waiting.
    let mut route = handing::Route::to(desk, account).await?;
    while !stop.is_cancelled() {
        let lease = format!("{}/{:016x}", desk.name, rand::random::<u64>());
        let mut tx = desk.db.write().await?;
        let claimed = sql::claim(&mut tx, account, &lease, clock(), clock().plus_minutes(LEASE_MINUTES)).await?;
        // `sending` is on record from here.
        tx.commit().await?;
        let Some(letter) = claimed else { break };
        let handover = handing::hand_over(desk, clock, &mut route, &letter).await;
        settle::settle(desk, clock, &letter, &handover).await?;
    }
    route.close().await;
    Ok(())
}

/// One letter that was claimed before, as a sender that was away for a while goes on with it.
#[cfg(test)]
pub(super) async fn hand_over_claimed(desk: &Arc<Desk>, clock: &Clock, account: AccountId, letter: &sql::Claimed) -> Result<()> {
    let mut route = handing::Route::to(desk, account).await?;
    let handover = handing::hand_over(desk, clock, &mut route, letter).await;
    settle::settle(desk, clock, letter, &handover).await
}
