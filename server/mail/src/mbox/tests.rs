use super::*;
use proptest::prelude::*;
use rstest::rstest;
use std::io::Cursor;

const LIMIT: u64 = 1_000;

fn mails(mbox: &[u8]) -> Vec<Content> {
    let mut reader = Mbox::new(Cursor::new(mbox), 0, LIMIT);
    std::iter::from_fn(|| reader.piece().unwrap()).map(|piece| piece.content).collect()
}

fn texts(mbox: &str) -> Vec<String> {
    let text = |content| match content {
        Content::Mail(bytes) => String::from_utf8(bytes).unwrap(),
        Content::TooLarge(size) => format!("too large: {size}"),
    };
    mails(mbox.as_bytes()).into_iter().map(text).collect()
}

const PARTS: &str = "From a@x.example Thu Nov 26 22:40:16 2026\n";

#[rstest]
#[case::thunderbird("From - Thu Nov 26 22:40:16 2026", true)]
#[case::gmail("From 1784@xxx Thu Nov 26 22:40:16 +0000 2026", true)]
#[case::without_seconds("From a@x.example Thu Nov 26 22:40 2026", true)]
#[case::day_first("From a@x.example 26 Nov 2026 22:40:16", true)]
#[case::after_a_signature("\u{feff}From a@x.example Thu Nov 26 22:40:16 2026", true)]
#[case::sentence("From here on we are open", false)]
#[case::sentence_with_year("From 2026 on we are open", false)]
#[case::sentence_with_time("From 9:00 to 17:00", false)]
#[case::field("From: a@x.example", false)]
#[case::escaped(">From a@x.example Thu Nov 26 22:40:16 2026", false)]
fn a_line_that_parts_mails_has_a_time_and_a_year(#[case] line: &str, #[case] expected: bool) {
    assert_eq!(is_mbox(line.as_bytes()), expected);
}

#[rstest]
#[case::two("Subject: 1\n\nおはよう\n\n", "Subject: 2\n\nこんにちは\n\n", &["Subject: 1\n\nおはよう\n", "Subject: 2\n\nこんにちは\n"])]
#[case::line_feeds("Subject: 1\r\n\r\na\r\n\r\n", "Subject: 2\r\n\r\nb\r\n", &["Subject: 1\r\n\r\na\r\n", "Subject: 2\r\n\r\nb\r\n"])]
#[case::mboxrd("Subject: 1\n\n>From me\n>>From you\n> cited\n\n", "Subject: 2\n\nb\n", &["Subject: 1\n\nFrom me\n>From you\n> cited\n", "Subject: 2\n\nb\n"])]
#[case::a_sentence_parts_nothing("Subject: 1\n\nFrom now on\n\nFrom 9:00 on\n\n", "Subject: 2\n\nb\n", &["Subject: 1\n\nFrom now on\n\nFrom 9:00 on\n", "Subject: 2\n\nb\n"])]
#[case::nothing_but_a_header("Subject: 1\n\n", "Subject: 2\n\n", &["Subject: 1\n", "Subject: 2\n"])]
#[case::many_empty_lines("Subject: 1\n\na\n\n\n\n", "Subject: 2\n\nb", &["Subject: 1\n\na\n\n\n", "Subject: 2\n\nb"])]
fn mails_come_one_after_the_other(#[case] one: &str, #[case] two: &str, #[case] expected: &[&str]) {
    assert_eq!(texts(&format!("{PARTS}{one}{PARTS}{two}")), expected);
}

#[test]
fn a_length_that_fits_is_believed() {
    let body = format!("a\n\n{PARTS}is cited here\n");
    let mail = format!("Subject: 1\nContent-Length: {}\n\n{body}", body.len());
    assert_eq!(texts(&format!("{PARTS}{mail}\n{PARTS}Subject: 2\n\nb\n")), [mail, "Subject: 2\n\nb\n".into()]);
}

#[rstest]
#[case::too_short(2)]
#[case::too_long(60)]
#[case::beyond_the_end(900)]
#[case::beyond_everything(usize::MAX)]
fn a_length_that_does_not_fit_is_not(#[case] length: usize) {
    let mail = format!("Subject: 1\nContent-Length: {length}\n\n>From a\nb\n");
    let read = mail.replace(">From", "From");
    assert_eq!(texts(&format!("{PARTS}{mail}\n{PARTS}Subject: 2\n\nb\n")), [read, "Subject: 2\n\nb\n".into()]);
}

#[test]
fn what_is_too_large_is_passed_over_and_the_next_one_is_read() {
    let mbox = format!("{PARTS}Subject: 1\n\n{}\n\n{PARTS}Subject: 2\n\nb\n", "x".repeat(200_000));
    let all = mails(mbox.as_bytes());
    assert!(matches!(all[0], Content::TooLarge(size) if size > 200_000), "{:?}", all[0]);
    assert_eq!(all[1..], [Content::Mail(b"Subject: 2\n\nb\n".to_vec())]);
}

#[test]
fn what_stands_before_the_first_mail_is_none() {
    assert_eq!(texts(&format!("junk\nmore\n{PARTS}Subject: 1\n\na\n")), ["Subject: 1\n\na\n"]);
    assert!(texts("no mail at all\n").is_empty());
    assert!(texts("").is_empty());
}

proptest! {
    #[test]
    fn reading_goes_on_where_it_stopped(bodies in prop::collection::vec("[a-z>F rom\\n]{0,40}", 1..8), stop in 0_usize..8) {
        let mbox: String = bodies.iter().enumerate().map(|(n, body)| format!("{PARTS}Subject: {n}\n\n{body}\n\n")).collect();
        let whole = mails(mbox.as_bytes());
        let mut reader = Mbox::new(Cursor::new(mbox.as_bytes()), 0, LIMIT);
        let (mut read, mut end) = (Vec::new(), 0);
        for _ in 0..stop {
            let Some(piece) = reader.piece().unwrap() else { break };
            end = piece.end;
            read.push(piece.content);
        }
        let mut again = Mbox::new(Cursor::new(&mbox.as_bytes()[usize::try_from(end).unwrap()..]), end, LIMIT);
        while let Some(piece) = again.piece().unwrap() {
            read.push(piece.content);
        }
        prop_assert_eq!(whole.len(), bodies.len());
        prop_assert_eq!(read, whole);
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let mut mbox = PARTS.as_bytes().to_vec();
        mbox.extend(bytes);
        prop_assert!(!mails(&mbox).is_empty());
    }
}

#[rstest]
#[case::line_ends(b"Subject: 1\r\n\r\na\r\n", true)]
#[case::read_by_a_program(b"Status: RO\nX-Mozilla-Status: 0001\nSubject: 1\n\na\n\n", true)]
#[case::folded_field_of_keeping(b"X-Gmail-Labels: a,\n b\nSubject: 1\n\na\n", true)]
#[case::other_subject(b"Subject: 2\n\na\n", false)]
#[case::other_text(b"Subject: 1\n\nb\n", false)]
#[case::status_in_the_text(b"Subject: 1\n\nStatus: RO\na\n", false)]
fn copies_of_one_mail_have_one_key(#[case] other: &[u8], #[case] same: bool) {
    assert_eq!(key(b"Subject: 1\n\na\n") == key(other), same);
}
