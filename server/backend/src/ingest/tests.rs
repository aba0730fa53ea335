//! From raw bytes to conversations: what joins what, what reopens, what is doubled, and what is set aside.

use super::*;
use crate::{
    accounts::{self, fetcher::deliver},
    each_engine,
    testing::TestDesk,
};
use domain::{
    AccountId,
    access::{Role, Viewing},
    accounts::{AccountForm, ReadAgain, ReceiveKind, SendKind},
    conversations::{Change, ConversationView, EventKind, Item, ListQuery, View},
    messages::{Direction, MessageView},
    notifications::Kind,
    statuses::Class,
};

/// An account that nothing fetches: mails are delivered to it by hand.
async fn account(desk: &TestDesk, mailbox: MailboxId, address: &str) -> AccountId {
    let mut form = AccountForm::blank();
    form.address = address.into();
    form.receive = ReceiveKind::Folder;
    form.folder = "/nowhere".into();
    form.enabled = false;
    form.send = SendKind::None;
    accounts::create(&desk.system(), mailbox, form).await.unwrap()
}

struct Post<'a> {
    desk: &'a TestDesk,
    account: AccountId,
    count: u32,
}

impl Post<'_> {
    /// Delivers and takes in; each one a minute after the one before.
    async fn bring(&mut self, raw: &str) -> Taken {
        self.bring_bytes(raw.as_bytes()).await.unwrap()
    }

    async fn bring_bytes(&mut self, raw: &[u8]) -> Option<Taken> {
        self.count += 1;
        let at = self.desk.system().now.plus_minutes(i64::from(self.count));
        let uidl = format!("mail-{}", self.count);
        let id = deliver(&self.desk.desk, self.account, &uidl, raw.to_vec().into(), at).await.unwrap()?;
        Some(take_in(&self.desk.desk, at, id).await.unwrap())
    }

    async fn conversation(&mut self, raw: &str) -> ConversationId {
        match self.bring(raw).await {
            Taken::Message { conversation, .. } => conversation,
            other => panic!("{other:?}"),
        }
    }
}

async fn post<'a>(desk: &'a TestDesk, mailbox: MailboxId, address: &str) -> Post<'a> {
    Post { desk, account: account(desk, mailbox, address).await, count: 0 }
}

fn raw(id: &str, more: &str, subject: &str, text: &str) -> String {
    format!(
        "From: =?UTF-8?B?5LiJ5baL?= <k@tsukimihama.example>\r\nTo: support@desk.example\r\nMessage-ID: <{id}>\r\n{more}Subject: {subject}\r\n\
         Date: Mon, 5 Jan 2026 08:59:00 +0900\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}

async fn view(cx: &crate::Cx, id: ConversationId) -> ConversationView {
    crate::conversations::open(cx, id).await.unwrap()
}

fn messages(view: &ConversationView) -> Vec<&MessageView> {
    view.items.iter().filter_map(|item| if let Item::Message(m) = item { Some(m) } else { None }).collect()
}

fn kinds(view: &ConversationView) -> Vec<EventKind> {
    view.items.iter().filter_map(|item| if let Item::Event(e) = item { Some(e.kind) } else { None }).collect()
}

async fn count(cx: &crate::Cx, mailbox: MailboxId) -> usize {
    let query = ListQuery::of(mailbox, View::All);
    crate::conversations::list(cx, &query).await.unwrap().rows.len()
}

each_engine! {
    async fn a_customers_mail_is_told_of_and_what_programs_send_is_not(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut post = post(&desk, mailbox, "support@desk.example").await;
        let id = post.conversation(&raw("a@x.example", "", "納期", "いつですか")).await;
        post.conversation(&raw("b@x.example", "Auto-Submitted: auto-replied\r\n", "不在", "不在です")).await;
        let kinds = async || crate::notifications::list(&mina, None).await.unwrap().rows.into_iter().map(|row| (row.kind, row.count)).collect::<Vec<_>>();
        assert_eq!(kinds().await, [(Kind::Arrived, 1)]);
        crate::conversations::change(&mina, &[(id, None)], &Change { assignee: Some(mina.who.user_id()), ..Change::default() }).await.unwrap();
        post.conversation(&raw("c@x.example", "In-Reply-To: <a@x.example>\r\n", "Re: 納期", "まだですか")).await;
        assert_eq!(kinds().await, [(Kind::Wrote, 1), (Kind::Arrived, 1)]);
    }

    async fn a_first_mail_opens_a_conversation(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut post = post(&desk, mailbox, "support@desk.example").await;
        let id = post.conversation(&raw("a@x.example", "", "見積もりのお願い", "一式お願いします。")).await;
        let view = view(&mina, id).await;
        assert_eq!((view.number, view.subject.as_str(), view.class), (1, "見積もりのお願い", Class::Open));
        // The mail itself says on screen that it arrived; for reports it stands in the history.
        let mut tx = desk.desk.db.read().await.unwrap();
        let history: Vec<(EventKind, String)> = tx.query("select kind, after from events where conversation_id = $1").bind(id).all().await.unwrap();
        assert_eq!(history, [(EventKind::Arrived, "support@desk.example".to_owned())]);
        drop(tx);
        let messages = messages(&view);
        assert_eq!(messages.len(), 1);
        assert_eq!((messages[0].from.name.as_str(), messages[0].from.addr.as_str()), ("三嶋", "k@tsukimihama.example"));
        assert_eq!(messages[0].to[0].addr, "support@desk.example");
        assert_eq!(messages[0].segments[0].text.trim(), "一式お願いします。");
        assert_eq!(messages[0].account, "support@desk.example");
        let arrived = desk.system().now.plus_minutes(1);
        assert_eq!((messages[0].at, view.waiting_since), (arrived, Some(arrived)));
        let second = post.conversation(&raw("b@x.example", "", "別件", "別件です。")).await;
        assert_eq!(super::tests::view(&mina, second).await.number, 2);
        let query = ListQuery::of(mailbox, View::Tray);
        let rows = crate::conversations::list(&mina, &query).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| (row.customer_name.as_str(), row.messages)).collect::<Vec<_>>(), [("三嶋", 1), ("三嶋", 1)]);
    }

    async fn what_joins_a_conversation_and_what_does_not(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let mut here = post(&desk, mailbox, "support@desk.example").await;
        let mut there = post(&desk, other, "jobs@desk.example").await;
        let first = here.conversation(&raw("first@x.example", "", "注文", "1")).await;
        let second = here.conversation(&raw("second@x.example", "", "注文", "2")).await;
        assert_ne!(first, second, "the subject alone joins nothing");
        let foreign = there.conversation(&raw("foreign@x.example", "", "応募", "3")).await;
        let key = desk.desk.keys.key_for(TOKEN_PURPOSE);
        let token = |id: ConversationId| mail::thread::message_id_for(&key[..], "desk.example", "r4nd0m", id.0);
        let forged = mail::thread::message_id_for(b"a key of a stranger", "desk.example", "r4nd0m", first.0);
        let cases: Vec<(&str, String, Option<ConversationId>)> = vec![
            ("In-Reply-To", "In-Reply-To: <first@x.example>\r\n".into(), Some(first)),
            ("domain in capitals", "In-Reply-To: <first@X.EXAMPLE>\r\n".into(), Some(first)),
            ("the newest of References", "References: <first@x.example> <second@x.example>\r\n".into(), Some(second)),
            ("an unknown newest one", "References: <first@x.example> <unknown@x.example>\r\n".into(), Some(first)),
            ("In-Reply-To before References", "In-Reply-To: <first@x.example>\r\nReferences: <second@x.example>\r\n".into(), Some(first)),
            ("our token before Message-IDs", format!("In-Reply-To: <second@x.example>\r\nReferences: <{}>\r\n", token(first)), Some(first)),
            ("our token, domain rewritten", format!("In-Reply-To: <{}>\r\n", token(first).replace("desk.example", "relay.example")), Some(first)),
            ("a forged token", format!("In-Reply-To: <{forged}>\r\n"), None),
            ("a token of another mailbox", format!("In-Reply-To: <{}>\r\n", token(foreign)), None),
            ("a token of no conversation", format!("In-Reply-To: <{}>\r\n", token(ConversationId(999_999))), None),
            ("a Message-ID of another mailbox", "In-Reply-To: <foreign@x.example>\r\n".into(), None),
            ("an unknown Message-ID", "In-Reply-To: <nobody@x.example>\r\n".into(), None),
            ("a subject that answers", String::new(), None),
        ];
        for (at, (what, header, expected)) in cases.into_iter().enumerate() {
            let id = here.conversation(&raw(&format!("case{at}@x.example"), &header, "Re: 注文", "答え")).await;
            match expected {
                Some(expected) => assert_eq!(id, expected, "{what}"),
                None => assert!(![first, second, foreign].contains(&id), "{what}"),
            }
        }
        let endless: String = (0..900).map(|n| format!("<loop{n}@x.example>\r\n ")).collect();
        let looped = here.conversation(&raw("looped@x.example", &format!("References: {endless}<first@x.example>\r\n"), "輪", "輪")).await;
        assert_eq!(looped, first);
        let rooted = here.conversation(&raw("rooted@x.example", &format!("References: <first@x.example>\r\n {endless}\r\n"), "根", "根")).await;
        assert_eq!(rooted, first, "the root is asked as well");
    }

    async fn the_same_bytes_are_taken_once_and_the_same_message_id_is_not(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut one = post(&desk, mailbox, "support@desk.example").await;
        let mut two = post(&desk, mailbox, "info@desk.example").await;
        let mail = raw("same@x.example", "", "注文", "1");
        let first = one.conversation(&mail).await;
        assert_eq!(one.bring_bytes(mail.as_bytes()).await, None);
        // Other bytes under the same Message-ID are a mail of its own; the same bytes through another account are the same mail.
        one.conversation(&raw("same@x.example", "", "注文", "2")).await;
        assert_eq!(two.conversation(&mail).await, first);
        assert_eq!(messages(&view(&mina, first).await).len(), 1);
        assert_eq!(count(&mina, mailbox).await, 2);
    }

    async fn a_customers_mail_reopens_and_an_automatic_one_does_not(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut post = post(&desk, mailbox, "support@desk.example").await;
        let id = post.conversation(&raw("a@x.example", "", "注文", "1")).await;
        let mine = Change { assignee: Some(mina.who.user_id()), ..Change::default() };
        crate::conversations::change(&mina, &[(id, None)], &mine).await.unwrap();
        crate::conversations::done(&mina, &[id]).await.unwrap();
        post.conversation(&raw("b@x.example", "In-Reply-To: <a@x.example>\r\nAuto-Submitted: auto-replied\r\n", "不在", "不在です")).await;
        let closed = view(&mina, id).await;
        assert_eq!((closed.class, messages(&closed).len(), closed.waiting_since), (Class::Done, 2, None));
        assert!(messages(&closed)[1].automatic);
        post.conversation(&raw("c@x.example", "In-Reply-To: <a@x.example>\r\n", "Re: 注文", "まだです")).await;
        let open = view(&mina, id).await;
        assert_eq!((open.class, open.assignee_id), (Class::Open, mina.who.user_id()));
        assert!(kinds(&open).contains(&EventKind::Reopened));
        crate::conversations::trash(&mina, &[id]).await.unwrap();
        post.conversation(&raw("d@x.example", "In-Reply-To: <c@x.example>\r\n", "Re: 注文", "どうですか")).await;
        let back = view(&mina, id).await;
        assert_eq!(back.trashed_at, None);
        assert!(kinds(&back).contains(&EventKind::Restored));
    }

    async fn a_bounce_reopens_what_is_done(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut post = post(&desk, mailbox, "support@desk.example").await;
        let id = post.conversation(&raw("a@x.example", "", "注文", "1")).await;
        crate::conversations::done(&mina, &[id]).await.unwrap();
        let bounce = "Return-Path: <>\r\nIn-Reply-To: <a@x.example>\r\nX-Failed-Recipients: k@tsukimihama.example\r\n";
        assert_eq!(post.conversation(&raw("b@x.example", bounce, "Undelivered Mail", "届きません")).await, id);
        let open = view(&mina, id).await;
        assert_eq!((open.class, open.waiting_since.is_some()), (Class::Open, true));
        assert!(kinds(&open).contains(&EventKind::Reopened) && messages(&open)[1].automatic);
    }

    async fn mail_of_a_group_waits_for_an_answer_and_a_newsletter_does_not(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut post = post(&desk, mailbox, "support@desk.example").await;
        let group = "List-Id: <support.desk.example>\r\nPrecedence: list\r\nList-Unsubscribe: <mailto:u@desk.example>\r\n";
        let id = post.conversation(&raw("a@x.example", group, "注文", "1")).await;
        let first = view(&mina, id).await;
        assert_eq!((first.class, first.waiting_since.is_some()), (Class::Open, true));
        assert!(!messages(&first)[0].automatic, "a person wrote it");
        crate::conversations::done(&mina, &[id]).await.unwrap();
        post.conversation(&raw("b@x.example", &format!("{group}In-Reply-To: <a@x.example>\r\n"), "Re: 注文", "まだです")).await;
        let again = view(&mina, id).await;
        assert_eq!((again.class, again.waiting_since.is_some()), (Class::Open, true));
        crate::conversations::done(&mina, &[id]).await.unwrap();
        let news = "List-Unsubscribe: <mailto:u@x.example>\r\nPrecedence: bulk\r\nIn-Reply-To: <a@x.example>\r\n";
        post.conversation(&raw("c@x.example", news, "お知らせ", "新着")).await;
        let closed = view(&mina, id).await;
        assert_eq!((closed.class, closed.waiting_since), (Class::Done, None));
        let alone = post.conversation(&raw("d@x.example", "List-Unsubscribe: <mailto:u@x.example>\r\nPrecedence: bulk\r\n", "お知らせ", "新着")).await;
        assert_eq!(view(&mina, alone).await.waiting_since, None);
    }

    async fn a_mail_that_claims_to_be_ours_is_a_received_one(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.person("mina", Role::Member, &[mailbox], Viewing::All, true).await;
        let mut post = post(&desk, mailbox, "support@desk.example").await;
        let id = post.conversation(&raw("a@x.example", "", "注文", "1")).await;
        for (n, from) in ["support@desk.example", "SUPPORT@desk.example", "mina@desk.example"].into_iter().enumerate() {
            let spoof = format!(
                "From: Mina <{from}>\r\nTo: k@tsukimihama.example\r\nMessage-ID: <s{n}@desk.example>\r\nIn-Reply-To: <a@x.example>\r\nSubject: Re\r\n\r\n振込先\r\n"
            );
            // It joins nothing, whatever Message-ID it knows (`proofs::tests` has the details).
            let apart = post.conversation(&spoof).await;
            assert_ne!(apart, id);
            let spoofed = view(&mina, apart).await;
            assert!(messages(&spoofed).iter().all(|m| m.direction == Direction::In && m.author_name.is_none() && m.letter.is_none()));
        }
        assert_eq!(messages(&view(&mina, id).await).len(), 1);
        // A form on our own site: answers go to the customer, and the conversation is theirs.
        let form = "From: <support@desk.example>\r\nReply-To: <c@x.example>\r\nMessage-ID: <f@desk.example>\r\nSubject: form\r\n\r\nx\r\n";
        let form = post.conversation(form).await;
        let query = ListQuery::of(mailbox, View::Tray);
        let rows = crate::conversations::list(&mina, &query).await.unwrap().rows;
        assert_eq!(rows.iter().find(|row| row.id == form).unwrap().customer_addr, "c@x.example");
    }

    async fn what_is_no_mail_is_set_aside_and_the_next_one_comes_in(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let system = desk.system();
        let mut post = post(&desk, mailbox, "support@desk.example").await;
        let cases: [(&[u8], Option<QuarantineReason>); 8] = [
            (b"", Some(QuarantineReason::Empty)),
            (b"\0\0\0\0\0\0", Some(QuarantineReason::Empty)),
            (b"\r\n \r\n\r\n", Some(QuarantineReason::Empty)),
            (b"\r\n\0\x01\x02\x03\x00\x00", Some(QuarantineReason::NoContent)),
            (b"Received: from a by b\r\n\r\n", Some(QuarantineReason::NoContent)),
            (b"no header, but a text\r\n", None),
            (b"Subject: only a subject\r\n", None),
            (b"From: a@x.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\xff\xfe\0\0", None),
        ];
        for (bytes, expected) in cases {
            let found = match post.bring_bytes(bytes).await.unwrap() {
                Taken::Quarantined(reason) => Some(reason),
                Taken::Message { .. } => None,
                Taken::Already | Taken::Imported | Taken::Known => panic!("{bytes:?} was taken before"),
            };
            assert_eq!(found, expected, "{bytes:?}");
        }
        assert_eq!(count(&desk.member("mina", &[mailbox]).await, mailbox).await, 3);
        let held = accounts::quarantine(&system).await.unwrap();
        assert_eq!(held.len(), 5);
        assert!(held.iter().all(|held| held.account == "support@desk.example"));
        // Reading again what is still no mail leaves it where it is, bytes and all.
        let empty = held.iter().find(|held| held.size == 6 && held.reason == QuarantineReason::Empty).unwrap();
        let again = accounts::read_again(&system, empty.id).await.unwrap();
        assert_eq!(again, ReadAgain::Still(QuarantineReason::Empty));
        assert_eq!(accounts::quarantine(&system).await.unwrap().len(), 5);
        assert_eq!(&accounts::quarantined_raw(&system, empty.id).await.unwrap()[..], b"\0\0\0\0\0\0");
    }

    async fn a_mail_that_cannot_be_kept_is_set_aside_and_read_again_after_the_repair(desk) {
        let (broken, sound) = (desk.mailbox("壊れた").await, desk.mailbox("窓口").await);
        let (bad, good) = (account(&desk, broken, "bad@desk.example").await, account(&desk, sound, "good@desk.example").await);
        let mut tx = desk.desk.db.write().await.unwrap();
        tx.query("update statuses set standard = false where mailbox_id = $1").bind(broken).run().await.unwrap();
        tx.commit().await.unwrap();
        let now = desk.system().now;
        for n in 0..3 {
            let to = if n == 1 { bad } else { good };
            let mail = raw(&format!("{n}@x.example"), "", &format!("件名 {n}"), "本文");
            deliver(&desk.desk, to, &n.to_string(), mail.into(), now).await.unwrap().unwrap();
        }
        assert_eq!(take_in_stored(&desk.desk, now).await.unwrap(), 3);
        let mina = desk.member("mina", &[broken, sound]).await;
        assert_eq!((count(&mina, sound).await, count(&mina, broken).await), (2, 0));
        let held = accounts::quarantine(&desk.system()).await.unwrap();
        assert_eq!((held.len(), held[0].reason, held[0].subject_guess.as_str()), (1, QuarantineReason::Failed, "件名 1"));
        let mut tx = desk.desk.db.write().await.unwrap();
        tx.query("update statuses set standard = true where mailbox_id = $1").bind(broken).run().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(accounts::read_again(&desk.system(), held[0].id).await.unwrap(), ReadAgain::TakenIn);
        assert_eq!(count(&mina, broken).await, 1);
        assert_eq!(accounts::quarantine(&desk.system()).await.unwrap(), []);
    }

    async fn stored_mails_are_taken_in_once_by_however_many_copies(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let account = account(&desk, mailbox, "support@desk.example").await;
        let now = desk.system().now;
        for n in 0..230 {
            let mail = raw(&format!("{n}@x.example"), "", &format!("件名 {n}"), "本文");
            deliver(&desk.desk, account, &n.to_string(), mail.into(), now).await.unwrap().unwrap();
        }
        let copies = futures::future::join_all((0..3).map(|_| take_in_stored(&desk.desk, now))).await;
        assert!(copies.into_iter().all(|taken| taken.is_ok()));
        let mut tx = desk.desk.db.read().await.unwrap();
        let kept: (i64,) = tx.query("select count(*) from messages").one().await.unwrap();
        let waiting: (i64,) = tx.query("select count(*) from arrivals where state <> 'taken'").one().await.unwrap();
        let numbers: (i64, i64) = tx.query("select count(distinct number), max(number) from conversations").one().await.unwrap();
        assert_eq!((kept.0, waiting.0, numbers), (230, 0, (230, 230)));
    }

    async fn a_file_that_cannot_be_read_waits_and_holds_up_nothing(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let account = account(&desk, mailbox, "support@desk.example").await;
        let now = desk.system().now;
        let lost = deliver(&desk.desk, account, "lost", raw("a@x.example", "", "失せた", "1").into(), now).await.unwrap().unwrap();
        deliver(&desk.desk, account, "here", raw("b@x.example", "", "ある", "2").into(), now).await.unwrap().unwrap();
        let mut tx = desk.desk.db.read().await.unwrap();
        let (file,): (String,) = tx.query("select file from arrivals where id = $1").bind(lost).one().await.unwrap();
        drop(tx);
        let path = desk.folder.path().join("files").join(&file);
        let kept = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(take_in_stored(&desk.desk, now).await.unwrap(), 1);
        std::fs::write(&path, kept).unwrap();
        assert_eq!(take_in_stored(&desk.desk, now).await.unwrap(), 1);
        assert_eq!(take_in_stored(&desk.desk, now).await.unwrap(), 0);
    }

    async fn the_order_of_a_mailbox_that_is_fetched_for_the_first_time_is_kept(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let account = account(&desk, mailbox, "support@desk.example").await;
        let now = desk.system().now;
        for (n, day) in [(0, "Sat, 3 Jan 2026"), (1, "Thu, 1 Jan 2026"), (2, "Fri, 2 Jan 2026"), (3, "Sat, 3 Jan 2099")] {
            let mail = format!("Received: from a by b; {day} 00:00:00 +0000\r\n{}", raw(&format!("{n}@x.example"), "", &n.to_string(), "本文"));
            deliver(&desk.desk, account, &n.to_string(), mail.into(), now).await.unwrap().unwrap();
        }
        take_in_stored(&desk.desk, now).await.unwrap();
        let query = ListQuery::of(mailbox, View::All);
        let rows = crate::conversations::list(&mina, &query).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.subject.as_str()).collect::<Vec<_>>(), ["3", "0", "2", "1"]);
        assert_eq!(rows[0].last_at, now, "a clock that runs ahead does not count");
    }

    async fn the_same_mail_by_two_accounts_is_shown_once(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut one = post(&desk, mailbox, "support@desk.example").await;
        let mut other = post(&desk, mailbox, "info@desk.example").await;
        let mail = raw("both@x.example", "", "両方へ", "二つの宛先に送りました。");
        let id = one.conversation(&mail).await;
        // It went another way, so its bytes differ.
        let again = format!("Received: from a by b; Mon, 5 Jan 2026 08:59:30 +0900\r\n{mail}");
        assert_eq!(other.conversation(&again).await, id);
        let shown = view(&mina, id).await;
        assert_eq!(messages(&shown).iter().map(|mail| mail.account.as_str()).collect::<Vec<_>>(), ["support@desk.example, info@desk.example"]);
        assert_eq!(count(&mina, mailbox).await, 1);
        // The same Message-ID with other words is another mail, and so is the same one to the same account once more.
        let changed = raw("both@x.example", "", "両方へ", "別の本文です。");
        assert_ne!(other.conversation(&changed).await, id);
        assert_ne!(one.conversation(&again).await, id);
        assert_eq!(count(&mina, mailbox).await, 3);
    }
}
