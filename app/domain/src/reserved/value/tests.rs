//! Each word for everybody it can be about, and that no value does more than stand where it was put.

use super::*;
use crate::reserved::{BEGIN, END};
use jiff::civil::date;
use proptest::prelude::*;

fn around() -> Around {
    Around {
        agent: Some(Agent { name: "三枝 みのり".into(), mail: "saegusa@komorebi.example".into() }),
        mailbox: "サポート窓口".into(),
        subject: "納期".into(),
        now: date(2026, 1, 5).at(9, 5, 0, 0).to_zoned(jiff::tz::offset(9).to_time_zone()).unwrap(),
        language: Language::Japanese,
    }
}

fn in_the_book() -> Recipient {
    let known = Known {
        name: "三嶋 航太郎".into(),
        company: "月見浜商事".into(),
        section: "購買部".into(),
        items: vec![("保有製品".into(), "KM-RF08".into())],
        ..Known::default()
    };
    Recipient { from_name: "Mishima K".into(), known: Some(known) }
}

#[test]
fn each_word_by_address_book_by_sender_and_by_nothing() {
    let (book, name, nameless) = (in_the_book(), Recipient { from_name: "Mishima K".into(), known: None }, Recipient::default());
    let table: [(&str, [Option<&str>; 4]); 16] = [
        ("User", [Some("三枝 みのり"); 4]),
        ("UserLastName", [Some("三枝"); 4]),
        ("UserMail", [Some("saegusa@komorebi.example"); 4]),
        ("Customer", [Some("三嶋 航太郎"), Some("Mishima K"), Some(""), None]),
        ("CustomerLastName", [Some("三嶋"), Some("K"), Some(""), None]),
        ("Company", [Some("月見浜商事"), Some(""), Some(""), None]),
        ("Section", [Some("購買部"), Some(""), Some(""), None]),
        ("item:保有製品", [Some("KM-RF08"), Some(""), Some(""), None]),
        ("Subject", [Some("納期"); 4]),
        ("Mailbox", [Some("サポート窓口"); 4]),
        ("Date", [Some("2026年1月5日"); 4]),
        ("Time", [Some("9時05分"); 4]),
        ("Year", [Some("2026"); 4]),
        ("Month", [Some("1"); 4]),
        ("Day", [Some("5"); 4]),
        ("Weekday", [Some("月曜日"); 4]),
    ];
    for (word, expected) in table {
        let parsed = Word::parse(word).unwrap();
        for (recipient, expected) in [Some(&book), Some(&name), Some(&nameless), None].into_iter().zip(expected) {
            assert_eq!(around().value(recipient, &parsed).as_deref(), expected, "{word} {recipient:?}");
        }
    }
    let nobody = Around { agent: None, subject: " ".into(), ..around() };
    for word in ["User", "UserLastName", "UserMail", "Subject"] {
        assert_eq!(nobody.value(Some(&book), &Word::parse(word).unwrap()), None, "{word}");
    }
    assert!(Word::NAMES.iter().all(|name| Word::parse(name).is_some()));
}

#[test]
fn a_contact_without_a_name_goes_by_the_name_they_write_under() {
    let recipient = Recipient { from_name: "Mishima K".into(), known: Some(Known { company: "月見浜商事".into(), ..Known::default() }) };
    assert_eq!(around().fill(Some(&recipient), "%Company% %Customer% 様", Place::Text).text, "月見浜商事 Mishima K 様");
}

#[test]
fn a_name_ends_no_line_turns_no_writing_round_and_is_no_markup() {
    let name = "三嶋\r\nBcc: x@evil.example\u{202e}\u{1b}[2J\0<img src=x onerror=alert(1)>";
    let recipient = Recipient { from_name: name.into(), known: None };
    for (place, expected) in [
        (Place::Text, "三嶋 Bcc: x@evil.example [2J <img src=x onerror=alert(1)> 様"),
        (Place::Header, "三嶋 Bcc: x@evil.example [2J <img src=x onerror=alert(1)> 様"),
        (Place::Html, "三嶋 Bcc: x@evil.example [2J &lt;img src=x onerror=alert(1)&gt; 様"),
    ] {
        let filled = around().fill(Some(&recipient), "%Customer% 様", place);
        assert_eq!(filled.text, expected, "{place:?}");
        assert_eq!(filled.marked, expected.replace(" 様", &format!("{END} 様")).replacen("三嶋", &format!("{BEGIN}三嶋"), 1), "{place:?}");
    }
}

#[test]
fn what_leads_somewhere_is_no_name_in_a_mail_that_nobody_reads_first() {
    for (name, expected) in [
        ("三嶋 航太郎", true),
        ("Dr. Jane Doe", true),
        ("", true),
        ("Win at evil.example now", false),
        ("https://evil.example", false),
        ("call me: x@evil.example", false),
    ] {
        assert_eq!(is_harmless_name(name), expected, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Whatever their names are: a thousand recipients each get their own values and nobody else's.
    #[test]
    fn a_thousand_recipients_are_never_mixed(seed in any::<u64>(), tail in "[\\PC%<>&\"\r\n\u{e000}\u{202e}]{0,12}") {
        let around = around();
        let own = |n: usize| format!("#{:016x}-{n}#", seed.rotate_left(u32::try_from(n % 64).unwrap()) ^ n as u64);
        let recipients: Vec<Recipient> = (0..1_000).map(|n| {
            let id = own(n);
            let known = Known {
                name: format!("N{id}{tail}"),
                company: if n % 3 == 0 { String::new() } else { format!("C{id}") },
                section: format!("S{id}"),
                items: vec![("型番".into(), format!("I{id}"))],
                ..Known::default()
            };
            Recipient { from_name: format!("F{id}"), known: (n % 5 != 0).then_some(known) }
        }).collect();
        for (n, recipient) in recipients.iter().enumerate() {
            let filled = around.fill(Some(recipient), "%Company%/%Section%/%Customer%/%item:型番%", Place::Text);
            let id = own(n);
            let valued = filled.marks.len() - filled.blank.len();
            prop_assert_eq!(filled.text.matches(&id).count(), valued);
            prop_assert_eq!(filled.text.matches('#').count() - tail.matches('#').count() * usize::from(recipient.known.is_some()), 2 * valued);
            prop_assert_eq!(filled.marks.len(), 4);
            let tame = !filled.text.contains(['\r', BEGIN, END, '\u{202e}']);
            prop_assert!(filled.left.is_empty() && tame);
            let own = format!("C{id}/S{id}");
            prop_assert!(filled.text.starts_with(&own) || filled.text.starts_with('/'));
        }
    }
}
