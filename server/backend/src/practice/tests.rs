//! The practice mails are complete, real, and always of today.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// Wednesday 2027-03-10 10:20 in Tokyo.
const NOW: Moment = Moment(1_804_641_600_000);

fn text(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).into_owned()
}

/// A header field as it stands, unfolded.
fn field(raw: &[u8], name: &str) -> Option<String> {
    let head = text(raw).split("\r\n\r\n").next()?.replace("\r\n ", " ");
    head.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
}

#[test]
fn there_is_enough_mail_in_eight_languages_and_every_charset() {
    let mails = mails(NOW).unwrap();
    assert!(mails.len() >= 110, "{}", mails.len());
    let languages: BTreeSet<&str> = mails.iter().map(|mail| mail.language.as_str()).collect();
    for language in ["ja", "en", "zh-Hans", "zh-Hant", "ko", "th", "ar", "de"] {
        assert!(languages.contains(language), "{language}");
    }
    let charsets: BTreeSet<&str> = mails.iter().map(|mail| mail.charset.as_str()).collect();
    for charset in ["UTF-8", "ISO-2022-JP", "Shift_JIS", "EUC-JP", "GB18030", "Big5", "EUC-KR", "TIS-620"] {
        assert!(charsets.contains(charset), "{charset}");
    }
    let japanese = mails.iter().filter(|mail| mail.language == "ja").count();
    assert!(japanese * 2 > mails.len(), "most are Japanese");
}

#[test]
fn every_embedded_file_is_in_the_index_once() {
    let mut indexed: Vec<&str> = mails(NOW).unwrap().iter().map(|mail| mail.file).collect();
    let mut embedded: Vec<&str> = files::FILES.iter().map(|(name, _)| *name).collect();
    indexed.sort_unstable();
    embedded.sort_unstable();
    assert_eq!(indexed, embedded);
    let bytes: usize = files::FILES.iter().map(|(_, raw)| raw.len()).sum();
    assert!(bytes < 1_500_000, "{bytes}");
}

#[test]
fn the_raw_mails_name_the_charset_the_index_gives() {
    for mail in mails(NOW).unwrap() {
        assert!(text(&mail.raw).to_lowercase().contains(&format!("charset={}", mail.charset.to_lowercase())), "{}", mail.file);
        assert!(!mail.raw.windows(2).any(|pair| pair[1] == b'\n' && pair[0] != b'\r'), "{} has a bare line feed", mail.file);
    }
}

#[test]
fn message_ids_are_unique_and_answers_refer_to_earlier_mails_of_their_conversation() {
    let mails = mails(NOW).unwrap();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for mail in &mails {
        assert_eq!(field(&mail.raw, "Message-ID").unwrap(), format!("<{}>", mail.message_id), "{}", mail.file);
        let answers = field(&mail.raw, "In-Reply-To").or_else(|| field(&mail.raw, "References"));
        let first = !seen.values().any(|thread| *thread == mail.thread);
        assert_eq!(answers.is_none(), first, "{} joins its conversation by header", mail.file);
        for id in answers.unwrap_or_default().split_whitespace() {
            assert_eq!(seen.get(id.trim_matches(['<', '>'])), Some(&mail.thread), "{} answers {id}", mail.file);
        }
        assert_eq!(seen.insert(mail.message_id.clone(), mail.thread.clone()), None, "{}", mail.file);
    }
}

#[test]
fn the_date_field_is_the_moment_of_arrival_whatever_the_day() {
    for now in [NOW, shift::REFERENCE, Moment(951_782_400_000)] {
        for mail in mails(now).unwrap() {
            let date = field(&mail.raw, "Date").unwrap();
            let at = jiff::Zoned::strptime("%a, %d %b %Y %H:%M:%S %z", &date).unwrap().timestamp().as_millisecond();
            assert_eq!(Moment(at), Moment(mail.at.0.div_euclid(1_000) * 1_000), "{} {date}", mail.file);
        }
    }
}

#[test]
fn nothing_of_the_reference_week_remains_in_another_year() {
    for mail in mails(NOW).unwrap() {
        let old = text(&mail.raw);
        for trace in [" Jan 2026 ", "2026/", "2026-0", "202601"] {
            assert!(!old.contains(trace), "{} still says {trace}", mail.file);
        }
    }
}

#[test]
fn at_the_reference_moment_no_byte_changes() {
    for (name, raw) in files::FILES {
        assert!(shift::to(shift::REFERENCE, raw) == *raw, "{name}");
    }
}

#[test]
fn an_appointment_keeps_its_hour_and_avoids_the_weekend() {
    let cases = [
        // 16 January is a Friday: the stored Wednesday moves along by whole days.
        (Moment(1_768_554_000_000), "DTSTART;TZID=Asia/Tokyo:20260121T140000"),
        (Moment(1_768_554_000_000).plus_days(1), "DTSTART;TZID=Asia/Tokyo:20260122T140000"),
        (Moment(1_768_554_000_000).plus_days(3), "DTSTART;TZID=Asia/Tokyo:20260126T140000"),
        (Moment(1_768_554_000_000).plus_days(4), "DTSTART;TZID=Asia/Tokyo:20260126T140000"),
    ];
    for (now, expected) in cases {
        let mails = mails(now).unwrap();
        let invitation = mails.iter().find(|mail| mail.file == "invitation-3").unwrap();
        assert!(text(&invitation.raw).contains(expected), "{expected}");
    }
}

#[test]
fn our_own_answers_come_from_our_addresses_and_nobody_elses_do() {
    for mail in mails(NOW).unwrap() {
        let own = mail.sender == mail.account;
        assert_eq!(own, mail.ours.is_some(), "{}", mail.file);
        assert!(mail.mailbox.content().addresses.contains(&mail.account.as_str()), "{}", mail.file);
        assert_eq!(field(&mail.raw, "Received").is_some(), mail.ours.is_none() && !mail.sender.starts_with("MAILER"), "{}", mail.file);
    }
}

#[test]
fn the_kinds_of_mail_a_desk_meets_are_all_there() {
    let raws: Vec<String> = mails(NOW).unwrap().iter().map(|mail| text(&mail.raw)).collect();
    for kind in [
        "report-type=delivery-status",
        "text/calendar; charset=UTF-8; method=REQUEST",
        "method=REPLY",
        "message/rfc822",
        "Auto-Submitted: auto-replied",
        "List-Unsubscribe-Post",
        "Content-ID: <",
        "src=\"cid:",
        "src=\"https://img.",
        "application/pdf",
        "image/png",
        "text/csv",
        "spreadsheetml",
        "filename*=utf-8''",
        "filename*0*=",
        "filename*=iso-2022-jp'ja'",
        "filename=\"=?",
        "dmarc=fail",
        "quoted-printable",
        "charset=windows-1256",
    ] {
        assert!(raws.iter().any(|raw| raw.contains(kind)), "{kind}");
    }
}

#[test]
fn the_desk_is_described_consistently() {
    let threads = threads(NOW).unwrap();
    let mails = mails(NOW).unwrap();
    assert_eq!(threads.iter().map(|thread| &thread.key).collect::<BTreeSet<_>>().len(), threads.len());
    for status in company::company().statuses {
        assert_eq!(status.key.status().key, status.key);
        assert!(threads.iter().any(|thread| thread.status == status.key), "{status:?} is shown somewhere");
    }
    for employee in company::company().employees {
        assert_eq!(employee.who.employee().name, employee.name);
        assert!(threads.iter().any(|thread| thread.assignee == Some(employee.who)), "{} has work", employee.name);
    }
    for mailbox in company::company().mailboxes {
        assert_eq!(mailbox.mailbox.content().name, mailbox.name);
    }
    for thread in &threads {
        let first = mails.iter().find(|mail| mail.thread == thread.key).unwrap();
        assert_eq!(first.message_id, thread.first_message_id, "{}", thread.key);
        assert!(thread.mailbox.content().statuses.contains(&thread.status), "{}", thread.key);
        if let Some(folder) = &thread.folder {
            assert!(thread.mailbox.content().folders.contains(&folder.as_str()), "{} {folder}", thread.key);
        }
        for comment in &thread.comments {
            assert!(comment.at > first.at && comment.at < NOW, "{}: a comment is younger than the first mail", thread.key);
        }
        let last = mails.iter().rfind(|mail| mail.thread == thread.key).unwrap();
        let waits = [StatusKey::Checking, StatusKey::Returned, StatusKey::Ready].contains(&thread.status);
        assert_eq!(thread.draft.is_some(), waits, "{}: what waits for a check or for sending has a draft", thread.key);
        assert_eq!(thread.confirmer.is_some(), waits, "{}", thread.key);
        assert!(thread.draft.as_ref().is_none_or(|draft| draft.at > last.at && draft.at < NOW), "{}: a draft answers the last mail", thread.key);
    }
}

#[test]
fn the_unreadable_arrival_has_no_header_at_all() {
    let arrival = unreadable(NOW);
    assert!(arrival.raw.len() > 1_000 && !arrival.raw.iter().any(|byte| [b':', b'\n', b'\r'].contains(byte)));
}

#[test]
fn every_mail_is_read_as_the_index_says() {
    for mail in mails(NOW).unwrap() {
        let read = ::mail::read::read(&mail.raw);
        assert_eq!(read.subject, mail.subject, "{}", mail.file);
        assert_eq!(read.message_id.as_deref(), Some(mail.message_id.as_str()), "{}", mail.file);
        assert_eq!(read.from.first().map(|person| person.addr.as_str()), Some(mail.sender.as_str()), "{}", mail.file);
        assert_eq!(read.date, Some(mail.at), "{}", mail.file);
        assert!(!read.text.trim().is_empty(), "{} has a text", mail.file);
        assert!(!read.text.contains('\u{fffd}'), "{} is decoded whole: {}", mail.file, read.text);
        assert!(!read.text.contains("2026"), "{} has moved to another year: {}", mail.file, read.text);
        assert_eq!(read.automatic != ::mail::automatic::Automatic::No, mail.automatic, "{} {:?}", mail.file, read.automatic);
    }
}

#[test]
fn the_unreadable_arrival_names_nobody_and_no_time() {
    let read = ::mail::read::read(unreadable(NOW).raw);
    assert!(read.from.is_empty() && read.date.is_none() && read.message_id.is_none() && read.subject.is_empty());
}
