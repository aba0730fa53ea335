//! How much bulk mail a space may send, and what was used of the day.

use super::sql;
use crate::{Cx, Error, Result, db::Tx, hours, users};
use domain::{
    bulk::limits::{BulkLimits, Day, day_of},
    *,
};
use jiff::tz::TimeZone;

pub async fn limits(cx: &Cx) -> Result<(BulkLimits, Day)> {
    let mut tx = cx.desk.db.read().await?;
    let space = super::space(&mut tx, cx).await?;
    of_space(&mut tx, space, cx.now).await
}

/// # Errors
/// `NotAllowed` for whoever does not operate the space; [`Refused::Invalid`] for numbers that are out of range.
pub async fn set_limits(cx: &Cx, limits: &BulkLimits) -> Result<()> {
    limits.check()?;
    let mut tx = cx.desk.db.write().await?;
    let space = super::space(&mut tx, cx).await?;
    cx.who.may_operate(space)?;
    sql::put_limits(&mut tx, space, limits).await?;
    users::audit(&mut tx, cx, "bulk-limits", &format!("space {space}"), &serde_json::to_string(limits)?).await?;
    tx.commit().await?;
    cx.desk.live.publish(live::Event::Bulk { space, id: BulkMailId(0) });
    Ok(())
}

pub(super) async fn of_space(tx: &mut Tx, space: SpaceId, now: Moment) -> Result<(BulkLimits, Day)> {
    let limits = sql::limits(tx, space).await?;
    let (day, resets_at) = day_of(now, &zone(tx, space).await?);
    let used = sql::used(tx, space, day).await?;
    Ok((limits, Day { used, limit: limits.per_day, resets_at }))
}

pub(super) async fn zone(tx: &mut Tx, space: SpaceId) -> Result<TimeZone> {
    Ok(TimeZone::get(&hours::zone_of_space(tx, space).await?).unwrap_or(TimeZone::UTC))
}

/// Counts `count` mails against today and answers the day. Nothing is counted where that would be too much.
///
/// # Errors
/// [`Refused::OverDay`].
pub(super) async fn take(tx: &mut Tx, space: SpaceId, count: i64, now: Moment) -> Result<i64> {
    let limits = sql::limits(tx, space).await?;
    let (day, resets_at) = day_of(now, &zone(tx, space).await?);
    if sql::use_day(tx, space, day, count, limits.per_day).await? == 0 {
        let used = sql::used(tx, space, day).await?;
        return Err(Error::Refused(Refused::OverDay { wanted: count, used, limit: limits.per_day, resets_at }));
    }
    Ok(day)
}
