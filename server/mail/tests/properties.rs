//! Whatever arrives, reading ends: mails cut, flipped, spliced and made of noise, and mails built to cost much.
#![expect(clippy::unwrap_used, reason = "tests")]

use mail::read::{attachment, attachments, header_block, parts_with_id, read, read_as};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn fixtures() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 10);
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Reads in every way there is and checks what must always hold.
fn exercise(raw: &[u8]) {
    let message = read(raw);
    assert!(message.snippet.chars().count() <= 160);
    for text in
        [&message.text, &message.subject, &message.snippet].into_iter().chain(&message.html).chain(message.from.iter().map(|person| &person.name))
    {
        assert!(!text.contains('\0'));
    }
    for file in message.attachments.iter().take(20) {
        assert!(!file.name.is_empty() && !file.name.contains(['/', '\\', '\0', '\r', '\n', '\u{202E}']), "{:?}", file.name);
        assert_eq!(attachment(raw, file.position).unwrap().len() as u64, file.size);
    }
    let sizes: Vec<u64> = attachments(raw).iter().map(|bytes| bytes.len() as u64).collect();
    assert_eq!(sizes, message.attachments.iter().map(|file| file.size).collect::<Vec<_>>());
    read_as(raw, "shift_jis");
    header_block(raw);
    parts_with_id(raw);
}

#[derive(Clone, Debug)]
enum Change {
    Cut(usize),
    Flip(usize, u8),
    Remove(usize, usize),
    Repeat(usize, usize),
    Insert(usize, Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let tokens = prop::sample::select(vec![
        "=?utf-8?B?",
        "=?iso-2022-jp?Q?=1B",
        "?=",
        "\x1b$B",
        "\x1b(I",
        "\r\n",
        "\n\n",
        "\r",
        "--",
        "\0",
        "filename*0*=utf-8''%",
        ";",
        "\"",
        "(",
        "<",
        ">",
        "boundary=",
        "charset=utf-7\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "Content-Type: multipart/mixed\r\n",
        "begin 644 x\n",
        "=",
        "\u{202E}",
        "+AGE",
        "~{",
    ]);
    prop_oneof![
        any::<usize>().prop_map(Change::Cut),
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        (any::<usize>(), 0..200_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (any::<usize>(), 0..200_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        (any::<usize>(), tokens).prop_map(|(at, token)| Change::Insert(at, token.as_bytes().to_vec())),
    ]
}

fn changed(mut raw: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = raw.len().max(1);
        match change {
            Change::Cut(at) => raw.truncate(at % length),
            Change::Flip(at, byte) => {
                if let Some(found) = raw.get_mut(at % length) {
                    *found = *byte;
                }
            }
            Change::Remove(at, count) => {
                let at = (at % length).min(raw.len());
                raw.drain(at..(at + count).min(raw.len()));
            }
            Change::Repeat(at, count) => {
                let at = (at % length).min(raw.len());
                let piece = raw[at..(at + count).min(raw.len())].to_vec();
                raw.splice(at..at, piece);
            }
            Change::Insert(at, bytes) => {
                let at = (at % length).min(raw.len());
                raw.splice(at..at, bytes.iter().copied());
            }
        }
    }
    raw
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mutated_mails_are_read_without_panic(which in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..12)) {
        let all = fixtures();
        exercise(&changed(which.get(&all).clone(), &changes));
    }

    #[test]
    fn noise_is_read_without_panic(raw in prop::collection::vec(any::<u8>(), 0..600)) {
        exercise(&raw);
    }

    #[test]
    fn noise_under_a_header_is_read_without_panic(header in "(Subject|From|To|Content-Type|Content-Disposition|Date|References): [ -~]{0,80}\r\n", label in "[a-z0-9-]{0,12}", raw in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut mail = format!("{header}Content-Type: text/html; charset={label}\r\n\r\n").into_bytes();
        mail.extend(raw);
        exercise(&mail);
    }
}

#[test]
fn hostile_mails_cost_bounded_time() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let nested: String = (0..3_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect();
    let mails = [
        ("nested parts", nested),
        ("one boundary for all levels", many("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", 20_000)),
        ("many parts", format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", many("--b\r\n\r\nx\r\n", 200_000))),
        ("open words", format!("Subject: {}\r\n\r\n", many("=?a?Q?x ", 200_000))),
        ("open comments", format!("From: {}\r\n\r\n", many("(", 500_000))),
        ("open quotes", format!("From: {}\r\n\r\n", many("\\\"", 300_000))),
        ("addresses", format!("To: {}\r\n\r\n", many("a@b.example,", 200_000))),
        ("parameters", format!("Content-Type: text/plain; {}\r\n\r\n", many("a=b;", 300_000))),
        ("fields", many("X: y\r\n", 300_000)),
        ("colons", format!("To: {}\r\n\r\n", many(":", 500_000))),
        ("quotes", format!("\r\n{}", many("On 3 Jun 2024, a <a@b> wrote:\n", 50_000))),
        ("html", format!("Content-Type: text/html\r\n\r\n{}", many("<div><b>", 200_000))),
        ("entities", format!("Content-Type: text/html\r\n\r\n{}", many("&amp", 400_000))),
        ("flowed", format!("Content-Type: text/plain; format=flowed\r\n\r\n{}", many("> x \n", 300_000))),
        ("utf-7", format!("Content-Type: text/plain; charset=utf-7\r\n\r\n{}", many("+", 800_000))),
    ];
    for (name, mail) in mails {
        let start = Instant::now();
        let message = read(mail.as_bytes());
        let took = start.elapsed();
        println!("{name}: {took:?}, {} parts", message.attachments.len());
        // Unoptimised and on a busy machine; what is guarded against here takes minutes to hours.
        assert!(took < Duration::from_secs(30), "{name}: {took:?}");
        assert!(message.attachments.len() <= 10_000, "{name}");
    }
}
