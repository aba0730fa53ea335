//! Being away, and handing work over: for a while to a substitute, for good when somebody leaves.

mod sql;

use crate::{Cx, Error, Result, conversations, db::Tx, mailboxes, notifications, users};
use domain::{
    absence::{Absence, AbsenceView, OpenWork},
    access::{Right, Viewing},
    live::Event,
    notifications::Kind,
    *,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Whether automatic assignment passes this person by.
pub async fn is_absent(tx: &mut Tx, user: UserId, now: Moment) -> Result<bool> {
    Ok(sql::absence(tx, user).await?.is_some_and(|absence| absence.holds(now)))
}

/// Who is asked about: oneself, or somebody else by an admin.
fn whose(cx: &Cx, user: Option<UserId>) -> Result<UserId> {
    let me = cx.who.person()?.id;
    match user {
        Some(user) if user != me => {
            cx.who.may_administer()?;
            Ok(user)
        }
        _ => Ok(me),
    }
}

/// One's own absence, or that of somebody else for admins.
pub async fn absence(cx: &Cx, user: Option<UserId>) -> Result<AbsenceView> {
    let user = whose(cx, user)?;
    let mut tx = cx.desk.db.read().await?;
    let absence = sql::absence(&mut tx, user).await?.ok_or(Refused::NotFound)?;
    let colleagues = sql::colleagues(&mut tx, user, cx.now).await?;
    let zone = zone(&mut tx, user).await?;
    let last = absence.until.filter(|until| *until > cx.now).and_then(|until| Timestamp::from_millisecond(until.0 - 1).ok());
    let last_day = last.map(|last| last.to_zoned(zone).date().to_string()).unwrap_or_default();
    Ok(AbsenceView { absence, last_day, colleagues })
}

async fn zone(tx: &mut Tx, user: UserId) -> Result<TimeZone> {
    Ok(TimeZone::get(&users::profile_of(tx, user).await?.zone).unwrap_or(TimeZone::UTC))
}

/// The same as [`set_absence`], by the last day away (`2026-01-31`) on the clocks of whoever is away; empty: at work.
///
/// # Errors
/// What `set_absence` refuses; `Invalid` for what is no day.
pub async fn set_last_day(cx: &Cx, user: Option<UserId>, last_day: &str, substitute: Option<UserId>) -> Result<()> {
    let until = if last_day.trim().is_empty() {
        None
    } else {
        let mut tx = cx.desk.db.read().await?;
        let zone = zone(&mut tx, whose(cx, user)?).await?;
        let morning = last_day.trim().parse::<Date>().ok().and_then(|day| day.tomorrow().ok()).and_then(|day| day.to_zoned(zone).ok());
        let morning = morning.ok_or(Refused::Invalid { field: Field::Days, wrong: Wrong::Malformed })?;
        Some(Moment(morning.timestamp().as_millisecond()))
    };
    set_absence(cx, user, Absence { until, substitute }).await
}

/// Says until when somebody is away, and who hears of their work meanwhile.
///
/// # Errors
/// `Invalid` for a day that is past or too far, or a substitute who shares no mailbox.
pub async fn set_absence(cx: &Cx, user: Option<UserId>, absence: Absence) -> Result<()> {
    let user = whose(cx, user)?;
    absence.check(user, cx.now)?;
    let mut tx = cx.desk.db.write().await?;
    if let Some(substitute) = absence.substitute
        && !sql::colleagues(&mut tx, user, cx.now).await?.iter().any(|colleague| colleague.id == substitute)
    {
        return Err(Error::Refused(Refused::Invalid { field: Field::User, wrong: Wrong::Malformed }));
    }
    if sql::set_absence(&mut tx, user, &absence).await? == 0 {
        return Err(Error::Refused(Refused::NotFound));
    }
    let until = absence.until.map(|until| until.0.to_string()).unwrap_or_default();
    users::audit(&mut tx, cx, "absence", &format!("user {user}"), &format!("until {until}")).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// What somebody has in hand, for whoever lets them go.
pub async fn open_work(cx: &Cx, user: UserId) -> Result<Vec<OpenWork>> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    users::exists(&mut tx, user).await?;
    let mut work = Vec::new();
    for (mailbox_id, mailbox_name, count) in sql::open_work(&mut tx, user).await? {
        let people = mailboxes::people_in(&mut tx, mailbox_id, cx.now).await?.into_iter().filter(|person| person.id != user).collect();
        work.push(OpenWork { mailbox_id, mailbox_name, count, people });
    }
    Ok(work)
}

/// Suspends somebody and gives everything that they have in hand to others, or to nobody, in one deed: nothing stays behind.
/// A mailbox that is not named is given to nobody.
///
/// # Errors
/// What [`users::set_state`] refuses; `Invalid` for somebody who does not work in a mailbox.
pub async fn suspend(cx: &Cx, user: UserId, to: &[(MailboxId, Option<UserId>)]) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    users::suspend_in(&mut tx, cx, user).await?;
    let mut touched = Vec::new();
    for (mailbox, ..) in sql::open_work(&mut tx, user).await? {
        let receiver = to.iter().find(|(named, _)| *named == mailbox).and_then(|(_, receiver)| *receiver);
        touched.extend(give(&mut tx, cx, mailbox, Some(user), receiver).await?);
    }
    users::audit(&mut tx, cx, "hand-over", &format!("user {user}"), &format!("{} conversations", touched.len())).await?;
    tx.commit().await?;
    let count = touched.len() as u64;
    cx.desk.live.publish(Event::SignedOut { user });
    cx.desk.live.publish(Event::Settings);
    tell(cx, touched);
    Ok(count)
}

/// Gives what somebody, or nobody, has in hand in a mailbox to somebody else. Answers how much that was.
///
/// # Errors
/// `NotAllowed` without the edit right; `NotFound` for whoever sees a part of the mailbox only.
pub async fn reassign(cx: &Cx, mailbox: MailboxId, from: Option<UserId>, to: Option<UserId>) -> Result<u64> {
    if cx.who.viewing(mailbox)? != Viewing::All {
        return Err(Error::Refused(Refused::NotFound));
    }
    cx.who.has(Right::Edit, mailbox)?;
    let mut tx = cx.desk.db.write().await?;
    let touched = give(&mut tx, cx, mailbox, from, to).await?;
    tx.commit().await?;
    let count = touched.len() as u64;
    tell(cx, touched);
    Ok(count)
}

/// Conversation by conversation, in the order of their ids, as every bulk change locks them: each keeps its own history. The receiver
/// hears of it once.
async fn give(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, from: Option<UserId>, to: Option<UserId>) -> Result<Vec<(MailboxId, ConversationId)>> {
    let ids = sql::in_hand(tx, mailbox, from).await?;
    for (id,) in &ids {
        conversations::move_to(tx, cx, *id, to).await?;
    }
    if let (Some(to), Some((first,))) = (to, ids.first()) {
        let text = match (users::profile_of(tx, to).await?.language, ids.len()) {
            (_, 1) => String::new(),
            (Language::Japanese, count) => format!("ほか{}件も引き継ぎました", count - 1),
            (Language::English, count) => format!("and {} more", count - 1),
        };
        notifications::tell(tx, cx, Kind::Assigned, to, *first, &text).await?;
    }
    Ok(ids.into_iter().map(|(id,)| (mailbox, id)).collect())
}

fn tell(cx: &Cx, touched: Vec<(MailboxId, ConversationId)>) {
    for event in Event::of_changes(touched, cx.who.user_id()) {
        cx.desk.live.publish(event);
    }
}

#[cfg(test)]
pub(crate) mod tests;
