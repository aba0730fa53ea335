//! The worker that takes notices out: mails, pushes, webhooks. Each is claimed by lease before it goes, tried again with growing pauses
//! for a day, and may run in several copies; one that died leaves its claim behind for two minutes.

use super::{
    hand_over::{self, Outcome},
    mails, sql,
};
use crate::{Cx, Desk, Result, cx};
use domain::{
    Moment,
    notifications::{DeliveryState, retry_after_ms},
};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Longest pause between two looks: another copy may have queued something.
const PAUSE_MS: i64 = 15_000;
const LEASE_MINUTES: i64 = 2;
/// Deliveries on their way at the same time.
const AT_ONCE: usize = 4;
/// Pause after the database failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// What happened is committed when open screens are told of it: that is when to look.
const GATHER: Duration = Duration::from_millis(200);

/// Takes out what is due until `stop`; what is in hand is finished first.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    let mut events = desk.live.all();
    while !stop.is_cancelled() {
        let pause = match turn(&desk, &stop).await {
            Ok(pause) => pause,
            Err(cause) => {
                tracing::error!(%cause, "notices could not be taken out; trying again");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
            _ = events.recv() => {
                tokio::time::sleep(GATHER).await;
                // A burst of events is one look.
                events = events.resubscribe();
            }
        }
    }
}

async fn turn(desk: &Arc<Desk>, stop: &CancellationToken) -> Result<Duration> {
    mails::plan(&Cx::system(desk)).await?;
    deliver(desk, &|| cx::now(), stop).await?;
    let mut tx = desk.db.read().await?;
    let next = sql::next_due(&mut tx).await?;
    let pause = next.map_or(PAUSE_MS, |at| at.ms_since(cx::now())).clamp(250, PAUSE_MS);
    Ok(Duration::from_millis(u64::try_from(pause).unwrap_or(250)))
}

/// Everything that is due by `clock`, and returns.
///
/// # Errors
/// When the database fails.
pub async fn deliver(desk: &Arc<Desk>, clock: &(dyn Fn() -> Moment + Sync), stop: &CancellationToken) -> Result<()> {
    let mut running: JoinSet<Result<()>> = JoinSet::new();
    while !stop.is_cancelled() {
        if running.len() >= AT_ONCE {
            ended(running.join_next().await)?;
        }
        // Looked at by reading: most looks find nothing, and on SQLite there is one writer.
        let mut tx = desk.db.read().await?;
        let due = sql::any_due(&mut tx, clock()).await?;
        drop(tx);
        if !due {
            break;
        }
        let lease = format!("{}/{:016x}", desk.name, rand::random::<u64>());
        let mut tx = desk.db.write().await?;
        let claimed = sql::claim(&mut tx, &lease, clock(), clock().plus_minutes(LEASE_MINUTES)).await?;
        tx.commit().await?;
        let Some(claimed) = claimed else { break };
        let cx = Cx { now: clock(), ..Cx::system(desk) };
        running.spawn(async move { one(&cx, &claimed).await });
    }
    while let Some(done) = running.join_next().await {
        ended(Some(done))?;
    }
    Ok(())
}

fn ended(done: Option<std::result::Result<Result<()>, tokio::task::JoinError>>) -> Result<()> {
    match done {
        Some(Ok(done)) => done,
        Some(Err(cause)) => {
            tracing::error!(%cause, "a notice broke its messenger; it is free when the claim runs out");
            Ok(())
        }
        None => Ok(()),
    }
}

async fn one(cx: &Cx, claimed: &sql::Claimed) -> Result<()> {
    let outcome = match hand_over::hand_over(cx, claimed).await {
        Ok(outcome) => outcome,
        Err(cause) => {
            tracing::error!(%cause, delivery = claimed.id, "a notice could not be handed over");
            Outcome::Later("internal".to_owned())
        }
    };
    let (state, answer, due) = match outcome {
        Outcome::Sent(answer) => (DeliveryState::Sent, answer, cx.now),
        Outcome::Dropped(answer) => (DeliveryState::Dropped, answer, cx.now),
        Outcome::Failed(answer) => (DeliveryState::Failed, answer, cx.now),
        Outcome::Later(answer) => match retry_after_ms(claimed.attempts) {
            Some(pause) => (DeliveryState::Waiting, answer, cx.now.plus_ms(pause)),
            None => (DeliveryState::Failed, answer, cx.now),
        },
    };
    if state == DeliveryState::Failed {
        tracing::warn!(delivery = claimed.id, channel = %claimed.channel, answer, "a notice did not get through");
    }
    metrics::counter!("madoguchi_notices_total", "channel" => claimed.channel.as_str(), "state" => state.as_str()).increment(1);
    let mut tx = cx.desk.db.write().await?;
    sql::settle(&mut tx, claimed, state, &answer, due, cx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the claims of an earlier run. Only for whoever knows that no other copy is at work.
///
/// # Errors
/// When the database fails.
pub async fn release_all(desk: &Desk) -> Result<()> {
    let mut tx = desk.db.write().await?;
    sql::release_all(&mut tx).await?;
    Ok(tx.commit().await?)
}
