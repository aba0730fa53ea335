//! Claims on accounts: who fetches, for how long, and how it ended. Two copies of the program never fetch the same one.

use super::{
    sql::{self, Claim},
    work::{self, ClaimLost, Fetched, Trouble},
};
use crate::{Cx, Desk, Result, notifications};
use domain::{
    AccountId, MailboxId, Moment, Refused,
    access::Right,
    accounts::{Received, pause_after_errors},
    live::Event,
    notifications::{About, Kind},
    own_fault::OwnFault,
};
use futures::future::join_all;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

/// A copy that dies keeps its accounts this long.
const MINUTES: i64 = 2;
/// A lease is prolonged this often while fetching goes on.
const PROLONGED_EVERY: Duration = Duration::from_secs(30);
/// Pause before the end of a fetch is noted again.
const NOTED_AGAIN: Duration = Duration::from_secs(1);
/// Our own trouble is looked at this soon: no server is bothered by it.
const OURS_AGAIN_MINUTES: i64 = 1;
/// How long メール受信 waits for a fetch that is under way already.
const PATIENCE: Duration = Duration::from_secs(120);
const ASKED_EVERY: Duration = Duration::from_millis(200);

/// So many failures in a row are told to the operators.
const TOLD_AT: i64 = 3;

/// The step in which our own side failed, as the account shows it.
const STEP_OURS: &str = "store";

/// メール受信: fetches every receiving account of a mailbox now, whatever its pause. The fetches go on when the caller leaves.
///
/// # Errors
/// `NotFound` for a mailbox that the asking person does not see.
pub async fn receive_now(cx: &Cx, mailbox: MailboxId) -> Result<Received> {
    cx.who.has(Right::View, mailbox)?;
    let accounts = {
        let mut tx = cx.desk.db.read().await?;
        super::super::sql::receiving(&mut tx, mailbox).await?
    };
    Ok(receive_from(cx, accounts).await)
}

/// Fetches one account now.
///
/// # Errors
/// `NotFound`, `NotAllowed`. An account that does not receive brings nothing.
pub async fn try_now(cx: &Cx, id: AccountId) -> Result<Received> {
    let row = {
        let mut tx = cx.desk.db.read().await?;
        super::super::sql::one(&mut tx, id).await?
    };
    cx.who.may_operate(row.space_id)?;
    Ok(receive_from(cx, vec![(id, row.address)]).await)
}

async fn receive_from(cx: &Cx, accounts: Vec<(AccountId, String)>) -> Received {
    let fetches = accounts.into_iter().map(|(id, address)| {
        let (desk, now) = (cx.desk.clone(), cx.now);
        // A task of its own: the browser may leave, the mail comes in all the same.
        let fetch = tokio::spawn(async move { fetch_one(&desk, id, now).await });
        async move { (address, fetch.await.unwrap_or_else(|cause| Err(Trouble::Ours(cause.into())))) }
    });
    let mut received = Received::default();
    for (address, outcome) in join_all(fetches).await {
        match outcome {
            Ok(came) => received.count += came,
            Err(trouble) => received.failures.push((address, trouble.answer())),
        }
    }
    received
}

/// Claims and fetches one account, waiting for whoever is fetching it now. Answers how many mails came.
async fn fetch_one(desk: &Arc<Desk>, id: AccountId, now: Moment) -> std::result::Result<u32, Trouble> {
    let begun = Instant::now();
    let claim = async {
        loop {
            let later = now.plus_ms(i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX));
            if let Some(claim) = claim_one(desk, id, later).await? {
                return anyhow::Ok(Some((claim, later)));
            }
            let mut tx = desk.db.read().await?;
            if !sql::receives(&mut tx, id).await? {
                return Ok(None);
            }
            drop(tx);
            sleep(ASKED_EVERY).await;
        }
    };
    let claimed = tokio::select! {
        claimed = timeout(PATIENCE, claim) => claimed,
        () = desk.wake.stop.cancelled() => return Err(Trouble::Ours(anyhow::anyhow!("the program ends"))),
    };
    match claimed {
        Ok(claimed) => match claimed? {
            Some((claim, now)) => Ok(fetch(desk, claim, now, &desk.wake.stop).await?.came),
            None => Ok(0),
        },
        Err(_) => Err(Trouble::Server { step: "fetch", answer: OwnFault::StillFetching.to_string() }),
    }
}

pub(super) async fn claim_due(desk: &Desk, now: Moment) -> sqlx::Result<Option<Claim>> {
    let mut tx = desk.db.write().await?;
    let claim = sql::claim_due(&mut tx, now, now.plus_minutes(MINUTES), &token(desk)).await?;
    tx.commit().await?;
    Ok(claim)
}

pub(super) async fn claim_one(desk: &Desk, id: AccountId, now: Moment) -> sqlx::Result<Option<Claim>> {
    let mut tx = desk.db.write().await?;
    let claim = sql::claim_one(&mut tx, id, now, now.plus_minutes(MINUTES), &token(desk)).await?;
    tx.commit().await?;
    Ok(claim)
}

/// Each claim has a token of its own, so that a slow fetch never ends the lease of the next one.
fn token(desk: &Desk) -> String {
    format!("{}/{:016x}", desk.name, rand::random::<u64>())
}

/// Ends the leases of earlier runs at once instead of when they run out. Only for whoever knows that no other copy is fetching.
///
/// # Errors
/// When the database fails.
pub async fn release_all(desk: &Desk) -> Result<()> {
    let mut tx = desk.db.write().await?;
    sql::release_all(&mut tx).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn next_due(desk: &Desk) -> sqlx::Result<Option<Moment>> {
    let mut tx = desk.db.read().await?;
    sql::next_due(&mut tx).await
}

/// Fetches a claimed account, keeps the lease meanwhile, and notes how it went.
pub(super) async fn fetch(desk: &Arc<Desk>, claim: Claim, now: Moment, stop: &CancellationToken) -> std::result::Result<Fetched, Trouble> {
    let begun = Instant::now();
    // A task of its own, so that a fault in it is caught and the lease still given back.
    let work = AbortOnDropHandle::new(tokio::spawn(work::receive(desk.clone(), claim.clone(), now)));
    let outcome = tokio::select! {
        outcome = work => Some(outcome.unwrap_or_else(|cause| Err(Trouble::Ours(cause.into())))),
        () = lose(desk, &claim, now) => Some(Err(Trouble::Ours(ClaimLost.into()))),
        () = stop.cancelled() => None,
    };
    note(desk, &claim, outcome.as_ref(), || now.plus_ms(i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX)), stop).await;
    outcome.unwrap_or_else(|| Err(Trouble::Ours(anyhow::anyhow!("the program ends"))))
}

/// Notes how a fetch ended, again and again while the database is away, as long as the lease lasts: an account whose end is not
/// noted rests until then.
async fn note(
    desk: &Arc<Desk>,
    claim: &Claim,
    outcome: Option<&std::result::Result<Fetched, Trouble>>,
    now: impl Fn() -> Moment,
    stop: &CancellationToken,
) {
    let end = now().plus_minutes(MINUTES);
    while let Err(cause) = finish(desk, claim, now(), outcome).await {
        if now() >= end || stop.is_cancelled() {
            tracing::error!(%cause, account = claim.address, "how fetching ended was not noted; its lease will end");
            return;
        }
        tracing::warn!(%cause, account = claim.address, "how fetching ended was not noted; trying again");
        sleep(NOTED_AGAIN).await;
    }
}

/// Prolongs the lease; returns only when somebody else has it.
async fn lose(desk: &Desk, claim: &Claim, now: Moment) {
    let begun = Instant::now();
    loop {
        sleep(PROLONGED_EVERY).await;
        let until = now.plus_ms(i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX)).plus_minutes(MINUTES);
        match prolong(desk, claim, until).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(cause) => tracing::warn!(%cause, account = claim.address, "the lease was not prolonged; trying again"),
        }
    }
}

async fn prolong(desk: &Desk, claim: &Claim, until: Moment) -> sqlx::Result<u64> {
    let mut tx = desk.db.write().await?;
    let held = sql::prolong(&mut tx, claim, until).await?;
    tx.commit().await?;
    Ok(held)
}

async fn finish(desk: &Arc<Desk>, claim: &Claim, now: Moment, outcome: Option<&std::result::Result<Fetched, Trouble>>) -> Result<()> {
    let cx = Cx { now, ..Cx::system(desk) };
    let mut told = Vec::new();
    let mut tx = desk.db.write().await?;
    match outcome {
        None => sql::release(&mut tx, claim).await?,
        Some(Ok(fetched)) => {
            tracing::info!(account = claim.address, came = fetched.came, left = fetched.left, "fetched");
            let next_at = if fetched.again { now.plus_seconds(1) } else { now.plus_minutes(claim.every_minutes) };
            sql::succeeded(&mut tx, claim, now, next_at, fetched.left).await?
        }
        Some(Err(trouble)) => {
            metrics::counter!("madoguchi_fetch_failures_total").increment(1);
            let step = match trouble {
                Trouble::Server { step, answer } => {
                    tracing::warn!(account = claim.address, step, answer, "fetching failed");
                    step
                }
                Trouble::Ours(cause) if cause.is::<ClaimLost>() => {
                    tracing::info!(account = claim.address, "fetching ended: the account was changed or is fetched elsewhere");
                    STEP_OURS
                }
                Trouble::Ours(cause) => {
                    tracing::error!(account = claim.address, cause = format!("{cause:#}"), "fetching failed on our side");
                    STEP_OURS
                }
            };
            let pause = match trouble {
                Trouble::Server { .. } => pause_after_errors(claim.errors + 1),
                Trouble::Ours(_) => OURS_AGAIN_MINUTES,
            };
            let next_at = now.plus_minutes(pause);
            let noted = sql::failed(&mut tx, claim, now, next_at, step, &trouble.answer()).await?;
            // Once a row of failures: what is over by itself is no news.
            if noted > 0 && claim.errors + 1 == TOLD_AT {
                let people = notifications::operators(&mut tx, claim.id).await?;
                told = notifications::tell_about(&mut tx, &cx, Kind::Account, &people, (About::Account, claim.id.0), &trouble.answer()).await?;
            }
            noted
        }
    };
    tx.commit().await?;
    notifications::told(&cx, &told);
    // The frame shows which accounts are in trouble.
    let trouble = matches!(outcome, Some(Err(_)));
    if outcome.is_some() && trouble != (claim.errors > 0) {
        desk.live.publish(Event::Settings);
    }
    Ok(())
}

impl From<sqlx::Error> for Trouble {
    fn from(cause: sqlx::Error) -> Self {
        Trouble::Ours(anyhow::Error::new(cause).context("database"))
    }
}

impl From<crate::Error> for Trouble {
    fn from(cause: crate::Error) -> Self {
        Trouble::Ours(match cause {
            crate::Error::Failed(cause) => cause,
            crate::Error::Refused(refused @ Refused::NotFound) => anyhow::Error::new(refused).context("a row that must be there"),
            crate::Error::Refused(refused) => refused.into(),
        })
    }
}
