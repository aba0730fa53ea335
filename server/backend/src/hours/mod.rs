//! Business hours of spaces and the pace of mailboxes; and the clock's step that tells of targets that were missed, once for each wait.

mod sql;

use crate::{Cx, Result, conversations, db::Tx, mailboxes, notifications, reports, users};
use domain::{
    hours::{Hours, Pace, PaceForm, PaceView},
    live::Event,
    notifications::Kind,
    *,
};
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// The pace of every mailbox that has one of its own, for the screens. The others have the usual one.
pub(crate) async fn paces(tx: &mut Tx, now: Moment) -> Result<HashMap<MailboxId, Pace>> {
    let rows = sql::paces(tx).await?;
    let mut paces = HashMap::with_capacity(rows.len());
    for (mailbox, pace, hours) in rows {
        let form: PaceForm = serde_json::from_str(&pace)?;
        let hours: Option<Hours> = hours.as_deref().map(serde_json::from_str).transpose()?;
        let zone = hours.as_ref().map(zone_of);
        paces.insert(mailbox, Pace::new(form, hours.as_ref().zip(zone.as_ref()), now));
    }
    Ok(paces)
}

fn zone_of(hours: &Hours) -> TimeZone {
    TimeZone::get(&hours.zone).unwrap_or(TimeZone::UTC)
}

/// On whose clocks the days of a space are counted.
pub(crate) async fn zone_of_space(tx: &mut Tx, space: SpaceId) -> Result<String> {
    let (hours, zone) = sql::zone(tx, space).await?;
    let hours: Option<Hours> = hours.as_deref().map(serde_json::from_str).transpose()?;
    Ok(hours.map(|hours| hours.zone).or(zone).unwrap_or_else(|| "Asia/Tokyo".to_owned()))
}

/// When a space works.
pub(crate) async fn of_space(tx: &mut Tx, space: SpaceId) -> Result<Hours> {
    let (hours, zone) = sql::zone(tx, space).await?;
    Ok(match hours {
        Some(hours) => serde_json::from_str(&hours)?,
        None => Hours::usual(zone.as_deref().unwrap_or("Asia/Tokyo")),
    })
}

/// Until when what came to a mailbox is to be answered on this day. Without such an hour everything that waits is.
pub(crate) async fn cut_off(tx: &mut Tx, mailbox: MailboxId, now: Moment) -> Result<Moment> {
    let (_, pace, hours, zone) = sql::settings(tx, mailbox).await?;
    let form: PaceForm = pace.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
    let hours = match hours {
        Some(hours) => serde_json::from_str(&hours)?,
        None => Hours::usual(zone.as_deref().unwrap_or("Asia/Tokyo")),
    };
    Ok(form.same_day.and_then(|minutes| hours.cut_off(&zone_of(&hours), minutes, now)).unwrap_or(now))
}

/// What the operators of a mailbox set, with the hours of its space.
pub async fn settings(cx: &Cx, mailbox: MailboxId) -> Result<PaceView> {
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::space_of(&mut tx, mailbox).await?;
    cx.who.may_operate(space)?;
    let (mailbox_name, pace, hours, zone) = sql::settings(&mut tx, mailbox).await?;
    let form = pace.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
    let hours = match hours {
        Some(hours) => serde_json::from_str(&hours)?,
        None => Hours::usual(zone.as_deref().unwrap_or("Asia/Tokyo")),
    };
    Ok(PaceView { mailbox_name, form, hours })
}

/// Sets the pace of a mailbox and the hours of its space, together: nobody counts by new hours at an old pace.
///
/// # Errors
/// `Invalid` for steps that do not rise, hours that end before they begin, days that are none.
pub async fn save(cx: &Cx, mailbox: MailboxId, form: &PaceForm, hours: &Hours) -> Result<()> {
    form.check()?;
    hours.check()?;
    users::check_zone(&hours.zone)?;
    let mut tx = cx.desk.db.write().await?;
    let space = mailboxes::space_of(&mut tx, mailbox).await?;
    cx.who.may_operate(space)?;
    let zone = hours.zone.clone();
    let (pace, hours) = (serde_json::to_string(form)?, serde_json::to_string(hours)?);
    if of_space(&mut tx, space).await?.zone != zone {
        reports::zone_changed(&mut tx, space).await?;
    }
    sql::put_pace(&mut tx, mailbox, &pace).await?;
    sql::put_hours(&mut tx, space, &hours).await?;
    users::audit(&mut tx, cx, "pace", &format!("mailbox {mailbox}"), &pace).await?;
    users::audit(&mut tx, cx, "hours", &format!("space {space}"), &hours).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Tells whoever looks after a conversation that its target was missed. Answers how many.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn tell_missed(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let mut late = Vec::new();
    for (mailbox, pace, hours) in sql::paces(&mut tx).await? {
        let form: PaceForm = serde_json::from_str(&pace)?;
        let hours: Option<Hours> = hours.as_deref().map(serde_json::from_str).transpose()?;
        let zone = hours.as_ref().map(zone_of);
        let (first_answer, resolution) = (form.first_answer, form.resolution);
        let counts = Pace::new(form, hours.as_ref().zip(zone.as_ref()), cx.now);
        // Business hours pass no faster than others: whoever is late by them is late by the clock.
        if let Some(minutes) = first_answer {
            for (id, since) in sql::waiting(&mut tx, mailbox, cx.now.plus_minutes(-minutes)).await? {
                late.push((mailbox, id, "first-answer", since, minutes, counts.elapsed(since, cx.now)));
            }
        }
        if let Some(minutes) = resolution {
            for (id, since) in sql::unfinished(&mut tx, mailbox, cx.now.plus_minutes(-minutes)).await? {
                late.push((mailbox, id, "resolution", since, minutes, counts.elapsed(since, cx.now)));
            }
        }
    }
    drop(tx);
    late.retain(|(_, _, _, _, minutes, elapsed)| *elapsed >= minutes * 60_000);
    let mut told = 0;
    for (mailbox, id, target, since, ..) in late {
        let mut tx = cx.desk.db.write().await?;
        // Another copy may have told it.
        if sql::note_missed(&mut tx, id, target, since).await? == 0 {
            continue;
        }
        reports::missed(&mut tx, cx, id).await?;
        let assignee = conversations::target(&mut tx, id).await?.assignee_id;
        match assignee {
            Some(assignee) => notifications::tell(&mut tx, cx, Kind::Missed, assignee, id, "").await?,
            None => notifications::tell_nobodys(&mut tx, cx, Kind::Missed, id).await?,
        }
        tx.commit().await?;
        conversations::publish(cx, mailbox, id);
        told += 1;
    }
    Ok(told)
}

/// When a target was missed whose wait began at `since`, by what the mailbox asks for now; at the beginning where it asks for nothing
/// any more. Never behind `now`.
pub(crate) async fn was_due(tx: &mut Tx, mailbox: MailboxId, target: &str, since: Moment, now: Moment) -> Result<Moment> {
    let (_, pace, hours, zone) = sql::settings(tx, mailbox).await?;
    let form: PaceForm = pace.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
    let wanted = if target == "resolution" { form.resolution } else { form.first_answer };
    let Some(mut left) = wanted.map(|minutes| minutes * 60_000) else { return Ok(since) };
    if !form.in_hours {
        return Ok(since.plus_ms(left).min(now));
    }
    let hours = match hours {
        Some(hours) => serde_json::from_str(&hours)?,
        None => Hours::usual(zone.as_deref().unwrap_or("Asia/Tokyo")),
    };
    for (from, to) in hours.stretches(&zone_of(&hours), since, now) {
        if to.ms_since(from) >= left {
            return Ok(from.plus_ms(left));
        }
        left -= to.ms_since(from);
    }
    Ok(now)
}

/// Removes what was noted of a conversation that is removed.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    Ok(sql::purge(tx, id).await?)
}

#[cfg(test)]
mod tests;
