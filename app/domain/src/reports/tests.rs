//! Days, periods and questions.

use super::*;
use crate::{Field, FieldId, MailboxId, Moment, Refused, ReportConditionId, SpaceId};
use jiff::tz::TimeZone;
use rstest::rstest;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[rstest]
#[case("2026-11-24", Axis::Week, "2026-11-23", "2026-11-30")]
#[case("2026-11-23", Axis::Week, "2026-11-23", "2026-11-30")]
#[case("2024-02-29", Axis::Month, "2024-02-01", "2024-03-01")]
#[case("2026-12-31", Axis::Month, "2026-12-01", "2027-01-01")]
#[case("2026-03-31", Axis::FiscalYear, "2025-04-01", "2026-04-01")]
#[case("2026-04-01", Axis::FiscalYear, "2026-04-01", "2027-04-01")]
#[case("2026-11-24", Axis::Day, "2026-11-24", "2026-11-25")]
fn time_is_cut_into_steps(#[case] of: &str, #[case] axis: Axis, #[case] begins: &str, #[case] next: &str) {
    assert_eq!((day(of).begins(axis), day(of).next(axis)), (day(begins), day(next)));
}

#[test]
fn every_day_is_in_the_step_that_it_begins() {
    for axis in [Axis::Day, Axis::Week, Axis::Month, Axis::FiscalYear] {
        for at in 0..2_000 {
            let one = day("2023-01-01").plus(at);
            assert!(one.begins(axis) <= one && one < one.next(axis), "{one} {axis}");
            assert_eq!(one.next(axis).plus(-1).begins(axis), one.begins(axis), "{one} {axis}");
            assert_eq!(one.to_string().parse(), Ok(one));
        }
    }
}

#[rstest]
// Summer time in Berlin ends on 2026-10-25 at 01:00 UTC: 02:30 comes twice.
#[case("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:30:00Z", "2026-10-25", 6 * 24 + 2)]
#[case("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:30:00Z", "2026-10-25", 6 * 24 + 2)]
#[case("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-24T21:59:59Z", "2026-10-24", 5 * 24 + 23)]
#[case("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-24T22:00:00Z", "2026-10-25", 6 * 24)]
#[case("JST-9", "2026-11-22T15:00:00Z", "2026-11-23", 0)]
fn days_are_those_of_the_space(#[case] zone: &str, #[case] at: &str, #[case] of: &str, #[case] hour: i64) {
    let zone = TimeZone::posix(zone).unwrap();
    let at = Moment(at.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    assert_eq!(Day::at(at, &zone), (day(of), hour));
    let starts = day(of).starts(&zone);
    assert!(starts <= at && at < day(of).plus(1).starts(&zone));
}

#[rstest]
#[case("2026-10-26", "2026-11-24", "2026-09-26", "2026-10-25")]
#[case("2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31")]
#[case("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31")]
#[case("2026-11-24", "2026-11-24", "2026-11-23", "2026-11-23")]
fn a_period_is_compared_with_the_one_before(#[case] from: &str, #[case] to: &str, #[case] before: &str, #[case] until: &str) {
    assert_eq!(Period { from: day(from), to: day(to) }.before(), Period { from: day(before), to: day(until) });
}

#[test]
fn a_question_travels_as_it_is() {
    let period = Period { from: day("2026-10-26"), to: day("2026-11-24") };
    let question = Question {
        mailboxes: vec![MailboxId(3), MailboxId(4)],
        second: Some(Axis::Field(FieldId(12))),
        compare: true,
        narrow: vec![
            Narrow { axis: Axis::Assignee, keys: vec![Key::NONE, Key::of(7)] },
            Narrow { axis: Axis::Field(FieldId(9)), keys: vec![Key::of(1)] },
        ],
        condition: Some(ReportConditionId(5)),
        clocks: Clocks::Business,
        ..Question::of(SpaceId(1), &[Measure::Received, Measure::AnswerNinety], Axis::Week, period)
    };
    assert_eq!(Question::try_from(question.parameters()), Ok(question.clone()));
    assert!(question.parameters().chars().all(|c| c.is_ascii_alphanumeric() || "=&,:.-".contains(c)), "{}", question.parameters());
    let plain = Question::of(SpaceId(1), &[Measure::Done], Axis::All, period);
    assert_eq!(Question::try_from(plain.parameters()), Ok(plain));
    for broken in ["", "space=1&from=2026-10-26", "space=x&from=2026-10-26&to=2026-11-24", "space=1&from=2026-13-26&to=2026-11-24"] {
        assert!(Question::try_from(broken.to_owned()).is_err(), "{broken}");
    }
}

#[test]
fn what_cannot_be_told_apart_is_refused() {
    let period = Period { from: day("2026-10-26"), to: day("2026-11-24") };
    let of = |measures: &[Measure], axis| Question::of(SpaceId(1), measures, axis, period);
    assert_eq!(of(&[Measure::Received], Axis::Assignee).check(), Ok(()));
    let field = |question: Question| match question.check() {
        Err(Refused::Invalid { field, .. }) => Some(field),
        _ => None,
    };
    for question in [
        of(&[], Axis::All),
        of(&[Measure::Received], Axis::Result),
        of(&[Measure::Received, Measure::Calls], Axis::Status),
        of(&[Measure::Open], Axis::WeekHour),
        Question { second: Some(Axis::Day), ..of(&[Measure::Received], Axis::Day) },
        Question { condition: Some(ReportConditionId(1)), ..of(&[Measure::Received], Axis::Day) },
        Question { narrow: vec![Narrow { axis: Axis::Group, keys: vec![Key::NONE] }], ..of(&[Measure::Received], Axis::Day) },
    ] {
        assert_eq!(field(question.clone()), Some(Field::Value), "{question:?}");
    }
    let backwards = Period { from: period.to, to: period.from };
    assert_eq!(field(Question { period: backwards, ..of(&[Measure::Received], Axis::All) }), Some(Field::Days));
}

#[test]
fn every_axis_and_measure_has_a_name_of_its_own() {
    let mut names: Vec<String> = Vec::new();
    for axis in ["all", "assignee", "field-3", "log-4", "book-5", "week-hour", "day", "fiscal-year", "wait", "age"] {
        let read: Axis = axis.parse().unwrap();
        assert_eq!(read.to_string(), axis);
        names.push(axis.to_owned());
    }
    assert!("field-x".parse::<Axis>().is_err() && "weekday".parse::<Axis>().is_err());
    names.dedup();
    assert_eq!(names.len(), 10);
}
