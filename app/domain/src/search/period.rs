//! Days of a question, and the months under which mails are filed in the index.

use crate::Moment;
use jiff::{ToSpan, civil::Date, tz::TimeZone};

/// A day as somebody writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    Date {
        year: i16,
        month: i8,
        day: i8,
    },
    /// Of the last twelve months.
    Yearly {
        month: i8,
        day: i8,
    },
    /// So many days before today.
    Ago(i32),
}

impl Day {
    /// `2026-11-24`, `2026/11/24`, `2026年11月24日`, `11/24`, `7d`, `7日前`, `today`, `きのう` …; folded already.
    pub fn parse(text: &str) -> Option<Day> {
        match text {
            "today" | "今日" | "きょう" => return Some(Day::Ago(0)),
            "yesterday" | "昨日" | "きのう" => return Some(Day::Ago(1)),
            _ => {}
        }
        if let Some(days) = text.strip_suffix('d').or_else(|| text.strip_suffix("日前")) {
            return days.parse().ok().filter(|days| (0..=36_500).contains(days)).map(Day::Ago);
        }
        let parts: Vec<i16> =
            text.trim_end_matches('日').split(['-', '/', '.', '年', '月']).map(|part| part.parse().ok()).collect::<Option<Vec<i16>>>()?;
        let (year, month, day) = match parts[..] {
            [year, month, day] => (Some(year), month, day),
            [month, day] => (None, month, day),
            _ => return None,
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // A leap year lets every day of any year pass.
        Date::new(year.unwrap_or(2024), month, day).ok().filter(|date| date.year() >= 1970)?;
        Some(year.map_or(Day::Yearly { month, day }, |year| Day::Date { year, month, day }))
    }

    /// When this day begins, on the clocks of `zone`.
    pub fn start(self, now: Moment, zone: &TimeZone) -> Option<Moment> {
        let today = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone()).date();
        let date = match self {
            Day::Date { year, month, day } => Date::new(year, month, day).ok()?,
            Day::Ago(days) => today.checked_sub(days.days()).ok()?,
            Day::Yearly { month, day } => {
                let of = |year: i16| Date::new(year, month, day).ok();
                of(today.year()).filter(|date| *date <= today).or_else(|| of(today.year() - 1)).or_else(|| of(today.year()))?
            }
        };
        Some(Moment(date.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond()))
    }
}

/// The month of an instant, counted from 1970, on the clocks of UTC.
pub fn month(at: Moment) -> i64 {
    jiff::Timestamp::from_millisecond(at.0).map_or(0, |at| {
        let date = at.to_zoned(TimeZone::UTC).date();
        (i64::from(date.year()) - 1970) * 12 + i64::from(date.month()) - 1
    })
}
