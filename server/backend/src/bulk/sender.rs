//! The worker that sends bulk mails: one recipient after the other for each account, at the pace that its space allows, over
//! connections of its own, so that answers to customers never wait behind a thousand invitations.
//!
//! A recipient is claimed by one statement that makes it `sending`, before a byte goes out, and noted once more before the end of
//! its mail does; see `outbox::sender`, whose guarantees these are.

use super::{
    letters::{Letters, as_system},
    limits, recurring, send, settle, sql,
};
use crate::{
    Desk, Error, Result, cx, fault,
    outbox::sender::{Clock, Route},
};
use anyhow::{Context, ensure};
use domain::{bulk::Pause, outbox::LEASE_MINUTES, own_fault::OwnFault, *};
use mail::smtp::{Envelope, Handover, Outcome, RecipientAnswer, Step};
use std::{collections::HashMap, convert::Infallible, sync::Arc, time::Duration};
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

/// One bulk mail, one recipient after the other over one connection where the server allows it.
async fn serve(desk: &Arc<Desk>, clock: &Clock, id: BulkMailId, account: AccountId, stop: &CancellationToken, waits: bool) -> Result<()> {
    let mut tx = desk.db.read().await?;
    let Some(mail) = sql::find(&mut tx, id).await? else { return Ok(()) };
    let (limits, _) = limits::of_space(&mut tx, mail.space_id, clock()).await?;
    drop(tx);
    let Some(letters) = Letters::of(desk, &mail, clock()).await?.map(Arc::new) else {
        return send::hold(&as_system(desk, clock()), id, Pause::Account).await;
    };
    let mut route = Route::to(desk, account).await?;
    let mut told = Told::default();
    while !stop.is_cancelled() {
        let now = clock();
        let mut tx = desk.db.write().await?;
        let pause = limits.pause_ms();
        if pause > 0 && sql::sending::take_turn(&mut tx, account, now, now.plus_ms(pause), now.plus_ms(60_000)).await? == 0 {
            let next = sql::sending::next_turn(&mut tx, account).await?.unwrap_or(now);
            drop(tx);
            if !waits {
                break;
            }
            let left = u64::try_from(next.ms_since(now).clamp(1, 60_000)).unwrap_or(1);
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(Duration::from_millis(left)) => {}
            }
            continue;
        }
        let lease = format!("{}/{:016x}", desk.name, rand::random::<u64>());
        let claimed = sql::sending::claim(&mut tx, id, &lease, now, now.plus_minutes(LEASE_MINUTES)).await?;
        // Without a recipient the turn is nobody's: it is not taken.
        let Some(claimed) = claimed else { break };
        // `sending` is on record from here.
        tx.commit().await?;
        let handover = hand_over(desk, clock, &mut route, &letters, &claimed).await;
        let ended = settle::settle(desk, clock, &mail, &claimed, &handover).await?;
        told.tell(desk, &mail, clock(), ended);
    }
    told.rest(desk, &mail);
    route.close().await;
    Ok(())
}

/// Screens hear of progress once a second.
#[derive(Default)]
struct Told {
    at: Option<Moment>,
    pending: bool,
}

impl Told {
    fn tell(&mut self, desk: &Desk, mail: &sql::Mail, now: Moment, ended: bool) {
        self.pending = true;
        if ended || self.at.is_none_or(|at| now.ms_since(at) >= 1_000) {
            self.at = Some(now);
            self.rest(desk, mail);
        }
    }

    fn rest(&mut self, desk: &Desk, mail: &sql::Mail) {
        if std::mem::take(&mut self.pending) {
            desk.live.publish(live::Event::Bulk { space: mail.space_id, id: mail.id });
        }
    }
}

async fn hand_over(desk: &Arc<Desk>, clock: &Clock, route: &mut Route, letters: &Arc<Letters>, to: &sql::sending::Claimed) -> Handover {
    let unsent = |outcome| {
        let recipients = vec![RecipientAnswer { addr: to.addr.clone(), accepted: false, permanent: false, answer: String::new() }];
        Handover { recipients, outcome }
    };
    let bytes = match letters.bytes(to).await {
        Ok(bytes) => bytes,
        Err(Error::Refused(refused)) => return unsent(Outcome::Permanent { step: Step::Address, answer: refused.to_string() }),
        Err(Error::Failed(cause)) => {
            tracing::error!(%cause, recipient = to.id.0, "a bulk mail cannot be built");
            return unsent(Outcome::Temporary { step: Step::Record, answer: OwnFault::LetterUnreadable.to_string() });
        }
    };
    let envelope = Envelope { from: letters.sender().to_owned(), to: vec![to.addr.clone()] };
    let name = format!("bulk-{}", to.id);
    tokio::select! {
        handover = route.hand_over(desk, &name, &envelope, &bytes, || end(desk, clock, to)) => handover,
        never = keep(desk, clock, to) => match never {},
    }
}

/// Whether the claim is still ours, and if so notes that the end of the mail goes out now.
async fn end(desk: &Desk, clock: &Clock, to: &sql::sending::Claimed) -> anyhow::Result<()> {
    let noted = async {
        let mut tx = desk.db.write().await?;
        let held = sql::sending::hand_over(&mut tx, to.id, &to.leased_by, clock(), clock().plus_minutes(LEASE_MINUTES)).await?;
        tx.commit().await.context("noting that a bulk mail is handed over")?;
        ensure!(held == 1, "this sender lost the recipient");
        Ok(())
    };
    noted.await.map_err(|cause: anyhow::Error| match fault::of(&cause) {
        OwnFault::Inside => cause,
        known => {
            tracing::error!(cause = format!("{cause:#}"), recipient = to.id.0, "that a bulk mail goes out could not be noted; it waits");
            anyhow::Error::msg(known.as_str())
        }
    })
}

/// Prolongs the claim while a slow server takes its time.
async fn keep(desk: &Desk, clock: &Clock, to: &sql::sending::Claimed) -> Infallible {
    let third = Duration::from_secs(u64::try_from(LEASE_MINUTES * 60 / 3).unwrap_or(60));
    loop {
        tokio::time::sleep(third).await;
        if let Err(cause) = prolong(desk, clock, to).await {
            tracing::warn!(%cause, recipient = to.id.0, "a claim was not prolonged");
        }
    }
}

async fn prolong(desk: &Desk, clock: &Clock, to: &sql::sending::Claimed) -> sqlx::Result<()> {
    let mut tx = desk.db.write().await?;
    sql::sending::hold(&mut tx, to.id, &to.leased_by, clock().plus_minutes(LEASE_MINUTES)).await?;
    tx.commit().await
}
