//! Tables of lines, conditions and words.

use super::{
    audience::{Audience, Condition, Subject, Test, chosen},
    fill::{Addressee, Common, fill, items_in},
    limits::day_of,
    *,
};
use crate::{BookGroupId, BookItemId, ContactId, Language};
use jiff::tz::TimeZone;
use std::collections::HashSet;

fn common() -> Common {
    let now = jiff::civil::date(2026, 12, 1).at(9, 5, 0, 0).to_zoned(jiff::tz::offset(9).to_time_zone()).unwrap();
    Common { writer: "三枝 みのり".into(), writer_mail: "saegusa@x.example".into(), mailbox: "窓口".into(), now, language: Language::Japanese }
}

fn content(subject: &str, text: &str, html: Option<&str>) -> BulkContent {
    BulkContent { account_id: None, subject: subject.into(), text: text.into(), html: html.map(str::to_owned) }
}

#[test]
fn lines_are_read_as_spreadsheets_write_them() {
    /// A file, the headings of its further columns, and its lines with their numbers.
    type Case<'a> = (&'a str, &'a [&'a str], &'a [(i64, &'a [&'a str])]);
    let cases: &[Case<'_>] = &[
        ("a@x.example,三嶋,月見浜,購買部\r\n", &[], &[(1, &["a@x.example", "三嶋", "月見浜", "購買部"])]),
        (
            "\u{feff}アドレス,名前,会社,部課,会場\r\na@x.example,三嶋,,,\"東京, 丸の内\"\r\n",
            &["会場"],
            &[(2, &["a@x.example", "三嶋", "", "", "東京, 丸の内"])],
        ),
        ("a@x.example\tA\nb@x.example\t\"say \"\"hi\"\"\"\n", &[], &[(1, &["a@x.example", "A"]), (2, &["b@x.example", "say \"hi\""])]),
        ("a@x.example,\"二行\nの名\"\n\n,\nb@x.example", &[], &[(1, &["a@x.example", "二行\nの名"]), (5, &["b@x.example"])]),
        ("a@x.example,'=1+1,'O", &[], &[(1, &["a@x.example", "=1+1", "'O"])]),
    ];
    for (text, columns, rows) in cases {
        let Ok(Audience::File { columns: read_columns, rows: read, .. }) = table::read("x.csv", text) else { panic!("{text:?}") };
        assert_eq!(read_columns, *columns, "{text:?}");
        let shown: Vec<(i64, Vec<&str>)> = read.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(shown, rows.iter().map(|(line, cells)| (*line, cells.to_vec())).collect::<Vec<_>>(), "{text:?}");
    }
    for (text, wrong) in [("", Wrong::Missing), ("アドレス,名前\n", Wrong::Missing)] {
        assert_eq!(table::read("x.csv", text), Err(Refused::Invalid { field: Field::File, wrong }), "{text:?}");
    }
    assert_eq!(table::read("x.csv", "a@x.example,\"never\nends"), Err(Refused::OpenQuote { line: 1 }));
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let row: Vec<String> = ["a@x.example", "=cmd()", "+81 \"x\"", "a,b", "二\n行", ""].map(str::to_owned).into();
    let text = table::write(["アドレス", "名前", "会社", "部課"], &["会場".to_owned(), "備考".to_owned()], [row.clone()]);
    let Ok(Audience::File { columns, rows, .. }) = table::read("x.csv", &text) else { panic!("{text}") };
    assert_eq!((columns, rows[0].cells.clone()), (vec!["会場".to_owned(), "備考".to_owned()], row));
}

#[test]
fn conditions_choose_all_or_any() {
    let all: Vec<ContactId> = (1..=4).map(ContactId).collect();
    let set = |ids: &[i64]| ids.iter().copied().map(ContactId).collect::<HashSet<_>>();
    /// Whether any is enough, whom each condition finds, and who is chosen.
    type Case<'a> = (bool, &'a [(Test, &'a [i64])], &'a [i64]);
    let cases: &[Case<'_>] = &[
        (false, &[(Test::Is, &[1, 2]), (Test::Contains, &[2, 3])], &[2]),
        (true, &[(Test::Is, &[1, 2]), (Test::Contains, &[2, 3])], &[1, 2, 3]),
        (false, &[(Test::IsNot, &[1]), (Test::Lacks, &[2])], &[3, 4]),
        (true, &[(Test::IsNot, &[1, 2, 3]), (Test::Within, &[1])], &[1, 4]),
        (false, &[(Test::NotWithin, &[])], &[1, 2, 3, 4]),
        (false, &[], &[]),
        (true, &[], &[]),
    ];
    for (any, conditions, expected) in cases {
        let conditions: Vec<_> = conditions.iter().map(|(test, ids)| (*test, set(ids))).collect();
        assert_eq!(chosen(&all, *any, &conditions), set(expected), "{any} {conditions:?}");
    }
}

#[test]
fn a_condition_that_says_nothing_is_refused() {
    let audience = |subject, test, value: &str| Audience::Book { any: false, conditions: vec![Condition { subject, test, value: value.into() }] };
    for (subject, test, value, sound) in [
        (Subject::Name, Test::Contains, "三", true),
        (Subject::Name, Test::Contains, " ", false),
        (Subject::Name, Test::Within, "3", false),
        (Subject::Wrote, Test::Within, "30", true),
        (Subject::Wrote, Test::Within, "0", false),
        (Subject::Wrote, Test::NotWithin, "often", false),
        (Subject::Group(BookGroupId(1)), Test::IsNot, "", true),
        (Subject::InCharge, Test::Is, "7", true),
        (Subject::InCharge, Test::Is, "", false),
        (Subject::OptedOut, Test::Is, "", true),
    ] {
        assert_eq!(audience(subject, test, value).check().is_ok(), sound, "{subject} {test} {value:?}");
    }
    assert!(Audience::Book { any: true, conditions: vec![] }.check().is_err());
    for subject in [Subject::BulkMail, Subject::Item(BookItemId(12)), Subject::Group(BookGroupId(3))] {
        assert_eq!(subject.to_string().parse(), Ok(subject));
    }
}

#[test]
fn words_are_filled_for_one_recipient_and_empty_lines_go() {
    let to = Addressee {
        addr: "a@x.example".into(),
        name: "三嶋 航太郎".into(),
        company: "<月見浜>".into(),
        section: String::new(),
        items: vec![("会場".into(), "東京\r\nBcc: x@evil.example".into())],
    };
    let written = content(
        "%Company% 様 %item:会場% のご案内",
        "%Company%\n%Section%\n%Section% %Customer% 様\n\n%item:会場%\n%item:なし% %Date% %User%",
        Some("<p>%Company% %Customer%</p>"),
    );
    let filled = fill(&written, &common(), &to);
    assert_eq!(filled.subject, "<月見浜> 様 東京 Bcc: x@evil.example のご案内");
    assert_eq!(filled.text, "<月見浜>\n三嶋 航太郎 様\n\n東京\nBcc: x@evil.example\n%item:なし% 2026年12月1日 三枝 みのり");
    assert_eq!(filled.html.as_deref(), Some("<p>&lt;月見浜&gt; 三嶋 航太郎</p>"));
    assert_eq!((filled.blank, filled.left), (vec!["%Section%".to_owned()], vec!["%item:なし%".to_owned()]));
    assert_eq!(items_in(&written), ["会場", "なし"]);
}

#[test]
fn nothing_of_one_recipient_is_in_the_mail_of_another() {
    let written = content("%Company% %item:番号%", "%Customer% %Section% %item:番号%", Some("<b>%Customer%%item:番号%</b>"));
    for number in 0..1_000 {
        let of = |n: i32| format!("<{n}>");
        // A value that is itself a word is no word.
        let to = Addressee {
            name: of(number),
            company: "%Customer%".into(),
            section: String::new(),
            items: vec![("番号".into(), of(number))],
            addr: String::new(),
        };
        let filled = fill(&written, &common(), &to);
        let whole = format!("{}{}{}", filled.subject, filled.text, filled.html.unwrap_or_default()).replace("&lt;", "<").replace("&gt;", ">");
        let others: Vec<&str> = whole
            .split('<')
            .filter_map(|rest| rest.split_once('>'))
            .map(|(n, _)| n)
            .filter(|n| n.parse::<i32>().is_ok_and(|n| n != number))
            .collect();
        assert!(others.is_empty(), "{number}: {whole}");
        assert!(filled.subject.contains("%Customer%"), "{}", filled.subject);
    }
}

#[test]
fn a_day_begins_at_midnight_of_the_zone() {
    let tokyo = TimeZone::fixed(jiff::tz::offset(9));
    // 2026-01-05 00:00 UTC is nine o'clock in Tokyo.
    let at = Moment(1_767_571_200_000);
    let (day, next) = day_of(at, &tokyo);
    assert_eq!((day, next), (20_458, at.plus_minutes(15 * 60)));
    assert_eq!(day_of(next, &tokyo).0, day + 1);
    assert_eq!(day_of(next.plus_ms(-1), &tokyo).0, day);
}

#[test]
fn only_words_about_the_address_keep_it_from_being_tried_again() {
    for (answer, hard) in [
        ("550 5.1.1 User unknown", true),
        ("550 5.1.10 recipient not found", true),
        ("5.1.2", true),
        ("552 5.2.2 mailbox full", false),
        ("550 5.7.1 rejected by policy 15.1.1", false),
        ("550 no such user", false),
    ] {
        assert_eq!(is_of_the_address(answer), hard, "{answer}");
    }
}

#[test]
fn a_link_shows_little_of_an_address() {
    for (addr, shown) in [("mishima@x.example", "m***@x.example"), ("三@x.example", "三***@x.example"), ("none", "")] {
        assert_eq!(hidden(addr), shown);
    }
}
