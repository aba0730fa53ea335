//! What comes again and again: every week or every month, at an hour on the clocks of a zone, moved out of the way of weekends and
//! holidays where that is wanted. It answers when the next time is. Pure: bulk mails and reports repeat by it.

use crate::{Field, Moment, Refused, Wrong, holidays::is_holiday, stored_enum};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

/// How far a day is moved at most. No row of holidays is so long.
const FARTHEST_MOVE: i32 = 31;
/// Months that are looked through for the next time: a fifth Friday comes at least every few months.
const MONTHS_AHEAD: i32 = 14;

stored_enum! {
    /// What becomes of a day that is a Saturday, a Sunday or a holiday of Japan.
    pub enum Shift { Keep = "keep", Before = "before", After = "after" }
}

/// On which days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "every", rename_all = "kebab-case")]
pub enum Every {
    /// `days`: 1 is Monday, 7 is Sunday.
    Week {
        days: Vec<i8>,
    },
    /// From 1 to 31; a shorter month has it on its last day.
    MonthDay {
        day: i8,
    },
    MonthEnd,
    /// The first to fifth, or the last (-1), of a weekday. A month without a fifth one is passed over.
    MonthWeekday {
        nth: i8,
        weekday: i8,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    #[serde(flatten)]
    pub every: Every,
    /// Minutes of the day.
    pub minute: i64,
    pub shift: Shift,
}

impl Default for Recurrence {
    fn default() -> Recurrence {
        Recurrence { every: Every::MonthDay { day: 1 }, minute: 9 * 60, shift: Shift::Keep }
    }
}

impl Recurrence {
    /// # Errors
    /// [`Refused::Invalid`] where no day is named, or what is named is none.
    pub fn check(&self) -> Result<(), Refused> {
        let refused = |field, wrong| Err(Refused::Invalid { field, wrong });
        match &self.every {
            Every::Week { days } if days.is_empty() => return refused(Field::Weekday, Wrong::Missing),
            Every::Week { days } if days.len() > 7 || days.iter().any(|day| !(1..=7).contains(day)) => {
                return refused(Field::Weekday, Wrong::OutOfRange);
            }
            Every::MonthDay { day } if !(1..=31).contains(day) => return refused(Field::Days, Wrong::OutOfRange),
            Every::MonthWeekday { nth, weekday } if !(*nth == -1 || (1..=5).contains(nth)) || !(1..=7).contains(weekday) => {
                return refused(Field::Weekday, Wrong::OutOfRange);
            }
            _ => {}
        }
        if (0..24 * 60).contains(&self.minute) { Ok(()) } else { refused(Field::SendAt, Wrong::OutOfRange) }
    }

    /// The first time after `after`, and the day it stands for there. `None` only for what [`Recurrence::check`] refuses, and at the
    /// end of the calendar.
    pub fn next(&self, after: Moment, zone: &TimeZone) -> Option<(Date, Moment)> {
        let today = Timestamp::from_millisecond(after.0).ok()?.to_zoned(zone.clone()).date();
        // A day that is moved comes from as far before or behind as it is moved.
        let first = today.checked_sub(FARTHEST_MOVE.days()).ok()?;
        let mut found: Option<(Date, Moment)> = None;
        for named in self.named(first) {
            if found.is_some_and(|(day, _)| named > day.saturating_add(FARTHEST_MOVE.days())) {
                break;
            }
            let Some((day, at)) = self.moved(named).and_then(|day| Some((day, self.moment(day, zone)?))) else { continue };
            if at > after && found.is_none_or(|(_, earliest)| at < earliest) {
                found = Some((day, at));
            }
        }
        found
    }

    /// The next `count` times.
    pub fn upcoming(&self, after: Moment, zone: &TimeZone, count: usize) -> Vec<Moment> {
        let next = |at: &Moment| self.next(*at, zone).map(|(_, at)| at);
        std::iter::successors(next(&after), next).take(count).collect()
    }

    /// Times from behind `after` up to `until`, `until` included, with their days.
    pub fn between(&self, after: Moment, until: Moment, zone: &TimeZone) -> Vec<(Date, Moment)> {
        let next = |(_, at): &(Date, Moment)| self.next(*at, zone);
        std::iter::successors(self.next(after, zone), next).take_while(|(_, at)| *at <= until).collect()
    }

    /// The days that it names from `first` on, before they are moved, in their order.
    fn named(&self, first: Date) -> Vec<Date> {
        match &self.every {
            Every::Week { days } => {
                let all = (0..=2 * FARTHEST_MOVE + 7).filter_map(|ahead| first.checked_add(ahead.days()).ok());
                all.filter(|day| days.contains(&day.weekday().to_monday_one_offset())).collect()
            }
            _ => {
                let month = first.first_of_month();
                let all = (0..MONTHS_AHEAD).filter_map(|ahead| self.of_month(month.checked_add(ahead.months()).ok()?));
                all.filter(|day| *day >= first).collect()
            }
        }
    }

    fn of_month(&self, month: Date) -> Option<Date> {
        match &self.every {
            Every::Week { .. } => None,
            Every::MonthDay { day } => Some(month.with().day((*day).min(month.days_in_month())).build().ok()?),
            Every::MonthEnd => Some(month.last_of_month()),
            Every::MonthWeekday { nth, weekday } => month.nth_weekday_of_month(*nth, Weekday::from_monday_one_offset(*weekday).ok()?).ok(),
        }
    }

    fn moved(&self, day: Date) -> Option<Date> {
        let step = match self.shift {
            Shift::Keep => return Some(day),
            Shift::Before => -1,
            Shift::After => 1,
        };
        (0..=FARTHEST_MOVE).filter_map(|days| day.checked_add((days * step).days()).ok()).find(|day| !is_free(*day))
    }

    /// An hour that the clocks skip is the one after the gap; of one that comes twice it is the first.
    fn moment(&self, day: Date, zone: &TimeZone) -> Option<Moment> {
        let time = Time::new(i8::try_from(self.minute / 60).ok()?, i8::try_from(self.minute % 60).ok()?, 0, 0).ok()?;
        Some(Moment(zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?.timestamp().as_millisecond()))
    }
}

fn is_free(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || is_holiday(day)
}

#[cfg(test)]
mod tests;
