//! POP3 servers that hang, lie, or try to get the password in the clear.

use crate::real::password;
use crate::scripted::{Scripted, assert_kept_secret, impatient, trust};
use domain::accounts::{AuthMethod, Security};
use mail::pop3::Pop3;
use mail::wire::{Result, WireError};
use rstest::rstest;
use std::time::{Duration, Instant};

async fn connect(server: &Scripted, security: Security, auth: AuthMethod) -> Result<Pop3> {
    Pop3::connect(&server.settings(security, auth), &password(), &trust(), impatient()).await
}

const LOGIN: &[(&str, &str)] = &[("CAPA", "-ERR what\r\n"), ("USER", "+OK\r\n"), ("PASS", "+OK\r\n"), ("RETR 1", "+OK\r\n")];

#[rstest]
#[case::stripped("+OK\r\nUSER\r\nSASL PLAIN LOGIN\r\n.\r\n", "-ERR no\r\n")]
#[case::before_capa("-ERR what\r\n", "-ERR what\r\n")]
#[case::refused("+OK\r\nSTLS\r\nUSER\r\n.\r\n", "-ERR not now\r\n")]
#[tokio::test]
async fn without_tls_the_password_stays_with_us(#[case] capa: &'static str, #[case] stls: &'static str) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say("+OK hello <1.2@x>\r\n").await;
        peer.answer(&[("CAPA", capa), ("STLS", stls), ("USER", "+OK\r\n"), ("AUTH", "+\r\n")]).await;
    })
    .await;
    let refused = connect(&server, Security::StartTls, AuthMethod::Auto).await;
    assert!(matches!(refused, Err(WireError::TlsNotOffered(_))), "{refused:?}");
    let heard = server.heard_in_all().await;
    assert_kept_secret(&heard);
    assert!(!heard.contains("APOP") && !heard.contains("USER"), "{heard}");
}

#[tokio::test]
async fn what_was_slipped_in_before_tls_ends_the_connection() {
    let server = Scripted::answering("+OK\r\n", &[("CAPA", "+OK\r\nSTLS\r\n.\r\n"), ("STLS", "+OK go\r\n+OK\r\nUSER\r\n.\r\n+OK\r\n+OK\r\n")]).await;
    match connect(&server, Security::StartTls, AuthMethod::Auto).await {
        Err(WireError::Other(words)) => assert!(words.contains("before TLS"), "{words}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.heard_in_all().await, "CAPA\r\nSTLS\r\n");
}

#[tokio::test]
async fn nothing_secret_follows_a_handshake_that_failed() {
    let server = Scripted::start(|mut peer| async move {
        peer.say("+OK\r\n").await;
        peer.answer(&[("CAPA", "+OK\r\nSTLS\r\n.\r\n"), ("STLS", "+OK go\r\n")]).await;
        peer.say("no TLS here, sorry, go on\r\n+OK\r\n").await;
        peer.hang().await;
    })
    .await;
    assert!(connect(&server, Security::StartTls, AuthMethod::Auto).await.is_err());
    assert_kept_secret(&server.heard_in_all().await);
}

#[rstest]
#[case(AuthMethod::CramMd5, "SASL PLAIN X-FOO")]
#[case(AuthMethod::Apop, "SASL PLAIN")]
#[case(AuthMethod::UserPass, "SASL PLAIN")]
#[case(AuthMethod::None, "SASL PLAIN")]
#[tokio::test]
async fn a_method_that_is_not_offered_is_not_replaced(#[case] auth: AuthMethod, #[case] offered: &'static str) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say("+OK\r\n").await;
        peer.answer(&[("CAPA", &format!("+OK\r\n{offered}\r\n.\r\n"))]).await;
    })
    .await;
    match connect(&server, Security::Plain, auth).await {
        Err(WireError::NoMechanism(words)) => assert!(words.contains("PLAIN"), "{words}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.heard_in_all().await, "CAPA\r\n");
}

#[rstest]
#[case::apop_hides_it("+OK <1896.697170952@dbc.mtview.ca.us>\r\n", "APOP user ")]
#[case::no_timestamp("+OK hello\r\n", "USER user")]
#[tokio::test]
async fn without_tls_auto_hides_the_password_if_it_can(#[case] greeting: &'static str, #[case] expected: &str) {
    let server = Scripted::answering(greeting, LOGIN).await;
    let outcome = connect(&server, Security::Plain, AuthMethod::Auto).await;
    drop(outcome);
    let heard = server.heard_in_all().await;
    assert!(heard.contains(expected), "{heard}");
}

#[tokio::test]
async fn a_name_cannot_bring_a_second_command() {
    let server = Scripted::answering("+OK\r\n", &[("CAPA", "-ERR\r\n")]).await;
    let mut settings = server.settings(Security::Plain, AuthMethod::UserPass);
    settings.user = "a\r\nDELE 1".to_owned();
    assert!(matches!(Pop3::connect(&settings, &password(), &trust(), impatient()).await, Err(WireError::BadLogin(_))));
    assert_eq!(server.heard_in_all().await, "CAPA\r\n");
}

#[tokio::test]
async fn a_password_the_server_repeats_is_not_passed_on() {
    let server = Scripted::answering("+OK\r\n", &[("CAPA", "-ERR\r\n"), ("USER", "+OK\r\n"), ("PASS", "-ERR bad: PASS secret\r\n")]).await;
    match connect(&server, Security::Plain, AuthMethod::UserPass).await {
        Err(error @ WireError::BadLogin(_)) => assert_eq!(error.answer(), "-ERR bad: PASS ***"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_without_uidl_is_told_apart() {
    let server =
        Scripted::answering("+OK\r\n", &[("CAPA", "-ERR\r\n"), ("USER", "+OK\r\n"), ("PASS", "+OK\r\n"), ("UIDL", "-ERR unknown\r\n")]).await;
    let mut pop = connect(&server, Security::Plain, AuthMethod::UserPass).await.unwrap();
    assert!(matches!(pop.uidl().await, Err(WireError::NoUidl(_))));
}

#[tokio::test]
async fn a_server_that_hangs_is_left() {
    let server = Scripted::start(|mut peer| async move { peer.hang().await }).await;
    assert!(matches!(connect(&server, Security::Plain, AuthMethod::Auto).await, Err(WireError::TimedOut(_))));
    let server = Scripted::start(|mut peer| async move {
        peer.say("+OK\r\n").await;
        peer.hang().await;
    })
    .await;
    assert!(matches!(connect(&server, Security::Plain, AuthMethod::Auto).await, Err(WireError::TimedOut(_))));
    let server = Scripted::start(|mut peer| async move { peer.hang().await }).await;
    assert!(matches!(connect(&server, Security::Tls, AuthMethod::Auto).await, Err(WireError::TimedOut(_))));
}

#[rstest]
#[case::greeting(false)]
#[case::mail(true)]
#[tokio::test]
async fn a_server_that_drips_is_left(#[case] in_mail: bool) {
    let server = Scripted::start(move |mut peer| async move {
        if in_mail {
            peer.say("+OK\r\n").await;
            peer.answer(&LOGIN[..3]).await;
            peer.say("+OK\r\n").await;
        }
        for _ in 0..200 {
            peer.say("x").await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let begun = Instant::now();
    let outcome = match connect(&server, Security::Plain, AuthMethod::UserPass).await {
        Ok(mut pop) => pop.retrieve(1, &mut Vec::new(), u64::MAX).await.map(drop),
        Err(error) => Err(error),
    };
    assert!(matches!(outcome, Err(WireError::TimedOut(_))), "{outcome:?}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[rstest]
#[case::line_without_end(false)]
#[case::mail_without_end(true)]
#[tokio::test]
async fn a_server_that_never_ends_is_left(#[case] in_mail: bool) {
    let server = Scripted::start(move |mut peer| async move {
        if in_mail {
            peer.say("+OK\r\n").await;
            peer.answer(&LOGIN[..3]).await;
        }
        peer.say("+OK ").await;
        if in_mail {
            peer.say("\r\n").await;
        }
        for _ in 0..300 {
            peer.say([b'x'; 10_000]).await;
        }
    })
    .await;
    match connect(&server, Security::Plain, AuthMethod::UserPass).await {
        Ok(mut pop) => assert!(matches!(pop.retrieve(1, &mut Vec::new(), 1_000_000).await, Err(WireError::TooLarge { .. }))),
        Err(error) => assert!(!in_mail && matches!(error, WireError::NotThisProtocol(_)), "{error:?}"),
    }
}

#[tokio::test]
async fn a_mail_cut_short_is_no_mail() {
    let server = Scripted::answering(
        "+OK\r\n",
        &[("CAPA", "-ERR\r\n"), ("USER", "+OK\r\n"), ("PASS", "+OK\r\n"), ("RETR 1", "+OK 1000 octets\r\nSubject: x\r\n\r\nhalf of it\r\n")],
    )
    .await;
    let mut pop = connect(&server, Security::Plain, AuthMethod::UserPass).await.unwrap();
    let outcome = pop.retrieve(1, &mut Vec::new(), 1_000_000).await;
    assert!(matches!(outcome, Err(WireError::TimedOut(_))), "{outcome:?}");

    let server = Scripted::start(|mut peer| async move {
        peer.say("+OK\r\n").await;
        peer.answer(&LOGIN[..3]).await;
        peer.say("+OK\r\nSubject: x\r\n\r\nhalf").await;
    })
    .await;
    let mut pop = connect(&server, Security::Plain, AuthMethod::UserPass).await.unwrap();
    let outcome = pop.retrieve(1, &mut Vec::new(), 1_000_000).await;
    assert!(matches!(outcome, Err(WireError::Dropped(_))), "{outcome:?}");
}

#[tokio::test]
async fn another_protocol_is_recognised() {
    for greeting in ["* OK IMAP4rev1\r\n", "220 smtp\r\n", "SSH-2.0-OpenSSH\r\n"] {
        let server = Scripted::answering(greeting, &[]).await;
        assert!(matches!(connect(&server, Security::Plain, AuthMethod::Auto).await, Err(WireError::NotThisProtocol(_))));
    }
    let server = Scripted::answering("+OK\r\n", &[]).await;
    assert!(matches!(connect(&server, Security::Tls, AuthMethod::Auto).await, Err(WireError::NotThisProtocol(_))));
}
