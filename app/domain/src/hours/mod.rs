//! Business hours, and how fast a mailbox means to answer: what has passed of a wait, and how urgent that is.

use crate::{Field, Moment, Refused, Wrong, holidays::is_holiday, statuses::Color};
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

/// Days that are counted back and forth: no wait is longer before its colour is the last one.
pub const BACK_DAYS: i64 = 30;
pub const AHEAD_DAYS: i64 = 7;
pub const STEPS_MAX: usize = 5;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60;

/// When a space works: on which weekdays from when to when, in minutes of the day; Monday first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub days: [Option<(i64, i64)>; 7],
    /// Whether the public holidays of Japan are closed.
    pub holidays: bool,
    /// Days that are closed besides, `2026-12-29`, one a line.
    pub closed: Vec<String>,
    pub zone: String,
}

impl Hours {
    /// What most offices begin with: nine to six on weekdays, closed on holidays.
    pub fn usual(zone: &str) -> Hours {
        let open = Some((9 * 60, 18 * 60));
        Hours { days: [open, open, open, open, open, None, None], holidays: true, closed: vec![], zone: zone.to_owned() }
    }

    pub fn check(&self) -> Result<(), Refused> {
        let hours = self.days.iter().flatten().all(|(from, to)| 0 <= *from && from < to && *to <= DAY) && self.days.iter().any(Option::is_some);
        if !hours {
            return Err(Refused::Invalid { field: Field::Interval, wrong: Wrong::OutOfRange });
        }
        if self.closed.len() > 400 || self.closed.iter().any(|day| day.parse::<Date>().is_err()) {
            return Err(Refused::Invalid { field: Field::Days, wrong: Wrong::Malformed });
        }
        Ok(())
    }

    /// The stretches in which the space works between two moments, one after the other.
    pub fn stretches(&self, zone: &TimeZone, from: Moment, to: Moment) -> Vec<(Moment, Moment)> {
        let day_of = |at: Moment| Timestamp::from_millisecond(at.0).ok().map(|at| at.to_zoned(zone.clone()).date());
        let (Some(mut day), Some(last)) = (day_of(from), day_of(to)) else { return vec![] };
        let closed = self.closed_days();
        let mut stretches = Vec::new();
        while day <= last {
            if let Some((opens, closes)) = self.of_day(day, &closed)
                && let (Some(opens), Some(closes)) = (moment(zone, day, opens), moment(zone, day, closes))
            {
                let (opens, closes) = (opens.max(from), closes.min(to));
                if opens < closes {
                    stretches.push((opens, closes));
                }
            }
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        stretches
    }

    /// Until when what came in is to be answered on this working day; on a day off, that of the last one.
    pub fn cut_off(&self, zone: &TimeZone, minutes: i64, now: Moment) -> Option<Moment> {
        let today = Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone()).date();
        let closed = self.closed_days();
        let mut days = std::iter::successors(Some(today), |day| day.yesterday().ok()).take(BACK_DAYS as usize);
        moment(zone, days.find(|day| self.of_day(*day, &closed).is_some())?, minutes)
    }

    fn closed_days(&self) -> Vec<Date> {
        self.closed.iter().filter_map(|day| day.parse().ok()).collect()
    }

    /// When it works on a day; `None`: not at all.
    fn of_day(&self, day: Date, closed: &[Date]) -> Option<(i64, i64)> {
        let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        let shut = self.holidays && is_holiday(day) || closed.contains(&day);
        self.days[weekday].filter(|_| !shut)
    }
}

/// A time of a day. One that the clocks skip is the moment after the gap; one that comes twice the first.
fn moment(zone: &TimeZone, day: Date, minutes: i64) -> Option<Moment> {
    let (day, minutes) = if minutes == DAY { (day.tomorrow().ok()?, 0) } else { (day, minutes) };
    let time = Time::new(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()?;
    Some(Moment(zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?.timestamp().as_millisecond()))
}

/// From how many minutes on a wait has a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub minutes: i64,
    pub color: Color,
}

/// What the operators of a mailbox set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaceForm {
    /// Rising, at most [`STEPS_MAX`].
    pub steps: Vec<Step>,
    /// Counted in the business hours of the space.
    pub in_hours: bool,
    /// Minutes until the customer has a first answer; and until the work is done.
    pub first_answer: Option<i64>,
    pub resolution: Option<i64>,
    /// What came in until this minute of a working day is answered on that day.
    #[serde(default)]
    pub same_day: Option<i64>,
}

impl Default for PaceForm {
    fn default() -> PaceForm {
        let step = |hours: i64, color| Step { minutes: hours * 60, color };
        let steps = vec![step(1, Color::Aotake), step(4, Color::Yamabuki), step(8, Color::Daidai), step(24, Color::Shu), step(48, Color::Shu)];
        PaceForm { steps, in_hours: false, first_answer: None, resolution: None, same_day: None }
    }
}

impl PaceForm {
    pub fn check(&self) -> Result<(), Refused> {
        const LONGEST: i64 = 60 * DAY;
        let rising = self.steps.windows(2).all(|two| two[0].minutes < two[1].minutes);
        let in_range = |minutes: i64| (1..=LONGEST).contains(&minutes);
        let fits = rising
            && self.steps.len() <= STEPS_MAX
            && self.steps.iter().map(|step| step.minutes).chain(self.first_answer).chain(self.resolution).all(in_range)
            && self.same_day.is_none_or(|minutes| (1..=DAY).contains(&minutes));
        if fits { Ok(()) } else { Err(Refused::Invalid { field: Field::Interval, wrong: Wrong::OutOfRange }) }
    }
}

/// What a screen needs to count waits by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    pub steps: Vec<Step>,
    pub first_answer: Option<i64>,
    /// Minutes of the day until which mail is answered on the same day.
    #[serde(default)]
    pub same_day: Option<i64>,
    /// Stretches of business hours in minutes since 1970, first to last; `None`: all hours count.
    pub open: Option<Vec<(i64, i64)>>,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace { steps: PaceForm::default().steps, first_answer: None, same_day: None, open: None }
    }
}

impl Pace {
    pub fn new(form: PaceForm, hours: Option<(&Hours, &TimeZone)>, now: Moment) -> Pace {
        let open = hours.filter(|_| form.in_hours).map(|(hours, zone)| {
            let stretches = hours.stretches(zone, now.plus_days(-BACK_DAYS), now.plus_days(AHEAD_DAYS));
            stretches.into_iter().map(|(from, to)| (from.0.div_euclid(MINUTE), to.0.div_euclid(MINUTE))).collect()
        });
        Pace { steps: form.steps, first_answer: form.first_answer, same_day: form.same_day, open }
    }

    /// Milliseconds of a wait that count.
    pub fn elapsed(&self, since: Moment, now: Moment) -> i64 {
        match &self.open {
            None => now.ms_since(since).max(0),
            Some(open) => open.iter().map(|(from, to)| (now.0.min(to * MINUTE) - since.0.max(from * MINUTE)).max(0)).sum(),
        }
    }

    /// 0 to 5, and the colour from the first step on.
    pub fn level(&self, elapsed: i64) -> (usize, Option<Color>) {
        let passed = self.steps.iter().filter(|step| elapsed >= step.minutes * MINUTE).count();
        // Fewer than five steps are the last of five: the highest one is always the loudest.
        let level = if passed == 0 { 0 } else { passed + STEPS_MAX - self.steps.len() };
        (level, passed.checked_sub(1).and_then(|at| self.steps.get(at)).map(|step| step.color))
    }

    /// Whether a first answer is late.
    pub fn is_late(&self, elapsed: i64) -> bool {
        self.first_answer.is_some_and(|target| elapsed >= target * MINUTE)
    }
}

/// The settings of one mailbox, with those of its space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaceView {
    pub mailbox_name: String,
    pub form: PaceForm,
    pub hours: Hours,
}

#[cfg(test)]
mod tests;
