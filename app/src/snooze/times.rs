//! The times that are offered: hours of the working day on the clocks of the person who chooses.

use crate::time::Civil;
use domain::Moment;

/// When the evening begins, and when work begins in the morning.
const EVENING: u8 = 18;
const MORNING: u8 = 9;

/// A choice by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    Evening,
    Tomorrow,
    Monday,
}

/// What is offered now, with the time that it means. `civil` reads the clocks.
pub fn offered(now: Moment, civil: impl Fn(Moment) -> Civil + Copy) -> Vec<(Offered, Moment)> {
    let today = civil(now);
    let mut all = Vec::new();
    // An hour before the evening it is no help any more.
    if today.hour + 1 < EVENING {
        all.push((Offered::Evening, at(today, 0, EVENING, civil)));
    }
    all.push((Offered::Tomorrow, at(today, 1, MORNING, civil)));
    // On a Sunday tomorrow is Monday.
    let until_monday = match today.weekday() {
        0 => None,
        weekday => Some(8 - weekday as i64),
    };
    if let Some(days) = until_monday {
        all.push((Offered::Monday, at(today, days, MORNING, civil)));
    }
    all
}

/// So many days after a day, at a full hour.
fn at(day: Civil, days: i64, hour: u8, civil: impl Fn(Moment) -> Civil) -> Moment {
    moment_of(Civil { hour, minute: 0, ..day }, days, civil)
}

/// The instant at which the clocks show this, so many days later. Where a clock is put forward over it, the hour after.
pub fn moment_of(wanted: Civil, days: i64, civil: impl Fn(Moment) -> Civil) -> Moment {
    let as_utc = as_if_utc(wanted).plus_days(days);
    // The clocks are ahead of UTC by what they show too much; asked twice, because that may change in between.
    let ahead = |at: Moment| as_if_utc(civil(at)).ms_since(Moment(at.0 - at.0.rem_euclid(60_000)));
    let near = as_utc.plus_ms(-ahead(as_utc));
    as_utc.plus_ms(-ahead(near))
}

/// The instant at which a clock in UTC shows this (days by Howard Hinnant, "chrono-compatible low-level date algorithms").
fn as_if_utc(civil: Civil) -> Moment {
    let (year, month) = (i64::from(civil.year) - i64::from(civil.month <= 2), i64::from(civil.month));
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(civil.day) - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Moment(0).plus_days(days).plus_minutes(i64::from(civil.hour) * 60 + i64::from(civil.minute))
}

/// What a field for date and time holds (`2026-01-05T09:00`).
pub fn parsed(text: &str) -> Option<Civil> {
    let (date, time) = text.split_once('T')?;
    let mut date = date.split('-').map(str::parse::<i32>);
    let mut time = time.split(':').map(str::parse::<u8>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let (hour, minute) = (time.next()?.ok()?, time.next()?.ok()?);
    Some(Civil { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()?, hour, minute })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokyo(at: Moment) -> Civil {
        crate::civil(at, "Asia/Tokyo")
    }

    fn berlin(at: Moment) -> Civil {
        crate::civil(at, "Europe/Berlin")
    }

    /// 2026-01-05 00:00 UTC, a Monday.
    const MONDAY: Moment = Moment(1_767_571_200_000);

    #[test]
    fn what_is_offered_depends_on_the_hour_and_the_day() {
        let shown = |now: Moment| -> Vec<(Offered, String)> {
            offered(now, tokyo).into_iter().map(|(name, at)| (name, format!("{}/{} {}", tokyo(at).month, tokyo(at).day, tokyo(at).clock()))).collect()
        };
        let entry = |name: Offered, text: &str| (name, text.to_owned());
        let (evening, tomorrow, monday) = (Offered::Evening, Offered::Tomorrow, Offered::Monday);
        assert_eq!(shown(MONDAY), [entry(evening, "1/5 18:00"), entry(tomorrow, "1/6 9:00"), entry(monday, "1/12 9:00")]);
        // 17:30 in Tokyo.
        assert_eq!(shown(MONDAY.plus_minutes(510)), [entry(tomorrow, "1/6 9:00"), entry(monday, "1/12 9:00")]);
        assert_eq!(shown(MONDAY.plus_days(-1)), [entry(evening, "1/4 18:00"), entry(tomorrow, "1/5 9:00")], "a Sunday");
    }

    #[test]
    fn clocks_that_are_put_forward_are_read_right() {
        // 2026-03-28 12:00 UTC, the day before summer time begins in Berlin.
        let before = Moment(1_774_699_200_000);
        let next = moment_of(Civil { hour: 9, minute: 0, ..berlin(before) }, 1, berlin);
        assert_eq!((berlin(next).day, berlin(next).clock()), (29, "9:00".to_owned()));
        let typed = parsed("2026-07-01T09:15").unwrap();
        assert_eq!(berlin(moment_of(typed, 0, berlin)), typed);
        for text in ["", "2026-07-01", "2026-07-01T", "x-1-1T1:1"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
