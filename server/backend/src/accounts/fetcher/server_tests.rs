//! Fetching from a real IMAP and POP3 server, which the test command starts.

use super::run;
use crate::{
    Cx, Limits,
    accounts::{self, create, list, quarantine, read_again, receive_now, tests::copy},
    each_engine,
    testing::TestDesk,
};
use domain::{
    AccountId, MailboxId,
    accounts::{AccountForm, AccountView, AfterFetch, AuthMethod, QuarantineReason, ReceiveKind, Received, Security, SendKind},
    conversations::{ListQuery, View},
};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_util::sync::CancellationToken;

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A user of the test server: any name exists, with the same password.
struct Mailbox {
    user: String,
    imap: (String, u16),
    pop3: (String, u16),
}

/// `None` where no server was started for the tests; it is an error to lack one when `MADOGUCHI_TEST_REQUIRE` is set.
fn server() -> Option<Mailbox> {
    let address = |name: &str| {
        let text = std::env::var(name).ok()?;
        let (host, port) = text.rsplit_once(':')?;
        Some((host.to_owned(), port.parse().ok()?))
    };
    let (Some(imap), Some(pop3)) = (address("MADOGUCHI_TEST_IMAP"), address("MADOGUCHI_TEST_POP3")) else {
        assert!(std::env::var_os("MADOGUCHI_TEST_REQUIRE").is_none(), "MADOGUCHI_TEST_IMAP is required here");
        eprintln!("skipped: MADOGUCHI_TEST_IMAP is not set");
        return None;
    };
    Some(Mailbox { user: format!("fetch{}x{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)), imap, pop3 })
}

/// As much IMAP as a test needs to play the sender's and the other program's part.
struct Hand(TcpStream, u32);

impl Hand {
    async fn login(mailbox: &Mailbox) -> Hand {
        let mut hand = Hand(TcpStream::connect((mailbox.imap.0.as_str(), mailbox.imap.1)).await.unwrap(), 0);
        hand.until("OK").await;
        hand.say(&format!("LOGIN {} secret", mailbox.user)).await;
        hand
    }

    async fn until(&mut self, end: &str) -> String {
        let mut heard = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let text = String::from_utf8_lossy(&heard).into_owned();
            if text.ends_with('\n') && text.lines().last().is_some_and(|line| line.contains(end)) {
                return text;
            }
            let read = self.0.read(&mut piece).await.unwrap();
            assert_ne!(read, 0, "hung up after {text}");
            heard.extend_from_slice(&piece[..read]);
        }
    }

    async fn say(&mut self, command: &str) -> String {
        self.1 += 1;
        let tag = format!("t{}", self.1);
        self.0.write_all(format!("{tag} {command}\r\n").as_bytes()).await.unwrap();
        let heard = self.until(&format!("{tag} ")).await;
        assert!(heard.contains(&format!("{tag} OK")), "{command}: {heard}");
        heard
    }

    async fn append(&mut self, folder: &str, mail: &str) {
        self.1 += 1;
        let tag = format!("t{}", self.1);
        self.0.write_all(format!("{tag} APPEND {folder} {{{}}}\r\n", mail.len()).as_bytes()).await.unwrap();
        self.until("+").await;
        self.0.write_all(format!("{mail}\r\n").as_bytes()).await.unwrap();
        let heard = self.until(&format!("{tag} ")).await;
        assert!(heard.contains(&format!("{tag} OK")), "{heard}");
    }

    async fn count(&mut self, folder: &str) -> usize {
        let heard = self.say(&format!("STATUS {folder} (MESSAGES)")).await;
        heard.split("MESSAGES ").nth(1).unwrap().split(')').next().unwrap().parse().unwrap()
    }
}

fn mail(subject: &str) -> String {
    format!(
        "From: k@x.example\r\nTo: support@desk.example\r\nMessage-ID: <{subject}@x.example>\r\nSubject: {subject}\r\n\r\nText of {subject}\r\n.\r\n..end\r\n"
    )
}

fn form(mailbox: &Mailbox, kind: ReceiveKind, after_fetch: AfterFetch) -> AccountForm {
    let mut form = AccountForm::blank();
    form.address = format!("{}@desk.example", mailbox.user);
    form.receive = kind;
    let (host, port) = if kind == ReceiveKind::Imap { mailbox.imap.clone() } else { mailbox.pop3.clone() };
    form.receive_server.host = host;
    form.receive_server.port = port;
    form.receive_server.security = Security::Plain;
    form.receive_server.auth = AuthMethod::Auto;
    form.receive_server.user = mailbox.user.clone();
    form.receive_password = Some("secret".into());
    form.after_fetch = after_fetch;
    form.send = SendKind::None;
    form
}

async fn subjects(cx: &Cx, mailbox: MailboxId) -> Vec<String> {
    let query = ListQuery::of(mailbox, View::All);
    let mut subjects: Vec<_> = crate::conversations::list(cx, &query).await.unwrap().rows.into_iter().map(|row| row.subject).collect();
    subjects.sort();
    subjects
}

async fn shown(cx: &Cx, id: AccountId) -> AccountView {
    list(cx).await.unwrap().into_iter().find(|account| account.id == id).unwrap()
}

fn came(count: u32) -> Received {
    Received { count, failures: vec![] }
}

async fn raw_of_all(desk: &TestDesk) -> Vec<String> {
    let mut tx = desk.desk.db.read().await.unwrap();
    let files: Vec<(String,)> = tx.query("select file from messages order by id").all().await.unwrap();
    drop(tx);
    let mut all = vec![];
    for (file,) in files {
        all.push(String::from_utf8(desk.desk.files.get(&file).await.unwrap().to_vec()).unwrap());
    }
    all
}

each_engine! {
    async fn imap_is_read_above_the_cursor_and_deleted_after_filing(desk) {
        let Some(server) = server() else { return };
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let mut hand = Hand::login(&server).await;
        for n in 0..3 {
            hand.append("INBOX", &mail(&n.to_string())).await;
        }
        hand.append("INBOX", &(mail("large") + &"0123456789abcdef\r\n".repeat(40_000))).await;
        let id = create(&system, mailbox, form(&server, ReceiveKind::Imap, AfterFetch::Leave)).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(4));
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(0));
        assert_eq!(shown(&system, id).await.left_on_server, 4);
        let raws = raw_of_all(&desk).await;
        assert_eq!(raws[0], mail("0"), "byte for byte");
        assert_eq!(raws[3].len(), mail("large").len() + 18 * 40_000);
        assert!(!hand.say("STATUS INBOX (UNSEEN)").await.contains("UNSEEN 3)"), "reading marks nothing as seen");
        hand.append("INBOX", &mail("3")).await;
        let delete = AccountForm { after_fetch: AfterFetch::Delete, ..shown(&system, id).await.form };
        accounts::change(&system, id, delete).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        assert_eq!((hand.count("INBOX").await, shown(&system, id).await.left_on_server), (0, 0));
        assert_eq!(subjects(&desk.member("mina", &[mailbox]).await, mailbox).await, ["0", "1", "2", "3", "large"]);
    }

    async fn a_renumbered_folder_doubles_nothing_and_hides_nothing(desk) {
        let Some(server) = server() else { return };
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let mut hand = Hand::login(&server).await;
        hand.say("CREATE Work").await;
        for subject in ["a", "b", "c"] {
            hand.append("Work", &mail(subject)).await;
        }
        let form = AccountForm { folder: "Work".into(), ..form(&server, ReceiveKind::Imap, AfterFetch::Leave) };
        let id = create(&system, mailbox, form).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(3));
        let before = hand.say("STATUS Work (UIDVALIDITY)").await;
        hand.say("DELETE Work").await;
        hand.say("CREATE Work").await;
        assert_ne!(before.lines().next(), hand.say("STATUS Work (UIDVALIDITY)").await.lines().next(), "the server numbers anew");
        for subject in ["d", "b", "a", "e"] {
            hand.append("Work", &mail(subject)).await;
        }
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(2));
        assert_eq!(subjects(&desk.member("mina", &[mailbox]).await, mailbox).await, ["a", "b", "c", "d", "e"]);
        let delete = AccountForm { after_fetch: AfterFetch::Delete, ..shown(&system, id).await.form };
        accounts::change(&system, id, delete).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(0));
        assert_eq!(hand.count("Work").await, 0, "those that came before are deleted under their new numbers");
    }

    async fn a_mail_that_is_too_large_is_left_on_its_server(desk) {
        let Some(server) = server() else { return };
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let mut hand = Hand::login(&server).await;
        hand.append("INBOX", &mail("a")).await;
        hand.append("INBOX", &(mail("large") + &"x".repeat(600_000))).await;
        hand.append("INBOX", &mail("b")).await;
        for kind in [ReceiveKind::Imap, ReceiveKind::Pop3] {
            let id = create(&system, mailbox, form(&server, kind, AfterFetch::Leave)).await.unwrap();
            let narrow = Cx { desk: copy(&desk, "narrow", Limits { message_bytes: 500_000, ..Limits::default() }), ..system.clone() };
            assert_eq!(receive_now(&narrow, mailbox).await.unwrap(), came(2), "{kind}");
            assert_eq!(receive_now(&narrow, mailbox).await.unwrap(), came(0), "{kind}");
            let held = quarantine(&system).await.unwrap();
            assert_eq!((held.len(), held[0].reason), (1, QuarantineReason::TooLarge));
            assert_eq!(hand.count("INBOX").await, 3);
            read_again(&system, held[0].id).await.unwrap();
            assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1), "{kind}");
            assert_eq!(quarantine(&system).await.unwrap(), []);
            accounts::remove(&system, id).await.unwrap();
        }
    }

    async fn pop3_goes_by_unique_ids_and_deletes_after_filing(desk) {
        let Some(server) = server() else { return };
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let mut hand = Hand::login(&server).await;
        hand.append("INBOX", &mail("a")).await;
        hand.append("INBOX", &(mail("large") + &"0123456789abcdef\r\n".repeat(40_000))).await;
        let id = create(&system, mailbox, form(&server, ReceiveKind::Pop3, AfterFetch::DeleteAfterDays)).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(2));
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(0));
        assert_eq!((raw_of_all(&desk).await[0].clone(), shown(&system, id).await.left_on_server), (mail("a"), 2));
        // Another program takes the first one away: numbers move, ids do not.
        hand.say("SELECT INBOX").await;
        hand.say("STORE 1 +FLAGS (\\Deleted)").await;
        hand.say("EXPUNGE").await;
        hand.say("CLOSE").await;
        hand.append("INBOX", &mail("b")).await;
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        let late = TestDesk::later(&system, 15 * 86_400_000);
        assert_eq!(receive_now(&late, mailbox).await.unwrap(), came(0));
        assert_eq!((hand.count("INBOX").await, shown(&system, id).await.left_on_server), (0, 0));
        assert_eq!(subjects(&desk.member("mina", &[mailbox]).await, mailbox).await, ["a", "b", "large"]);
    }

    async fn the_servers_own_words_are_kept_when_it_refuses(desk) {
        let Some(server) = server() else { return };
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        for kind in [ReceiveKind::Imap, ReceiveKind::Pop3] {
            let wrong = AccountForm { receive_password: Some("not it".into()), ..form(&server, kind, AfterFetch::Leave) };
            let id = create(&system, mailbox, wrong).await.unwrap();
            let failed = receive_now(&system, mailbox).await.unwrap();
            assert_eq!(failed.failures.len(), 1);
            let account = shown(&system, id).await;
            assert_eq!((account.errors, account.last_error_step.as_str()), (1, "login"), "{kind}");
            assert!(account.last_error.contains("Authentication failed") && account.last_error == failed.failures[0].1, "{}", account.last_error);
            assert!(!account.last_error.contains("not it"));
            accounts::remove(&system, id).await.unwrap();
        }
        let absent = AccountForm { folder: "Absent".into(), ..form(&server, ReceiveKind::Imap, AfterFetch::Leave) };
        let id = create(&system, mailbox, absent).await.unwrap();
        receive_now(&system, mailbox).await.unwrap();
        assert_eq!(shown(&system, id).await.last_error_step, "select");
    }

    async fn many_mails_come_through_in_chunks_once_each(desk) {
        let Some(server) = server() else { return };
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let mut hand = Hand::login(&server).await;
        for n in 0..230 {
            hand.append("INBOX", &mail(&format!("{n:03}"))).await;
        }
        create(&system, mailbox, form(&server, ReceiveKind::Imap, AfterFetch::Delete)).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(230));
        assert_eq!(hand.count("INBOX").await, 0);
        let raws = raw_of_all(&desk).await;
        assert!(raws.iter().enumerate().all(|(n, raw)| *raw == mail(&format!("{n:03}"))), "in order and whole");
    }

    async fn new_mail_is_noticed_while_waiting(desk) {
        let Some(server) = server() else { return };
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let mina = desk.member("mina", &[mailbox]).await;
        let mut hand = Hand::login(&server).await;
        let id = create(&system, mailbox, AccountForm { every_minutes: 60, ..form(&server, ReceiveKind::Imap, AfterFetch::Leave) }).await.unwrap();
        let stop = CancellationToken::new();
        let worker = tokio::spawn(run(desk.desk.clone(), stop.clone()));
        let until = async |what: &str, subjects_here: usize| {
            let wait = async {
                while subjects(&mina, mailbox).await.len() < subjects_here || shown(&system, id).await.last_ok_at.is_none() {
                    tokio::time::sleep(Duration::from_millis(25)).await;
                }
            };
            tokio::time::timeout(Duration::from_secs(30), wait).await.unwrap_or_else(|_| panic!("never: {what}"));
        };
        until("the first fetch", 0).await;
        hand.append("INBOX", &mail("a")).await;
        until("the server told of it", 1).await;
        hand.append("INBOX", &mail("b")).await;
        until("and again", 2).await;
        // The waiting connection is in nobody's way.
        hand.append("INBOX", &mail("c")).await;
        receive_now(&system, mailbox).await.unwrap();
        until("the button works meanwhile", 3).await;
        stop.cancel();
        worker.await.unwrap();
        assert_eq!(subjects(&mina, mailbox).await, ["a", "b", "c"]);
    }
}
