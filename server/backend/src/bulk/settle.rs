//! What becomes of a recipient after their mail was handed over, and of those whose sender fell silent.

use super::{letters::as_system, sql};
use crate::{Cx, Desk, Error, Result, db::Tx, fault, notifications, outbox::sender::Clock, reports};
use domain::{
    bulk::{BulkState, Counts, RecipientState, is_of_the_address},
    fold::fold,
    notifications::{About, Kind},
    outbox::{GIVE_UP_DAYS, LEASE_MINUTES, retry_after_ms},
    own_fault::OwnFault,
    reports::Fact,
    *,
};
use mail::smtp::{Handover, Outcome};
use std::{sync::Arc, time::Duration};

/// How often an outcome is tried to be recorded: one that is lost makes a sent mail unsure.
const TRIES: u32 = 5;

/// Records the outcome, if the claim is still this sender's. Answers whether the bulk mail is over by it.
pub(super) async fn settle(desk: &Arc<Desk>, clock: &Clock, mail: &sql::Mail, to: &sql::sending::Claimed, handover: &Handover) -> Result<bool> {
    let mut tried = 1;
    loop {
        match record(desk, clock(), mail, to, handover).await {
            Err(Error::Failed(cause)) if tried < TRIES || fault::of(&cause) != OwnFault::Inside && !desk.wake.stop.is_cancelled() => {
                tracing::warn!(%cause, recipient = to.id.0, "what became of a bulk mail was not recorded; trying again");
                tokio::time::sleep(Duration::from_secs(1)).await;
                tried += 1;
            }
            recorded => return recorded,
        }
    }
}

async fn record(desk: &Arc<Desk>, now: Moment, mail: &sql::Mail, to: &sql::sending::Claimed, handover: &Handover) -> Result<bool> {
    let mut tx = desk.db.write().await?;
    // Two that end at the same time wait here: one of them sees that nobody is left.
    sql::lock(&mut tx, mail.id).await?;
    if sql::sending::hold(&mut tx, to.id, &to.leased_by, now.plus_minutes(LEASE_MINUTES)).await? == 0 {
        tracing::warn!(recipient = to.id.0, "a recipient was settled by somebody else meanwhile");
        return Ok(false);
    }
    let (mut state, answer) = judge(to, now, handover);
    let is_cancelled = sql::find(&mut tx, mail.id).await?.is_some_and(|mail| mail.state == BulkState::Cancelled);
    if state == RecipientState::Waiting && is_cancelled && !to.is_test {
        state = RecipientState::Cancelled;
    }
    let later = now.plus_ms(retry_after_ms(to.attempts));
    sql::sending::settle(&mut tx, to.id, state, &answer, later, now).await?;
    if state == RecipientState::Failed && is_of_the_address(&answer) && !to.is_test {
        sql::marks::mark(&mut tx, mail.space_id, &fold(&to.addr), "bounced", now, &answer).await?;
    }
    match state {
        RecipientState::Sent => reports::bulk(&mut tx, now, Fact::BulkSent, to.id).await?,
        RecipientState::Failed => reports::bulk(&mut tx, now, Fact::BulkFailed, to.id).await?,
        _ => {}
    }
    let cx = as_system(desk, now);
    let ended = if to.is_test { None } else { finish(&mut tx, &cx, mail.id).await? };
    tx.commit().await?;
    let over = ended.is_some();
    notifications::told(&cx, &ended.unwrap_or_default());
    metrics::counter!("madoguchi_bulk_recipients_total", "state" => state.as_str()).increment(1);
    Ok(over)
}

/// What a hand-over means for its one recipient, and the server's words.
fn judge(to: &sql::sending::Claimed, now: Moment, handover: &Handover) -> (RecipientState, String) {
    let gives_up = now.ms_since(to.dated_at) >= GIVE_UP_DAYS * 24 * 60 * 60_000;
    let own = handover.recipients.first();
    let later = |answer: &str| (if gives_up { RecipientState::Failed } else { RecipientState::Waiting }, answer.to_owned());
    match (&handover.outcome, own) {
        (_, Some(own)) if own.permanent => (RecipientState::Failed, own.answer.clone()),
        (Outcome::Sent { .. }, Some(own)) if !own.accepted => later(&own.answer),
        (Outcome::Sent { answer }, _) => (RecipientState::Sent, answer.clone()),
        (Outcome::Temporary { answer, .. }, Some(own)) if !own.answer.is_empty() && !own.accepted => {
            later(if answer.is_empty() { &own.answer } else { answer })
        }
        (Outcome::Temporary { answer, .. }, _) => later(answer),
        (Outcome::Permanent { answer, .. }, _) => (RecipientState::Failed, answer.clone()),
        (Outcome::Unsure { answer }, _) => (RecipientState::Unsure, answer.clone()),
    }
}

/// Ends a bulk mail of which nobody is left, and tells those whose it is. Answers whom, where it was this call that ended it.
pub(super) async fn finish(tx: &mut Tx, cx: &Cx, id: BulkMailId) -> Result<Option<Vec<UserId>>> {
    if sql::sending::has_open(tx, id).await? {
        return Ok(None);
    }
    let counts = Counts::of(&sql::recipients::counts(tx, id).await?);
    let (state, kind) = if counts.errors() > 0 { (BulkState::PartlyFailed, Kind::BulkHeld) } else { (BulkState::Sent, Kind::BulkDone) };
    if sql::sending::finish(tx, id, state, cx.now).await? == 0 {
        return Ok(None);
    }
    tell(tx, cx, id, kind, &format!("{} / {}", counts.sent, counts.total())).await.map(Some)
}

/// Tells whoever wrote and sent it.
pub(super) async fn tell(tx: &mut Tx, cx: &Cx, id: BulkMailId, kind: Kind, text: &str) -> Result<Vec<UserId>> {
    let Some(mail) = sql::find(tx, id).await? else { return Ok(vec![]) };
    let people = [Some(mail.created_by), Some(mail.updated_by), mail.sent_by].into_iter().flatten().collect::<Vec<_>>();
    notifications::tell_about(tx, cx, kind, &people, (About::BulkMail, id.0), text).await
}

/// Recipients in `sending` whose claim ran out: their sender died. One whose end was not handed over yet cannot be out and waits
/// again; whether the others are out nobody knows.
pub(super) async fn orphans(desk: &Arc<Desk>, now: Moment) -> Result<()> {
    let mut tx = desk.db.read().await?;
    let found = sql::sending::orphaned(&mut tx, now).await?;
    drop(tx);
    for (recipient, id) in found {
        let mut tx = desk.db.write().await?;
        sql::lock(&mut tx, id).await?;
        let Some((after_end,)) = sql::sending::take_orphan(&mut tx, recipient, now).await? else { continue };
        let Some(mail) = sql::find(&mut tx, id).await? else { continue };
        let state = match (after_end, mail.state) {
            (true, _) => RecipientState::Unsure,
            (false, BulkState::Cancelled) => RecipientState::Cancelled,
            (false, _) => RecipientState::Waiting,
        };
        sql::sending::settle(&mut tx, recipient, state, "", now, now).await?;
        let cx = as_system(desk, now);
        let ended = finish(&mut tx, &cx, id).await?;
        tx.commit().await?;
        super::publish(&cx, &mail);
        notifications::told(&cx, &ended.unwrap_or_default());
    }
    Ok(())
}
