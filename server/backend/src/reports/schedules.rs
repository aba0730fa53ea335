//! Reports that are mailed again and again (定期レポート): who keeps them, and making one mail a reader when the hour has come.

use super::{ask, desk, sql};
use crate::{Cx, Error, Result, auth, db::Tx, hours, mailboxes, notifications, users};
use domain::{
    recurring::Recurrence,
    reports::{SCHEDULES_MAX, ScheduleForm, ScheduleView},
    *,
};
use jiff::tz::TimeZone;
use sql::schedules::{Kept, Row};

/// What became of mails stays known this long, and the last one of everybody always.
const KEPT_DAYS: i64 = 90;

/// Those that the asker made or reads; operators see all of the space.
///
/// # Errors
/// [`Refused::NotFound`] for whoever sees nothing of the space.
pub async fn schedules(cx: &Cx) -> Result<Vec<ScheduleView>> {
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    let mine = cx.who.person()?.id;
    let mut views = Vec::new();
    for row in sql::schedules::of_space(&mut tx, space).await? {
        let readers = sql::schedules::readers(&mut tx, row.id).await?;
        let may_change = cx.who.may_keep(space, row.owner_id).is_ok();
        if may_change || readers.iter().any(|(id, _)| *id == mine) {
            let mut posts = sql::schedules::last_posts(&mut tx, row.id).await?;
            posts.retain(|post| may_change || post.user_id == mine);
            views.push(view(row, may_change, readers, posts)?);
        }
    }
    Ok(views)
}

fn view(row: Row, may_change: bool, readers: Vec<(UserId, String)>, posts: Vec<domain::reports::PostView>) -> Result<ScheduleView> {
    let recurrence: Recurrence = serde_json::from_str(&row.recurrence)?;
    let form = ScheduleForm { name: row.name, address: row.address, recurrence, readers: readers.iter().map(|(id, _)| *id).collect() };
    Ok(ScheduleView { id: row.id, form, owner: row.owner_id, owner_name: row.owner_name, may_change, next_at: row.next_at, readers, posts })
}

/// Keeps a schedule: a new one, or another version of one that is known. It goes out from its next time on.
///
/// # Errors
/// [`Refused::NotFound`] for what the asker does not see, also of what the report counts; [`Refused::NotAllowed`] for a schedule of
/// somebody else; what [`ScheduleForm::check`] says; [`Refused::NoSendingAccount`] where the program mails nothing;
/// [`Refused::OverLimit`].
pub async fn save_schedule(cx: &Cx, known: Option<ReportScheduleId>, form: &ScheduleForm) -> Result<ReportScheduleId> {
    let person = cx.who.person()?.id;
    // Asked with the rights of whoever keeps it: nobody sends others to what they do not see themselves.
    let all = desk(cx).await?;
    let mut tx = cx.desk.db.read().await?;
    if let Some(id) = known {
        let row = sql::schedules::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
        cx.who.may_keep(row.space_id, row.owner_id)?;
    }
    drop(tx);
    form.check()?;
    let questions = (cx.desk.paper.questions)(&form.address, &all);
    if questions.is_empty() {
        return Err(Error::Refused(Refused::Invalid { field: Field::Address, wrong: Wrong::Malformed }));
    }
    for question in questions {
        ask(cx, &question).await?;
    }
    let mut tx = cx.desk.db.write().await?;
    notifications::may_mail(&mut tx).await?;
    let next_at = Some(next(&mut tx, all.space, &form.recurrence, cx.now).await?);
    let recurrence = serde_json::to_string(&form.recurrence)?;
    let kept = Kept { form, recurrence: &recurrence, next_at };
    let id = match known {
        Some(id) => {
            sql::schedules::lock(&mut tx, id).await?;
            let row = sql::schedules::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
            // One that is paused stays so.
            let next_at = next_at.filter(|_| row.next_at.is_some());
            sql::schedules::update(&mut tx, id, &Kept { next_at, ..kept }).await?;
            id
        }
        None => {
            if sql::schedules::count(&mut tx, all.space).await? >= SCHEDULES_MAX as i64 {
                return Err(Error::Refused(Refused::OverLimit { what: Limit::ReportSchedules, limit: SCHEDULES_MAX as u64 }));
            }
            sql::schedules::insert(&mut tx, all.space, &kept, person, cx.now).await?
        }
    };
    sql::schedules::clear_readers(&mut tx, id).await?;
    for user in &form.readers {
        auth::person(&mut tx, *user).await?.ok_or(Refused::Invalid { field: Field::User, wrong: Wrong::OutOfRange })?;
        sql::schedules::add_reader(&mut tx, id, *user).await?;
    }
    users::audit(&mut tx, cx, "report-mail", &format!("report {id}"), form.name.trim()).await?;
    tx.commit().await?;
    cx.desk.wake.reports.notify_one();
    Ok(id)
}

async fn next(tx: &mut Tx, space: SpaceId, recurrence: &Recurrence, after: Moment) -> Result<Moment> {
    let (_, at) = recurrence.next(after, &zone(tx, space).await?).ok_or(Refused::Invalid { field: Field::Days, wrong: Wrong::OutOfRange })?;
    Ok(at)
}

async fn zone(tx: &mut Tx, space: SpaceId) -> Result<TimeZone> {
    Ok(TimeZone::get(&hours::zone_of_space(tx, space).await?).unwrap_or(TimeZone::UTC))
}

/// Whether reports are mailed whose charts would go out without words, as this machine has no letters for them.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn lacks_letters(cx: &Cx) -> Result<bool> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let Some(space) = mailboxes::known_first_space(&mut tx).await? else { return Ok(false) };
    Ok(sql::schedules::count(&mut tx, space).await? > 0 && !super::picture::has_letters())
}

/// Nothing goes out until it goes on, and then from its next time on.
///
/// # Errors
/// [`Refused::NotFound`]; [`Refused::NotAllowed`] for a schedule of somebody else.
pub async fn pause_schedule(cx: &Cx, id: ReportScheduleId, paused: bool) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = kept(&mut tx, cx, id).await?;
    let recurrence: Recurrence = serde_json::from_str(&row.recurrence)?;
    let next_at = if paused { None } else { Some(next(&mut tx, row.space_id, &recurrence, cx.now).await?) };
    sql::schedules::set_next(&mut tx, id, next_at).await?;
    users::audit(&mut tx, cx, "report-mail-paused", &format!("report {id}"), &paused.to_string()).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes it, with what became of its mails. What is on its way still goes out.
///
/// # Errors
/// As [`pause_schedule`].
pub async fn remove_schedule(cx: &Cx, id: ReportScheduleId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = kept(&mut tx, cx, id).await?;
    sql::schedules::remove(&mut tx, id).await?;
    users::audit(&mut tx, cx, "report-mail-removed", &format!("report {id}"), &row.name).await?;
    tx.commit().await?;
    Ok(())
}

/// The asker wants no more of it.
///
/// # Errors
/// [`Refused::NotFound`] for one that they do not read.
pub async fn leave_schedule(cx: &Cx, id: ReportScheduleId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    if sql::schedules::drop_reader(&mut tx, id, person).await? == 0 {
        return Err(Error::Refused(Refused::NotFound));
    }
    tx.commit().await?;
    Ok(())
}

/// Mails it to the asker now, beside its times.
///
/// # Errors
/// [`Refused::NotFound`] for one that the asker neither keeps nor reads; [`Refused::NoSendingAccount`] where the program mails nothing.
pub async fn send_schedule(cx: &Cx, id: ReportScheduleId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    sql::schedules::lock(&mut tx, id).await?;
    let row = sql::schedules::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let reads = sql::schedules::readers(&mut tx, id).await?.iter().any(|(reader, _)| *reader == person);
    if !reads && cx.who.may_keep(row.space_id, row.owner_id).is_err() {
        return Err(Error::Refused(Refused::NotFound));
    }
    notifications::may_mail(&mut tx).await?;
    post(&mut tx, cx, id, person, cx.now).await?;
    tx.commit().await?;
    notifications::told(cx, &[person]);
    Ok(())
}

async fn kept(tx: &mut Tx, cx: &Cx, id: ReportScheduleId) -> Result<Row> {
    sql::schedules::lock(tx, id).await?;
    let row = sql::schedules::find(tx, id).await?.ok_or(Refused::NotFound)?;
    cx.who.may_keep(row.space_id, row.owner_id)?;
    Ok(row)
}

async fn post(tx: &mut Tx, cx: &Cx, id: ReportScheduleId, reader: UserId, due: Moment) -> Result<()> {
    if let Some((post,)) = sql::schedules::insert_post(tx, id, reader, due).await? {
        notifications::mail_report(tx, cx, reader, post).await?;
    }
    Ok(())
}

/// Makes the mails whose hour has come: in one transaction the schedule moves on and every reader's mail waits, so a copy that dies makes
/// none and of several one makes them. Of what passed while the program was off, the last is sent. Answers how many schedules moved on.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn make_due(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let due = sql::schedules::due(&mut tx, cx.now).await?;
    drop(tx);
    let mut made = 0;
    for (id,) in due {
        let mut tx = cx.desk.db.write().await?;
        sql::schedules::lock(&mut tx, id).await?;
        let Some(row) = sql::schedules::find(&mut tx, id).await? else { continue };
        let Some(from) = row.next_at.filter(|at| *at <= cx.now) else { continue };
        let recurrence: Recurrence = serde_json::from_str(&row.recurrence)?;
        let zone = zone(&mut tx, row.space_id).await?;
        // Where the hours of the space changed meanwhile, its times are others now, and there may be none yet.
        let last = recurrence.between(Moment(from.0 - 1), cx.now, &zone).pop();
        let next_at = recurrence.next(cx.now, &zone).map(|(_, at)| at);
        sql::schedules::set_next(&mut tx, id, next_at).await?;
        if let Some((_, at)) = last {
            for (reader, _) in sql::schedules::readers(&mut tx, id).await? {
                post(&mut tx, cx, id, reader, at).await?;
            }
        }
        sql::schedules::sweep(&mut tx, id, cx.now.plus_days(-KEPT_DAYS)).await?;
        tx.commit().await?;
        made += 1;
        notifications::told(cx, &[row.owner_id]);
    }
    Ok(made)
}
