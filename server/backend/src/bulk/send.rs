//! Sending a bulk mail: now or at an hour, pausing, going on, ending; a test to oneself; and once more to those who did not get it.

use super::{checking, limits, listing, publish, recurring, settle, sql, written};
use crate::{Cx, Error, Result, db::Tx, notifications, outbox, users};
use domain::{
    bulk::{
        BulkState, Counts, Pause, RecipientState,
        audience::{Audience, FileRow},
        fill::Addressee,
    },
    fold::fold,
    notifications::Kind,
    outbox::LATER_MAX_DAYS,
    *,
};

/// Sends it to everybody on its list, at once or at a chosen hour. The list is judged once more when it starts: who opted out
/// meanwhile is left out.
///
/// # Errors
/// [`Refused::Stale`] when it changed since it was looked at; what is missing; [`Refused::NeedsCheck`]; [`Refused::NoRecipient`];
/// [`Refused::OverDay`] and [`Refused::OverLimit`], before anything is sent.
pub async fn send(cx: &Cx, id: BulkMailId, version: i64, at: Option<Moment>) -> Result<()> {
    let person = cx.who.person()?.id;
    if let Some(at) = at
        && (at <= cx.now || at > cx.now.plus_days(LATER_MAX_DAYS))
    {
        return Err(Error::Refused(Refused::Invalid { field: Field::SendAt, wrong: Wrong::OutOfRange }));
    }
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if mail.version != version || !mail.state.is_open() || mail.listed_version != Some(mail.version) {
        return Err(Error::Refused(Refused::Stale));
    }
    let account = mail.content().check_whole()?;
    match sql::sender(&mut tx, account).await? {
        Some((mailbox, ..)) if mailbox == mail.mailbox_id => {}
        _ => return Err(Error::Refused(Refused::NoSendingAccount)),
    }
    checking::may_go_out(&mut tx, cx, &mail).await?;
    sql::runs::repeat_no_more(&mut tx, id).await?;
    match at {
        None => start(&mut tx, cx, &mail, person).await?,
        Some(at) => {
            has_room(&mut tx, mail.space_id).await?;
            sql::sending::schedule(&mut tx, id, at, person).await?;
        }
    }
    let detail = at.map_or_else(|| "now".to_owned(), |at| at.0.to_string());
    users::audit(&mut tx, cx, "bulk-send", &format!("bulk mail {id}"), &detail).await?;
    tx.commit().await?;
    cx.desk.wake.bulk.notify_one();
    publish(cx, &mail);
    Ok(())
}

/// Whether one more may wait for its hour.
pub(super) async fn has_room(tx: &mut Tx, space: SpaceId) -> Result<()> {
    let limit = sql::limits(tx, space).await?.scheduled;
    if sql::sending::scheduled(tx, space).await? < limit {
        return Ok(());
    }
    Err(Error::Refused(Refused::OverLimit { what: Limit::ScheduledBulkMails, limit: u64::try_from(limit).unwrap_or_default() }))
}

/// Like [`send`], at what a person typed into a field of day and hour; empty is now.
pub async fn send_now_or_at(cx: &Cx, id: BulkMailId, version: i64, typed: &str) -> Result<()> {
    let at = if typed.trim().is_empty() { None } else { Some(outbox::chosen_hour(cx, typed).await?) };
    send(cx, id, version, at).await
}

/// The list is fixed and counted against the day; from here on the worker sends.
pub(super) async fn start(tx: &mut Tx, cx: &Cx, mail: &sql::Mail, by: UserId) -> Result<()> {
    listing::leave_out(tx, cx, mail).await?;
    let listed = Counts::of(&sql::recipients::counts(tx, mail.id).await?).listed;
    if listed == 0 {
        return Err(Error::Refused(Refused::NoRecipient));
    }
    let day = limits::take(tx, mail.space_id, listed, cx.now).await?;
    sql::sending::start(tx, mail.id, by, day, listed, cx.now).await?;
    sql::sending::wait(tx, mail.id, cx.now).await?;
    Ok(())
}

/// Starts those whose hour has come. What cannot start is held, and says why.
pub(super) async fn start_due(cx: &Cx) -> Result<u64> {
    let mut tx = cx.desk.db.read().await?;
    let due = sql::sending::due(&mut tx, cx.now).await?;
    drop(tx);
    let mut started = 0;
    for (id,) in due {
        let mut tx = cx.desk.db.write().await?;
        sql::lock(&mut tx, id).await?;
        let Some(mail) = sql::find(&mut tx, id).await? else { continue };
        // Another copy was faster, or somebody took it back.
        if mail.state != BulkState::Scheduled {
            continue;
        }
        match start(&mut tx, cx, &mail, mail.sent_by.unwrap_or(mail.created_by)).await {
            Ok(()) => tx.commit().await?,
            Err(Error::Refused(refused)) => {
                drop(tx);
                hold(cx, id, why(&refused)).await?;
            }
            Err(cause) => return Err(cause),
        }
        started += 1;
        publish(cx, &mail);
    }
    Ok(started)
}

/// Why it cannot start.
pub(super) fn why(refused: &Refused) -> Pause {
    match refused {
        Refused::OverDay { .. } => Pause::Limit,
        Refused::TooManyRecipients { .. } => Pause::TooMany,
        Refused::NoSendingAccount => Pause::Account,
        _ => Pause::Nobody,
    }
}

/// It does not go on by itself.
pub(super) async fn hold(cx: &Cx, id: BulkMailId, why: Pause) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let Some(mail) = sql::find(&mut tx, id).await? else { return Ok(()) };
    sql::sending::fail_tests(&mut tx, id).await?;
    let mut told = Vec::new();
    if sql::sending::pause(&mut tx, id, why).await? > 0 {
        told = settle::tell(&mut tx, cx, id, Kind::BulkHeld, "").await?;
        tracing::warn!(bulk_mail = id.0, why = why.as_str(), "a bulk mail is held");
        users::audit(&mut tx, cx, "bulk-held", &format!("bulk mail {id}"), why.as_str()).await?;
    }
    tx.commit().await?;
    publish(cx, &mail);
    notifications::told(cx, &told);
    Ok(())
}

/// Whoever is just being sent to gets it, the others wait. One that repeats makes no further ones.
///
/// # Errors
/// [`Refused::TooLate`] when it is over.
pub async fn pause(cx: &Cx, id: BulkMailId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    let paused = match mail.state {
        BulkState::Sending => sql::sending::pause(&mut tx, id, Pause::Person).await?,
        BulkState::Repeating => sql::runs::pause(&mut tx, id).await?,
        _ => 0,
    };
    if paused == 0 {
        return Err(Error::Refused(Refused::TooLate));
    }
    tx.commit().await?;
    publish(cx, &mail);
    Ok(())
}

/// Goes on with one that is paused, or starts one that was held. Of one that repeats, what was due meanwhile is passed over.
///
/// # Errors
/// [`Refused::TooLate`] when it is over; [`Refused::OverDay`] while the day has no room for it.
pub async fn resume(cx: &Cx, id: BulkMailId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if mail.state != BulkState::Paused {
        return Err(Error::Refused(Refused::TooLate));
    }
    let mut told = Vec::new();
    if mail.is_series() {
        recurring::go_on(&mut tx, cx, &mail).await?;
    } else if mail.started_at.is_some() {
        sql::marks::leave_out_opted_out(&mut tx, id, mail.space_id).await?;
        sql::sending::resume(&mut tx, id).await?;
        told = settle::finish(&mut tx, cx, id).await?.unwrap_or_default();
    } else {
        if mail.series_id.is_some() {
            // Counted anew: it may have been held for days.
            checking::may_go_out(&mut tx, cx, &mail).await?;
            listing::renew(&mut tx, cx, &mail).await?;
        }
        start(&mut tx, cx, &mail, person).await?;
    }
    tx.commit().await?;
    cx.desk.wake.bulk.notify_one();
    publish(cx, &mail);
    notifications::told(cx, &told);
    Ok(())
}

/// Ends it: nobody else gets it. What was counted against today for them is free again. One that repeats does so no more; what was
/// made of it goes its own way.
///
/// # Errors
/// [`Refused::TooLate`] when it is over.
pub async fn cancel(cx: &Cx, id: BulkMailId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if mail.is_series() && sql::runs::end(&mut tx, id, cx.now).await? > 0 {
        users::audit(&mut tx, cx, "bulk-repeat-end", &format!("bulk mail {id}"), "").await?;
        tx.commit().await?;
        publish(cx, &mail);
        return Ok(());
    }
    if sql::sending::cancel(&mut tx, id, cx.now).await? == 0 {
        return Err(Error::Refused(Refused::TooLate));
    }
    let left = sql::sending::cancel_recipients(&mut tx, id).await?;
    if let Some(day) = mail.day {
        sql::give_back(&mut tx, mail.space_id, day, i64::try_from(left).unwrap_or_default().min(mail.day_used)).await?;
    }
    users::audit(&mut tx, cx, "bulk-cancel", &format!("bulk mail {id}"), &left.to_string()).await?;
    tx.commit().await?;
    publish(cx, &mail);
    Ok(())
}

/// Takes one back that waits for its hour, or repeats: it is a draft again.
///
/// # Errors
/// [`Refused::TooLate`] once it has started.
pub async fn unschedule(cx: &Cx, id: BulkMailId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if sql::sending::unschedule(&mut tx, id).await? == 0 {
        return Err(Error::Refused(Refused::TooLate));
    }
    tx.commit().await?;
    publish(cx, &mail);
    Ok(())
}

/// One mail to the person who asks, with the values of the first recipient; the list is made for it where there is none.
///
/// # Errors
/// What is missing in the mail.
pub async fn test(cx: &Cx, id: BulkMailId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if !mail.state.is_open() {
        return Err(Error::Refused(Refused::TooLate));
    }
    let account = mail.content().check_whole()?;
    sql::sender(&mut tx, account).await?.ok_or(Refused::NoSendingAccount)?;
    let first = match sql::recipients::at_place(&mut tx, id, 0).await? {
        Some(row) => row.addressee()?,
        None => Addressee::default(),
    };
    let (name, addr) = sql::writer(&mut tx, person).await?;
    let name = if first.name.is_empty() { name } else { first.name.clone() };
    let to = Addressee { addr, name, ..first };
    let new = sql::recipients::New {
        position: sql::recipients::next_test(&mut tx, id).await?,
        is_test: true,
        line: 0,
        contact: None,
        company: None,
        addr_key: &fold(&to.addr),
        items: &serde_json::to_string(&to.items)?,
        to: &to,
        state: RecipientState::Waiting,
        reason: "",
        token: &listing::token(),
        due_at: cx.now,
    };
    sql::recipients::insert(&mut tx, id, &new).await?;
    tx.commit().await?;
    cx.desk.wake.bulk.notify_one();
    publish(cx, &mail);
    Ok(())
}

/// A new draft of the same text, to those who did not get this one.
///
/// # Errors
/// [`Refused::NoRecipient`] where everybody did; [`Refused::TooLate`] while it is not over.
pub async fn resend(cx: &Cx, id: BulkMailId) -> Result<BulkMailId> {
    let by = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if !mail.state.is_over() {
        return Err(Error::Refused(Refused::TooLate));
    }
    let (columns, rows) = listing::errors(&mut tx, id).await?;
    if rows.is_empty() {
        return Err(Error::Refused(Refused::NoRecipient));
    }
    let rows = rows.into_iter().enumerate().map(|(at, (cells, _))| FileRow { line: i64::try_from(at).unwrap_or_default() + 1, cells }).collect();
    let audience = serde_json::to_string(&Audience::File { name: String::new(), columns, rows })?;
    let new = sql::New { space: mail.space_id, mailbox: mail.mailbox_id, content: &mail.content(), audience: &audience, by, at: cx.now };
    let again = sql::insert(&mut tx, &new).await?;
    sql::copy_files(&mut tx, id, again).await?;
    tx.commit().await?;
    publish(cx, &mail);
    Ok(again)
}
