//! POP3 against Dovecot.

use crate::real::{DigestSink, Real, deliver_huge, forget_peak, memory_now, nasty_mail, password, peak_memory};
use domain::accounts::{AuthMethod, Security};
use mail::pop3::Pop3;
use mail::wire::{Timeouts, WireError};
use rstest::rstest;
use secrecy::SecretString;
use sha2::Digest;

#[rstest]
#[case("POP3", Security::Plain, AuthMethod::Auto)]
#[case("POP3", Security::Plain, AuthMethod::UserPass)]
#[case("POP3", Security::Plain, AuthMethod::Apop)]
#[case("POP3", Security::Plain, AuthMethod::CramMd5)]
#[case("POP3", Security::Plain, AuthMethod::Plain)]
#[case("POP3", Security::Plain, AuthMethod::Login)]
#[case("POP3", Security::StartTls, AuthMethod::Auto)]
#[case("POP3", Security::StartTls, AuthMethod::Apop)]
#[case("POP3", Security::StartTls, AuthMethod::CramMd5)]
#[case("POP3S", Security::Tls, AuthMethod::Auto)]
#[case("POP3S", Security::Tls, AuthMethod::UserPass)]
#[case("POP3S", Security::Tls, AuthMethod::Plain)]
#[case("POP3S", Security::Tls, AuthMethod::Login)]
#[tokio::test]
async fn what_is_retrieved_is_what_was_stored(#[case] server: &str, #[case] security: Security, #[case] auth: AuthMethod) {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let mails: Vec<_> = (0..3).map(nasty_mail).collect();
    for mail in &mails {
        mailbox.deliver(mail);
    }
    let settings = real.settings(server, security, auth, &mailbox.user);
    let mut pop = Pop3::connect(&settings, &password(), &real.trust, Timeouts::default()).await.unwrap();
    assert_eq!(pop.is_protected(), security != Security::Plain);
    assert_eq!(pop.stat().await.unwrap().count, 3);
    let (ids, sizes) = (pop.uidl().await.unwrap(), pop.list().await.unwrap());
    assert_eq!((ids.len(), sizes.len()), (3, 3));
    let mut retrieved = Vec::new();
    for (number, size) in sizes {
        let mut mail = Vec::new();
        let length = pop.retrieve(number, &mut mail, 1_000_000).await.unwrap();
        assert_eq!((length, size), (mail.len() as u64, mail.len() as u64));
        retrieved.push(mail);
    }
    retrieved.sort_by_key(Vec::len);
    assert!(retrieved == mails);
    pop.noop().await.unwrap();
    pop.quit().await.unwrap();
}

#[tokio::test]
async fn deletions_happen_at_quit_and_can_be_taken_back() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    mailbox.deliver(&nasty_mail(1));
    mailbox.deliver(&nasty_mail(2));
    let settings = real.settings("POP3S", Security::Tls, AuthMethod::Auto, &mailbox.user);
    let secret = password();
    let connect = || Pop3::connect(&settings, &secret, &real.trust, Timeouts::default());

    let mut pop = connect().await.unwrap();
    pop.delete(1).await.unwrap();
    pop.reset().await.unwrap();
    assert_eq!(pop.stat().await.unwrap().count, 2);
    pop.quit().await.unwrap();

    let mut pop = connect().await.unwrap();
    pop.delete(1).await.unwrap();
    assert!(matches!(pop.delete(1).await, Err(WireError::Other(_))));
    drop(pop);

    let mut pop = connect().await.unwrap();
    assert_eq!(pop.stat().await.unwrap().count, 2, "a connection that broke deletes nothing");
    pop.delete(2).await.unwrap();
    pop.quit().await.unwrap();
    assert_eq!(mailbox.files().len(), 1);
}

#[tokio::test]
async fn top_gives_the_header_and_no_more_than_was_asked() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    mailbox.deliver(&nasty_mail(1));
    let settings = real.settings("POP3", Security::StartTls, AuthMethod::Auto, &mailbox.user);
    let mut pop = Pop3::connect(&settings, &password(), &real.trust, Timeouts::default()).await.unwrap();
    let mut start = Vec::new();
    pop.top(1, 1, &mut start, 10_000).await.unwrap();
    let text = String::from_utf8_lossy(&start);
    assert!(text.starts_with("From: a@example.jp\r\n") && text.ends_with("\r\n\r\n.\r\n"), "{text}");
    assert!(matches!(pop.retrieve(9, &mut Vec::new(), 10).await, Err(WireError::Other(_))));
    assert!(matches!(pop.retrieve(1, &mut Vec::new(), 10).await, Err(WireError::TooLarge { limit: 10 })));
}

#[tokio::test]
async fn a_wrong_password_is_told_in_the_words_of_the_server() {
    let Some(real) = Real::find() else { return };
    for auth in [AuthMethod::UserPass, AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5, AuthMethod::Apop] {
        let settings = real.settings("POP3", Security::StartTls, auth, "somebody");
        let wrong = SecretString::from("wr0ng-passw0rd");
        match Pop3::connect(&settings, &wrong, &real.trust, Timeouts::default()).await {
            Err(WireError::BadLogin(answer)) => assert!(answer.starts_with("-ERR") && !answer.contains("wr0ng"), "{answer}"),
            other => panic!("{auth:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_mail_of_50_megabytes_streams_in_little_memory() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let (digest, length) = deliver_huge(&mailbox, 50);
    let settings = real.settings("POP3S", Security::Tls, AuthMethod::Auto, &mailbox.user);
    let mut pop = Pop3::connect(&settings, &password(), &real.trust, Timeouts::default()).await.unwrap();
    forget_peak();
    let before = memory_now();
    let mut sink = DigestSink::default();
    assert_eq!(pop.retrieve(1, &mut sink, 100_000_000).await.unwrap(), length);
    let grown = peak_memory().saturating_sub(before);
    assert_eq!(sink.0.finalize().to_vec(), digest);
    assert!(grown < 8 * 1024, "memory grew by {grown} KiB");
}
