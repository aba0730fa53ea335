//! Sending by Postfix, and what Dovecot then finds in the mailbox.

use crate::real::{Real, password, unused_name};
use domain::accounts::{AuthMethod, Security};
use mail::smtp::{Envelope, Outcome, SmtpSession, Step, hand_over};
use mail::wire::{Timeouts, WireError};
use rstest::rstest;
use secrecy::SecretString;

fn envelope(to: &[&str]) -> Envelope {
    Envelope { from: "sender@example.jp".to_owned(), to: to.iter().map(|to| (*to).to_owned()).collect() }
}

/// Lines that a careless client would lose or end the mail at.
const MAIL: &[u8] = b"Date: Mon, 23 Nov 2026 10:00:00 +0900\r\nFrom: sender@example.jp\r\nSubject: =?utf-8?B?44GC?=\r\nMessage-ID: <1@example.jp>\r\n\r\n.\r\n..two\r\n\r\nText \xe3\x81\x82\r\n.end\r\n";

#[rstest]
#[case("SMTP", Security::Plain, AuthMethod::None)]
#[case("SMTP", Security::Plain, AuthMethod::Auto)]
#[case("SMTP", Security::Plain, AuthMethod::Plain)]
#[case("SMTP", Security::Plain, AuthMethod::Login)]
#[case("SMTP", Security::Plain, AuthMethod::CramMd5)]
#[case("SMTP", Security::StartTls, AuthMethod::Auto)]
#[case("SMTP", Security::StartTls, AuthMethod::Plain)]
#[case("SMTP", Security::StartTls, AuthMethod::Login)]
#[case("SMTP", Security::StartTls, AuthMethod::CramMd5)]
#[case("SMTPS", Security::Tls, AuthMethod::Auto)]
#[case("SMTPS", Security::Tls, AuthMethod::Plain)]
#[case("SMTPS", Security::Tls, AuthMethod::Login)]
#[case("SMTPS", Security::Tls, AuthMethod::CramMd5)]
#[tokio::test]
async fn what_is_sent_is_what_arrives(#[case] server: &str, #[case] security: Security, #[case] auth: AuthMethod) {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let settings = real.settings(server, security, auth, "sender");
    let to = format!("{}@example.jp", mailbox.user);
    let handover = hand_over(&settings, Some(&password()), &real.trust, &envelope(&[&to]), MAIL, || async { Ok(()) }).await;
    assert!(matches!(&handover.outcome, Outcome::Sent { answer } if answer.starts_with("250 ")), "{handover:?}");
    assert!(handover.recipients[0].accepted);
    let arrived = mailbox.first_mail().await;
    // Delivery agents store lines with a bare LF.
    let sent = String::from_utf8_lossy(MAIL).replace("\r\n", "\n");
    let arrived = String::from_utf8_lossy(&arrived).replace("\r\n", "\n");
    assert!(arrived.ends_with(&sent), "{arrived}");
}

#[tokio::test]
async fn each_recipient_has_an_answer_and_the_accepted_get_the_mail() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let settings = real.settings("SMTP", Security::StartTls, AuthMethod::Auto, "sender");
    let good = format!("{}@example.jp", mailbox.user);
    let to = ["reject-me@example.jp", good.as_str(), "later@example.jp", "evil@example.jp>\r\nRCPT TO:<victim@example.jp"];
    let handover = hand_over(&settings, Some(&password()), &real.trust, &envelope(&to), MAIL, || async { Ok(()) }).await;
    assert!(matches!(handover.outcome, Outcome::Sent { .. }), "{handover:?}");
    let answers: Vec<_> = handover.recipients.iter().map(|one| (one.accepted, one.permanent)).collect();
    assert_eq!(answers, [(false, true), (true, false), (false, false), (false, true)]);
    assert!(handover.recipients[0].answer.contains("always refused") && handover.recipients[2].answer.starts_with("451"));
    mailbox.first_mail().await;
}

#[rstest]
#[case("reject@example.jp", true)]
#[case("later@example.jp", false)]
#[tokio::test]
async fn a_mail_nobody_may_have_is_not_sent(#[case] to: &str, #[case] permanent: bool) {
    let Some(real) = Real::find() else { return };
    let settings = real.settings("SMTPS", Security::Tls, AuthMethod::Auto, "sender");
    let handover =
        hand_over(&settings, Some(&password()), &real.trust, &envelope(&[to]), MAIL, || async { panic!("nothing is to be recorded") }).await;
    match handover.outcome {
        Outcome::Permanent { step: Step::RcptTo, .. } => assert!(permanent),
        Outcome::Temporary { step: Step::RcptTo, .. } => assert!(!permanent),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_connection_takes_many_mails_also_after_a_refused_one() {
    let Some(real) = Real::find() else { return };
    let settings = real.settings("SMTP", Security::StartTls, AuthMethod::Auto, "sender");
    let mut session = SmtpSession::connect(&settings, Some(&password()), &real.trust, Timeouts::default()).await.unwrap();
    for round in 0..20 {
        let refused = round % 5 == 2;
        let to = if refused { "reject@example.jp".to_owned() } else { format!("{}@example.jp", unused_name()) };
        let handover = session.hand_over(&envelope(&[&to]), MAIL, || async { Ok(()) }).await;
        assert_eq!(matches!(handover.outcome, Outcome::Sent { .. }), !refused, "{handover:?}");
        assert!(session.is_usable());
    }
    session.quit().await;
}

#[tokio::test]
async fn a_mail_larger_than_the_server_takes_is_refused_before_it_is_sent() {
    let Some(real) = Real::find() else { return };
    let settings = real.settings("SMTP", Security::Plain, AuthMethod::None, "");
    let mail = vec![b'x'; 52_428_801];
    let handover = hand_over(&settings, None, &real.trust, &envelope(&["a@example.jp"]), &mail, || async { Ok(()) }).await;
    assert!(matches!(handover.outcome, Outcome::Permanent { step: Step::MailFrom, .. }), "{:?}", handover.outcome);
}

#[tokio::test]
async fn an_address_outside_ascii_travels_where_the_server_takes_it() {
    let Some(real) = Real::find() else { return };
    let settings = real.settings("SMTP", Security::Plain, AuthMethod::None, "");
    let mut session = SmtpSession::connect(&settings, None, &real.trust, Timeouts::default()).await.unwrap();
    let handover = session.hand_over(&envelope(&["reject山田@example.jp"]), MAIL, || async { Ok(()) }).await;
    assert!(handover.recipients[0].answer.starts_with("550"), "the server itself was asked: {handover:?}");
}

#[tokio::test]
async fn a_wrong_password_is_told_in_the_words_of_the_server() {
    let Some(real) = Real::find() else { return };
    for auth in [AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5] {
        let settings = real.settings("SMTP", Security::StartTls, auth, "sender");
        match SmtpSession::connect(&settings, Some(&SecretString::from("wr0ng")), &real.trust, Timeouts::default()).await {
            Err((Step::Login, WireError::BadLogin(answer))) => assert!(answer.starts_with("535"), "{answer}"),
            other => panic!("{auth:?}: {other:?}"),
        }
    }
}
