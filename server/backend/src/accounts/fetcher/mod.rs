//! The fetcher: claims accounts that are due, fetches several at once, and looks after each until it is due again.
//! One account's trouble is no other's.

mod doubts;
mod filing;
mod folder;
mod imap;
mod lease;
mod pop3;
mod sql;
mod watch;
mod work;

pub use filing::deliver;
pub(super) use folder::waiting_in;
pub use lease::{receive_now, release_all, try_now};

use crate::{Desk, cx, ingest};
use domain::{AccountId, Moment};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::task::JoinSet;
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};
use work::Fetched;

/// Accounts fetched at once by one copy of the program.
const AT_ONCE: usize = 8;
/// The loop looks around at least this often, whatever it was told.
const LOOK_AROUND: Duration = Duration::from_secs(60);
/// Pause after the database did not answer.
const DATABASE_PAUSE: Duration = Duration::from_secs(5);

/// Fetches until `stop`. What was received and not taken in when the program ended is taken in first.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    let mut fetching: JoinSet<(AccountId, Option<Fetched>)> = JoinSet::new();
    // A watch ends when its handle is dropped.
    let mut watches: HashMap<AccountId, AbortOnDropHandle<()>> = HashMap::new();
    let mut taken_in_at: Option<tokio::time::Instant> = None;
    while !stop.is_cancelled() {
        if taken_in_at.is_none_or(|at| at.elapsed() >= LOOK_AROUND) {
            if let Err(cause) = ingest::take_in_stored(&desk, cx::now()).await {
                tracing::error!(%cause, "stored mails were not taken in; trying again");
            }
            taken_in_at = Some(tokio::time::Instant::now());
        }
        let pause = match start_due(&desk, &stop, &mut fetching, &mut watches).await {
            Ok(pause) => pause,
            Err(cause) => {
                tracing::error!(%cause, "accounts could not be claimed");
                DATABASE_PAUSE
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = desk.wake.fetch.notified() => {}
            () = tokio::time::sleep(pause) => {}
            Some(done) = fetching.join_next(), if !fetching.is_empty() => match done {
                Ok((id, Some(fetched))) => drop(watches.insert(id, watch::begin(&desk, id, fetched.watch))),
                Ok((_, None)) => {}
                Err(cause) => tracing::error!(%cause, "fetching broke off"),
            },
        }
    }
    drop(watches);
    while fetching.join_next().await.is_some() {}
}

/// Starts what is due and answers how long nothing more will be.
async fn start_due(
    desk: &Arc<Desk>,
    stop: &CancellationToken,
    fetching: &mut JoinSet<(AccountId, Option<Fetched>)>,
    watches: &mut HashMap<AccountId, AbortOnDropHandle<()>>,
) -> anyhow::Result<Duration> {
    watches.retain(|_, watch| !watch.is_finished());
    while fetching.len() < AT_ONCE {
        let now = cx::now();
        let Some(claim) = lease::claim_due(desk, now).await? else { break };
        watches.remove(&claim.id);
        let (desk, stop) = (desk.clone(), stop.clone());
        fetching.spawn(async move { (claim.id, lease::fetch(&desk, claim, now, &stop).await.ok()) });
    }
    if fetching.len() >= AT_ONCE {
        return Ok(LOOK_AROUND);
    }
    Ok(lease::next_due(desk).await?.map_or(LOOK_AROUND, |at| until(at, cx::now())))
}

/// From `now` to `at`: at least a moment, so that nothing spins, and at most [`LOOK_AROUND`].
fn until(at: Moment, now: Moment) -> Duration {
    let ms = u64::try_from(at.ms_since(now)).unwrap_or(0);
    Duration::from_millis(ms).clamp(Duration::from_millis(50), LOOK_AROUND)
}

#[cfg(test)]
mod claim_tests;
#[cfg(test)]
mod scripted_tests;
#[cfg(test)]
mod server_tests;
#[cfg(test)]
mod tests;
