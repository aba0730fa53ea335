use super::*;
use crate::read::{self, read};
use proptest::prelude::*;
use rstest::rstest;
use std::io::Write as _;

fn person(name: &str, addr: &str) -> Person {
    Person { name: name.into(), addr: addr.into() }
}

fn sample() -> Outgoing {
    Outgoing {
        message_id: "k3v9.c42.00ff@example.jp".into(),
        date: Moment(1_717_372_860_000),
        from: person("窓口 サポート", "info@example.jp"),
        to: vec![person("山田 太郎", "yamada@example.com"), person("", "plain@example.com")],
        cc: vec![person("Doe, \"Joe\" <x>", "doe@example.com")],
        bcc: vec![person("", "secret@example.com")],
        reply_to: vec![],
        subject: "【重要】来月の請求書①㈱髙橋を送付いたしますのでご確認ください 🎉 令和六年度第一四半期".into(),
        in_reply_to: Some("parent@example.com".into()),
        references: vec!["root@example.com".into(), "parent@example.com".into()],
        text: "お世話になっております。\n\n.\n请求书\n".into(),
        html: Some("<p>お世話になっております。</p>".into()),
        attachments: vec![
            OutgoingFile {
                name: "令和六年度第一四半期売上実績報告書および次年度事業計画案（最終確定版）.pdf".into(),
                kind: "application/pdf".into(),
                bytes: (0..=255).collect(),
                content_id: None,
            },
            OutgoingFile { name: "report.csv".into(), kind: "text/csv".into(), bytes: b"a,b\r\n1,2".to_vec(), content_id: None },
        ],
        auto_submitted: true,
    }
}

/// What must hold for every mail we send.
fn assert_well_formed(bytes: &[u8]) {
    assert!(bytes.is_ascii());
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 998, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    let header = text.split("\r\n\r\n").next().unwrap();
    for line in header.split("\r\n") {
        assert!(!line.trim().is_empty() && line.len() <= 200, "{line:?}");
    }
}

#[test]
fn another_date_changes_nothing_else() {
    let mut mail = sample();
    // A part and a line of text that look like a head.
    mail.text = "\r\nDate: never\r\n".into();
    let later = Moment(1_717_459_200_000);
    let redated = redated(&write(&mail).unwrap(), later).unwrap();
    assert_well_formed(&redated);
    let (was, now) = (read(&write(&mail).unwrap()), read(&redated));
    assert_eq!((was.date, now.date), (Some(mail.date), Some(later)));
    assert_eq!((was.message_id, was.subject, was.text, was.attachments), (now.message_id, now.subject, now.text, now.attachments));
    for broken in [b"".as_slice(), b"Subject: x\r\n\r\nDate: x\r\n"] {
        assert_eq!(super::redated(broken, later), Err(ComposeError::Date));
    }
}

#[test]
fn what_we_write_is_what_we_read() {
    let mail = sample();
    let bytes = write(&mail).unwrap();
    assert_well_formed(&bytes);
    let message = read(&bytes);
    assert_eq!(message.message_id.as_deref(), Some(mail.message_id.as_str()));
    assert_eq!(message.subject, mail.subject);
    assert_eq!(message.from, [mail.from]);
    assert_eq!(message.to, mail.to);
    assert_eq!(message.cc, mail.cc);
    assert_eq!(message.date, Some(mail.date));
    assert_eq!(message.references, mail.references);
    assert_eq!(message.in_reply_to, ["parent@example.com"]);
    assert_eq!(message.text, mail.text);
    assert_eq!(message.html.unwrap().trim_end(), mail.html.unwrap());
    assert!(message.automatic.must_not_answer());
    assert_eq!(message.attachments.len(), 2);
    for (file, (attachment, position)) in mail.attachments.iter().zip(message.attachments.iter().zip(0..)) {
        assert_eq!((&attachment.name, &attachment.kind), (&file.name, &file.kind));
        assert_eq!(read::attachment(&bytes, position).unwrap(), file.bytes);
    }
}

#[test]
fn blind_recipients_are_never_written() {
    let bytes = write(&sample()).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("bcc"));
    assert!(!String::from_utf8_lossy(&bytes).contains("secret@"));
}

#[test]
fn nothing_can_smuggle_a_header() {
    let evil = "x\r\nBcc: evil@example.com\r\n\r\nbody";
    let mut mail = sample();
    mail.subject = evil.into();
    mail.from.name = evil.into();
    mail.attachments[0].name = evil.into();
    mail.attachments[0].kind = "text/x\r\nBcc: a@b".into();
    let bytes = write(&mail).unwrap();
    let message = read(&bytes);
    assert!(message.bcc.is_empty());
    assert_eq!(message.subject, "x  Bcc: evil@example.com    body");
    for (wrong, addr) in [(1, "a@b\r\nBcc: c@d"), (2, "a b@c"), (3, "no-at"), (4, "<a@b>"), (5, "a@b, c@d"), (6, "")] {
        let mut mail = sample();
        mail.to = vec![person("", addr)];
        assert_eq!(write(&mail), Err(ComposeError::Address(addr.into())), "{wrong}");
        let mut mail = sample();
        mail.bcc = vec![person("", addr)];
        assert!(write(&mail).is_err(), "{wrong}");
    }
    for id in ["", "a b@c", "a@b>\r\nBcc: x@y", "<a@b>"] {
        let mut mail = sample();
        mail.message_id = id.into();
        assert_eq!(write(&mail), Err(ComposeError::MessageId(id.into())));
        let mut mail = sample();
        mail.references = vec![id.into()];
        assert!(write(&mail).is_err());
    }
}

#[test]
fn endless_references_keep_the_root_and_the_newest() {
    let mut mail = sample();
    mail.references = (0..2_000).map(|n| format!("message-{n}@mail.example.com")).collect();
    let bytes = write(&mail).unwrap();
    assert_well_formed(&bytes);
    let references = read(&bytes).references;
    assert!(references.len() < 400);
    assert_eq!(references.first().unwrap(), "message-0@mail.example.com");
    assert_eq!(references.last().unwrap(), "message-1999@mail.example.com");
}

#[test]
fn a_plain_mail_is_one_part() {
    let mail = Outgoing { html: None, attachments: vec![], text: "plain".into(), subject: "Hello".into(), auto_submitted: false, ..sample() };
    let text = String::from_utf8(write(&mail).unwrap()).unwrap();
    assert!(text.contains("\r\nSubject: Hello\r\n"), "{text}");
    assert!(!text.contains("multipart") && !text.contains("Auto-Submitted"), "{text}");
}

#[test]
fn lines_of_dots_and_long_lines_survive() {
    let mail = Outgoing { html: None, attachments: vec![], text: format!(".\n..\n{}\nFrom here\n", "x".repeat(5_000)), ..sample() };
    let bytes = write(&mail).unwrap();
    assert_well_formed(&bytes);
    assert_eq!(read(&bytes).text, mail.text);
}

#[rstest]
#[case("見積書の件", "Re: 見積書の件", "Fwd: 見積書の件")]
#[case("Re: 見積書", "Re: 見積書", "Fwd: Re: 見積書")]
#[case("RE: re:Re[2]: Re^3: AW: 見積書", "Re: 見積書", "Fwd: RE: re:Re[2]: Re^3: AW: 見積書")]
#[case("返信：Ｒｅ：見積書", "Re: 見積書", "Fwd: 返信：Ｒｅ：見積書")]
#[case("Fwd: FW: 転送: x", "Re: Fwd: FW: 転送: x", "Fwd: x")]
#[case("Release: now", "Re: Release: now", "Fwd: Release: now")]
#[case("Re:", "Re:", "Fwd: Re:")]
#[case("", "Re:", "Fwd:")]
fn one_prefix_is_enough(#[case] subject: &str, #[case] reply: &str, #[case] forward: &str) {
    assert_eq!(reply_subject(subject), reply);
    assert_eq!(forward_subject(subject), forward);
}

#[test]
fn subjects_compare_without_their_prefixes() {
    assert_eq!(without_prefixes("Re: Fwd: 返信: 件名"), "件名");
}

/// A second implementation must see the same mail.
#[test]
fn python_reads_what_we_write() {
    const SCRIPT: &str = r#"
import sys, json, email, email.policy
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
people = lambda f: [[a.display_name, a.addr_spec] for a in m[f].addresses] if m[f] else []
print(json.dumps({"subject": m["Subject"], "from": people("From"), "to": people("To"), "cc": people("Cc"), "id": m["Message-ID"],
  "references": m["References"].split(), "text": m.get_body(("plain",)).get_content().replace("\r\n", "\n"),
  "files": [[p.get_filename(), p.get_content_type(), len(p.get_payload(decode=True))] for p in m.iter_attachments()],
  "defects": [str(d) for p in m.walk() for d in p.defects]}))
"#;
    let mail = sample();
    let spawned =
        std::process::Command::new("python3").args(["-c", SCRIPT]).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn();
    let Ok(mut child) = spawned else {
        eprintln!("skipped: python3 is not here");
        return;
    };
    child.stdin.take().unwrap().write_all(&write(&mail).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let got: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let pairs = |people: &[Person]| serde_json::json!(people.iter().map(|person| [&person.name, &person.addr]).collect::<Vec<_>>());
    assert_eq!(got["subject"], mail.subject.as_str());
    assert_eq!(got["from"], pairs(&[mail.from]));
    assert_eq!(got["to"], pairs(&mail.to));
    assert_eq!(got["cc"], pairs(&mail.cc));
    assert_eq!(got["id"], format!("<{}>", mail.message_id));
    assert_eq!(got["references"], serde_json::json!(["<root@example.com>", "<parent@example.com>"]));
    assert_eq!(got["text"], mail.text.as_str());
    let files: Vec<_> = mail.attachments.iter().map(|file| serde_json::json!([file.name, file.kind, file.bytes.len()])).collect();
    assert_eq!(got["files"], serde_json::json!(files));
    assert_eq!(got["defects"], serde_json::json!([]));
}

/// A mail by the parser of Python: its parts as a tree of types, and what they hold.
fn pythons_tree(bytes: &[u8]) -> Option<serde_json::Value> {
    const SCRIPT: &str = r#"
import sys, json, email, email.policy
def tree(p):
    if p.is_multipart(): return [p.get_content_type(), [tree(c) for c in p.iter_parts()]]
    return [p.get_content_type(), p.get_content_disposition(), p["Content-ID"], p.get_content().replace("\r\n", "\n") if p.get_content_maintype() == "text" else len(p.get_payload(decode=True))]
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
related = [p.get_param("type") for p in m.walk() if p.get_content_type() == "multipart/related"]
print(json.dumps({"tree": tree(m), "related": related, "defects": [str(d) for p in m.walk() for d in p.defects]}))
"#;
    let spawned =
        std::process::Command::new("python3").args(["-c", SCRIPT]).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn();
    let Ok(mut child) = spawned else {
        eprintln!("skipped: python3 is not here");
        return None;
    };
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn formatted_text_goes_out_with_a_plain_part_and_the_pictures_it_shows() {
    let picture = |name: &str, id: Option<&str>| OutgoingFile {
        name: name.into(),
        kind: "image/png".into(),
        bytes: vec![1; 100],
        content_id: id.map(str::to_owned),
    };
    let mut mail = sample();
    mail.text = "図です。\n".into();
    mail.html = Some(format!("<p>図です。<img src=\"cid:k1@inline\">{}</p>\n", "long ".repeat(400)));
    mail.attachments = vec![picture("図.png", Some("k1@inline")), picture("写真.png", None), picture("x.png", Some("a@b>\r\nBcc: c@d"))];
    let bytes = write(&mail).unwrap();
    assert_well_formed(&bytes);
    let message = read(&bytes);
    assert!(message.bcc.is_empty());
    assert_eq!(message.text, mail.text);
    assert_eq!(message.html.as_ref().unwrap().trim_end(), mail.html.as_ref().unwrap().trim_end());
    assert_eq!(message.attachments.iter().filter(|a| a.inline).map(|a| a.content_id.as_deref()).collect::<Vec<_>>(), [Some("k1@inline")]);
    let Some(got) = pythons_tree(&bytes) else { return };
    let file = |place: &str, id: Option<&str>| serde_json::json!(["image/png", place, id, 100]);
    let html = serde_json::json!(["text/html", null, null, mail.html]);
    let related = serde_json::json!(["multipart/related", [html, file("inline", Some("<k1@inline>"))]]);
    let alternative = serde_json::json!(["multipart/alternative", [["text/plain", null, null, mail.text], related]]);
    assert_eq!(got["tree"], serde_json::json!(["multipart/mixed", [alternative, file("attachment", None), file("attachment", None)]]));
    assert_eq!((&got["related"], &got["defects"]), (&serde_json::json!(["text/html"]), &serde_json::json!([])));

    mail.attachments.truncate(1);
    mail.html = None;
    let Some(got) = pythons_tree(&write(&mail).unwrap()) else { return };
    assert_eq!(got["tree"][0], "multipart/mixed", "without HTML a picture is a file");
}

/// Text as people write it: several scripts, emoji, marks that headers give a meaning.
fn line() -> impl Strategy<Value = String> {
    proptest::string::string_regex("([ -~]|[ぁ-んァ-ヶ一-龠①㈱髙]|[가-힣]|[à-ÿ]|🎉|𠮷| ){0,90}").unwrap()
}

fn collapsed(text: &str) -> String {
    text.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// RFC 2046, 5.2.1: a mail as a part must not be in base64, and what reads it strictly finds an empty one.
#[rstest]
#[case("message/rfc822")]
#[case("Message/RFC822")]
#[case(" message/partial")]
#[case("multipart/mixed")]
#[case("MULTIPART/Mixed")]
fn a_mail_that_is_passed_on_arrives_as_the_file_it_is(#[case] kind: &str) {
    let inner = "Subject: 見積\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b--\r\n".as_bytes().to_vec();
    let file = OutgoingFile { name: "見積.eml".into(), kind: kind.into(), bytes: inner.clone(), content_id: None };
    let bytes = write(&Outgoing { attachments: vec![file], ..sample() }).unwrap();
    assert_well_formed(&bytes);
    let text = String::from_utf8(bytes.clone()).unwrap().to_lowercase();
    assert!(text.contains("content-type: application/octet-stream") && !text.contains("message/"), "{text}");
    let found = &read(&bytes).attachments;
    assert_eq!(found.iter().map(|found| (found.name.as_str(), found.size)).collect::<Vec<_>>(), [("見積.eml", inner.len() as u64)]);
    assert_eq!(read::attachments(&bytes), [inner]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_subject_name_text_and_file_name_comes_back(subject in line(), name in line(), file in line(), text in proptest::collection::vec(line(), 0..6)) {
        let text: String = text.iter().map(|line| format!("{}\n", line.trim_end())).collect();
        let mut mail = sample();
        mail.subject = subject;
        mail.from.name = name;
        mail.html = None;
        mail.text = if text.trim().is_empty() { "x\n".into() } else { text };
        mail.attachments = vec![OutgoingFile { name: file.clone(), kind: "image/png".into(), bytes: vec![0, 10, 13, 255], content_id: None }];
        let bytes = write(&mail).unwrap();
        assert_well_formed(&bytes);
        let message = read(&bytes);
        prop_assert_eq!(&message.subject, mail.subject.trim());
        prop_assert_eq!(collapsed(&message.from[0].name), collapsed(&mail.from.name));
        prop_assert_eq!(&message.from[0].addr, &mail.from.addr);
        prop_assert_eq!(&message.text, &mail.text);
        let expected = read::clean_file_name(&file);
        prop_assert_eq!(&message.attachments[0].name, if expected.is_empty() { "attachment.bin" } else { &expected });
        prop_assert_eq!(read::attachment(&bytes, 0).unwrap(), vec![0, 10, 13, 255]);
    }
}
