//! How much bulk mail a space sends: parameters of the space, and the day's count against them.

use crate::{Field, Moment, Refused, Wrong};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// Set by the operators of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkLimits {
    /// Recipients of one bulk mail.
    pub recipients: i64,
    /// Bulk mails to single recipients that go out in a day, all together.
    pub per_day: i64,
    /// From one account; 0 is as fast as its server takes them.
    pub per_minute: i64,
    /// Bulk mails that wait for their hour.
    pub scheduled: i64,
}

impl Default for BulkLimits {
    fn default() -> BulkLimits {
        BulkLimits { recipients: 1_000, per_day: 2_000, per_minute: 60, scheduled: 10 }
    }
}

impl BulkLimits {
    /// # Errors
    /// [`Refused::Invalid`] for numbers that are out of range.
    pub fn check(&self) -> Result<(), Refused> {
        let fits = (1..=10_000).contains(&self.recipients)
            && (0..=1_000_000).contains(&self.per_day)
            && (0..=6_000).contains(&self.per_minute)
            && (0..=1_000).contains(&self.scheduled);
        if fits { Ok(()) } else { Err(Refused::Invalid { field: Field::Value, wrong: Wrong::OutOfRange }) }
    }

    /// Milliseconds between two mails of one account.
    pub fn pause_ms(&self) -> i64 {
        if self.per_minute > 0 { 60_000 / self.per_minute } else { 0 }
    }

    /// Minutes that so many mails take at least.
    pub fn minutes_for(&self, mails: i64) -> i64 {
        if self.per_minute > 0 { (mails + self.per_minute - 1) / self.per_minute } else { 0 }
    }
}

/// What was used of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub used: i64,
    pub limit: i64,
    pub resets_at: Moment,
}

impl Day {
    pub fn left(&self) -> i64 {
        (self.limit - self.used).max(0)
    }
}

/// Days since 1970-01-01 on the clocks of a zone, and when the next one begins.
pub fn day_of(at: Moment, zone: &TimeZone) -> (i64, Moment) {
    let zoned = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = zoned.date().since(epoch).map_or(0, |span| i64::from(span.get_days()));
    let next = zoned.tomorrow().and_then(|day| day.start_of_day());
    (days, next.map_or(at.plus_days(1), |day| Moment(day.timestamp().as_millisecond())))
}
