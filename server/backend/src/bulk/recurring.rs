//! Bulk mail that repeats (定期メール): each time a bulk mail of its own, whose audience, limits and opt-outs are asked anew. It is
//! made, started and told apart by its day in one transaction, so a copy that dies makes none, and of two one makes it.

use super::{checking, limits, listing, publish, send, settle, sql, written};
use crate::{Cx, Error, Result, checks, db::Tx, notifications, users};
use domain::{
    bulk::{BulkState, Pause, Repeat},
    notifications::{About, Kind},
    recurring::Recurrence,
    *,
};
use jiff::civil::Date;

/// So late it still goes out by itself: the program was started anew meanwhile. After that a person decides.
const LATE_MINUTES: i64 = 10;
/// So long before its hour one is made that somebody has to approve.
const FOR_A_CHECK_DAYS: i64 = 1;
/// Times ahead, and runs behind, that a page shows.
const SHOWN: usize = 3;
const RUNS: i64 = 24;

/// Lets it go out again and again from now on.
///
/// # Errors
/// [`Refused::Stale`] when it changed since it was looked at; what is missing; [`Refused::NeedsCheck`]; [`Refused::OverLimit`];
/// [`Refused::Invalid`] for days that there are none of.
pub async fn repeat(cx: &Cx, id: BulkMailId, version: i64, recurrence: &Recurrence) -> Result<()> {
    recurrence.check()?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if mail.version != version || !mail.state.is_open() || mail.listed_version != Some(mail.version) {
        return Err(Error::Refused(Refused::Stale));
    }
    // One that was made of another goes out once.
    if mail.series_id.is_some() {
        return Err(Error::Refused(Refused::TooLate));
    }
    let account = mail.content().check_whole()?;
    match sql::sender(&mut tx, account).await? {
        Some((mailbox, ..)) if mailbox == mail.mailbox_id => {}
        _ => return Err(Error::Refused(Refused::NoSendingAccount)),
    }
    checking::may_go_out(&mut tx, cx, &mail).await?;
    send::has_room(&mut tx, mail.space_id).await?;
    let (_, next_at) = next(&mut tx, mail.space_id, recurrence, cx.now).await?;
    let text = serde_json::to_string(recurrence)?;
    sql::runs::repeat(&mut tx, id, &text, next_at, person).await?;
    users::audit(&mut tx, cx, "bulk-repeat", &format!("bulk mail {id}"), &text).await?;
    tx.commit().await?;
    cx.desk.wake.bulk.notify_one();
    publish(cx, &mail);
    Ok(())
}

async fn next(tx: &mut Tx, space: SpaceId, recurrence: &Recurrence, after: Moment) -> Result<(Date, Moment)> {
    let zone = limits::zone(tx, space).await?;
    Ok(recurrence.next(after, &zone).ok_or(Refused::Invalid { field: Field::Days, wrong: Wrong::OutOfRange })?)
}

fn recurrence_of(mail: &sql::Mail) -> Result<Option<Recurrence>> {
    Ok(mail.repeats.as_deref().map(serde_json::from_str).transpose()?)
}

/// Goes on with one that was paused, from its next time on.
pub(super) async fn go_on(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<()> {
    let Some(recurrence) = recurrence_of(mail)? else { return Ok(()) };
    send::has_room(tx, mail.space_id).await?;
    let (_, next_at) = next(tx, mail.space_id, &recurrence, cx.now).await?;
    if sql::runs::go_on(tx, mail.id, next_at).await? == 0 {
        return Err(Error::Refused(Refused::TooLate));
    }
    Ok(())
}

/// What the page shows of it.
pub(super) async fn view(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<Option<Repeat>> {
    let Some(recurrence) = recurrence_of(mail)? else { return Ok(None) };
    let next = match (mail.state, mail.next_at) {
        (BulkState::Repeating, Some(next_at)) => {
            let zone = limits::zone(tx, mail.space_id).await?;
            let mut all = vec![next_at];
            all.extend(recurrence.upcoming(next_at.max(cx.now), &zone, SHOWN - 1));
            all
        }
        _ => vec![],
    };
    Ok(Some(Repeat { recurrence, next, runs: sql::runs::of_series(tx, mail.id, RUNS).await? }))
}

/// Makes the bulk mails whose day has come. What cannot start is held and says why; of what was missed a person decides.
pub(super) async fn make_due(cx: &Cx) -> Result<u64> {
    let mut tx = cx.desk.db.read().await?;
    let due = sql::runs::due(&mut tx, cx.now.plus_days(FOR_A_CHECK_DAYS)).await?;
    drop(tx);
    let mut made = 0;
    for (id,) in due {
        match make(cx, id, None).await {
            Err(Error::Refused(refused)) => made += make(cx, id, Some(send::why(&refused))).await?,
            answer => made += answer?,
        }
    }
    Ok(made)
}

/// `held`: it was found that it cannot start, and why.
async fn make(cx: &Cx, id: BulkMailId, held: Option<Pause>) -> Result<u64> {
    let mut tx = cx.desk.db.write().await?;
    sql::lock(&mut tx, id).await?;
    let Some(series) = sql::find(&mut tx, id).await?.filter(|mail| mail.state == BulkState::Repeating) else { return Ok(0) };
    let (Some(recurrence), Some(next_at)) = (recurrence_of(&series)?, series.next_at) else { return Ok(0) };
    let needs_check = checking::is_needed(&mut tx, cx, &series).await?;
    let until = if needs_check { cx.now.plus_days(FOR_A_CHECK_DAYS) } else { cx.now };
    if next_at > until {
        return Ok(0);
    }
    let zone = limits::zone(&mut tx, series.space_id).await?;
    // All that passed while the program was off; the last of them is the one that there is something to decide about.
    let mut times = recurrence.between(Moment(next_at.0 - 1), until, &zone);
    let Some((day, at)) = times.pop() else {
        // The hours of the space changed: what was counted by the old ones is counted anew.
        let (_, next_at) = next(&mut tx, series.space_id, &recurrence, cx.now).await?;
        sql::runs::set_next(&mut tx, id, next_at).await?;
        tx.commit().await?;
        return Ok(0);
    };
    let passed = times.len();
    let (_, after) = next(&mut tx, series.space_id, &recurrence, at.max(cx.now)).await?;
    sql::runs::set_next(&mut tx, id, after).await?;
    // Each of the others has a row that says so; of more than are shown the newest.
    for (day, at) in times.iter().rev().take(RUNS as usize - 1) {
        if let Some((run,)) = sql::runs::make(&mut tx, id, since_1970(*day), *at, cx.now).await? {
            sql::runs::pass_over(&mut tx, run, Pause::Missed, cx.now).await?;
        }
    }
    let Some((run,)) = sql::runs::make(&mut tx, id, since_1970(day), at, cx.now).await? else {
        // There is one for this day: it was made before the hour was changed.
        tx.commit().await?;
        return Ok(0);
    };
    sql::copy_files(&mut tx, id, run).await?;
    let missed = cx.now.ms_since(at) > LATE_MINUTES * 60_000;
    let mail = sql::find(&mut tx, run).await?.ok_or(Refused::NotFound)?;
    let held = held.or(missed.then_some(Pause::Missed)).filter(|_| !needs_check);
    let mut told = Vec::new();
    match held {
        Some(why) => {
            sql::runs::hold(&mut tx, run, why).await?;
            told = settle::tell(&mut tx, cx, run, Kind::BulkHeld, "").await?;
        }
        None if needs_check => told = ask(&mut tx, cx, &series, &mail).await?,
        None => {
            listing::renew(&mut tx, cx, &mail).await?;
            send::start(&mut tx, cx, &mail, series.sent_by.unwrap_or(series.created_by)).await?;
        }
    }
    if missed || passed > 0 {
        tracing::warn!(bulk_mail = id.0, passed, missed, "a bulk mail that repeats was missed");
        users::audit(&mut tx, cx, "bulk-missed", &format!("bulk mail {id}"), &(passed + usize::from(missed)).to_string()).await?;
    }
    tx.commit().await?;
    publish(cx, &series);
    publish(cx, &mail);
    notifications::told(cx, &told);
    Ok(1)
}

fn since_1970(day: Date) -> i64 {
    i64::from(day.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days()))
}

/// Asks whoever approved what it was made of, or else somebody who may. Where nobody may, it stays a draft, and its writers hear of it.
async fn ask(tx: &mut Tx, cx: &Cx, series: &sql::Mail, mail: &sql::Mail) -> Result<Vec<UserId>> {
    let by = series.sent_by.unwrap_or(series.created_by);
    let all = checks::those_who_decide(tx, mail.mailbox_id, by, cx.now).await?;
    let able: Vec<UserId> = all.into_iter().map(|person| person.id).filter(|id| *id != mail.updated_by && *id != by).collect();
    let wanted = series.check_decided_by.or(series.check_confirmer);
    let Some(confirmer) = wanted.filter(|wanted| able.contains(wanted)).or(able.first().copied()) else {
        return settle::tell(tx, cx, mail.id, Kind::BulkHeld, "").await;
    };
    sql::ask(tx, mail.id, mail.version, by, confirmer, "").await?;
    notifications::tell_about(tx, cx, Kind::Confirmer, &[confirmer], (About::BulkMail, mail.id.0), "").await
}

/// One that was made of what repeats goes out at its hour once it is approved; after it, at once.
pub(super) async fn approved(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<()> {
    let (Some(_), Some(at)) = (mail.series_id, mail.scheduled_at) else { return Ok(()) };
    listing::renew(tx, cx, mail).await?;
    sql::sending::schedule(tx, mail.id, at, mail.sent_by.unwrap_or(mail.created_by)).await?;
    Ok(())
}
