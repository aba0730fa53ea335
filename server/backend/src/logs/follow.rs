//! Coming back to an entry: whom it waits for, when, and being told of it.

use super::{publish, seen, sql, write};
use crate::{Cx, Error, Result, conversations, db::Tx, notifications};
use domain::{
    logs::{Due, EntryRow},
    notifications::{About, Kind},
    *,
};

/// Tasks that are shown at once.
const SHOWN: i64 = 200;
/// Follow-ups that one turn of the clock tells.
const AT_ONCE: i64 = 500;

/// What waits for the person who asks, the most urgent first.
pub async fn tasks(cx: &Cx) -> Result<Vec<EntryRow>> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    Ok(sql::tasks(&mut tx, space, person, Moment(i64::MAX), SHOWN).await?)
}

/// What of it is due now: two looks into one small index, since every tray asks. Nothing for whoever sees no space.
pub async fn due(cx: &Cx) -> Result<Due> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    let space = match seen(&mut tx, cx).await {
        Ok(space) => space,
        Err(Error::Refused(_)) => return Ok(Due::default()),
        Err(failed) => return Err(failed),
    };
    let first = sql::tasks(&mut tx, space, person, cx.now, 1).await?.pop();
    let count = if first.is_some() { sql::due_count(&mut tx, space, person, cx.now).await? } else { 0 };
    Ok(Due { count, first })
}

/// Settles it, or takes that back.
pub async fn finish(cx: &Cx, id: LogId, done: bool) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (space, state) = own(&mut tx, cx, id).await?;
    sql::set_follow(&mut tx, id, state.follow_at, done.then_some(cx.now)).await?;
    write::audit(&mut tx, cx, state.log, id, if done { "follow-up done" } else { "follow-up open" }).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}

/// A day later than it is due, or than now where that is over.
pub async fn snooze(cx: &Cx, id: LogId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (space, state) = own(&mut tx, cx, id).await?;
    let at = state.follow_at.unwrap_or(cx.now).max(cx.now).plus_days(1);
    sql::set_follow(&mut tx, id, Some(at), None).await?;
    write::audit(&mut tx, cx, state.log, id, "follow-up in a day").await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}

/// An entry that somebody has to come back to: for that person, and for whoever writes in the logs.
async fn own(tx: &mut Tx, cx: &Cx, id: LogId) -> Result<(SpaceId, sql::State)> {
    let space = seen(tx, cx).await?;
    let state = write::open(tx, space, id).await?;
    if state.follow_id.is_none() || state.follow_id != cx.who.user_id() {
        cx.who.may_edit_space(space)?;
    }
    if state.follow_at.is_none() {
        return Err(Error::Refused(Refused::Stale));
    }
    Ok((space, state))
}

/// Tells people that the time came: as a notice about the conversation that the entry belongs to, or else about the entry, and by the
/// line over their trays.
/// Answers how many.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn tell_due(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let due = sql::to_tell(&mut tx, cx.now, AT_ONCE).await?;
    drop(tx);
    let (mut told, mut spaces) = (0, Vec::new());
    for (id, person, conversation, subject, space) in due {
        let mut tx = cx.desk.db.write().await?;
        if sql::note_told(&mut tx, id, cx.now).await? == 0 {
            continue;
        }
        let mut heard = Vec::new();
        let place = match conversation {
            Some(conversation) => {
                let place = conversations::place_of(&mut tx, conversation).await?;
                notifications::tell(&mut tx, cx, Kind::FollowUp, person, place, &subject).await?;
                Some((place, conversations::target(&mut tx, place).await?.mailbox_id))
            }
            None => {
                heard = notifications::tell_about(&mut tx, cx, Kind::FollowUp, &[person], (About::Log, id.0), &subject).await?;
                None
            }
        };
        tx.commit().await?;
        notifications::told(cx, &heard);
        if let Some((place, mailbox)) = place {
            conversations::publish(cx, mailbox, place);
        }
        spaces.push(space);
        told += 1;
    }
    spaces.sort_unstable();
    spaces.dedup();
    spaces.into_iter().for_each(|space| publish(cx, space));
    Ok(told)
}
