//! The lines behind a chart: round numbers, at most five of them.

use crate::words;
use domain::Language;
use serde::{Deserialize, Serialize};

words! {
    minutes(count: i64) = "{count}分", "{count} min";
    hours(count: i64) = "{count}時間", "{count} h";
    days(count: i64) = "{count}日", "{count} d";
}

/// What values are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    #[default]
    Count,
    /// Milliseconds.
    Time,
    Percent,
    /// Numbers with a fraction.
    Ratio,
}

const LINES: f64 = 5.0;
const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const SPANS: [f64; 14] = [
    MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    4.0 * HOUR,
    8.0 * HOUR,
    12.0 * HOUR,
    DAY,
    2.0 * DAY,
    5.0 * DAY,
    10.0 * DAY,
];

impl Scale {
    /// Where lines are drawn, from 0 to the first one that is not below `most`.
    pub fn lines(self, most: f64) -> Vec<f64> {
        let step = self.step(most);
        let count = (most / step).ceil().clamp(1.0, 2.0 * LINES);
        (0..=count as u32).map(|line| f64::from(line) * step).collect()
    }

    fn step(self, most: f64) -> f64 {
        if self == Scale::Time
            && let Some(span) = SPANS.into_iter().find(|span| most / span <= LINES)
        {
            return span;
        }
        let unit = if self == Scale::Time { DAY } else { 1.0 };
        let rough = (most / unit / LINES).max(f64::MIN_POSITIVE);
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|by| by * power).find(|step| *step >= rough * 0.999).unwrap_or(10.0 * power);
        // Nothing is counted in halves.
        let least = if self == Scale::Ratio { 0.1 } else { 1.0 };
        step.max(least) * unit
    }

    /// A line's value at the axis.
    pub fn said(self, value: f64, l: Language) -> String {
        match self {
            Scale::Count => grouped(value as i64),
            Scale::Percent => format!("{value:.0}%"),
            Scale::Ratio if value.fract().abs() < 1e-9 => grouped(value as i64),
            Scale::Ratio => format!("{value:.1}"),
            Scale::Time if value == 0.0 => "0".to_owned(),
            Scale::Time if value < HOUR => minutes(l, (value / MINUTE).round() as i64),
            Scale::Time if value < 2.0 * DAY => hours(l, (value / HOUR).round() as i64),
            Scale::Time => days(l, (value / DAY).round() as i64),
        }
    }
}

/// How the values of a chart are said.
#[derive(Clone, Copy, Debug)]
pub struct Ruler {
    pub scale: Scale,
    pub language: Language,
}

/// `1,284`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut said = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        said.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}
