use super::*;
use domain::Language::{English, Japanese};

const NOON: Civil = Civil { year: 2026, month: 11, day: 24, hour: 12, minute: 5 };

#[test]
fn weekdays_are_those_of_the_calendar() {
    let day = |year, month, day| Civil { year, month, day, hour: 0, minute: 0 }.weekday();
    assert_eq!([day(1970, 1, 1), day(2000, 2, 29), day(2026, 11, 24), day(2024, 3, 1)], [4, 2, 2, 5]);
}

#[test]
fn days_are_written_as_people_write_them() {
    let saturday = Civil { day: 21, ..NOON };
    assert_eq!(saturday.day_words(NOON, Japanese), "11月21日(土)");
    assert_eq!(saturday.day_words(NOON, English), "Sat, Nov 21");
    let last_year = Civil { year: 2025, month: 1, day: 2, hour: 9, minute: 3 };
    assert_eq!(last_year.day_words(NOON, Japanese), "2025年1月2日(木)");
    assert_eq!(last_year.day_words(NOON, English), "Thu, Jan 2, 2025");
    assert_eq!((last_year.short(NOON), saturday.short(NOON), NOON.short(NOON)), ("2025/1/2".into(), "11/21".into(), "12:05".into()));
    assert_eq!(last_year.long(NOON), "2025/1/2 9:03");
}

#[test]
fn iso_is_the_utc_instant() {
    assert_eq!(iso(Moment(0)), "1970-01-01T00:00:00Z");
    assert_eq!(iso(Moment(951_827_696_000)), "2000-02-29T12:34:56Z");
    assert_eq!(iso(Moment(-1_000)), "1969-12-31T23:59:59Z");
}

#[test]
fn ages_are_told_in_the_largest_unit_that_fits() {
    let shown = |in_hours| [0, 52, 60, 9 * 60, 26 * 60, 72 * 60].map(|count: i64| age_of(count * 60_000, in_hours, Japanese));
    assert_eq!(shown(false), ["今", "52分", "1時間", "9時間", "1日", "3日"]);
    assert_eq!(shown(true), ["今", "52分", "1時間", "9時間", "26時間", "72時間"]);
}

/// The browser reads the same fields with `Intl.DateTimeFormat`; the Playwright specs compare the two on screen.
#[test]
fn the_fields_are_those_of_the_zone() {
    let read = |at, zone: &str| {
        let civil = crate::civil(Moment(at), zone);
        (civil.year, civil.month, civil.day, civil.clock())
    };
    // 2026-11-24T00:30:00Z; the clocks of New York went back on November 1.
    let at = 1_795_480_200_000;
    assert_eq!(read(at, "Asia/Tokyo"), (2026, 11, 24, "9:30".into()));
    assert_eq!(read(at, "America/New_York"), (2026, 11, 23, "19:30".into()));
    assert_eq!(read(at, "Asia/Kathmandu"), (2026, 11, 24, "6:15".into()));
    assert_eq!(read(at, "No/Such_Place"), read(at, "UTC"));
}
