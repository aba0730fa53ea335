//! Days on the clocks of a space, the stretches of them that reports are about, and how time is cut into steps.

use super::Axis;
use crate::{Field, Moment, Refused, Wrong};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The longest period, in years.
pub const YEARS_MAX: i64 = 10;

/// A day on the clocks of a space: days since 1970-01-01. As text: `2026-11-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::Type), sqlx(transparent))]
#[serde(into = "String", try_from = "String")]
pub struct Day(pub i64);

impl Day {
    pub fn of(date: Date) -> Day {
        Day(date.duration_since(EPOCH).as_hours() / 24)
    }

    pub fn date(self) -> Date {
        let span = jiff::Span::new().try_days(self.0);
        span.and_then(|span| EPOCH.checked_add(span)).unwrap_or(EPOCH)
    }

    /// The day, and the hour of its week: 0 to 167, Monday at midnight first.
    pub fn at(at: Moment, zone: &TimeZone) -> (Day, i64) {
        let there = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
        let day = Day::of(there.date());
        (day, day.weekday() * 24 + i64::from(there.hour()))
    }

    /// Minutes since 1970-01-01 as the clocks of the zone show them: what a spreadsheet calls a time.
    pub fn minutes(at: Moment, zone: &TimeZone) -> i64 {
        let there = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
        Day::of(there.date()).0 * 1_440 + i64::from(there.hour()) * 60 + i64::from(there.minute())
    }

    /// 0 is Monday.
    pub const fn weekday(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7)
    }

    pub const fn plus(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The first day of the step of time that this day is in.
    pub fn begins(self, axis: Axis) -> Day {
        let date = self.date();
        match axis {
            Axis::Week => self.plus(-self.weekday()),
            Axis::Month => Day::of(date.first_of_month()),
            Axis::FiscalYear => {
                let year = if date.month() < 4 { date.year() - 1 } else { date.year() };
                Date::new(year, 4, 1).map_or(self, Day::of)
            }
            _ => self,
        }
    }

    /// The first day after the step of time that this day is in.
    pub fn next(self, axis: Axis) -> Day {
        let begins = self.begins(axis);
        match axis {
            Axis::Week => begins.plus(7),
            Axis::Month => begins.plus(31).begins(Axis::Month),
            Axis::FiscalYear => begins.plus(366).begins(Axis::FiscalYear),
            _ => begins.plus(1),
        }
    }

    /// Its first moment.
    pub fn starts(self, zone: &TimeZone) -> Moment {
        let start = self.date().to_zoned(zone.clone()).and_then(|day| day.start_of_day());
        Moment(start.map_or(self.0 * 86_400_000, |start| start.timestamp().as_millisecond()))
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}

impl std::str::FromStr for Day {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Day::of).map_err(|_| format!("{text:?} is no day"))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    pub from: Day,
    pub to: Day,
}

impl Period {
    /// So many days up to and with `last`.
    pub const fn last(days: i64, last: Day) -> Period {
        Period { from: last.plus(1 - days), to: last }
    }

    /// The whole step of time that a day is in.
    pub fn whole(day: Day, axis: Axis) -> Period {
        Period { from: day.begins(axis), to: day.next(axis).plus(-1) }
    }

    pub const fn days(self) -> i64 {
        self.to.0 - self.from.0 + 1
    }

    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// # Errors
    /// [`Refused::Invalid`] for one that ends before it begins, or is longer than [`YEARS_MAX`].
    pub const fn check(self) -> Result<(), Refused> {
        if self.days() < 1 || self.days() > YEARS_MAX * 366 || self.from.0 < 0 || self.to.0 > 2_932_896 {
            return Err(Refused::Invalid { field: Field::Days, wrong: Wrong::OutOfRange });
        }
        Ok(())
    }

    /// What it is compared with: whole months with as many months before them, everything else with as many days.
    pub fn before(self) -> Period {
        let to = self.from.plus(-1);
        let whole = self.from.begins(Axis::Month) == self.from && self.to.next(Axis::Month) == self.to.plus(1);
        if !whole {
            return Period { from: self.from.plus(-self.days()), to };
        }
        let mut from = self.from;
        for _ in self.steps(Axis::Month) {
            from = from.plus(-1).begins(Axis::Month);
        }
        Period { from, to }
    }

    /// The steps of time in it, each by its first day; the first and the last one may reach beyond it.
    pub fn steps(self, axis: Axis) -> Vec<Day> {
        let mut steps = Vec::new();
        let mut step = self.from.begins(axis);
        while step <= self.to {
            steps.push(step);
            step = step.next(axis);
        }
        steps
    }
}
