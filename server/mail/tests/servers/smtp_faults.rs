//! SMTP servers that break, hang or refuse at each step, and what that means for the mail.

use crate::real::password;
use crate::scripted::{Peer, Scripted, assert_kept_secret, impatient, trust};
use domain::accounts::{AuthMethod, Security};
use mail::smtp::{Envelope, Handover, Outcome, SmtpSession, Step};
use mail::wire::WireError;
use rstest::rstest;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const EHLO: (&str, &str) = ("EHLO", "250-hello\r\n250 8BITMIME\r\n");
const MAIL: (&str, &str) = ("MAIL", "250 ok\r\n");
const RCPT: (&str, &str) = ("RCPT", "250 ok\r\n");
const DATA: (&str, &str) = ("DATA", "354 go\r\n");
const QUIT: (&str, &str) = ("QUIT", "221 bye\r\n");
const BODY: &[u8] = b"Subject: x\r\n\r\n.body\r\nlast line\r\n";

fn envelope() -> Envelope {
    Envelope { from: "a@example.jp".to_owned(), to: vec!["b@example.jp".to_owned(), "c@example.jp".to_owned()] }
}

/// Hands a mail over and says whether the caller was asked to record it, and what the server heard.
async fn attempt<F>(bytes: &'static [u8], script: impl FnOnce(Peer) -> F + Send + 'static) -> (Handover, bool, String)
where
    F: Future<Output = ()> + Send + 'static,
{
    let server = Scripted::start(|mut peer| async move {
        peer.say("220 hello\r\n").await;
        script(peer).await;
    })
    .await;
    let settings = server.settings(Security::Plain, AuthMethod::None);
    let recorded = Arc::new(AtomicBool::new(false));
    let note = recorded.clone();
    let mut session = SmtpSession::connect(&settings, None, &trust(), impatient()).await.unwrap();
    let handover = session
        .hand_over(&envelope(), bytes, || async move {
            note.store(true, Ordering::SeqCst);
            Ok(())
        })
        .await;
    drop(session);
    (handover, recorded.load(Ordering::SeqCst), server.heard_in_all().await)
}

/// Hears the mail up to its end, which is returned as it travelled.
async fn hear_mail(peer: &mut Peer) {
    while let Some(line) = peer.hear().await {
        if line == "." {
            return;
        }
    }
    panic!("the client left within the mail");
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_last_dot_leaves_us_unsure() {
    let (handover, recorded, heard) = attempt(BODY, |mut peer| async move {
        assert_eq!(peer.answer(&[EHLO, MAIL, RCPT, ("DATA", "354 go\r\n")]).await.as_deref(), Some("Subject: x"));
        hear_mail(&mut peer).await;
    })
    .await;
    assert!(matches!(handover.outcome, Outcome::Unsure { .. }), "{handover:?}");
    assert!(recorded && handover.recipients.iter().all(|one| one.accepted));
    assert!(heard.ends_with("\r\n..body\r\nlast line\r\n.\r\n"), "{heard}");
}

#[tokio::test]
async fn a_server_that_hangs_after_the_last_dot_leaves_us_unsure() {
    let (handover, recorded, _) = attempt(BODY, |mut peer| async move {
        peer.answer(&[EHLO, MAIL, RCPT, DATA]).await;
        hear_mail(&mut peer).await;
        peer.say("250-it is ").await;
        peer.hang().await;
    })
    .await;
    assert!(matches!(handover.outcome, Outcome::Unsure { .. }) && recorded, "{handover:?}");
}

#[rstest]
#[case::mail_from("MAIL", Step::MailFrom)]
#[case::recipients("RCPT", Step::RcptTo)]
#[case::data("DATA", Step::Data)]
#[tokio::test]
async fn a_connection_that_breaks_before_the_mail_is_complete_may_be_tried_again(#[case] at: &'static str, #[case] expected: Step) {
    let (handover, recorded, _) = attempt(BODY, move |mut peer| async move {
        let answers: Vec<_> = [EHLO, MAIL, RCPT, DATA].into_iter().take_while(|(asked, _)| *asked != at).collect();
        peer.answer(&answers).await;
    })
    .await;
    assert!(matches!(&handover.outcome, Outcome::Temporary { step, .. } if *step == expected), "{handover:?}");
    assert!(!recorded && handover.recipients.len() == 2);
}

#[rstest]
#[case::at_data("DATA", "554 no", "", true, Step::Data)]
#[case::later_at_data("DATA", "451 later", "", false, Step::Data)]
#[case::sender("MAIL", "550 who", "", true, Step::MailFrom)]
#[case::login_missing("MAIL", "530 log in first", "", false, Step::MailFrom)]
#[case::shutting_down("RCPT", "421 closing", "", false, Step::RcptTo)]
#[case::spam("", "", "554 spam", true, Step::End)]
#[case::greylisted("", "", "451 later", false, Step::End)]
#[tokio::test]
async fn a_refusal_is_final_or_not_as_its_code_says(
    #[case] asked: &'static str,
    #[case] refusal: &'static str,
    #[case] at_the_end: &'static str,
    #[case] permanent: bool,
    #[case] expected: Step,
) {
    let (handover, _, _) = attempt(BODY, move |mut peer| async move {
        let line = format!("{refusal}\r\n");
        let mut answers = vec![EHLO, MAIL, RCPT, DATA, ("RSET", "250\r\n")];
        if !asked.is_empty() {
            answers.insert(0, (asked, &line));
        }
        if peer.answer(&answers).await.is_some() {
            hear_mail(&mut peer).await;
            peer.say(format!("{at_the_end}\r\n")).await;
        }
    })
    .await;
    match handover.outcome {
        Outcome::Permanent { step, .. } => assert!(permanent && step == expected, "{step:?}"),
        Outcome::Temporary { step, .. } => assert!(!permanent && step == expected, "{step:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_mail_that_cannot_be_recorded_is_never_completed() {
    let server = Scripted::start(|mut peer| async move {
        peer.say("220 hello\r\n").await;
        peer.answer(&[EHLO, MAIL, RCPT, DATA]).await;
        peer.hang().await;
    })
    .await;
    let settings = server.settings(Security::Plain, AuthMethod::None);
    let mut session = SmtpSession::connect(&settings, None, &trust(), impatient()).await.unwrap();
    let handover = session.hand_over(&envelope(), BODY, || async { Err(anyhow::anyhow!("no database")) }).await;
    assert!(matches!(handover.outcome, Outcome::Temporary { step: Step::Record, .. }), "{handover:?}");
    assert!(!session.is_usable());
    session.quit().await;
    let heard = server.heard_in_all().await;
    assert!(!heard.contains("\r\n.\r\n") && !heard.contains("QUIT"), "{heard}");
}

#[tokio::test]
async fn a_server_that_has_enough_within_a_mail_is_listened_to() {
    static LARGE: &[u8] = &[b'x'; 20_000_000];
    let (handover, recorded, _) = attempt(LARGE, |mut peer| async move {
        peer.answer(&[EHLO, MAIL, RCPT, DATA]).await;
        peer.say("552 5.3.4 too big\r\n").await;
    })
    .await;
    assert!(!recorded);
    // Whether its words arrive before the reset of the connection is a matter of luck; that nothing was sent is not.
    match handover.outcome {
        Outcome::Permanent { step: Step::Body, answer } => assert!(answer.contains("too big")),
        Outcome::Temporary { step: Step::Body, .. } => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_mail_to_a_server_that_stops_reading_may_be_tried_again() {
    static LARGE: &[u8] = &[b'x'; 20_000_000];
    let (done, wait) = tokio::sync::oneshot::channel::<()>();
    let server = Scripted::start(|mut peer| async move {
        peer.say("220 hello\r\n").await;
        peer.answer(&[EHLO, MAIL, RCPT, DATA]).await;
        let _ = wait.await;
    })
    .await;
    let settings = server.settings(Security::Plain, AuthMethod::None);
    let mut session = SmtpSession::connect(&settings, None, &trust(), impatient()).await.unwrap();
    let handover = session.hand_over(&envelope(), LARGE, || async { panic!("not complete") }).await;
    assert!(matches!(handover.outcome, Outcome::Temporary { step: Step::Body, .. }), "{:?}", handover.outcome);
    drop(done);
}

#[rstest]
#[case("a@example.jp\r\nRCPT TO:<victim@example.jp>", &["b@example.jp"])]
#[case("a@example.jp", &["b@example.jp>\r\nDATA\r\nx", "c\0@example.jp", "no address"])]
#[case("a@example.jp", &[])]
#[tokio::test]
async fn what_is_no_address_is_not_sent_at_all(#[case] from: &str, #[case] to: &[&str]) {
    let server = Scripted::answering("220 hello\r\n", &[EHLO, MAIL, RCPT, DATA, QUIT]).await;
    let settings = server.settings(Security::Plain, AuthMethod::None);
    let mut session = SmtpSession::connect(&settings, None, &trust(), impatient()).await.unwrap();
    let envelope = Envelope { from: from.to_owned(), to: to.iter().map(|to| (*to).to_owned()).collect() };
    let handover = session.hand_over(&envelope, BODY, || async { panic!("nothing to record") }).await;
    assert!(matches!(handover.outcome, Outcome::Permanent { step: Step::Address, .. }), "{handover:?}");
    session.quit().await;
    let heard = server.heard_in_all().await;
    assert!(heard.starts_with("EHLO ") && heard.ends_with("]\r\nQUIT\r\n"), "{heard}");
}

#[rstest]
#[case::stripped("250-hello\r\n250 AUTH PLAIN LOGIN\r\n", "502 what\r\n")]
#[case::refused("250-hello\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n", "454 not now\r\n")]
#[tokio::test]
async fn without_tls_the_password_stays_with_us(#[case] ehlo: &'static str, #[case] starttls: &'static str) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say("220 hello\r\n").await;
        peer.answer(&[("EHLO", ehlo), ("STARTTLS", starttls), ("AUTH", "334 \r\n")]).await;
    })
    .await;
    let settings = server.settings(Security::StartTls, AuthMethod::Auto);
    let refused = SmtpSession::connect(&settings, Some(&password()), &trust(), impatient()).await;
    assert!(matches!(refused, Err((_, WireError::TlsNotOffered(_)))), "{refused:?}");
    let heard = server.heard_in_all().await;
    assert_kept_secret(&heard);
    assert!(!heard.contains("AUTH"), "{heard}");
}

#[tokio::test]
async fn what_was_slipped_in_before_tls_ends_the_connection() {
    let server =
        Scripted::answering("220 hello\r\n", &[("EHLO", "250-hello\r\n250 STARTTLS\r\n"), ("STARTTLS", "220 go\r\n250 AUTH PLAIN\r\n")]).await;
    let settings = server.settings(Security::StartTls, AuthMethod::Auto);
    let refused = SmtpSession::connect(&settings, Some(&password()), &trust(), impatient()).await;
    assert!(matches!(refused, Err((_, WireError::Other(_)))), "{refused:?}");
    assert_kept_secret(&server.heard_in_all().await);
}

#[tokio::test]
async fn bytes_beyond_ascii_are_announced() {
    let (_, _, heard) = attempt("Subject: x\r\n\r\nあ\r\n".as_bytes(), |mut peer| async move {
        peer.answer(&[EHLO]).await;
    })
    .await;
    assert!(heard.contains("MAIL FROM:<a@example.jp> BODY=8BITMIME\r\n"), "{heard}");
}

/// Hears commands without answering, then answers them all.
async fn answer_together(peer: &mut Peer, answers: &[&str]) -> Vec<String> {
    let mut heard = Vec::new();
    for _ in answers {
        heard.push(peer.hear().await.unwrap());
    }
    peer.say(answers.join("\r\n") + "\r\n").await;
    heard
}

#[tokio::test]
async fn commands_go_together_where_the_server_allows_it() {
    let (handover, _, _) = attempt(BODY, |mut peer| async move {
        peer.hear().await;
        peer.say("250-hello\r\n250 PIPELINING\r\n").await;
        let heard = answer_together(&mut peer, &["250 sender ok", "550 not this one", "250 this one"]).await;
        assert!(heard[0].starts_with("MAIL") && heard[1].starts_with("RCPT TO:<b") && heard[2].starts_with("RCPT TO:<c"));
        peer.answer(&[DATA]).await;
        hear_mail(&mut peer).await;
        peer.say("250 taken\r\n").await;
    })
    .await;
    assert_eq!(handover.outcome, Outcome::Sent { answer: "250 taken".to_owned() });
    let answers: Vec<_> = handover.recipients.iter().map(|one| (one.accepted, one.permanent, one.answer.as_str())).collect();
    assert_eq!(answers, [(false, true, "550 not this one"), (true, false, "250 this one")]);
}

#[tokio::test]
async fn a_sender_refused_while_recipients_were_on_their_way_leaves_the_connection_in_step() {
    let server = Scripted::start(|mut peer| async move {
        peer.say("220 hello\r\n").await;
        peer.hear().await;
        peer.say("250-hello\r\n250 PIPELINING\r\n").await;
        answer_together(&mut peer, &["451 sender later", "503 sender first", "503 sender first"]).await;
        let heard = answer_together(&mut peer, &["250 reset", "250 sender ok", "250 ok", "250 ok"]).await;
        assert_eq!(heard[0], "RSET");
        peer.answer(&[DATA]).await;
        hear_mail(&mut peer).await;
        peer.say("250 taken\r\n").await;
    })
    .await;
    let settings = server.settings(Security::Plain, AuthMethod::None);
    let mut session = SmtpSession::connect(&settings, None, &trust(), impatient()).await.unwrap();
    let first = session.hand_over(&envelope(), BODY, || async { panic!("nothing to record") }).await;
    assert_eq!(first.outcome, Outcome::Temporary { step: Step::MailFrom, answer: "451 sender later".to_owned() });
    assert!(first.recipients.len() == 2 && first.recipients.iter().all(|one| !one.accepted && !one.permanent));
    let second = session.hand_over(&envelope(), BODY, || async { Ok(()) }).await;
    assert_eq!(second.outcome, Outcome::Sent { answer: "250 taken".to_owned() });
    drop(session);
    server.heard_in_all().await;
}

#[tokio::test]
async fn mails_that_follow_each_other_cost_one_round_trip_each_and_a_refused_one_leaves_the_others_in_step() {
    let server = Scripted::start(|mut peer| async move {
        peer.say("220 hello\r\n").await;
        peer.hear().await;
        peer.say("250-hello\r\n250 PIPELINING\r\n").await;
        answer_together(&mut peer, &["250 sender ok", "250 ok"]).await;
        peer.answer(&[DATA]).await;
        // The next one is announced before anything is answered to this one's end.
        hear_mail(&mut peer).await;
        let heard = [peer.hear().await.unwrap(), peer.hear().await.unwrap(), peer.hear().await.unwrap()];
        assert!(heard[0].starts_with("MAIL FROM:<a@") && heard[1] == "RCPT TO:<gone@example.jp>" && heard[2] == "DATA", "{heard:?}");
        peer.say("250 first taken\r\n250 sender ok\r\n550 no such user\r\n354 to nobody\r\n").await;
        assert_eq!(peer.hear().await.as_deref(), Some("."));
        peer.say("554 no valid recipients\r\n").await;
        // Nothing was announced behind what was refused: it is asked anew, and said that the last one is over.
        let heard = answer_together(&mut peer, &["250 reset", "250 sender ok", "250 ok"]).await;
        assert_eq!(heard[0], "RSET");
        peer.answer(&[DATA]).await;
        hear_mail(&mut peer).await;
        let heard = [peer.hear().await.unwrap(), peer.hear().await.unwrap(), peer.hear().await.unwrap()];
        assert!(heard[1] == "RCPT TO:<last@example.jp>", "{heard:?}");
        peer.say("451 later\r\n250 sender ok\r\n250 ok\r\n354 go\r\n").await;
        hear_mail(&mut peer).await;
    })
    .await;
    let settings = server.settings(Security::Plain, AuthMethod::None);
    let mut session = SmtpSession::connect(&settings, None, &trust(), impatient()).await.unwrap();
    let to = |to: &str| Envelope { from: "a@example.jp".to_owned(), to: vec![format!("{to}@example.jp")] };
    let all = [to("first"), to("gone"), to("third"), to("last")];
    let mut outcomes = Vec::new();
    for (at, envelope) in all.iter().enumerate() {
        let next = all.get(at + 1).map(|next| (next, BODY));
        outcomes.push(session.hand_over_followed(envelope, BODY, next).await.outcome);
    }
    assert_eq!(outcomes[0], Outcome::Sent { answer: "250 first taken".to_owned() });
    assert_eq!(outcomes[1], Outcome::Permanent { step: Step::RcptTo, answer: "550 no such user".to_owned() });
    assert_eq!(outcomes[2], Outcome::Temporary { step: Step::End, answer: "451 later".to_owned() });
    assert!(matches!(outcomes[3], Outcome::Unsure { .. }), "the server went behind its end: {:?}", outcomes[3]);
    assert!(!session.is_usable());
    drop(session);
    server.heard_in_all().await;
}
