//! Settings of accounts: who may, what is refused, and that passwords never come back out.

use super::*;
use crate::{Desk, Limits, cx::Wake, each_engine, testing::TestDesk};
use domain::{
    access::{Person, Role, Viewing, Who},
    accounts::{AfterFetch, ProbeFailureKind, ProbeStep, QuarantineReason, Security},
};
use secrecy::ExposeSecret;
use std::sync::Arc;

pub(super) fn refused<T: std::fmt::Debug>(answer: Result<T>) -> Refused {
    match answer {
        Err(Error::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

/// An operator of the first space.
pub(super) async fn operator(desk: &TestDesk) -> Cx {
    let cx = desk.person("oda", Role::Member, &[], Viewing::None, false).await;
    let Who::Person(person) = cx.who.clone() else { panic!() };
    Cx { who: Who::Person(Person { operates: vec![SpaceId(1)], ..person }), ..cx }
}

/// Another copy of the program on the same database and files.
pub(super) fn copy(desk: &TestDesk, name: &str, limits: Limits) -> Arc<Desk> {
    let desk = &desk.desk;
    Arc::new(Desk {
        db: desk.db.clone(),
        files: desk.files.clone(),
        keys: desk.keys.clone(),
        live: desk.live.clone(),
        trust: desk.trust.clone(),
        signatures: None,
        limits,
        wake: Wake::default(),
        rules: Default::default(),
        paper: crate::testing::PAPER,
        name: name.into(),
    })
}

fn form(address: &str) -> AccountForm {
    let mut form = AccountForm::blank();
    form.address = address.into();
    form.enabled = false;
    form.receive_server.host = "imap.x.example".into();
    form.receive_server.user = "support".into();
    form.receive_password = Some("hunter2-in".into());
    form.send_server.host = "smtp.x.example".into();
    form.send_server.user = "support".into();
    form.send_password = Some("hunter2-out".into());
    form
}

async fn secrets_of(desk: &TestDesk, id: AccountId) -> (Option<String>, Option<String>) {
    let mut tx = desk.desk.db.read().await.unwrap();
    let row = sql::one(&mut tx, id).await.unwrap();
    let mut opened = vec![];
    for secret in [row.receive_secret_id, row.send_secret_id] {
        opened.push(match secret {
            Some(id) => Some(secrets::read(&mut tx, &desk.desk.keys, id).await.unwrap().expose_secret().to_owned()),
            None => None,
        });
    }
    (opened[0].clone(), opened[1].clone())
}

async fn secret_count(desk: &TestDesk) -> i64 {
    let mut tx = desk.desk.db.read().await.unwrap();
    let (count,): (i64,) = tx.query("select count(*) from secrets").one().await.unwrap();
    count
}

each_engine! {
    async fn an_account_is_shown_without_its_passwords(desk) {
        let (mailbox, oda) = (desk.mailbox("窓口").await, operator(&desk).await);
        let id = create(&oda, mailbox, form("support@desk.example")).await.unwrap();
        let all = list(&oda).await.unwrap();
        assert_eq!(all.len(), 1);
        let shown = &all[0];
        assert_eq!((shown.id, shown.mailbox_id, shown.has_receive_password, shown.has_send_password), (id, mailbox, true, true));
        let expected = AccountForm { receive_password: None, send_password: None, ..form("support@desk.example") };
        assert_eq!(shown.form, expected);
        assert!(!serde_json::to_string(&all).unwrap().contains("hunter2"));
        assert_eq!(secrets_of(&desk, id).await, (Some("hunter2-in".into()), Some("hunter2-out".into())));
    }

    async fn a_password_is_kept_for_its_own_server_only(desk) {
        let (mailbox, oda) = (desk.mailbox("窓口").await, operator(&desk).await);
        let id = create(&oda, mailbox, form("support@desk.example")).await.unwrap();
        let kept = AccountForm { receive_password: None, send_password: None, every_minutes: 9, ..form("support@desk.example") };
        change(&oda, id, kept.clone()).await.unwrap();
        assert_eq!(secrets_of(&desk, id).await, (Some("hunter2-in".into()), Some("hunter2-out".into())));
        let missing = Refused::Invalid { field: Field::Password, wrong: Wrong::Missing };
        let mut moved = kept.clone();
        moved.receive_server.host = "evil.example".into();
        assert_eq!(refused(change(&oda, id, moved.clone()).await), missing);
        let mut moved_out = kept.clone();
        moved_out.send_server.user = "other".into();
        assert_eq!(refused(change(&oda, id, moved_out).await), missing);
        // The live test sends it nowhere else either: it would log in with an empty one.
        assert_eq!(list(&oda).await.unwrap()[0].form.receive_server.host, "imap.x.example");
        moved.receive_password = Some("new".into());
        change(&oda, id, moved).await.unwrap();
        assert_eq!(secrets_of(&desk, id).await.0.as_deref(), Some("new"));
        let mut without = kept;
        without.send = SendKind::None;
        without.receive = ReceiveKind::Folder;
        without.folder = "/tmp".into();
        change(&oda, id, without).await.unwrap();
        assert_eq!((secrets_of(&desk, id).await, secret_count(&desk).await), ((None, None), 0));
    }

    async fn a_removed_account_is_gone_and_its_passwords_too(desk) {
        let (mailbox, oda) = (desk.mailbox("窓口").await, operator(&desk).await);
        let id = create(&oda, mailbox, form("support@desk.example")).await.unwrap();
        remove(&oda, id).await.unwrap();
        assert_eq!((list(&oda).await.unwrap(), secret_count(&desk).await), (vec![], 0));
        assert_eq!(refused(change(&oda, id, form("support@desk.example")).await), Refused::NotFound);
        assert_eq!(refused(remove(&oda, id).await), Refused::NotFound);
        assert_eq!(refused(try_now(&oda, id).await), Refused::NotFound);
        create(&oda, mailbox, form("support@desk.example")).await.unwrap();
    }

    async fn a_mailbox_holds_ten_accounts_of_different_addresses(desk) {
        let (mailbox, other, oda) = (desk.mailbox("窓口").await, desk.mailbox("採用").await, operator(&desk).await);
        let first = create(&oda, mailbox, form("a0@desk.example")).await.unwrap();
        assert_eq!(refused(create(&oda, mailbox, form("A0@Desk.example")).await), Refused::Taken { field: Field::Address });
        create(&oda, other, form("a0@desk.example")).await.unwrap();
        // Two at once never pass the limit together.
        let more = (1..12).map(|n| create(&oda, mailbox, form(&format!("a{n}@desk.example"))));
        let made = futures::future::join_all(more).await;
        assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 9);
        for answer in made.into_iter().filter(|made| made.is_err()) {
            assert_eq!(refused(answer), Refused::OverLimit { what: Limit::Accounts, limit: 10 });
        }
        change(&oda, first, form("a0@desk.example")).await.unwrap();
        assert_eq!(refused(change(&oda, first, form("a1@desk.example")).await), Refused::Taken { field: Field::Address });
        let mut unnamed = form("x@desk.example");
        unnamed.receive = ReceiveKind::Folder;
        unnamed.folder = "relative/folder".into();
        assert_eq!(refused(create(&oda, other, unnamed).await), Refused::Invalid { field: Field::Folder, wrong: Wrong::Malformed });
        assert_eq!(refused(create(&oda, MailboxId(999), form("x@desk.example")).await), Refused::NotFound);
    }

    async fn only_operators_of_the_space_touch_accounts(desk) {
        let (mailbox, oda) = (desk.mailbox("窓口").await, operator(&desk).await);
        let id = create(&oda, mailbox, form("support@desk.example")).await.unwrap();
        let member = desk.member("mina", &[mailbox]).await;
        let Who::Person(person) = member.who.clone() else { panic!() };
        let elsewhere = Cx { who: Who::Person(Person { operates: vec![SpaceId(77)], ..person }), ..member.clone() };
        let nobody = desk.cx(Who::Nobody);
        for (cx, expected) in [(&member, Refused::NotAllowed), (&elsewhere, Refused::NotAllowed), (&nobody, Refused::NotSignedIn)] {
            assert_eq!(refused(create(cx, mailbox, form("b@desk.example")).await), expected);
            assert_eq!(refused(change(cx, id, form("b@desk.example")).await), expected);
            assert_eq!(refused(remove(cx, id).await), expected);
            assert_eq!(refused(try_now(cx, id).await), expected);
            assert_eq!(refused(probe(cx, Some(id), form("b@desk.example")).await), expected);
        }
        for (cx, expected) in [(&member, Refused::NotAllowed), (&nobody, Refused::NotSignedIn)] {
            assert_eq!(refused(list(cx).await), expected);
            assert_eq!(refused(quarantine(cx).await), expected);
            assert_eq!(refused(probe(cx, None, form("b@desk.example")).await), expected);
        }
        assert_eq!((list(&elsewhere).await.unwrap(), quarantine(&elsewhere).await.unwrap()), (vec![], vec![]));
        let held = fetcher::deliver(&desk.desk, id, "x", bytes::Bytes::from_static(b"\0"), oda.now).await.unwrap().unwrap();
        crate::ingest::take_in(&desk.desk, oda.now, held).await.unwrap();
        assert_eq!(quarantine(&oda).await.unwrap()[0].reason, QuarantineReason::Empty);
        for cx in [&member, &elsewhere] {
            assert_eq!(refused(quarantined_raw(cx, held).await), Refused::NotAllowed);
            assert_eq!(refused(read_again(cx, held).await), Refused::NotAllowed);
        }
        let blind = desk.member("blind", &[]).await;
        assert_eq!(refused(receive_now(&blind, mailbox).await), Refused::NotFound);
        assert_eq!(refused(receive_now(&nobody, mailbox).await), Refused::NotSignedIn);
        assert_eq!(receive_now(&member, mailbox).await.unwrap(), domain::accounts::Received::default());
    }

    async fn the_wizard_may_test_before_anybody_exists_and_not_after(desk) {
        let nobody = desk.cx(Who::Nobody);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.eml"), "x").unwrap();
        let mut form = form("support@desk.example");
        form.receive = ReceiveKind::Folder;
        form.folder = folder.path().display().to_string();
        form.after_fetch = AfterFetch::Delete;
        form.send = SendKind::Folder;
        form.send_server.host = folder.path().join("absent").display().to_string();
        let result = probe(&nobody, None, form.clone()).await.unwrap();
        let (receive, send) = (result.receive.unwrap(), result.send.unwrap());
        assert!(receive.passed());
        assert_eq!((receive.waiting, receive.lines[0].step), (Some(1), ProbeStep::Folder));
        assert_eq!(send.lines[0].failure.as_ref().unwrap().kind, ProbeFailureKind::NoFolder);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the test leaves nothing behind");
        desk.member("mina", &[]).await;
        assert_eq!(refused(probe(&nobody, None, form).await), Refused::NotSignedIn);
    }

    async fn a_stored_password_is_tested_with_its_own_server_only(desk) {
        let (mailbox, oda) = (desk.mailbox("窓口").await, operator(&desk).await);
        let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = server.local_addr().unwrap().port();
        // Asks for the password and keeps what it is told.
        let heard = tokio::spawn(async move {
            use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
            let mut all = String::new();
            for _ in 0..2 {
                let (stream, _) = server.accept().await.unwrap();
                let mut stream = BufReader::new(stream);
                stream.write_all(b"+OK\r\n").await.unwrap();
                let mut line = String::new();
                while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
                    let answer: &[u8] = if line.starts_with("CAPA") { b"+OK\r\nUSER\r\n.\r\n" } else if line.starts_with("PASS") { b"-ERR no\r\n" } else { b"+OK\r\n" };
                    all.push_str(&line);
                    line.clear();
                    if stream.write_all(answer).await.is_err() {
                        break;
                    }
                }
                all.push('|');
            }
            all
        });
        let mut mine = form("support@desk.example");
        mine.receive = ReceiveKind::Pop3;
        mine.receive_server.host = "127.0.0.1".into();
        mine.receive_server.port = port;
        mine.receive_server.security = Security::Plain;
        mine.receive_server.auth = AuthMethod::UserPass;
        mine.send = SendKind::None;
        let id = create(&oda, mailbox, mine.clone()).await.unwrap();
        mine.receive_password = None;
        let first = probe(&oda, Some(id), mine.clone()).await.unwrap().receive.unwrap();
        assert_eq!(first.lines.last().unwrap().failure.as_ref().unwrap().kind, ProbeFailureKind::BadLogin);
        mine.receive_server.host = "localhost".into();
        probe(&oda, Some(id), mine).await.unwrap();
        let heard = heard.await.unwrap();
        let (own, other) = heard.split_once('|').unwrap();
        assert!(own.contains("PASS hunter2-in"), "{own}");
        assert!(!other.contains("hunter2"), "{other}");
    }
}
