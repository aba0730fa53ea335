//! Moves the dates inside a practice mail, so that the practice company always lives today.
//!
//! Header dates (RFC 5322 section 3.3), the dates of quotes, and calendar times (RFC 5545 section 3.3.5) are found
//! by their shape in the raw bytes and replaced by ones of the same length: no line, part or quoted-printable
//! word changes its size. Base64 text carries no dates, which the tests check.

use domain::Moment;
use jiff::{
    SignedDuration, Timestamp, ToSpan, Zoned,
    civil::{Date, DateTime, Weekday},
    tz,
};

/// Friday 2026-01-16 18:00 in Tokyo: the moment at which the stored mails are "now".
pub(super) const REFERENCE: Moment = Moment(1_768_554_000_000);

/// The bytes as they would be if `now` were the reference. A date that would leave the calendar stays as it is.
pub(super) fn to(now: Moment, raw: &[u8]) -> Vec<u8> {
    let mut shifted = raw.to_vec();
    let by = SignedDuration::from_millis(now.ms_since(REFERENCE));
    for at in 0..raw.len().saturating_sub(3) {
        if raw.get(at..at + 4) != Some(b"2026") {
            continue;
        }
        let Some((start, text)) =
            instant(raw, at, by).or_else(|| quoted(raw, at, by)).or_else(|| calendar(raw, at, now)).or_else(|| day(raw, at, now))
        else {
            continue;
        };
        if let Some(place) = shifted.get_mut(start..start + text.len()) {
            place.copy_from_slice(text.as_bytes());
        }
    }
    shifted
}

fn text_at(raw: &[u8], start: usize, length: usize) -> Option<&str> {
    std::str::from_utf8(raw.get(start..start.checked_add(length)?)?).ok()
}

/// `Fri, 16 Jan 2026 18:00:00 +0900`; the zone of the writer stays.
fn instant(raw: &[u8], at: usize, by: SignedDuration) -> Option<(usize, String)> {
    const SHAPE: &str = "%a, %d %b %Y %H:%M:%S %z";
    let start = at.checked_sub(12)?;
    let before = Zoned::strptime(SHAPE, text_at(raw, start, 31)?).ok()?;
    Some((start, before.checked_add(by).ok()?.strftime(SHAPE).to_string()))
}

/// `2026/01/16 18:00` above a quoted mail, in whatever zone its writer has.
fn quoted(raw: &[u8], at: usize, by: SignedDuration) -> Option<(usize, String)> {
    let text = text_at(raw, at, 16)?;
    let shape = if text.contains('/') { "%Y/%m/%d %H:%M" } else { "%Y-%m-%d %H:%M" };
    let before = DateTime::strptime(shape, text).ok()?;
    Some((at, before.checked_add(by).ok()?.strftime(shape).to_string()))
}

/// `20260121T140000`: an appointment keeps its hour and never falls on a weekend.
fn calendar(raw: &[u8], at: usize, now: Moment) -> Option<(usize, String)> {
    const SHAPE: &str = "%Y%m%dT%H%M%S";
    let before = DateTime::strptime(SHAPE, text_at(raw, at, 15)?).ok()?;
    let moved = by_whole_days(before.date(), now)?;
    let rest = match moved.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    Some((at, moved.checked_add(rest.days()).ok()?.to_datetime(before.time()).strftime(SHAPE).to_string()))
}

/// `2026/01/16` alone.
fn day(raw: &[u8], at: usize, now: Moment) -> Option<(usize, String)> {
    const SHAPE: &str = "%Y/%m/%d";
    let before = Date::strptime(SHAPE, text_at(raw, at, 10)?).ok()?;
    Some((at, by_whole_days(before, now)?.strftime(SHAPE).to_string()))
}

/// As many days later as `now` is after the reference on a calendar in Tokyo.
fn by_whole_days(date: Date, now: Moment) -> Option<Date> {
    let in_tokyo = |moment: Moment| Timestamp::from_millisecond(moment.0).ok().map(|instant| tz::offset(9).to_datetime(instant).date());
    let days = in_tokyo(REFERENCE)?.until(in_tokyo(now)?).ok()?.get_days();
    date.checked_add(days.days()).ok()
}
