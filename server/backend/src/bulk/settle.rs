//! What becomes of a recipient after their mail was handed over, and of those whose sender fell silent.

use super::{letters::as_system, sql, sql::sending::Claimed};
use crate::{Cx, Desk, Result, db::Tx, notifications, reports};
use domain::{
    bulk::{BulkState, Counts, RecipientState, is_of_the_address},
    fold::fold,
    notifications::{About, Kind},
    outbox::{GIVE_UP_DAYS, LEASE_MINUTES, retry_after_ms},
    reports::Fact,
    *,
};
use mail::smtp::{Handover, Outcome};
use std::sync::Arc;

/// What is settled with others of its kind in one statement: a mail that the server took.
pub(super) fn took<'h>(to: &Claimed, handover: &'h Handover) -> Option<&'h str> {
    match (&handover.outcome, handover.recipients.first()) {
        (Outcome::Sent { answer }, Some(own)) if own.accepted && !to.is_test => Some(answer),
        _ => None,
    }
}

/// Those that the server took, if their claims are still this sender's. Answers how many were.
pub(super) async fn record_taken(tx: &mut Tx, now: Moment, mail: &sql::Mail, lease: &str, taken: &[(BulkRecipientId, &str)]) -> Result<usize> {
    let mut settled = 0;
    for some in taken.chunks(sql::sending::AT_ONCE) {
        settled += sql::sending::settle_sent(tx, some, lease, now).await?.len();
    }
    if settled < taken.len() {
        tracing::warn!(bulk_mail = mail.id.0, count = taken.len() - settled, "recipients were settled by somebody else meanwhile");
    }
    reports::bulk_sent(tx, now, mail.space_id, mail.id).await?;
    Ok(settled)
}

/// Any other outcome, if the claim is still this sender's. Answers as what the recipient stands now.
pub(super) async fn record(
    tx: &mut Tx,
    now: Moment,
    mail: &sql::Mail,
    stands: BulkState,
    to: &Claimed,
    handover: &Handover,
) -> Result<Option<RecipientState>> {
    if sql::sending::hold(tx, to.id, &to.leased_by, now.plus_minutes(LEASE_MINUTES)).await? == 0 {
        tracing::warn!(recipient = to.id.0, "a recipient was settled by somebody else meanwhile");
        return Ok(None);
    }
    let (mut state, answer) = judge(to, now, handover);
    if state == RecipientState::Waiting && stands == BulkState::Cancelled && !to.is_test {
        state = RecipientState::Cancelled;
    }
    let later = now.plus_ms(retry_after_ms(to.attempts));
    sql::sending::settle(tx, to.id, state, &answer, later, now).await?;
    if state == RecipientState::Failed && is_of_the_address(&answer) && !to.is_test {
        sql::marks::mark(tx, mail.space_id, &fold(&to.addr), "bounced", now, &answer).await?;
    }
    match state {
        RecipientState::Sent => reports::bulk(tx, now, Fact::BulkSent, to.id).await?,
        RecipientState::Failed => reports::bulk(tx, now, Fact::BulkFailed, to.id).await?,
        _ => {}
    }
    Ok(Some(state))
}

/// What a hand-over means for its one recipient, and the server's words.
fn judge(to: &Claimed, now: Moment, handover: &Handover) -> (RecipientState, String) {
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
        if after_end {
            sql::sending::settle(&mut tx, recipient, RecipientState::Unsure, "", now, now).await?;
        } else {
            let state = if mail.state == BulkState::Cancelled { RecipientState::Cancelled } else { RecipientState::Waiting };
            sql::sending::free_orphan(&mut tx, recipient, state, now).await?;
        }
        let cx = as_system(desk, now);
        let ended = finish(&mut tx, &cx, id).await?;
        tx.commit().await?;
        super::publish(&cx, &mail);
        notifications::told(&cx, &ended.unwrap_or_default());
    }
    Ok(())
}
