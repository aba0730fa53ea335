use super::*;
use jiff::{Timestamp, tz::TimeZone};

fn at(text: &str) -> Moment {
    Moment(text.parse::<Timestamp>().unwrap().as_millisecond())
}

#[test]
fn what_is_quiet_waits_for_its_end() {
    let tokyo = TimeZone::posix("JST-9").unwrap();
    let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    let nights = Times { quiet_from: 19 * 60, quiet_to: 8 * 60 + 30, ..Times::default() };
    let weekends = Times { quiet_days: "67".into(), ..nights.clone() };
    let noon = Times { quiet_from: 12 * 60, quiet_to: 13 * 60, ..Times::default() };
    let never = Times { quiet_days: "1234567".into(), ..Times::default() };
    let cases = [
        // 2026-01-05 is a Monday.
        (&nights, &tokyo, "2026-01-05T03:00:00Z", "2026-01-05T03:00:00Z"),
        (&nights, &tokyo, "2026-01-05T10:00:00Z", "2026-01-05T23:30:00Z"),
        (&nights, &tokyo, "2026-01-05T22:00:00Z", "2026-01-05T23:30:00Z"),
        (&nights, &tokyo, "2026-01-05T23:30:00Z", "2026-01-05T23:30:00Z"),
        // Friday evening, and Saturday and Sunday are quiet: Monday at half past eight.
        (&weekends, &tokyo, "2026-01-09T11:00:00Z", "2026-01-11T23:30:00Z"),
        (&noon, &tokyo, "2026-01-05T03:10:00Z", "2026-01-05T04:00:00Z"),
        // The night in which the clocks of Berlin go forward is an hour shorter.
        (&nights, &berlin, "2026-03-28T20:00:00Z", "2026-03-29T06:30:00Z"),
        (&Times::default(), &tokyo, "2026-01-05T15:00:00Z", "2026-01-05T15:00:00Z"),
    ];
    for (times, zone, now, expected) in cases {
        assert_eq!(Quiet { times, zone }.until(at(now)), at(expected), "{now}");
    }
    let forever = Quiet { times: &never, zone: &tokyo }.until(at("2026-01-05T03:00:00Z"));
    assert!(forever > at("2026-01-12T00:00:00Z"), "it does not hang");
}

#[test]
fn mails_are_gathered_and_not_sent_too_often() {
    let zone = TimeZone::UTC;
    let times = Times::default();
    let quiet = Quiet { times: &times, zone: &zone };
    let now = at("2026-01-05T03:00:00Z");
    assert_eq!(mail_due(now, None, &quiet), now.plus_minutes(1));
    assert_eq!(mail_due(now, Some(now.plus_minutes(-5)), &quiet), now.plus_minutes(10));
    assert_eq!(mail_due(now, Some(now.plus_days(-1)), &quiet), now.plus_minutes(1));
}

#[test]
fn tries_are_spread_over_a_day_and_end() {
    let pauses: Vec<i64> = (1..).map_while(retry_after_ms).collect();
    assert!(pauses.windows(2).all(|two| two[0] < two[1]), "they grow");
    let hours = pauses.iter().sum::<i64>() / 3_600_000;
    assert!((20..=24).contains(&hours), "{hours}");
}

#[test]
fn everything_is_shown_and_what_matters_is_mailed() {
    let chosen = [Choice { kind: Kind::Arrived, app: false, mail: true, push: true }];
    let all = Choice::all(&chosen);
    assert_eq!(all.len(), Kind::ALL.len());
    assert_eq!(all[0], chosen[0]);
    assert!(all[1..].iter().all(|choice| choice.app));
    let mailed: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| Choice::usual(*kind).mail).collect();
    assert_eq!(mailed, [Kind::Assigned, Kind::Mentioned, Kind::Failed, Kind::Unsure, Kind::BulkHeld, Kind::Account, Kind::Report]);
}

#[test]
fn every_kind_is_a_sentence_with_its_person() {
    for kind in Kind::ALL {
        for language in crate::Language::ALL {
            for actor in [None, Some("早瀬 透")] {
                let text = sentence(*kind, *language, actor, "サポート窓口", 2);
                assert!(!text.is_empty() && !text.contains('{'), "{text}");
            }
        }
    }
    assert!(sentence(Kind::Mentioned, crate::Language::English, Some("Dana"), "x", 1).contains("Dana"));
}

#[test]
fn a_long_text_is_cut_between_characters() {
    let long = "長い".repeat(300);
    assert_eq!(quoted(&long).chars().count(), TEXT_MAX);
    assert_eq!(quoted(" a\n\tb "), "a b");
}

#[test]
fn each_notice_leads_to_its_place() {
    let mailbox = Some(crate::MailboxId(3));
    for (about, log, url) in [
        (About::Conversation, None, "/m/3/all/7"),
        (About::BulkMail, None, "/bulk/7"),
        (About::Template, None, "/templates/7"),
        (About::Log, Some(Log::Visits), "/logs/visits/7"),
        (About::Log, Some(Log::Calls), "/logs/calls/7"),
        (About::Import, None, "/settings/mailboxes/3/import"),
        (About::Account, None, "/settings/mailboxes/3/accounts/7"),
        (About::Report, None, "/reports/mails"),
    ] {
        assert_eq!(about.url(7, mailbox, log), url);
    }
}
