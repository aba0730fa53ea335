//! Reports about our own mails, real ones and forged ones.

use crate::{
    accounts::{self, fetcher::deliver},
    conversations,
    drafts::{self, fixture::Desk},
    each_engine,
    ingest::{Taken, take_in},
    messages, outbox,
    testing::NOW,
};
use domain::{
    accounts::{AccountForm, ReceiveKind, SendKind},
    conversations::{EventKind, Item, ListQuery, View},
    drafts::DraftKind,
    live::Event,
    outbox::{After, LetterView, Trouble},
    returns::{Fate, Why},
    statuses::Class,
    *,
};
use std::sync::Arc;

const NOBODY: &str = "nobody@x.example";
const OTHER: &str = "b@x.example";

/// A mail that went out to two, and whoever brings what comes back.
struct Sent {
    desk: Desk,
    message: MessageId,
    /// Without angle brackets, as the reports name it.
    message_id: String,
    count: std::cell::Cell<i64>,
}

impl Sent {
    async fn new(desk: Desk) -> Sent {
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let version = desk.draft(held.draft_id).await.version;
        let content = desk.content(&format!("{NOBODY}, {OTHER}"), "明日です。");
        let version = drafts::save(&desk.mina, held.draft_id, &held.token, version, content).await.unwrap();
        let message = outbox::send(&desk.mina, held.draft_id, &held.token, version, After::Done, "k".into()).await.unwrap().message;
        let clock: outbox::sender::Clock = Arc::new(|| NOW.plus_seconds(11));
        outbox::sender::deliver_due(&desk.mina.desk, &clock).await.unwrap();
        let bytes = messages::raw(&desk.mina, message).await.unwrap().bytes;
        let message_id = mail::read::read(&bytes).message_id.unwrap();
        Sent { desk, message, message_id, count: std::cell::Cell::new(0) }
    }

    async fn letter(&self) -> LetterView {
        self.desk.messages().await.into_iter().find(|m| m.id == self.message).unwrap().letter.unwrap()
    }

    /// Brings a mail to an account; answers the conversation that it became part of.
    async fn bring_to(&self, account: AccountId, raw: &str) -> ConversationId {
        self.count.set(self.count.get() + 1);
        let at = NOW.plus_minutes(self.count.get());
        let desk = &self.desk.test.desk;
        let id = deliver(desk, account, &format!("r{}", self.count.get()), raw.to_owned().into(), at).await.unwrap().unwrap();
        match take_in(desk, at, id).await.unwrap() {
            Taken::Message { conversation, .. } => conversation,
            other => panic!("{other:?}"),
        }
    }

    async fn bring(&self, raw: &str) -> ConversationId {
        self.bring_to(self.desk.account, raw).await
    }

    fn report(&self, action: &str, addr: &str, status: &str) -> String {
        report("MAILER-DAEMON@mx.example", &self.message_id, action, addr, status)
    }

    async fn has_failed(&self) -> bool {
        let query = ListQuery::of(self.desk.mailbox, View::All);
        conversations::list(&self.desk.mina, &query).await.unwrap().rows.iter().find(|row| row.id == self.desk.conversation).unwrap().has_failed
    }
}

fn report(from: &str, about: &str, action: &str, addr: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: {from}\r\nTo: support@ours.example\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
         Message-ID: <{action}.{addr}>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {addr}\r\nAction: {action}\r\n\
         Status: {status}\r\nDiagnostic-Code: smtp; 550 {status} <{addr}>: said so\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{about}>\r\n\r\n--b--\r\n"
    )
}

each_engine! {
    async fn a_report_stands_at_the_mail_that_it_is_about_and_work_comes_back(test) {
        let sent = Sent::new(Desk::new(test).await).await;
        assert_eq!((sent.desk.page().await.class, sent.has_failed().await), (Class::Done, false));
        let mut live = sent.desk.mina.desk.live.all();
        // Other sides write addresses in other letters.
        assert_eq!(sent.bring(&sent.report("failed", "NOBODY@x.example", "5.1.1")).await, sent.desk.conversation);
        let letter = sent.letter().await;
        assert_eq!(letter.returns.len(), 1);
        let told = &letter.returns[0];
        assert_eq!((told.addr.as_str(), told.fate, told.why, told.hard), (NOBODY, Fate::Failed, Why::NoUser, true));
        assert_eq!((told.server.as_str(), told.answer.contains("said so")), ("mx.example", true));
        assert_eq!(letter.trouble(), Some(Trouble::Partly));
        let page = sent.desk.page().await;
        assert_eq!((page.class, sent.has_failed().await), (Class::Open, true));
        let said: Vec<_> = page.items.iter().filter_map(|item| if let Item::Event(e) = item { Some((e.kind, e.after.as_str())) } else { None }).collect();
        assert!(said.contains(&(EventKind::Returned, NOBODY)), "{said:?}");
        let mut told_live = false;
        while let Ok(event) = live.try_recv() {
            told_live |= matches!(event.changed(), Some((ids, None)) if ids.contains(&sent.desk.conversation)) && !matches!(*event, Event::Settings);
        }
        // Where several copies share a database, events come back through it, and nobody listens here.
        assert!(told_live || sent.desk.test.desk.db.is_shared(), "open screens hear of it");
        // The same report once more changes nothing; what is corrected goes to those alone who did not get it.
        sent.bring(&sent.report("failed", NOBODY, "5.1.1").replace("<failed.", "<again.")).await;
        assert_eq!(sent.letter().await.returns.len(), 1);
        let held = drafts::from_failed(&sent.desk.mina, sent.message).await.unwrap();
        assert_eq!(sent.desk.draft(held.draft_id).await.content.to, NOBODY);
    }

    async fn a_forged_report_changes_nothing(test) {
        let sent = Sent::new(Desk::new(test).await).await;
        let system = sent.desk.test.system();
        let elsewhere = sent.desk.test.mailbox("別の窓口").await;
        let mut form = AccountForm::blank();
        form.address = "jobs@ours.example".into();
        form.receive = ReceiveKind::None;
        form.send = SendKind::None;
        let other_account = accounts::create(&system, elsewhere, form).await.unwrap();
        let before = sent.letter().await;
        let unsealed = sent.message_id.replace(".c", ".x");
        let forged = [
            ("a Message-ID without our seal", sent.desk.account, report("MAILER-DAEMON@mx.example", &unsealed, "failed", NOBODY, "5.1.1")),
            ("the customer's own Message-ID", sent.desk.account, report("MAILER-DAEMON@mx.example", "q0@customer.example", "failed", NOBODY, "5.1.1")),
            ("somebody it did not go to", sent.desk.account, sent.report("failed", "stranger@x.example", "5.1.1")),
            ("another mailbox", other_account, sent.report("failed", NOBODY, "5.1.1")),
            ("one of us", sent.desk.account, report("support@ours.example", &sent.message_id, "failed", NOBODY, "5.1.1")),
            ("two senders", sent.desk.account, report("MAILER-DAEMON@mx.example\r\nFrom: a@x.example", &sent.message_id, "failed", NOBODY, "5.1.1")),
            ("a person", sent.desk.account, format!("From: k@x.example\r\nMessage-ID: <p@x.example>\r\nSubject: x\r\n\r\nUser unknown: {NOBODY}\r\nMessage-ID: <{}>\r\n", sent.message_id)),
        ];
        for (what, account, raw) in forged {
            let conversation = sent.bring_to(account, &raw).await;
            assert_ne!(conversation, sent.desk.conversation, "{what}");
            assert_eq!((sent.letter().await, sent.has_failed().await), (before.clone(), false), "{what}");
        }
        assert_eq!(sent.desk.page().await.class, Class::Done);
    }

    async fn a_mail_that_is_late_is_told_until_it_arrived(test) {
        let sent = Sent::new(Desk::new(test).await).await;
        sent.bring(&sent.report("delayed", NOBODY, "4.4.1")).await;
        sent.bring(&sent.report("delayed", OTHER, "4.4.1")).await;
        let fates = |letter: LetterView| letter.returns.iter().map(|told| (told.addr.clone(), told.fate)).collect::<Vec<_>>();
        assert_eq!(fates(sent.letter().await), [(NOBODY.to_owned(), Fate::Delayed), (OTHER.to_owned(), Fate::Delayed)]);
        assert_eq!((sent.letter().await.trouble(), sent.has_failed().await, sent.desk.page().await.class), (None, false, Class::Done));
        // Delivered at last; and whoever answers has got it.
        sent.bring(&sent.report("delivered", NOBODY, "2.0.0")).await;
        let answer = format!("From: B@x.example\r\nTo: support@ours.example\r\nMessage-ID: <answer@x.example>\r\nIn-Reply-To: <{}>\r\nSubject: Re\r\n\r\n届きました。\r\n", sent.message_id);
        assert_eq!(sent.bring(&answer).await, sent.desk.conversation);
        assert_eq!(fates(sent.letter().await), [(NOBODY.to_owned(), Fate::Delivered), (OTHER.to_owned(), Fate::Delivered)]);
        // A failure after a delay is final, and a late word about the delay does not undo it.
        sent.bring(&sent.report("failed", NOBODY, "4.4.7")).await;
        sent.bring(&sent.report("delayed", NOBODY, "4.4.1").replace("<delayed.", "<later.")).await;
        let last = sent.letter().await;
        assert_eq!(fates(last.clone())[0], (NOBODY.to_owned(), Fate::Failed));
        assert!(!last.returns[0].hard, "the time was up, the address may be right");
        assert!(sent.has_failed().await);
    }

    async fn reports_go_with_their_conversation(test) {
        let sent = Sent::new(Desk::new(test).await).await;
        sent.bring(&sent.report("failed", NOBODY, "5.1.1")).await;
        let at = |days| crate::Cx { now: NOW.plus_days(days), ..sent.desk.test.system() };
        conversations::trash(&sent.desk.mina, &[sent.desk.conversation]).await.unwrap();
        assert_eq!(conversations::purge(&at(40)).await.unwrap(), 1);
        let mut tx = sent.desk.test.desk.db.read().await.unwrap();
        let left: (i64, i64) = tx.query("select (select count(*) from returns), (select count(*) from proofs)").one().await.unwrap();
        assert_eq!(left, (0, 0));
    }
}
