use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn at(text: &str) -> Moment {
    Moment(text.parse::<Timestamp>().unwrap().as_millisecond())
}

fn tokyo() -> TimeZone {
    TimeZone::posix("JST-9").unwrap()
}

fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

fn monthly(every: Every, shift: Shift) -> Recurrence {
    Recurrence { every, minute: 9 * 60, shift }
}

#[test]
fn the_next_time_is_the_one_the_calendar_says() {
    let day = |day| Every::MonthDay { day };
    let cases = [
        (day(1), Shift::Keep, "2026-11-27T00:00:00Z", "2026-12-01T00:00:00Z"),
        // At the very moment it is past.
        (day(1), Shift::Keep, "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        // New Year is a holiday, the 2nd a Saturday and the 3rd a Sunday; the 31st of December is none by law.
        (day(1), Shift::After, "2026-12-02T00:00:00Z", "2027-01-04T00:00:00Z"),
        (day(1), Shift::Before, "2026-12-02T00:00:00Z", "2026-12-31T00:00:00Z"),
        (day(31), Shift::Keep, "2027-02-01T00:00:00Z", "2027-02-28T00:00:00Z"),
        (day(31), Shift::Keep, "2028-02-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        (Every::MonthEnd, Shift::Before, "2026-10-01T00:00:00Z", "2026-10-30T00:00:00Z"),
        (Every::MonthEnd, Shift::After, "2026-10-01T00:00:00Z", "2026-11-02T00:00:00Z"),
        // Golden Week 2026: Sunday the 3rd to Wednesday the 6th.
        (day(3), Shift::After, "2026-05-01T01:00:00Z", "2026-05-07T00:00:00Z"),
        (day(6), Shift::Before, "2026-05-01T00:30:00Z", "2026-06-05T00:00:00Z"),
        (Every::MonthWeekday { nth: 2, weekday: 1 }, Shift::Keep, "2026-12-01T00:00:00Z", "2026-12-14T00:00:00Z"),
        (Every::MonthWeekday { nth: -1, weekday: 5 }, Shift::Keep, "2026-12-01T00:00:00Z", "2026-12-25T00:00:00Z"),
        // The next month with five Mondays.
        (Every::MonthWeekday { nth: 5, weekday: 1 }, Shift::Keep, "2026-12-01T00:00:00Z", "2027-03-29T00:00:00Z"),
        (Every::Week { days: vec![1, 4] }, Shift::Keep, "2026-11-27T00:00:00Z", "2026-11-30T00:00:00Z"),
        // Monday the 23rd of November 2026 is a holiday.
        (Every::Week { days: vec![1] }, Shift::After, "2026-11-20T00:00:00Z", "2026-11-24T00:00:00Z"),
        (Every::Week { days: vec![1] }, Shift::Before, "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z"),
    ];
    for (every, shift, after, expected) in cases {
        let recurrence = monthly(every, shift);
        assert_eq!(recurrence.next(at(after), &tokyo()).unwrap().1, at(expected), "{recurrence:?} after {after}");
    }
}

#[test]
fn the_hour_is_that_of_the_clocks() {
    let sundays = Recurrence { every: Every::Week { days: vec![7] }, minute: 2 * 60 + 30, shift: Shift::Keep };
    // Half past two: in winter, skipped on the 29th of March, in summer, and twice on the 25th of October.
    let spring = sundays.upcoming(at("2026-03-20T00:00:00Z"), &berlin(), 3);
    assert_eq!(spring, [at("2026-03-22T01:30:00Z"), at("2026-03-29T01:30:00Z"), at("2026-04-05T00:30:00Z")]);
    let autumn = sundays.upcoming(at("2026-10-20T00:00:00Z"), &berlin(), 2);
    assert_eq!(autumn, [at("2026-10-25T00:30:00Z"), at("2026-11-01T01:30:00Z")]);
}

#[test]
fn two_days_that_are_moved_together_are_one_time() {
    let weekend = Recurrence { every: Every::Week { days: vec![5, 6, 7] }, minute: 540, shift: Shift::Before };
    let days: Vec<Date> = weekend.between(at("2026-11-26T00:00:00Z"), at("2026-12-10T00:00:00Z"), &tokyo()).into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, [date(2026, 11, 27), date(2026, 12, 4)]);
}

#[test]
fn what_names_no_day_is_refused() {
    let refused = |every, minute| Recurrence { every, minute, shift: Shift::Keep }.check().is_err();
    assert!(refused(Every::Week { days: vec![] }, 0) && refused(Every::Week { days: vec![8] }, 0) && refused(Every::MonthDay { day: 0 }, 0));
    assert!(refused(Every::MonthDay { day: 32 }, 0) && refused(Every::MonthWeekday { nth: 0, weekday: 1 }, 0) && refused(Every::MonthEnd, 1_440));
    assert!(!refused(Every::MonthEnd, 1_439));
}

#[test]
fn it_is_kept_as_text() {
    let monthly = monthly(Every::MonthWeekday { nth: -1, weekday: 5 }, Shift::After);
    let text = serde_json::to_string(&monthly).unwrap();
    assert_eq!(text, r#"{"every":"month-weekday","nth":-1,"weekday":5,"minute":540,"shift":"after"}"#);
    assert_eq!(serde_json::from_str::<Recurrence>(&text).unwrap(), monthly);
}

fn any_recurrence() -> impl Strategy<Value = Recurrence> {
    let every = prop_oneof![
        prop::collection::btree_set(1_i8..=7, 1..=7).prop_map(|days| Every::Week { days: days.into_iter().collect() }),
        (1_i8..=31).prop_map(|day| Every::MonthDay { day }),
        Just(Every::MonthEnd),
        (prop_oneof![Just(-1_i8), 1_i8..=5], 1_i8..=7).prop_map(|(nth, weekday)| Every::MonthWeekday { nth, weekday }),
    ];
    let shift = prop_oneof![Just(Shift::Keep), Just(Shift::Before), Just(Shift::After)];
    (every, 0_i64..1_440, shift).prop_map(|(every, minute, shift)| Recurrence { every, minute, shift })
}

proptest! {
    #[test]
    fn times_come_one_after_the_other_and_never_twice_a_day(
        recurrence in any_recurrence(), start in 1_735_689_600_000_i64..1_830_297_600_000, in_berlin: bool,
    ) {
        let zone = if in_berlin { berlin() } else { tokyo() };
        let mut after = Moment(start);
        let mut last: Option<Date> = None;
        for _ in 0..12 {
            let (day, at) = recurrence.next(after, &zone).unwrap();
            prop_assert!(at > after);
            prop_assert!(last.is_none_or(|last| day > last), "{day} after {last:?}");
            prop_assert!(recurrence.shift == Shift::Keep || !is_free(day), "{day} is free");
            // Nothing lies between: from just before it, it is the next one.
            prop_assert_eq!(recurrence.next(Moment(at.0 - 1), &zone).unwrap(), (day, at));
            prop_assert_eq!(recurrence.next(Moment((after.0 + at.0) / 2), &zone).unwrap(), (day, at));
            (after, last) = (at, Some(day));
        }
    }

    #[test]
    fn a_day_of_the_month_comes_twelve_times_a_year(day in 1_i8..=31, minute in 0_i64..1_440) {
        let recurrence = Recurrence { every: Every::MonthDay { day }, minute, shift: Shift::Keep };
        let zone = berlin();
        let year = recurrence.between(at("2026-12-31T22:59:59.999Z"), at("2027-12-31T22:59:59.999Z"), &zone);
        prop_assert_eq!(year.len(), 12);
        for (month, (found, moment)) in (1_i8..).zip(&year) {
            prop_assert_eq!((found.month(), found.day()), (month, day.min(found.days_in_month())));
            prop_assert_eq!(Timestamp::from_millisecond(moment.0).unwrap().to_zoned(zone.clone()).date(), *found);
        }
    }
}
