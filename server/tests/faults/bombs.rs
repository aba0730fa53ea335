//! Mails that are built to cost much: thousands of parts, a thousand levels, archives that unpack to gigabytes, sizes that are lies.
//! Each comes in, or is named in quarantine, within bounded memory and time; so does everything that a person can do with it.

use super::{
    company::{Company, receiving},
    maildir::Maildir,
    program::Program,
    server, until,
    web::{free_address, page, ready, sign_in},
};
use domain::accounts::{AfterFetch, ReceiveKind};
use std::time::{Duration, Instant};

const MB: u64 = 1_000_000;
/// Peak memory above that of an empty program; a bomb that goes off takes gigabytes.
const LOOSE: u64 = 250 * MB;
/// Unoptimised, on a busy machine, with everything that is asked for together.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bombs_cost_bounded_memory_and_time() {
    let (Some(imap), Some(root)) = (server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let company = Company::new().await;
    let mut maildir = Maildir::new(&root, "bombs");
    company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);
    let cookie = sign_in(address);
    page(address, &cookie, &format!("/m/{}/tray", company.mailbox));
    let usual = program.peak_memory();

    let bombs = bombs();
    let begun = Instant::now();
    bombs.iter().for_each(|(_, mail)| maildir.lay(mail));
    company.make_due().await;
    until("all are taken in or in quarantine", async || {
        program.must_run();
        let now = company.standing().await;
        (now.arrivals as usize == bombs.len() && now.stored == 0 && maildir.count() == 0).then_some(())
    })
    .await;
    println!("taken in after {:?}", begun.elapsed());
    let end = company.standing().await;
    assert_eq!((end.messages as usize, end.quarantined), (bombs.len(), 0), "each of them is a mail");

    let rows: Vec<(i64, i64, String)> = {
        let mut tx = company.desk.db.read().await.unwrap();
        tx.query("select id, conversation_id, subject from messages order by id").all().await.unwrap()
    };
    for (id, conversation, subject) in rows {
        let begun = Instant::now();
        for path in [
            format!("/m/{}/tray/{conversation}", company.mailbox),
            format!("/mail/{id}/html"),
            format!("/mail/{id}/html?charset=iso-2022-jp"),
            format!("/mail/{id}/source"),
            format!("/mail/{id}/attachments.zip"),
        ] {
            let answer = page(address, &cookie, &path);
            assert!(
                answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 404"),
                "{subject} {path}: {}",
                &answer[..answer.len().min(200)]
            );
        }
        println!("{subject}: {:?}, peak {} MB", begun.elapsed(), program.peak_memory() / MB);
        assert!(begun.elapsed() < PATIENCE, "{subject}: {:?}", begun.elapsed());
    }
    let growth = program.peak_memory().saturating_sub(usual);
    println!("bombs: {} MB above an empty program", growth / MB);
    assert!(growth < LOOSE, "{} MB", growth / MB);
    assert!(program.stop().0.success());
}

fn bombs() -> Vec<(&'static str, String)> {
    let part = |n: usize| {
        format!("--b\r\nContent-Type: text/plain; name=\"{n}.txt\"\r\nContent-Disposition: attachment; filename=\"{n}.txt\"\r\n\r\n{n}\r\n")
    };
    let parts: String = (0..10_000).map(part).collect();
    let nested: String = (0..1_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect();
    let forwarded = "Content-Type: message/rfc822\r\n\r\n".repeat(1_000);
    let archive = |name: &str, bytes: &[u8]| {
        format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/octet-stream\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Encoding: gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
            base64(bytes)
        )
    };
    let packed = packed_zeros();
    [
        ("ten thousand parts", format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n")),
        ("a thousand levels", format!("{nested}Content-Type: text/plain\r\n\r\ndeep\r\n")),
        ("a thousand letters in letters", format!("{forwarded}Subject: inmost\r\n\r\ndeep\r\n")),
        ("a packed gigabyte", archive("bomb.gz", &packed)),
        ("html without end", format!("Content-Type: text/html\r\n\r\n{}", "<div><table><tr><td>".repeat(50_000))),
        ("a picture that says it is huge", archive("bomb.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\0\0\0")),
    ]
    .map(|(name, rest)| {
        (
            name,
            format!(
                "From: k@customer.example\r\nMessage-ID: <{}@customer.example>\r\nSubject: {name}\r\nMIME-Version: 1.0\r\n{rest}",
                name.replace(' ', "-")
            ),
        )
    })
    .to_vec()
}

/// A deflate stream of stored size 1 MB that unpacks to a gigabyte of zeros, in a gzip frame (RFC 1951, RFC 1952): a dynamic block would
/// be smaller still, fixed codes do for a bomb.
fn packed_zeros() -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    // One block with fixed codes: a literal 0 and then copies of 258 bytes from distance 1, again and again.
    let mut bits: Vec<bool> = vec![true, true, false];
    let mut code = |value: u32, length: u32| (0..length).rev().for_each(|at| bits.push(value >> at & 1 == 1));
    code(0b0011_0000, 8);
    for _ in 0..500_000 {
        code(0b1100_0101, 8);
        code(0, 5);
    }
    code(0, 7);
    for octet in bits.chunks(8) {
        bytes.push(octet.iter().enumerate().fold(0, |byte, (at, bit)| byte | u8::from(*bit) << at));
    }
    bytes.extend([0; 8]);
    bytes
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |three: u32, place: u32| char::from(LETTERS[(three >> (18 - 6 * place) & 63) as usize]);
    let mut text = String::new();
    for (line, part) in bytes.chunks(57).enumerate() {
        if line > 0 {
            text.push_str("\r\n");
        }
        for chunk in part.chunks(3) {
            let three = chunk.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
            (0..4).for_each(|place| text.push(if place as usize <= chunk.len() { letter(three, place) } else { '=' }));
        }
    }
    text
}
