//! Days and times as people type them, by their own clocks.

use super::sql;
use crate::{Cx, Result, db::Tx};
use domain::Moment;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

const DAY: i64 = 86_400_000;

/// The clocks of whoever asks.
pub async fn zone(tx: &mut Tx, cx: &Cx) -> Result<TimeZone> {
    let name = sql::zone(tx, cx.who.person()?.id).await?;
    Ok(TimeZone::get(&name).unwrap_or(TimeZone::UTC))
}

/// Midnight in UTC of a day: `2026-11-24`, or what a field of a date knows besides.
pub fn day(text: &str) -> Option<Moment> {
    Some(Moment(date(text)?.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond()))
}

fn date(text: &str) -> Option<Date> {
    let value = domain::fields::Value::parse(domain::fields::Kind::Date, text).ok()??;
    value.print().parse().ok()
}

/// `2026-11-24T10:00`, or midnight of a day. A time that a change of the clocks skips is the one after it.
pub fn time(text: &str, zone: &TimeZone) -> Option<Moment> {
    let text = text.trim().replace(' ', "T").replace('/', "-");
    let civil: DateTime = match text.split_once('T') {
        None => date(&text)?.to_datetime(jiff::civil::Time::midnight()),
        Some((day, clock)) => {
            let (hour, minute) = clock.split_once(':')?;
            date(day)?.at(
                hour.parse().ok().filter(|hour| (0..24).contains(hour))?,
                minute.get(..2)?.parse().ok().filter(|minute| (0..60).contains(minute))?,
                0,
                0,
            )
        }
    };
    Some(Moment(civil.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond()))
}

/// How a time stands in a form and in a file: the way back of [`time`] and [`day`].
pub fn typed(at: Moment, whole_days: bool, zone: &TimeZone) -> String {
    let stamp = Timestamp::from_millisecond(at.0).unwrap_or_default();
    if whole_days {
        stamp.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d").to_string()
    } else {
        stamp.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
    }
}

/// Whether two texts are the same day, or the same day and time.
pub fn same(one: &str, other: &str) -> bool {
    let read = |text: &str| (time(text, &TimeZone::UTC), text.contains(':'));
    let (one, other) = (read(one), read(other));
    one.0.is_some() && one == other
}

/// Beginning and end of a period of days, of whole days and by the clocks. What is no day is no limit.
pub fn period(from: &str, to: &str, zone: &TimeZone) -> ((Moment, Moment), (Moment, Moment)) {
    let begins = |at: Option<Moment>| at.unwrap_or(Moment(i64::MIN));
    let ends = |at: Option<Moment>| at.unwrap_or(Moment(i64::MAX));
    let last = date(to);
    let after = last.and_then(|day| day.tomorrow().ok()).and_then(|day| day.to_zoned(zone.clone()).ok());
    let days = (begins(day(from)), ends(day(to).map(|at| at.plus_ms(DAY))));
    let times = (begins(time(from, zone)), ends(after.map(|after| Moment(after.timestamp().as_millisecond()))));
    (days, times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_by_the_writers_clocks() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let at = 1_795_480_200_000; // 2026-11-24T00:30Z
        for (text, expected) in [
            ("2026-11-24T09:30", Some(at)),
            ("2026/11/24 9:30", Some(at)),
            ("2026-11-24", Some(at - 9 * 3_600_000 - 1_800_000)),
            ("2026-11-24T24:00", None),
            ("2026-02-30T10:00", None),
            ("昨日", None),
            ("", None),
        ] {
            assert_eq!(time(text, &tokyo).map(|at| at.0), expected, "{text}");
        }
        assert_eq!(typed(Moment(at), false, &tokyo), "2026-11-24T09:30");
        assert_eq!(day("2026-11-24").map(|at| typed(at, true, &tokyo)).as_deref(), Some("2026-11-24"));
    }

    #[test]
    fn a_period_holds_its_last_day() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let ((from, to), (begins, ends)) = period("2026-11-24", "2026-11-24", &tokyo);
        assert_eq!((to.0 - from.0, ends.0 - begins.0, from.0 - begins.0), (DAY, DAY, 9 * 3_600_000));
        assert_eq!(period("", "x", &tokyo), ((Moment(i64::MIN), Moment(i64::MAX)), (Moment(i64::MIN), Moment(i64::MAX))));
    }
}
