//! Quiet hours: what goes out in them waits for their end.

use super::Times;
use crate::Moment;
use jiff::{Timestamp, civil::Time, tz::TimeZone};

/// The quiet hours of a person, on the clocks of their zone.
pub struct Quiet<'a> {
    pub times: &'a Times,
    pub zone: &'a TimeZone,
}

impl Quiet<'_> {
    /// The first moment from `at` on that is not quiet. Seven quiet days a week would be for ever: then it is `at`.
    pub fn until(&self, at: Moment) -> Moment {
        let mut at = at;
        // Each step leaves one stretch; a week has at most fifteen of them.
        for _ in 0..16 {
            match self.end_of_stretch(at) {
                Some(end) if end > at => at = end,
                _ => return at,
            }
        }
        at
    }

    /// Where the quiet that `at` stands in ends; `None` where it is not quiet.
    fn end_of_stretch(&self, at: Moment) -> Option<Moment> {
        let local = Timestamp::from_millisecond(at.0).ok()?.to_zoned(self.zone.clone());
        let today = local.date();
        let weekday = char::from(b'0' + local.weekday().to_monday_one_offset().unsigned_abs());
        let start_of = |date: jiff::civil::Date, minutes: i64| {
            let time = Time::new(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()?;
            // A time that the clocks skip is the moment after the gap.
            Some(Moment(self.zone.to_ambiguous_zoned(date.to_datetime(time)).compatible().ok()?.timestamp().as_millisecond()))
        };
        if self.times.quiet_days.contains(weekday) {
            return start_of(today.tomorrow().ok()?, 0);
        }
        let (from, to) = (self.times.quiet_from, self.times.quiet_to);
        let now = i64::from(local.hour()) * 60 + i64::from(local.minute());
        if from < to && (from..to).contains(&now) {
            return start_of(today, to);
        }
        if from > to && now >= from {
            return start_of(today.tomorrow().ok()?, to);
        }
        if from > to && now < to {
            return start_of(today, to);
        }
        None
    }
}

/// When what waits since `since` goes out by mail: a minute later, so that what belongs together comes together, not sooner than the
/// digest allows after the `last` mail, and not in quiet hours.
pub fn mail_due(since: Moment, last: Option<Moment>, quiet: &Quiet<'_>) -> Moment {
    let earliest = last.map_or(since, |last| last.plus_minutes(quiet.times.digest_minutes));
    quiet.until(since.plus_minutes(1).max(earliest))
}
