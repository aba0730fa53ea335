//! Between two fetches: notices new mail before the account is due, by IDLE or by looking into the folder.
//! A watch holds no lease, so that メール受信 never waits for it.

use super::{folder, sql};
use crate::{Desk, cx};
use domain::AccountId;
use mail::imap::{Imap, Woken};
use std::{collections::HashSet, future::pending, path::PathBuf, sync::Arc, time::Duration};
use tokio::{
    task::spawn_blocking,
    time::{interval, sleep, timeout},
};
use tokio_util::task::AbortOnDropHandle;

/// Firewalls forget silent connections, so that IDLE is renewed this often (RFC 2177 allows 29 minutes).
const ROUND: Duration = Duration::from_secs(5 * 60);
/// How often a folder is looked into.
const FOLDER_LOOK: Duration = Duration::from_secs(2);

/// Pause after the database did not hear of new mail.
const TOLD_AGAIN: Duration = Duration::from_secs(5);

/// What there is to watch.
pub enum Watch {
    Nothing,
    Imap(Box<Imap>),
    Folder { path: PathBuf, seen: HashSet<String> },
}

/// Watches until something new comes, the account is due, or the handle is dropped.
pub fn begin(desk: &Arc<Desk>, id: AccountId, watch: Watch) -> AbortOnDropHandle<()> {
    let desk = desk.clone();
    AbortOnDropHandle::new(tokio::spawn(async move {
        let woken = match watch {
            Watch::Nothing => Ok(false),
            Watch::Imap(imap) => idle(&desk, id, *imap).await,
            Watch::Folder { path, seen } => Ok(look(&desk, id, path, &seen).await),
        };
        match woken {
            Ok(true) => {}
            Ok(false) => return,
            // The next fetch on time will say it if the server is in trouble.
            Err(cause) => return tracing::debug!(%cause, account = %id, "waiting for mail broke off"),
        }
        // While the database is away the mail waits; whoever fetches the account meanwhile ends this.
        while let Err(cause) = make_due(&desk, id).await {
            tracing::warn!(%cause, account = %id, "new mail was noticed and cannot be fetched yet; trying again");
            sleep(TOLD_AGAIN).await;
        }
    }))
}

async fn make_due(desk: &Desk, id: AccountId) -> sqlx::Result<()> {
    let mut tx = desk.db.write().await?;
    sql::make_due(&mut tx, id).await?;
    tx.commit().await?;
    desk.wake.fetch.notify_one();
    Ok(())
}

/// The time until the account is due; `None` when it is, or does not receive any more.
async fn remaining(desk: &Desk, id: AccountId) -> Option<Duration> {
    let due = async {
        let mut tx = desk.db.read().await?;
        sql::due_at(&mut tx, id).await
    };
    let ms = due.await.ok()??.ms_since(cx::now());
    u64::try_from(ms).ok().filter(|ms| *ms > 0).map(Duration::from_millis)
}

/// Whether new mail came.
async fn idle(desk: &Desk, id: AccountId, mut imap: Imap) -> mail::wire::Result<bool> {
    while let Some(time) = remaining(desk, id).await {
        match imap.idle(time.min(ROUND), pending()).await? {
            Woken::NewMail => {
                imap.logout().await;
                return Ok(true);
            }
            Woken::TimedOut | Woken::Stopped => {}
        }
    }
    imap.logout().await;
    Ok(false)
}

/// Whether the folder holds something that was not there.
async fn look(desk: &Desk, id: AccountId, path: PathBuf, seen: &HashSet<String>) -> bool {
    while let Some(time) = remaining(desk, id).await {
        let watched = timeout(time.min(ROUND), async {
            let mut looks = interval(FOLDER_LOOK);
            loop {
                looks.tick().await;
                let path = path.clone();
                if let Ok(Ok(found)) = spawn_blocking(move || folder::look(&path)).await
                    && found.iter().any(|mail| !mail.is_in(seen))
                {
                    return;
                }
            }
        });
        if watched.await.is_ok() {
            return true;
        }
    }
    false
}
