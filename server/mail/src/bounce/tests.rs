use super::*;
use rstest::rstest;

fn one(raw: &str) -> (String, Fate, Why, bool) {
    let report = read(raw.as_bytes()).unwrap();
    assert_eq!(report.recipients.len(), 1, "{:?}", report.recipients);
    let first = report.recipients.into_iter().next().unwrap();
    (first.addr, first.fate, first.why, first.hard)
}

fn dsn(groups: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: support@ours.example\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n{groups}\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ours.1@ours.example>\r\nTo: a@x.example\r\n\r\n--b--\r\n"
    )
}

#[test]
fn several_recipients_of_one_report_are_told_apart() {
    let report = read(
        dsn("Final-Recipient: rfc822; a@x.example\r\nOriginal-Recipient: rfc822;alias@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Remote-MTA: dns; mail.x.example\r\nDiagnostic-Code: smtp; 550 5.1.1 <a@x.example>:\r\n  User unknown\r\n\r\n\
             Final-Recipient: rfc822; b@x.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n\
             Final-Recipient: rfc822; c@x.example\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n\
             Final-Recipient: rfc822; d@x.example\r\nAction: relayed (to non-DSN-aware mailer)\r\nStatus: 2.0.0\r\n")
        .as_bytes(),
    )
    .unwrap();
    let told: Vec<_> = report.recipients.iter().map(|one| (one.addr.as_str(), one.fate, one.why, one.hard)).collect();
    assert_eq!(
        told,
        [
            ("a@x.example", Fate::Failed, Why::NoUser, true),
            ("b@x.example", Fate::Delayed, Why::Expired, false),
            ("c@x.example", Fate::Failed, Why::Full, false),
            ("d@x.example", Fate::Relayed, Why::Other, false),
        ]
    );
    let first = &report.recipients[0];
    assert_eq!(first.original.as_deref(), Some("alias@x.example"));
    assert_eq!(
        (first.answer.as_str(), first.server.as_str(), first.status.as_str()),
        ("550 5.1.1 <a@x.example>: User unknown", "mail.x.example", "5.1.1")
    );
    assert_eq!(report.recipients[1].server, "mx.example");
    assert_eq!(report.about, ["ours.1@ours.example"]);
}

#[test]
fn a_report_inside_a_report_is_opened() {
    let inner = dsn("Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n");
    let outer = format!(
        "From: gateway@ours.example\r\nTo: support@ours.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n\
         --outer\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--outer\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--outer--\r\n"
    );
    assert_eq!(one(&outer), ("a@x.example".into(), Fate::Failed, Why::NoUser, true));
    assert_eq!(read(outer.as_bytes()).unwrap().about, ["ours.1@ours.example"]);
}

#[rstest]
#[case::qmail(
    "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n\
     <a@x.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 <a@x.example>: User unknown\nGiving up on 192.0.2.1.\n\n\
     --- Below this line is a copy of the message.\n\nReturn-Path: <support@ours.example>\nMessage-ID: <ours.1@ours.example>\nTo: a@x.example\n",
    Why::NoUser,
    true
)]
#[case::exim(
    "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\n\
     recipients. This is a permanent error. The following address(es) failed:\n\n  a@x.example\n    host mx [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<a@x.example>:\n    552 5.2.2 <a@x.example>: Mailbox full\n\n\
     ------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <ours.1@ours.example>\nFrom: support@ours.example\nTo: other@x.example\n",
    Why::Full,
    false
)]
#[case::mobile(
    "Each of the following recipients was rejected by a remote mail server.\nThe reasons given by the server are included to help you determine why.\n\n\
     \x20   Recipient: <a@x.example>\n    >>> DATA\n    <<< 550 Unknown user a@x.example\n\nMessage-ID: <ours.1@ours.example>\n",
    Why::Filtered,
    false
)]
#[case::japanese(
    "以下のメールアドレスへの送信に失敗しました。\na@x.example\n\n送信先のメールボックスが一杯のため、送信できませんでした。\n\nMessage-Id: <ours.1@ours.example>\n",
    Why::Full,
    false
)]
#[case::host(
    "There was an error delivering your mail to <a@x.example>.\n\nDNS lookup failure: host x.example not found\n\nMessage-ID: <ours.1@ours.example>\n",
    Why::NoHost,
    true
)]
fn the_words_of_mail_systems_are_understood(#[case] text: &str, #[case] why: Why, #[case] hard: bool) {
    let raw = format!(
        "From: MAILER-DAEMON@mx.example\nTo: support@ours.example\nSubject: failure notice\nContent-Type: text/plain; charset=utf-8\n\n{text}"
    );
    assert_eq!(one(&raw), ("a@x.example".into(), Fate::Failed, why, hard));
    assert_eq!(read(raw.as_bytes()).unwrap().about, ["ours.1@ours.example"]);
}

#[test]
fn what_names_nobody_is_no_report() {
    assert_eq!(read(b"From: k@x.example\r\nSubject: x\r\n\r\nhello\r\n"), None);
    assert_eq!(read(b""), None);
}

#[test]
fn hostile_reports_cost_bounded_time() {
    let start = std::time::Instant::now();
    for text in
        ["a@b.example ".repeat(60_000), "@".repeat(500_000), "Final-Recipient: rfc822; a@b.example\n\n".repeat(20_000), ">From: a\n".repeat(60_000)]
    {
        let raw = format!("From: MAILER-DAEMON@x\nContent-Type: text/plain\n\n{text}");
        assert!(read(raw.as_bytes()).is_none_or(|report| report.recipients.len() <= MAX_RECIPIENTS));
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
}
