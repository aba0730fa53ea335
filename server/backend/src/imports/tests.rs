//! Imports: looked at, taken in, broken off and gone on with, run twice, taken back.

use super::*;
use crate::{
    accounts::{self, fetcher::deliver},
    conversations, each_engine,
    ingest::take_in,
    rules,
    testing::{TestDesk, stranger},
};
use domain::{
    access::Viewing,
    accounts::{AccountForm, ReceiveKind, SendKind},
    conversations::{ConversationView, EventKind, EventView, Item, ListQuery, RowView, View},
    imports::{Ending, Filing, Giving, ImportState, Origin, SourceKind, Step},
    messages::{Direction, MessageView},
    rules::{Action, Content, RuleForm},
    statuses::Class,
};
use std::path::PathBuf;
use tokio::io::AsyncWriteExt;
use tokio_util::sync::CancellationToken;

const OURS: &str = "support@desk.example";

struct Office {
    desk: TestDesk,
    system: Cx,
    mina: Cx,
    mailbox: MailboxId,
    account: AccountId,
}

/// A mail of an archive; `more` are further lines of its header.
fn mail(n: i64, from: &str, to: &str, more: &str) -> String {
    format!(
        "From: {from}\nTo: {to}\nDate: {n} Feb 2024 10:00:00 +0900\nMessage-ID: <{n}@x.example>\n{more}Subject: 件 {n}\nContent-Type: text/plain; charset=utf-8\n\n本文 {n}\n"
    )
}

fn mbox(mails: &[String]) -> Vec<u8> {
    mails.iter().map(|mail| format!("From - Thu Feb 01 10:00:00 2024\n{mail}\n")).collect::<String>().into_bytes()
}

impl Office {
    async fn new(desk: TestDesk) -> Office {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut form = AccountForm::blank();
        form.address = OURS.into();
        form.receive = ReceiveKind::Folder;
        form.folder = "/nowhere".into();
        form.enabled = false;
        form.send = SendKind::None;
        let account = accounts::create(&desk.system(), mailbox, form).await.unwrap();
        Office { system: desk.system(), desk, mina, mailbox, account }
    }

    fn place(&self, name: &str) -> PathBuf {
        let folder = self.desk.folder.path().join("import");
        std::fs::create_dir_all(&folder).unwrap();
        folder.join(name)
    }

    async fn work(&self) {
        while turn(&self.desk.desk, &CancellationToken::new()).await.unwrap() {}
    }

    async fn sent_up(&self, name: &str, bytes: &[u8]) -> ImportId {
        let mut spool = self.desk.desk.files.spool(imports::UPLOAD_MAX).await.unwrap();
        spool.write_all(bytes).await.unwrap();
        let id = begin_upload(&self.system, self.mailbox, name, spool).await.unwrap();
        self.work().await;
        id
    }

    async fn put(&self, name: &str) -> ImportId {
        let id = begin(&self.system, self.mailbox, &Origin::Folder(name.into())).await.unwrap();
        self.work().await;
        id
    }

    async fn take(&self, id: ImportId, choices: &Choices<String>) -> ImportView {
        start(&self.system, id, choices, "Asia/Tokyo").await.unwrap();
        self.work().await;
        self.view(id).await
    }

    async fn view(&self, id: ImportId) -> ImportView {
        desk(&self.system, self.mailbox).await.unwrap().imports.into_iter().find(|import| import.id == id).unwrap()
    }

    async fn rows(&self, view: View) -> Vec<RowView> {
        conversations::list(&self.mina, &ListQuery::of(self.mailbox, view)).await.unwrap().rows
    }

    async fn opened(&self) -> Vec<ConversationView> {
        let mut all = Vec::new();
        for row in self.rows(View::All).await {
            all.push(conversations::open(&self.mina, row.id).await.unwrap());
        }
        all
    }

    /// Comes in by the account, now.
    async fn fetched(&self, raw: &str) {
        let desk = &self.desk.desk;
        let at = self.system.now;
        let id = deliver(desk, self.account, raw, raw.replace('\n', "\r\n").into_bytes().into(), at).await.unwrap().unwrap();
        take_in(desk, at, id).await.unwrap();
    }
}

fn mails(view: &ConversationView) -> Vec<&MessageView> {
    view.items.iter().filter_map(|item| if let Item::Message(message) = item { Some(message) } else { None }).collect()
}

fn events(view: &ConversationView) -> Vec<&EventView> {
    view.items.iter().filter_map(|item| if let Item::Event(event) = item { Some(event) } else { None }).collect()
}

/// (taken, known, left out, quarantined)
fn counts(view: &ImportView) -> (i64, i64, i64, i64) {
    assert_eq!(view.state, ImportState::Done, "{view:?}");
    (view.taken, view.known, view.left_out, view.quarantined)
}

each_engine! {
    async fn a_look_keeps_nothing_and_says_what_there_is(desk) {
        let office = Office::new(desk).await;
        office.fetched(&mail(2, "b@x.example", OURS, "")).await;
        let mails = [mail(1, "a@x.example", OURS, ""), mail(2, "b@x.example", OURS, ""), mail(3, "a@x.example", OURS, "")];
        let id = office.sent_up("C:\\mail\\過去.mbox", &mbox(&mails)).await;
        let view = office.view(id).await;
        assert_eq!((view.state, view.kind, view.name.as_str()), (ImportState::Looked, SourceKind::Upload, "過去.mbox"));
        let look = view.look.unwrap();
        assert_eq!((look.mails, look.known), (3, 1));
        assert_eq!(look.senders, [("a@x.example".to_owned(), 2), ("b@x.example".to_owned(), 1)]);
        // 10:00 in Japan.
        assert_eq!((look.first, look.last), (Some(Moment(1_706_749_200_000)), Some(Moment(1_706_922_000_000))));
        assert_eq!(office.rows(View::All).await.len(), 1);
    }

    async fn history_comes_in_silence(desk) {
        let office = Office::new(desk).await;
        let answer = Action::Reply { subject: String::new(), text: "受け付けました。".into(), hours: 24 };
        let form = RuleForm { name: "受付".into(), enabled: true, content: Content { actions: vec![answer], ..Content::default() } };
        rules::save(&office.system, office.mailbox, None, &form).await.unwrap();
        let archive = [
            mail(1, "松本 <a@x.example>", OURS, ""),
            mail(2, OURS, "a@x.example", "In-Reply-To: <1@x.example>\n"),
            mail(3, "a@x.example", OURS, "References: <1@x.example> <2@x.example>\n"),
            mail(4, "b@x.example", OURS, ""),
        ];
        let id = office.sent_up("a.mbox", &mbox(&archive)).await;
        let view = office.take(id, &Choices::default()).await;
        assert_eq!(counts(&view), (4, 0, 0, 0));
        assert!(office.rows(View::Tray).await.is_empty());
        let all = office.opened().await;
        assert_eq!(all.len(), 2);
        let thread = all.iter().find(|one| mails(one).len() == 3).unwrap();
        assert_eq!((thread.class, thread.assignee_id, thread.waiting_since), (Class::Done, None, None));
        assert_eq!(thread.customer.name, "松本");
        let told: Vec<_> = mails(thread).into_iter().map(|message| (message.direction, message.at)).collect();
        let day = |n: i64| Moment(1_706_749_200_000).plus_days(n);
        assert_eq!(told, [(Direction::In, day(0)), (Direction::Out, day(1)), (Direction::In, day(2))]);
        let told: Vec<_> = events(thread).into_iter().map(|event| (event.kind, event.after.as_str())).collect();
        assert_eq!(told, [(EventKind::Imported, "a.mbox")]);
        rules::write_noted(&office.desk.desk, office.system.now).await.unwrap();
        let mut tx = office.desk.desk.db.read().await.unwrap();
        let (told,): (i64,) = tx
            .query("select (select count(*) from letters) + (select count(*) from rule_letters) + (select count(*) from notifications)")
            .one().await.unwrap();
        assert_eq!(told, 0);
    }

    async fn run_twice_nothing_is_doubled(desk) {
        let office = Office::new(desk).await;
        let archive: Vec<String> = (1..=5).map(|n| mail(n, "a@x.example", OURS, "")).collect();
        // One without Message-ID is known by what is in it.
        let nameless = "From: a@x.example\nSubject: 名\n\n本文\n".to_owned();
        let all: Vec<String> = archive.iter().cloned().chain([nameless.clone(), nameless.clone()]).collect();
        let id = office.sent_up("a.mbox", &mbox(&all)).await;
        assert_eq!(counts(&office.take(id, &Choices::default()).await), (6, 1, 0, 0));
        // The same mails as their program keeps them now, and as files.
        let marked: Vec<String> = all.iter().map(|mail| format!("X-Mozilla-Status: 0001\n{mail}")).collect();
        let id = office.sent_up("b.mbox", &mbox(&marked)).await;
        assert_eq!(counts(&office.take(id, &Choices::default()).await), (0, 7, 0, 0));
        std::fs::create_dir(office.place("files")).unwrap();
        for (n, mail) in archive.iter().enumerate() {
            std::fs::write(office.place("files").join(format!("{n}.eml")), mail.replace('\n', "\r\n")).unwrap();
        }
        let id = office.put("files").await;
        assert_eq!(counts(&office.take(id, &Choices::default()).await), (0, 5, 0, 0));
        assert_eq!(office.rows(View::All).await.len(), 6);
    }

    async fn what_was_fetched_is_known_and_what_was_imported_is_not_shown_again_when_it_is_fetched(desk) {
        let office = Office::new(desk).await;
        let (one, two) = (mail(1, "a@x.example", OURS, ""), mail(2, "a@x.example", OURS, ""));
        // The server added a line; the archive escaped another.
        let quoted = one.replace("本文 1", "From here on\n本文 1");
        office.fetched(&format!("Received: from x by mx with ESMTP; Thu, 1 Feb 2024 10:00:01 +0900\n{quoted}")).await;
        let id = office.sent_up("a.mbox", &mbox(&[quoted.replace("From here", ">From here"), two.clone()])).await;
        assert_eq!(counts(&office.take(id, &Choices::default()).await), (1, 1, 0, 0));
        office.fetched(&format!("Received: from x by mx with ESMTP; Thu, 1 Feb 2024 10:00:01 +0900\n{two}")).await;
        assert_eq!(office.opened().await.iter().map(|one| mails(one).len()).sum::<usize>(), 2);
    }

    async fn archives_come_in_any_order(desk) {
        let office = Office::new(desk).await;
        let answer = mail(2, OURS, "a@x.example", "In-Reply-To: <1@x.example>\n");
        let later = mail(3, "a@x.example", OURS, "References: <1@x.example>\n");
        let id = office.sent_up("sent.mbox", &mbox(&[answer, later, mail(1, "a@x.example", OURS, "")])).await;
        office.take(id, &Choices::default()).await;
        let all = office.opened().await;
        assert_eq!(all.len(), 1);
        assert_eq!(mails(&all[0]).iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(), ["件 1", "件 2", "件 3"]);
        assert_eq!(all[0].customer.addr, "a@x.example");
    }

    async fn choices_say_what_becomes_of_it(desk) {
        let office = Office::new(desk).await;
        let kuse = office.desk.member("kuse", &[office.mailbox]).await;
        let archive = [
            mail(1, "a@x.example", OURS, ""),
            mail(5, "a@x.example", OURS, "In-Reply-To: <1@x.example>\n"),
            mail(10, "b@x.example", OURS, ""),
            mail(11, "kuse@desk.example", "b@x.example", "In-Reply-To: <10@x.example>\n"),
            mail(12, "c@x.example", OURS, ""),
            mail(20, "d@x.example", OURS, ""),
        ];
        std::fs::create_dir(office.place("old")).unwrap();
        std::fs::write(office.place("old").join("見積"), mbox(&archive)).unwrap();
        let id = office.put("old").await;
        let choices = Choices {
            ending: Ending::OpenSince("2024-02-10".into()),
            giving: Giving::LastAnswer,
            filing: Filing::AsSource,
            since: Some("2024-02-02".into()),
            until: Some("2024-02-12".into()),
        };
        let view = office.take(id, &choices).await;
        assert_eq!(counts(&view), (4, 0, 2, 0));
        let all = office.opened().await;
        let of = |addr: &str| all.iter().find(|one| one.customer.addr == addr).map(|one| (one.class, one.assignee_id, one.waiting_since));
        assert_eq!(of("a@x.example"), Some((Class::Done, None, None)));
        assert_eq!(of("b@x.example"), Some((Class::Done, kuse.who.user_id(), None)));
        assert_eq!(of("c@x.example"), Some((Class::Open, None, None)));
        let folders = folders::list(&office.system, office.mailbox).await.unwrap();
        assert_eq!(folders.iter().map(|folder| folder.name.as_str()).collect::<Vec<_>>(), ["見積"]);
        assert!(all.iter().all(|one| one.folder_id == Some(folders[0].id)));
        // What was left out may come later.
        let id = office.put("old").await;
        let to = Giving::To(kuse.who.user_id().unwrap());
        assert_eq!(counts(&office.take(id, &Choices { giving: to, ..Choices::default() }).await), (2, 4, 0, 0));
        assert_eq!(office.opened().await.iter().find(|one| one.customer.addr == "d@x.example").unwrap().assignee_id, kuse.who.user_id());
    }

    async fn work_that_is_there_keeps_its_status_and_its_people(desk) {
        let office = Office::new(desk).await;
        office.fetched(&mail(3, "a@x.example", OURS, "References: <1@x.example>\n")).await;
        let before = office.opened().await.remove(0);
        let archive = [mail(1, "a@x.example", OURS, ""), mail(2, "a@x.example", OURS, "References: <3@x.example>\n")];
        let id = office.sent_up("a.mbox", &mbox(&archive)).await;
        assert_eq!(counts(&office.take(id, &Choices::default()).await), (2, 0, 0, 0));
        let after = office.opened().await.into_iter().find(|one| one.id == before.id).unwrap();
        assert_eq!((after.class, after.waiting_since), (Class::Open, before.waiting_since));
        assert_eq!(mails(&after).len(), 2);
    }

    async fn a_bad_mail_is_held_and_the_next_one_comes(desk) {
        let office = Office::new(desk).await;
        std::fs::create_dir(office.place("in")).unwrap();
        std::fs::write(office.place("in").join("1.eml"), [0_u8; 500]).unwrap();
        std::fs::write(office.place("in").join("2.eml"), mail(2, "a@x.example", OURS, "")).unwrap();
        std::fs::File::create(office.place("in").join("3.eml")).unwrap().set_len(51 * 1024 * 1024).unwrap();
        let id = office.put("in").await;
        assert_eq!(counts(&office.take(id, &Choices::default()).await), (1, 0, 0, 2));
        assert_eq!(accounts::quarantine(&office.system).await.unwrap().len(), 2);
    }

    async fn whoever_names_our_address_in_a_delivered_mail_is_not_us(desk) {
        let office = Office::new(desk).await;
        let forged = format!("Delivered-To: {OURS}\n{}", mail(1, OURS, "a@x.example", ""));
        let id = office.sent_up("a.eml", forged.as_bytes()).await;
        office.take(id, &Choices::default()).await;
        let all = office.opened().await;
        assert_eq!(mails(&all[0])[0].direction, Direction::In);
        assert!(office.rows(View::All).await[0].suspicious);
    }

    async fn it_rests_goes_on_and_ends_when_it_is_asked(desk) {
        let office = Office::new(desk).await;
        let id = office.sent_up("a.mbox", &mbox(&[mail(1, "a@x.example", OURS, "")])).await;
        let other = begin(&office.system, office.mailbox, &Origin::Folder("x".into())).await;
        assert!(matches!(other, Err(crate::Error::Refused(Refused::OverLimit { what: Limit::Imports, .. }))));
        start(&office.system, id, &Choices::default(), "Asia/Tokyo").await.unwrap();
        step(&office.system, id, Step::Pause).await.unwrap();
        office.work().await;
        assert_eq!((office.view(id).await.state, office.rows(View::All).await.len()), (ImportState::Paused, 0));
        step(&office.system, id, Step::GoOn).await.unwrap();
        office.work().await;
        assert_eq!(office.view(id).await.state, ImportState::Done);
        assert!(matches!(step(&office.system, id, Step::Cancel).await, Err(crate::Error::Refused(Refused::Stale))));
        let id = office.sent_up("b.mbox", &mbox(&[mail(2, "a@x.example", OURS, "")])).await;
        step(&office.system, id, Step::Cancel).await.unwrap();
        office.work().await;
        assert_eq!((office.view(id).await.state, office.rows(View::All).await.len()), (ImportState::Cancelled, 1));
    }

    async fn taken_back_it_is_in_the_trash_and_may_come_again(desk) {
        let office = Office::new(desk).await;
        let archive = mbox(&[mail(1, "a@x.example", OURS, ""), mail(2, "b@x.example", OURS, "")]);
        let id = office.sent_up("a.mbox", &archive).await;
        office.take(id, &Choices::default()).await;
        // A customer went on with one of them.
        office.fetched(&mail(9, "b@x.example", OURS, "In-Reply-To: <2@x.example>\n")).await;
        step(&office.system, id, Step::Undo).await.unwrap();
        office.work().await;
        assert_eq!(office.view(id).await.state, ImportState::Undone);
        assert_eq!(office.rows(View::Trash).await.len(), 1);
        assert_eq!(office.rows(View::All).await.len(), 1);
        let again = office.sent_up("a.mbox", &archive).await;
        assert_eq!(counts(&office.take(again, &Choices::default()).await), (1, 1, 0, 0));
    }

    async fn only_those_who_keep_the_mailbox_import(desk) {
        let office = Office::new(desk).await;
        std::fs::write(office.place("a.eml"), mail(1, "a@x.example", OURS, "")).unwrap();
        let id = office.put("a.eml").await;
        let reader = office.desk.person("yomi", domain::access::Role::Member, &[office.mailbox], Viewing::All, true).await;
        for cx in [reader, stranger(&office.desk)] {
            let refused = |answer: Result<()>| assert!(matches!(answer, Err(crate::Error::Refused(Refused::NotAllowed))), "{answer:?}");
            refused(super::super::desk(&cx, office.mailbox).await.map(drop));
            refused(begin(&cx, office.mailbox, &Origin::Folder("a.eml".into())).await.map(drop));
            refused(begin_upload(&cx, office.mailbox, "a", office.desk.desk.files.spool(9).await.unwrap()).await.map(drop));
            refused(start(&cx, id, &Choices::default(), "UTC").await);
            refused(step(&cx, id, Step::Cancel).await);
        }
        step(&office.system, id, Step::Cancel).await.unwrap();
        for name in ["../secret.key", "/etc/passwd", "", ".."] {
            let answer = begin(&office.system, office.mailbox, &Origin::Folder(name.into())).await;
            assert!(matches!(answer, Err(crate::Error::Refused(Refused::Invalid { field: Field::Source, .. }))), "{name}");
        }
    }
}

#[path = "tests/broken.rs"]
mod broken;
#[path = "tests/server.rs"]
mod server;
