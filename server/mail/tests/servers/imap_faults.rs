//! IMAP servers that hang, lie, or try to get the password in the clear.

use crate::real::password;
use crate::scripted::{Scripted, assert_kept_secret, impatient, trust};
use domain::accounts::{AuthMethod, Security};
use mail::imap::{Deletion, Imap, Woken};
use mail::wire::{Result, WireError};
use rstest::rstest;
use std::future::pending;
use std::time::Duration;

const HELLO: &str = "* OK ready\r\n";
const CAPABILITY: (&str, &str) = ("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n");
const LOGIN: (&str, &str) = ("LOGIN", "{tag} OK in\r\n");
const SELECT: (&str, &str) = ("SELECT", "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 9] ok\r\n{tag} OK [READ-WRITE] ok\r\n");
const NOOP: (&str, &str) = ("NOOP", "{tag} OK\r\n");

async fn connect(server: &Scripted, security: Security) -> Result<Imap> {
    Imap::connect(&server.settings(security, AuthMethod::Auto), &password(), &trust(), impatient()).await
}

/// A session with the folder open, and what FETCH is answered.
async fn fetching(answer: &'static str) -> Imap {
    let server = Scripted::start(move |mut peer| async move {
        peer.say(HELLO).await;
        peer.answer(&[CAPABILITY, LOGIN, SELECT, NOOP, ("UID FETCH", answer)]).await;
    })
    .await;
    let mut imap = connect(&server, Security::Plain).await.unwrap();
    imap.select("INBOX").await.unwrap();
    imap
}

#[rstest]
#[case::stripped("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK\r\n", "{tag} BAD what\r\n")]
#[case::refused("* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n{tag} OK\r\n", "{tag} NO not now\r\n")]
#[tokio::test]
async fn without_tls_the_password_stays_with_us(#[case] capability: &'static str, #[case] starttls: &'static str) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say(HELLO).await;
        peer.answer(&[("CAPABILITY", capability), ("STARTTLS", starttls), LOGIN, ("AUTHENTICATE", "+ \r\n")]).await;
    })
    .await;
    assert!(matches!(connect(&server, Security::StartTls).await, Err(WireError::TlsNotOffered(_))));
    let heard = server.heard_in_all().await;
    assert_kept_secret(&heard);
    assert!(!heard.contains("LOGIN") && !heard.contains("AUTHENTICATE"), "{heard}");
}

#[tokio::test]
async fn a_server_that_is_logged_in_before_tls_is_not_believed() {
    let server = Scripted::answering("* PREAUTH hello\r\n", &[("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK\r\n")]).await;
    assert!(matches!(connect(&server, Security::StartTls).await, Err(WireError::TlsNotOffered(_))));
}

#[tokio::test]
async fn what_was_slipped_in_before_tls_ends_the_connection() {
    let server = Scripted::answering(
        HELLO,
        &[
            ("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK\r\n"),
            ("STARTTLS", "{tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nM3 OK\r\n"),
        ],
    )
    .await;
    assert!(matches!(connect(&server, Security::StartTls).await, Err(WireError::Other(_))));
    assert_kept_secret(&server.heard_in_all().await);
}

#[tokio::test]
async fn a_server_that_forbids_plain_logins_is_obeyed() {
    let server = Scripted::answering(HELLO, &[("CAPABILITY", "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI\r\n{tag} OK\r\n"), LOGIN]).await;
    match connect(&server, Security::Plain).await {
        Err(WireError::NoMechanism(words)) => assert!(words.contains("GSSAPI"), "{words}"),
        other => panic!("{other:?}"),
    }
    assert_kept_secret(&server.heard_in_all().await);
}

#[tokio::test]
async fn a_password_outside_ascii_travels_as_a_literal() {
    let server = Scripted::start(|mut peer| async move {
        peer.say(HELLO).await;
        peer.answer(&[CAPABILITY]).await;
        peer.say("+ more\r\n").await;
        peer.hear().await;
        peer.say("M2 OK in\r\n").await;
        peer.answer(&[CAPABILITY]).await;
    })
    .await;
    let settings = server.settings(Security::Plain, AuthMethod::UserPass);
    drop(Imap::connect(&settings, &"あ".into(), &trust(), impatient()).await.unwrap());
    assert!(server.heard_in_all().await.contains("M2 LOGIN \"user\" {3}\r\nあ\r\n"));
}

#[rstest]
#[case::in_the_order_we_asked("* 1 FETCH (UID 5 BODY[] {4}\r\nabc\n)\r\n{tag} OK\r\n")]
#[case::uid_last("* 1 FETCH (BODY[] {4}\r\nabc\n UID 5)\r\n{tag} OK\r\n")]
#[case::among_others("* 3 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (FLAGS () UID 5 BODY[] {4}\r\nabc\n)\r\n{tag} OK\r\n")]
#[tokio::test]
async fn a_mail_is_read_however_it_is_given(#[case] answer: &'static str) {
    let mut imap = fetching(answer).await;
    let mut mail = Vec::new();
    assert_eq!(imap.fetch_to(5, &mut mail, 100).await.unwrap(), Some(4));
    assert_eq!(mail, b"abc\n");
    let mut batch = imap.fetch_batch(&[5]).await.unwrap();
    assert_eq!(batch.next().await.unwrap(), Some((5, b"abc\n".to_vec())));
    assert_eq!(batch.next().await.unwrap(), None);
}

#[tokio::test]
async fn a_short_mail_may_come_quoted() {
    let mut imap = fetching("* 1 FETCH (UID 5 BODY[] \"a \\\"b\\\"\")\r\n{tag} OK\r\n").await;
    let mut mail = Vec::new();
    assert_eq!(imap.fetch_to(5, &mut mail, 100).await.unwrap(), Some(5));
    assert_eq!(mail, b"a \"b\"");
}

#[tokio::test]
async fn lies_about_sizes_are_noticed() {
    let too_large = fetching("* 1 FETCH (UID 5 BODY[] {5000000000}\r\nabc").await.fetch_to(5, &mut Vec::new(), 1_000_000).await;
    assert!(matches!(too_large, Err(WireError::TooLarge { limit: 1_000_000 })), "{too_large:?}");
    let too_short = fetching("* 1 FETCH (UID 5 BODY[] {1000}\r\nabc)\r\n{tag} OK\r\n").await.fetch_to(5, &mut Vec::new(), 1_000_000).await;
    assert!(matches!(too_short, Err(WireError::TimedOut(_))), "{too_short:?}");
    let other = fetching("* 1 FETCH (UID 6 BODY[] {3}\r\nabc)\r\n{tag} OK\r\n").await.fetch_to(5, &mut Vec::new(), 1_000_000).await;
    assert!(matches!(other, Err(WireError::Other(_))), "{other:?}");
    let refused = fetching("{tag} NO [SERVERBUG] cannot read\r\n").await.fetch_to(5, &mut Vec::new(), 1_000_000).await;
    assert!(matches!(refused, Err(WireError::Other(_))), "{refused:?}");
}

#[tokio::test]
async fn the_last_mail_is_not_new_again() {
    let mut imap = fetching("* 2 FETCH (UID 8 RFC822.SIZE 10)\r\n{tag} OK\r\n").await;
    assert_eq!(imap.uids_after(8).await.unwrap(), []);
}

#[rstest]
#[case::only_ours("* SEARCH 5\r\n{tag} OK\r\n", Deletion::Expunged, true)]
#[case::others_too("* SEARCH 4 5\r\n{tag} OK\r\n", Deletion::Flagged, false)]
#[tokio::test]
async fn without_uidplus_nothing_of_others_is_expunged(#[case] search: &'static str, #[case] expected: Deletion, #[case] expunged: bool) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say(HELLO).await;
        let done = "{tag} OK\r\n";
        peer.answer(&[CAPABILITY, LOGIN, SELECT, ("UID STORE", done), ("UID SEARCH DELETED", search), ("EXPUNGE", done)]).await;
    })
    .await;
    let mut imap = connect(&server, Security::Plain).await.unwrap();
    imap.select("INBOX").await.unwrap();
    assert_eq!(imap.delete(&[5]).await.unwrap(), expected);
    drop(imap);
    assert_eq!(server.heard_in_all().await.contains(" EXPUNGE"), expunged);
}

#[tokio::test]
async fn idling_survives_deletions_by_others_and_reports_the_next_mail() {
    let server = Scripted::start(|mut peer| async move {
        peer.say(HELLO).await;
        let line = peer.answer(&[("CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK\r\n"), LOGIN, SELECT]).await.unwrap();
        peer.say("+ idling\r\n* 1 EXPUNGE\r\n* OK still here\r\n* 2 EXISTS\r\n").await;
        assert_eq!(peer.hear().await.unwrap(), "DONE");
        peer.say(format!("{} OK\r\n", line.split(' ').next().unwrap())).await;
    })
    .await;
    let mut imap = connect(&server, Security::Plain).await.unwrap();
    imap.select("INBOX").await.unwrap();
    assert_eq!(imap.idle(Duration::from_secs(20), pending()).await.unwrap(), Woken::NewMail);
    server.heard_in_all().await;
}

/// A server may announce a mail with any answer: those after the listing say what it did not hold.
#[rstest]
#[case::while_listing(
    "* 1 FETCH (UID 1 RFC822.SIZE 9)\r\n* 2 FETCH (UID 2 RFC822.SIZE 9)\r\n* 3 EXISTS\r\n{tag} OK\r\n",
    "{tag} OK\r\n",
    Woken::NewMail
)]
#[case::while_fetching("* 2 FETCH (UID 2 RFC822.SIZE 9)\r\n{tag} OK\r\n", "* 3 EXISTS\r\n{tag} OK\r\n", Woken::NewMail)]
#[case::with_another_gone("{tag} OK\r\n", "* 1 EXPUNGE\r\n* 2 EXISTS\r\n{tag} OK\r\n", Woken::NewMail)]
#[case::and_gone_again("{tag} OK\r\n", "* 3 EXISTS\r\n* 3 EXPUNGE\r\n{tag} OK\r\n", Woken::TimedOut)]
#[case::only_old_ones_gone("{tag} OK\r\n", "* 1 EXPUNGE\r\n{tag} OK\r\n", Woken::TimedOut)]
#[tokio::test]
async fn a_mail_announced_after_the_listing_does_not_wait(#[case] listing: &'static str, #[case] fetch: &'static str, #[case] expected: Woken) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say(HELLO).await;
        let capability = ("CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK\r\n");
        let idle = peer.answer(&[capability, LOGIN, SELECT, NOOP, ("UID FETCH 1:*", listing), ("UID FETCH", fetch)]).await;
        if let Some(line) = idle {
            peer.say("+ idling\r\n").await;
            assert_eq!(peer.hear().await.unwrap(), "DONE");
            peer.say(format!("{} OK\r\n", line.split(' ').next().unwrap())).await;
        }
    })
    .await;
    let mut imap = connect(&server, Security::Plain).await.unwrap();
    imap.select("INBOX").await.unwrap();
    imap.uids_after(0).await.unwrap();
    assert_eq!(imap.fetch_to(2, &mut tokio::io::sink(), 1_000).await.unwrap(), None);
    assert_eq!(imap.idle(Duration::from_millis(300), pending()).await.unwrap(), expected);
    drop(imap);
    server.heard_in_all().await;
}

#[rstest]
#[case::something_came("* 3 EXISTS\r\n{tag} OK\r\n", Woken::NewMail)]
#[case::nothing_came("{tag} OK\r\n", Woken::TimedOut)]
#[tokio::test]
async fn a_server_without_idle_is_asked(#[case] noop: &'static str, #[case] expected: Woken) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say(HELLO).await;
        peer.answer(&[CAPABILITY, LOGIN, SELECT, ("NOOP", noop)]).await;
    })
    .await;
    let mut imap = connect(&server, Security::Plain).await.unwrap();
    imap.select("INBOX").await.unwrap();
    assert_eq!(imap.idle(Duration::from_millis(50), pending()).await.unwrap(), expected);
    drop(imap);
    assert!(!server.heard_in_all().await.contains("IDLE"));
}

#[tokio::test]
async fn a_server_that_leaves_says_why() {
    let server = Scripted::answering(HELLO, &[CAPABILITY, LOGIN, ("SELECT", "* BYE maintenance\r\n")]).await;
    let mut imap = connect(&server, Security::Plain).await.unwrap();
    match imap.select("INBOX").await {
        Err(WireError::Dropped(words)) => assert!(words.contains("maintenance"), "{words}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_hangs_or_never_ends_a_line_is_left() {
    let server = Scripted::start(|mut peer| async move {
        peer.say(HELLO).await;
        peer.hang().await;
    })
    .await;
    assert!(matches!(connect(&server, Security::Plain).await, Err(WireError::TimedOut(_))));
    let server = Scripted::start(|mut peer| async move {
        for _ in 0..200 {
            peer.say([b'x'; 10_000]).await;
        }
    })
    .await;
    assert!(matches!(connect(&server, Security::Plain).await, Err(WireError::NotThisProtocol(_))));
}
