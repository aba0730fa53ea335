//! IMAP against Dovecot.

use crate::real::{DigestSink, Real, deliver_huge, deliver_into, forget_peak, memory_now, nasty_mail, password, peak_memory};
use domain::accounts::{AuthMethod, Security};
use mail::imap::{Deletion, Imap, Woken, encode_folder};
use mail::wire::{Timeouts, TlsTrust, WireError};
use rstest::rstest;
use secrecy::SecretString;
use sha2::Digest;
use std::future::pending;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn open(real: &Real, user: &str) -> Imap {
    let settings = real.settings("IMAPS", Security::Tls, AuthMethod::Auto, user);
    let mut imap = Imap::connect(&settings, &password(), &real.trust, Timeouts::default()).await.unwrap();
    imap.select("INBOX").await.unwrap();
    imap
}

#[rstest]
#[case("IMAP", Security::Plain, AuthMethod::Auto)]
#[case("IMAP", Security::Plain, AuthMethod::UserPass)]
#[case("IMAP", Security::Plain, AuthMethod::Plain)]
#[case("IMAP", Security::Plain, AuthMethod::Login)]
#[case("IMAP", Security::Plain, AuthMethod::CramMd5)]
#[case("IMAP", Security::StartTls, AuthMethod::Auto)]
#[case("IMAP", Security::StartTls, AuthMethod::Login)]
#[case("IMAP", Security::StartTls, AuthMethod::CramMd5)]
#[case("IMAPS", Security::Tls, AuthMethod::Auto)]
#[case("IMAPS", Security::Tls, AuthMethod::UserPass)]
#[case("IMAPS", Security::Tls, AuthMethod::Plain)]
#[tokio::test]
async fn what_is_fetched_is_what_was_stored_and_stays_unseen(#[case] server: &str, #[case] security: Security, #[case] auth: AuthMethod) {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let mails: Vec<_> = (0..3).map(nasty_mail).collect();
    for mail in &mails {
        mailbox.deliver(mail);
    }
    let settings = real.settings(server, security, auth, &mailbox.user);
    let mut imap = Imap::connect(&settings, &password(), &real.trust, Timeouts::default()).await.unwrap();
    assert_eq!(imap.is_protected(), security != Security::Plain);
    let selected = imap.select("INBOX").await.unwrap();
    assert_eq!((selected.exists, selected.read_only), (3, false));
    let waiting = imap.uids_after(0).await.unwrap();
    assert_eq!(Some(waiting[2].uid + 1), selected.uidnext);
    let mut fetched = Vec::new();
    for mail in &waiting {
        let mut bytes = Vec::new();
        assert_eq!(imap.fetch_to(mail.uid, &mut bytes, 1_000_000).await.unwrap(), Some(mail.size));
        fetched.push(bytes);
    }
    fetched.sort_by_key(Vec::len);
    assert!(fetched == mails);
    let uids: Vec<u32> = waiting.iter().map(|mail| mail.uid).collect();
    let mut batch = imap.fetch_batch(&uids).await.unwrap();
    let mut fetched = Vec::new();
    while let Some((_, bytes)) = batch.next().await.unwrap() {
        fetched.push(bytes);
    }
    fetched.sort_by_key(Vec::len);
    assert!(fetched == mails);
    imap.logout().await;
    assert!(seen(&real, &mailbox.user).await.contains("* SEARCH\r\n"), "a mail was marked as seen");
}

/// What the server says when asked which mails are seen.
async fn seen(real: &Real, user: &str) -> String {
    let settings = real.settings("IMAP", Security::Plain, AuthMethod::None, user);
    let mut tcp = TcpStream::connect((settings.host.as_str(), settings.port)).await.unwrap();
    let commands = format!("a LOGIN {user} secret\r\nb EXAMINE INBOX\r\nc SEARCH SEEN\r\nd LOGOUT\r\n");
    tcp.write_all(commands.as_bytes()).await.unwrap();
    let mut said = String::new();
    tcp.read_to_string(&mut said).await.unwrap();
    assert!(said.contains("c OK"), "{said}");
    said
}

#[tokio::test]
async fn only_mails_after_the_last_known_are_new() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let mut imap = open(&real, &mailbox.user).await;
    assert_eq!(imap.uids_after(0).await.unwrap(), []);
    mailbox.deliver(&nasty_mail(1));
    mailbox.deliver(&nasty_mail(2));
    let both = imap.uids_after(0).await.unwrap();
    assert_eq!(both.len(), 2, "mails that came while the folder was open are found");
    assert_eq!(imap.uids_after(both[0].uid).await.unwrap(), both[1..]);
    assert_eq!(imap.uids_after(both[1].uid).await.unwrap(), []);
    assert_eq!(imap.uids_after(u32::MAX).await.unwrap(), []);
    assert_eq!(imap.fetch_to(both[1].uid + 5, &mut Vec::new(), 1000).await.unwrap(), None);
}

#[tokio::test]
async fn small_mails_come_in_batches_and_large_ones_are_named() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let count = 1500;
    for number in 0..count {
        mailbox.deliver(format!("Subject: {number}\r\n\r\n{}\r\n", "text ".repeat(800)).as_bytes());
    }
    mailbox.deliver(&vec![b'x'; 300_000]);
    let mut imap = open(&real, &mailbox.user).await;
    let waiting = imap.uids_after(0).await.unwrap();
    let uids: Vec<u32> = waiting.iter().map(|mail| mail.uid).collect();
    let begun = Instant::now();
    let (mut seen, mut bytes) = (std::collections::BTreeSet::new(), 0);
    let mut batch = imap.fetch_batch(&uids).await.unwrap();
    while let Some((uid, mail)) = batch.next().await.unwrap() {
        assert!(mail.starts_with(b"Subject: ") && mail.ends_with(b"text \r\n"));
        assert!(seen.insert(uid));
        bytes += mail.len() as u64;
    }
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    assert_eq!(batch.too_large().len(), 1);
    let large = batch.too_large()[0];
    assert_eq!(seen.len(), count);
    let small: u64 = waiting.iter().filter(|mail| mail.uid != large).map(|mail| mail.size).sum();
    assert_eq!(bytes, small);
    let mut mail = Vec::new();
    imap.fetch_to(large, &mut mail, 1_000_000).await.unwrap();
    assert!(mail.starts_with(&[b'x'; 300_000]));
    imap.noop().await.unwrap();
    println!("{rate:.0} mails a second");
}

#[tokio::test]
async fn a_batch_left_halfway_leaves_the_connection_unusable() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    mailbox.deliver(&nasty_mail(1));
    let mut imap = open(&real, &mailbox.user).await;
    let uids: Vec<u32> = imap.uids_after(0).await.unwrap().iter().map(|mail| mail.uid).collect();
    imap.fetch_batch(&uids).await.unwrap().next().await.unwrap();
    assert!(!imap.is_usable());
    assert!(matches!(imap.noop().await, Err(WireError::Dropped(_))));
}

#[tokio::test]
async fn deleting_removes_the_named_mails_only() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    for number in 0..5 {
        mailbox.deliver(&nasty_mail(number));
    }
    let mut imap = open(&real, &mailbox.user).await;
    let uids: Vec<u32> = imap.uids_after(0).await.unwrap().iter().map(|mail| mail.uid).collect();
    assert_eq!(imap.delete(&[uids[0], uids[1], uids[3]]).await.unwrap(), Deletion::Expunged);
    let left: Vec<u32> = imap.uids_after(0).await.unwrap().iter().map(|mail| mail.uid).collect();
    assert_eq!(left, [uids[2], uids[4]]);
    assert_eq!(mailbox.files().len(), 2);
}

#[tokio::test]
async fn idling_ends_when_a_mail_arrives_when_time_is_up_and_when_asked() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let mut imap = open(&real, &mailbox.user).await;
    assert!(imap.can_idle());
    assert_eq!(imap.idle(Duration::from_millis(100), pending()).await.unwrap(), Woken::TimedOut);
    assert_eq!(imap.idle(Duration::from_secs(60), std::future::ready(())).await.unwrap(), Woken::Stopped);
    let (woken, ()) = tokio::join!(imap.idle(Duration::from_secs(60), pending()), async { mailbox.deliver(&nasty_mail(1)) });
    assert_eq!(woken.unwrap(), Woken::NewMail);
    assert_eq!(imap.uids_after(0).await.unwrap().len(), 1);
    // One that came while nobody was waiting is told at once.
    mailbox.deliver(&nasty_mail(2));
    assert_eq!(imap.idle(Duration::from_secs(60), pending()).await.unwrap(), Woken::NewMail);
    imap.logout().await;
}

#[tokio::test]
async fn a_folder_with_a_japanese_name_opens_and_an_absent_one_does_not() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let folder = mailbox.make_folder(&encode_folder("請求書&見積"));
    deliver_into(&folder, &nasty_mail(1));
    let settings = real.settings("IMAP", Security::StartTls, AuthMethod::Auto, &mailbox.user);
    let mut imap = Imap::connect(&settings, &password(), &real.trust, Timeouts::default()).await.unwrap();
    assert_eq!(imap.select("請求書&見積").await.unwrap().exists, 1);
    assert!(imap.examine("INBOX").await.unwrap().read_only);
    match imap.select("無い\"箱\\").await {
        Err(WireError::NoFolder(answer)) => assert!(answer.starts_with("NO"), "{answer}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_in_the_words_of_the_server() {
    let Some(real) = Real::find() else { return };
    for auth in [AuthMethod::UserPass, AuthMethod::Plain, AuthMethod::Login, AuthMethod::CramMd5] {
        let settings = real.settings("IMAP", Security::StartTls, auth, "some \"body\"");
        for wrong in ["wr0ng", "パスワード"] {
            match Imap::connect(&settings, &SecretString::from(wrong), &real.trust, Timeouts::default()).await {
                Err(WireError::BadLogin(answer)) => assert!(answer.starts_with("NO [AUTHENTICATIONFAILED]"), "{answer}"),
                other => panic!("{auth:?}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_authority_is_refused_unless_any_certificate_will_do() {
    let Some(real) = Real::find() else { return };
    let strangers = TlsTrust::load(None).unwrap();
    for (server, security) in [("IMAPS", Security::Tls), ("IMAP", Security::StartTls)] {
        let mut settings = real.settings(server, security, AuthMethod::Auto, "somebody");
        let refused = Imap::connect(&settings, &password(), &strangers, Timeouts::default()).await;
        assert!(matches!(refused, Err(WireError::BadCertificate(_))), "{refused:?}");
        settings.accept_invalid_certificate = true;
        Imap::connect(&settings, &password(), &strangers, Timeouts::default()).await.unwrap();
    }
}

#[tokio::test]
async fn a_mail_of_50_megabytes_streams_in_little_memory() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let (digest, length) = deliver_huge(&mailbox, 50);
    let mut imap = open(&real, &mailbox.user).await;
    let waiting = imap.uids_after(0).await.unwrap();
    assert_eq!(waiting[0].size, length);
    forget_peak();
    let before = memory_now();
    let mut sink = DigestSink::default();
    assert_eq!(imap.fetch_to(waiting[0].uid, &mut sink, 100_000_000).await.unwrap(), Some(length));
    let grown = peak_memory().saturating_sub(before);
    assert_eq!(sink.0.finalize().to_vec(), digest);
    assert!(grown < 8 * 1024, "memory grew by {grown} KiB");
}
