//! Joining, cutting, moving and taking back, with real mails.

mod story;

use super::*;
use crate::{
    accounts, comments, conversations, each_engine, ingest,
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing, Who},
    accounts::{AccountForm, ReceiveKind, SendKind},
    conversations::{Change, ConversationView, EventKind, Item, ListQuery, Priority, View},
    statuses::Class,
    threads::{Cut, MessageMove},
};
use ingest::{Taken, take_in};

/// A mailbox with an account, somebody who works in it, and customers who write.
pub(super) struct World {
    pub desk: TestDesk,
    pub mailbox: MailboxId,
    pub account: AccountId,
    pub mina: Cx,
    pub minute: i64,
}

pub(super) async fn account(desk: &TestDesk, mailbox: MailboxId, address: &str) -> AccountId {
    let out = desk.folder.path().join(format!("out-{mailbox}"));
    std::fs::create_dir_all(&out).unwrap();
    let mut form = AccountForm::blank();
    form.address = address.into();
    form.receive = ReceiveKind::None;
    form.send = SendKind::Folder;
    form.send_server.host = out.display().to_string();
    accounts::create(&desk.system(), mailbox, form).await.unwrap()
}

impl World {
    pub async fn new(desk: TestDesk) -> World {
        let mailbox = desk.mailbox("窓口").await;
        let account = account(&desk, mailbox, "support@desk.example").await;
        let mina = desk.member("mina", &[mailbox]).await;
        World { desk, mailbox, account, mina, minute: 0 }
    }

    /// Somebody writes, a minute after the last one.
    pub async fn mail(&mut self, id: &str, answers: Option<&str>, from: &str) -> (ConversationId, MessageId) {
        self.mail_to(self.account, id, answers, from).await
    }

    pub async fn mail_to(&mut self, account: AccountId, id: &str, answers: Option<&str>, from: &str) -> (ConversationId, MessageId) {
        self.minute += 1;
        let at = NOW.plus_minutes(self.minute);
        let reference = answers.map(|id| format!("In-Reply-To: <{id}>\r\n")).unwrap_or_default();
        let raw = format!(
            "From: {from}\r\nTo: support@desk.example\r\nMessage-ID: <{id}>\r\n{reference}Subject: 件 {id}\r\nDate: Mon, 5 Jan 2026 08:59:00 +0900\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\n本文 {id}\r\n"
        );
        let arrival = accounts::fetcher::deliver(&self.desk.desk, account, id, raw.into_bytes().into(), at).await.unwrap().unwrap();
        match take_in(&self.desk.desk, at, arrival).await.unwrap() {
            Taken::Message { conversation, message } => (conversation, message),
            other => panic!("{other:?}"),
        }
    }

    /// Mina, now.
    pub fn mina(&self) -> Cx {
        TestDesk::later(&self.mina, self.minute * 60_000 + 1_000)
    }

    pub async fn view(&self, id: ConversationId) -> ConversationView {
        conversations::open(&self.mina(), id).await.unwrap()
    }

    pub async fn subjects(&self, view: View) -> Vec<String> {
        let query = ListQuery::of(self.mailbox, view);
        conversations::list(&self.mina(), &query).await.unwrap().rows.into_iter().map(|row| row.subject).collect()
    }

    /// Everything about a conversation that joining could touch, except its version and the events that tell of it.
    pub async fn whole(&self, id: ConversationId) -> Vec<String> {
        let mut tx = self.desk.desk.db.read().await.unwrap();
        let mut all: Vec<(String,)> = tx
            .query(
                "select cast(mailbox_id as text) || '/' || number || '/' || subject || '/' || customer_addr || '/' || snippet || '/' || status_id || '/' || class || '/' \
                 || coalesce(assignee_id, 0) || '/' || coalesce(confirmer_id, 0) || '/' || priority || '/' || last_at || '/' || coalesce(last_in_at, 0) || '/' \
                 || coalesce(waiting_since, 0) || '/' || messages || '/' || comments || '/' || case when has_attachment then 1 else 0 end || '/' \
                 || case when has_draft then 1 else 0 end || '/' || case when has_sent then 1 else 0 end || '/' || case when has_failed then 1 else 0 end || '/' \
                 || case when automatic then 1 else 0 end || '/' || coalesce(trashed_at, 0) || '/' || case when spam then 1 else 0 end || '/' \
                 || coalesce(snoozed_at, 0) || '/' || language from conversations where id = $1",
            )
            .bind(id)
            .all()
            .await
            .unwrap();
        for text in [
            "select 'message ' || id from messages where conversation_id = $1 order by id",
            "select 'comment ' || id || text from comments where conversation_id = $1 order by id",
            "select 'draft ' || id || text from drafts where conversation_id = $1 order by id",
            "select 'mid ' || hash || message_id from mids where conversation_id = $1 order by message_id",
            "select 'event ' || id || kind || before || after from events where conversation_id = $1 \
             and kind not in ('merged', 'unmerged', 'split-off', 'split-from', 'message-came', 'message-left', 'mailbox-changed', 'trashed', 'restored', 'spam', 'not-spam') order by id",
        ] {
            all.extend(tx.query(text).bind(id).all::<(String,)>().await.unwrap());
        }
        all.into_iter().map(|(line,)| line).collect()
    }
}

pub(super) fn refused<T: std::fmt::Debug>(answer: Result<T>) -> Refused {
    match answer {
        Err(Error::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

fn mails(view: &ConversationView) -> Vec<String> {
    view.items.iter().filter_map(|item| if let Item::Message(message) = item { Some(message.subject.clone()) } else { None }).collect()
}

fn kinds(view: &ConversationView) -> Vec<EventKind> {
    view.items.iter().filter_map(|item| if let Item::Event(event) = item { Some(event.kind) } else { None }).collect()
}

each_engine! {
    async fn joined_and_taken_back_both_are_as_before(desk) {
        let mut world = World::new(desk).await;
        let (a, _) = world.mail("a@x.example", None, "Mishima <m@x.example>").await;
        let (b, _) = world.mail("b@x.example", None, "Mishima <m@x.example>").await;
        let mina = world.mina();
        comments::add(&mina, a, "甲").await.unwrap();
        comments::add(&mina, b, "乙").await.unwrap();
        conversations::change(&mina, &[(b, None)], &Change { assignee: Some(mina.who.user_id()), priority: Some(Priority::Urgent), ..Change::default() }).await.unwrap();
        conversations::done(&mina, &[a]).await.unwrap();
        let before = (world.whole(a).await, world.whole(b).await);
        let done = merge(&world.mina(), a, &[b]).await.unwrap();
        let joined = world.view(a).await;
        assert_eq!(mails(&joined), ["件 a@x.example", "件 b@x.example"]);
        assert_eq!((joined.class, joined.assignee_id, joined.priority, joined.waiting_since.is_some()), (Class::Open, mina.who.user_id(), Priority::Urgent, true), "unfinished work does not vanish");
        assert_eq!(joined.undoable, done.changes);
        assert_eq!(world.subjects(View::All).await, ["件 a@x.example"]);
        assert!(world.subjects(View::Trash).await.is_empty(), "what was joined is no trash");
        // Its link leads there, and nothing is done to what stayed behind.
        assert_eq!(world.view(b).await.id, a);
        assert_eq!(refused(conversations::done(&mina, &[b]).await), Refused::MergedInto { id: a });
        assert_eq!(refused(comments::add(&mina, b, "x").await), Refused::MergedInto { id: a });
        assert_eq!(refused(merge(&mina, b, &[a]).await), Refused::MergedInto { id: a });
        // An answer to either arrives in it.
        let (to_b, _) = world.mail("b2@x.example", Some("b@x.example"), "Mishima <m@x.example>").await;
        assert_eq!(to_b, a);
        let undone = undo(&world.mina(), done.changes[0]).await.unwrap();
        assert_eq!(undone.conversation, b);
        // What answered a joined one goes back with it.
        assert_eq!(mails(&world.view(b).await), ["件 b@x.example", "件 b2@x.example"]);
        assert_eq!(world.whole(a).await, before.0, "the target is as it was");
        let (now, then) = (world.whole(b).await, &before.1[1..]);
        assert!(then.iter().all(|line| now.contains(line)), "{then:?} in {now:?}");
        assert_eq!(now.len(), before.1.len() + 2, "and the answer with its Message-ID");
        let again = world.view(b).await;
        assert_eq!((again.number, again.class, again.assignee_id, again.priority), (2, Class::Open, mina.who.user_id(), Priority::Urgent));
        assert_eq!(refused(undo(&world.mina(), done.changes[0]).await), Refused::Stale);
    }

    async fn nothing_came_between_and_nothing_is_different(desk) {
        let mut world = World::new(desk).await;
        let (a, _) = world.mail("a@x.example", None, "m@x.example").await;
        let (b, _) = world.mail("b@x.example", None, "n@x.example").await;
        world.mail("a2@x.example", Some("a@x.example"), "m@x.example").await;
        let (c, _) = world.mail("c@x.example", None, "o@x.example").await;
        comments::add(&world.mina(), b, "社内").await.unwrap();
        conversations::snooze(&world.mina(), &[c], &domain::snooze::Snooze { until: None, reason: "部品待ち".into() }).await.unwrap();
        let before = [world.whole(a).await, world.whole(b).await, world.whole(c).await];
        let done = merge(&world.mina(), b, &[a, c]).await.unwrap();
        assert_eq!(done.changes.len(), 2);
        for change in done.changes.iter().rev() {
            undo(&world.mina(), *change).await.unwrap();
        }
        assert_eq!([world.whole(a).await, world.whole(b).await, world.whole(c).await], before);
    }

    async fn who_writes_is_not_disturbed(desk) {
        let mut world = World::new(desk).await;
        let (a, _) = world.mail("a@x.example", None, "m@x.example").await;
        let (b, message) = world.mail("b@x.example", None, "m@x.example").await;
        let ren = world.desk.member("ren", &[world.mailbox]).await;
        let ren = TestDesk::later(&ren, world.minute * 60_000);
        let held = crate::drafts::start(&ren, b, domain::drafts::DraftKind::Reply, None).await.unwrap();
        let is_held = |refused: Refused| matches!(refused, Refused::Held { holder, .. } if holder == "ren");
        assert!(is_held(refused(merge(&world.mina(), a, &[b]).await)));
        assert!(is_held(refused(merge(&world.mina(), b, &[a]).await)));
        assert!(is_held(refused(move_message(&world.mina(), MessageMove { message, to: a }).await)));
        // Silent for long: the draft goes along, and its writer goes on there.
        world.minute += 6;
        merge(&world.mina(), a, &[b]).await.unwrap();
        let joined = world.view(a).await;
        assert_eq!((joined.drafts.len(), joined.lease), (1, None));
        assert!(matches!(refused(crate::drafts::leave(&ren, held.draft_id, &held.token).await), Refused::LeaseLost { .. }));
        crate::drafts::resume(&TestDesk::later(&ren, 420_000), held.draft_id).await.unwrap();
    }

    async fn a_mail_becomes_a_conversation_of_its_own_and_comes_back(desk) {
        let mut world = World::new(desk).await;
        let (a, first) = world.mail("a@x.example", None, "Mishima <m@x.example>").await;
        let (_, second) = world.mail("b@x.example", Some("a@x.example"), "Kuze <k@y.example>").await;
        world.mail("c@x.example", Some("b@x.example"), "Mishima <m@x.example>").await;
        let before = world.whole(a).await;
        let mina = world.mina();
        assert_eq!(refused(split(&mina, first, Cut::From).await), Refused::WholeConversation);
        let done = split(&mina, second, Cut::Only).await.unwrap();
        let own = world.view(done.conversation).await;
        assert_eq!((own.subject.as_str(), own.customer.addr.as_str(), own.class, own.number), ("件 b@x.example", "k@y.example", Class::Open, 2));
        assert_eq!(mails(&world.view(a).await), ["件 a@x.example", "件 c@x.example"]);
        assert_eq!(kinds(&own), [EventKind::SplitFrom]);
        // What answers it goes where it is now.
        let (answered, _) = world.mail("b2@x.example", Some("b@x.example"), "Kuze <k@y.example>").await;
        assert_eq!(answered, done.conversation);
        undo(&world.mina(), done.changes[0]).await.unwrap();
        assert_eq!(mails(&world.view(a).await).len(), 4, "with everything that came to it");
        assert_eq!(world.view(done.conversation).await.id, a);
        let whole = world.whole(a).await;
        assert!(before[1..].iter().all(|line| whole.contains(line)));
        let rest = split(&world.mina(), second, Cut::From).await.unwrap();
        assert_eq!(mails(&world.view(rest.conversation).await), ["件 b@x.example", "件 c@x.example", "件 b2@x.example"]);
    }

    async fn a_mail_in_the_wrong_thread_is_put_right(desk) {
        let mut world = World::new(desk).await;
        let (a, _) = world.mail("a@x.example", None, "m@x.example").await;
        let (_, wrong) = world.mail("w@x.example", Some("a@x.example"), "m@x.example").await;
        let (b, only) = world.mail("b@x.example", None, "m@x.example").await;
        let before = (world.whole(a).await, world.whole(b).await);
        let done = move_message(&world.mina(), MessageMove { message: wrong, to: b }).await.unwrap();
        assert_eq!((mails(&world.view(a).await).len(), mails(&world.view(b).await)), (1, vec!["件 w@x.example".to_owned(), "件 b@x.example".to_owned()]));
        assert_eq!(world.view(b).await.undoable, done.changes);
        undo(&world.mina(), done.changes[0]).await.unwrap();
        assert_eq!((world.whole(a).await, world.whole(b).await), before);
        // The last mail takes the rest along.
        move_message(&world.mina(), MessageMove { message: only, to: a }).await.unwrap();
        assert_eq!((world.view(b).await.id, mails(&world.view(a).await).len()), (a, 3));
    }

    async fn into_another_mailbox_everything_goes_along(desk) {
        let mut world = World::new(desk).await;
        let other = world.desk.mailbox("採用").await;
        let jobs = account(&world.desk, other, "jobs@desk.example").await;
        let both = world.desk.member("both", &[world.mailbox, other]).await;
        world.mail_to(jobs, "there@x.example", None, "z@x.example").await;
        let (a, message) = world.mail("a@x.example", None, "Mishima <m@x.example>").await;
        comments::add(&world.mina(), a, "社内の相談").await.unwrap();
        conversations::change(&world.mina(), &[(a, None)], &Change { assignee: Some(world.mina.who.user_id()), ..Change::default() }).await.unwrap();
        let before = world.whole(a).await;
        let both = TestDesk::later(&both, world.minute * 60_000 + 2_000);
        assert_eq!(refused(to_mailbox(&world.mina(), &[a], other).await), Refused::NotFound, "a mailbox that she does not see");
        let done = to_mailbox(&both, &[a], other).await.unwrap();
        let moved = conversations::open(&both, a).await.unwrap();
        assert_eq!((moved.mailbox_id, moved.number, moved.class, moved.assignee_id), (other, 2, Class::Open, None), "mina does not work there");
        assert!(moved.items.iter().any(|item| matches!(item, Item::Comment(comment) if comment.text == "社内の相談")));
        assert_eq!(refused(conversations::open(&world.mina(), a).await), Refused::NotFound);
        let found = crate::search::search(&both, &domain::search::Asked { q: "社内の相談".into(), older: None }, "Asia/Tokyo").await.unwrap();
        assert_eq!(found.hits.iter().map(|hit| (hit.id, hit.mailbox_id)).collect::<Vec<_>>(), [(a, other)]);
        // The customer goes on writing to the address they know, and somebody there to the other one.
        assert_eq!(world.mail("a2@x.example", Some("a@x.example"), "m@x.example").await.0, a);
        assert_eq!(world.mail_to(jobs, "a3@x.example", Some("a2@x.example"), "m@x.example").await.0, a);
        assert_eq!(crate::messages::raw(&both, message).await.unwrap().name, "件 a@x.example.eml");
        undo(&both, done[0].changes[0]).await.unwrap();
        let back = world.view(a).await;
        assert_eq!((back.mailbox_id, back.number, back.assignee_id), (world.mailbox, 1, world.mina.who.user_id()));
        let whole = world.whole(a).await;
        assert!(before[2..].iter().filter(|line| !line.starts_with("mid")).all(|line| whole.contains(line)));
    }

    async fn only_who_may_edit_joins_and_cuts(desk) {
        let mut world = World::new(desk).await;
        let (a, message) = world.mail("a@x.example", None, "m@x.example").await;
        world.mail("a2@x.example", Some("a@x.example"), "m@x.example").await;
        let (b, _) = world.mail("b@x.example", None, "m@x.example").await;
        let reader = world.desk.person("reader", Role::Member, &[world.mailbox], Viewing::All, false).await;
        let own = world.desk.person("own", Role::Member, &[world.mailbox], Viewing::Own, true).await;
        let change = merge(&world.mina(), a, &[b]).await.unwrap().changes[0];
        let (c, _) = world.mail("c@x.example", None, "m@x.example").await;
        for (cx, expected) in [
            (&reader, Refused::NotAllowed),
            (&own, Refused::NotFound),
            (&stranger(&world.desk), Refused::NotFound),
            (&world.desk.cx(Who::Nobody), Refused::NotSignedIn),
        ] {
            assert_eq!(refused(merge(cx, a, &[c]).await), expected);
            assert_eq!(refused(split(cx, message, Cut::Only).await), expected);
            assert_eq!(refused(move_message(cx, MessageMove { message, to: c }).await), expected);
            assert_eq!(refused(undo(cx, change).await), expected);
            let moved = refused(to_mailbox(cx, &[a], world.mailbox).await);
            assert_eq!(moved, expected);
        }
        let other = world.desk.mailbox("採用").await;
        let full = world.desk.member("full", &[world.mailbox, other]).await;
        let jobs = account(&world.desk, other, "jobs@desk.example").await;
        let (elsewhere, _) = world.mail_to(jobs, "e@x.example", None, "m@x.example").await;
        assert!(matches!(refused(merge(&full, a, &[elsewhere]).await), Refused::Invalid { field: Field::Mailbox, .. }));
        conversations::trash(&full, &[c]).await.unwrap();
        assert_eq!(refused(merge(&full, a, &[c]).await), Refused::Stale);
    }

    async fn the_trash_and_spam_give_everything_back(desk) {
        let mut world = World::new(desk).await;
        let (a, _) = world.mail("a@x.example", None, "m@x.example").await;
        world.mail("a2@x.example", Some("a@x.example"), "m@x.example").await;
        let mina = world.mina();
        comments::add(&mina, a, "社内").await.unwrap();
        conversations::change(&mina, &[(a, None)], &Change { assignee: Some(mina.who.user_id()), priority: Some(Priority::Critical), ..Change::default() }).await.unwrap();
        let before = world.whole(a).await;
        conversations::trash(&mina, &[a]).await.unwrap();
        conversations::restore(&mina, &[a]).await.unwrap();
        assert_eq!(world.whole(a).await, before);
        assert_eq!(conversations::spam(&mina, &[a]).await.unwrap(), [a]);
        assert_eq!((world.subjects(View::Spam).await.len(), world.subjects(View::Trash).await.len(), world.subjects(View::All).await.len()), (1, 0, 0));
        conversations::not_spam(&mina, &[a]).await.unwrap();
        assert_eq!(world.whole(a).await, before);
        // A later mail of it stays there; another one of the same sender does not go there.
        conversations::spam(&mina, &[a]).await.unwrap();
        assert_eq!(world.mail("a3@x.example", Some("a@x.example"), "m@x.example").await.0, a);
        let (b, _) = world.mail("b@x.example", None, "m@x.example").await;
        assert_eq!((world.subjects(View::Spam).await.len(), world.subjects(View::Tray).await.len()), (1, 1));
        assert_ne!(a, b);
        // Gone like the trash, with what was joined with it.
        conversations::not_spam(&mina, &[a]).await.unwrap();
        merge(&world.mina(), a, &[b]).await.unwrap();
        conversations::spam(&world.mina(), &[a]).await.unwrap();
        let later = TestDesk::later(&world.desk.system(), 31 * 24 * 60 * 60_000);
        assert_eq!(conversations::purge(&later).await.unwrap(), 1);
        let mut tx = world.desk.desk.db.read().await.unwrap();
        for text in ["select count(*) from conversations", "select count(*) from messages", "select count(*) from thread_changes", "select count(*) from thread_moved", "select count(*) from mids"] {
            let (left,): (i64,) = tx.query(text).one().await.unwrap();
            assert_eq!(left, 0, "{text}");
        }
    }
}
