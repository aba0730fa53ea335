use super::*;

fn at(text: &str) -> Moment {
    Moment(text.parse::<Timestamp>().unwrap().as_millisecond())
}

fn hours_between(hours: &Hours, zone: &TimeZone, from: &str, to: &str) -> f64 {
    let worked: i64 = hours.stretches(zone, at(from), at(to)).iter().map(|(from, to)| to.ms_since(*from)).sum();
    worked as f64 / 3_600_000.0
}

#[test]
fn only_hours_of_work_count() {
    let tokyo = TimeZone::posix("JST-9").unwrap();
    let office = Hours::usual("Asia/Tokyo");
    let own = Hours { closed: vec!["2026-01-06".into()], ..office.clone() };
    let cases = [
        // Monday 2026-01-05, 9:00 to 18:00 in Tokyo is 0:00 to 9:00 UTC.
        (&office, "2026-01-05T00:00:00Z", "2026-01-05T09:00:00Z", 9.0),
        (&office, "2026-01-05T08:00:00Z", "2026-01-06T01:00:00Z", 2.0),
        (&office, "2026-01-05T10:00:00Z", "2026-01-05T20:00:00Z", 0.0),
        // Friday evening to Tuesday: Monday the 12th is Coming of Age Day.
        (&office, "2026-01-09T08:00:00Z", "2026-01-13T01:00:00Z", 2.0),
        (&Hours { holidays: false, ..office.clone() }, "2026-01-09T08:00:00Z", "2026-01-13T01:00:00Z", 11.0),
        (&own, "2026-01-05T08:00:00Z", "2026-01-07T01:00:00Z", 2.0),
        // Golden Week 2026: from Friday the 1st to Thursday the 7th.
        (&office, "2026-05-01T09:00:00Z", "2026-05-07T01:00:00Z", 1.0),
        (&office, "2026-01-06T00:00:00Z", "2026-01-05T00:00:00Z", 0.0),
    ];
    for (hours, from, to, expected) in cases {
        assert!((hours_between(hours, &tokyo, from, to) - expected).abs() < 1e-9, "{from} {to}: {}", hours_between(hours, &tokyo, from, to));
    }
}

#[test]
fn a_day_on_which_the_clocks_change_has_its_own_length() {
    let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    let always = Hours { days: [Some((0, DAY)); 7], holidays: false, closed: vec![], zone: String::new() };
    let nights = Hours { days: [Some((120, 240)); 7], ..always.clone() };
    // 2026-03-29 and 2026-10-25 in Berlin.
    for (hours, from, to, expected) in [
        (&always, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 23.0),
        (&always, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25.0),
        // Two to four: an hour less, an hour more.
        (&nights, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 1.0),
        (&nights, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 3.0),
    ] {
        assert!((hours_between(hours, &berlin, from, to) - expected).abs() < 1e-9, "{from}: {}", hours_between(hours, &berlin, from, to));
    }
}

#[test]
fn a_wait_rises_through_its_colours() {
    let pace = Pace::default();
    let hour = 3_600_000;
    let levels: Vec<usize> = [0, hour - 1, hour, 4 * hour, 8 * hour, 24 * hour, 48 * hour].iter().map(|ms| pace.level(*ms).0).collect();
    assert_eq!(levels, [0, 0, 1, 2, 3, 4, 5]);
    let short = Pace { steps: vec![Step { minutes: 60, color: Color::Botan }], first_answer: Some(30), same_day: None, open: None };
    assert_eq!((short.level(hour), short.level(0)), ((5, Some(Color::Botan)), (0, None)));
    assert!(short.is_late(30 * MINUTE) && !short.is_late(30 * MINUTE - 1));
}

#[test]
fn a_screen_counts_business_hours_without_a_calendar() {
    let tokyo = TimeZone::posix("JST-9").unwrap();
    let office = Hours::usual("Asia/Tokyo");
    let now = at("2026-01-13T01:00:00Z");
    let form = PaceForm { in_hours: true, ..PaceForm::default() };
    let pace = Pace::new(form.clone(), Some((&office, &tokyo)), now);
    assert_eq!(pace.elapsed(at("2026-01-09T08:00:00Z"), now), 2 * 3_600_000);
    // The screen stays open over night.
    assert_eq!(pace.elapsed(at("2026-01-09T08:00:00Z"), at("2026-01-14T00:30:00Z")), 10 * 3_600_000 + 1_800_000);
    assert!(pace.open.as_ref().is_some_and(|open| open.len() < 40));
    assert_eq!(Pace::new(PaceForm::default(), Some((&office, &tokyo)), now).open, None);
    assert_eq!(Pace::new(form, None, now).open, None, "without hours all count");
}

#[test]
fn what_came_until_the_cut_off_belongs_to_the_working_day() {
    let tokyo = TimeZone::posix("JST-9").unwrap();
    let office = Hours::usual("Asia/Tokyo");
    let cut_off = |now| office.cut_off(&tokyo, 17 * 60 + 30, at(now)).unwrap();
    // A Friday in the morning and in the evening; the weekend and Coming of Age Day; the Tuesday after.
    for now in ["2026-01-09T00:00:00Z", "2026-01-09T12:00:00Z", "2026-01-10T03:00:00Z", "2026-01-12T03:00:00Z"] {
        assert_eq!(cut_off(now), at("2026-01-09T08:30:00Z"), "{now}");
    }
    assert_eq!(cut_off("2026-01-12T15:00:00Z"), at("2026-01-13T08:30:00Z"));
    assert_eq!(Hours { days: [None; 7], ..office }.cut_off(&tokyo, 60, at("2026-01-09T00:00:00Z")), None);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let step = |minutes| Step { minutes, color: Color::Shu };
    for (steps, fits) in [
        (vec![], true),
        (vec![step(60), step(120)], true),
        (vec![step(120), step(60)], false),
        (vec![step(0)], false),
        ((1..=6).map(step).collect(), false),
    ] {
        assert_eq!(PaceForm { steps: steps.clone(), ..PaceForm::default() }.check().is_ok(), fits, "{steps:?}");
    }
    let usual = Hours::usual("Asia/Tokyo");
    assert!(usual.check().is_ok());
    assert!(Hours { days: [None; 7], ..usual.clone() }.check().is_err());
    assert!(Hours { closed: vec!["12/29".into()], ..usual.clone() }.check().is_err());
    assert!(Hours { days: [Some((600, 540)); 7], ..usual }.check().is_err());
}
