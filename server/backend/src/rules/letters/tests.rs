//! Answers and mails passed on by rule: whom they go to, whom never, and that nothing goes round in circles.

use super::*;
use crate::{
    Error,
    accounts::{self, fetcher::deliver},
    book, conversations, each_engine,
    ingest::{Taken, take_in},
    rules::{desk as rules_desk, limit, save},
    testing::TestDesk,
};
use domain::{
    accounts::{AccountForm, ReceiveKind, SendKind},
    conversations::{ConversationView, EventKind, Item, TRASH_DAYS},
    messages::{Direction, MessageView},
    rules::{Condition, Content, Operator, RuleForm, Together, What},
    statuses::Class,
};

struct Post {
    desk: TestDesk,
    mina: Cx,
    mailbox: MailboxId,
    account: AccountId,
    count: i64,
}

impl Post {
    async fn new(desk: TestDesk, address: &str) -> Post {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut form = AccountForm::blank();
        form.address = address.into();
        form.from_name = "サポート窓口".into();
        form.receive = ReceiveKind::Folder;
        form.folder = "/nowhere".into();
        form.enabled = false;
        form.send = SendKind::Folder;
        form.send_server.host = "/nowhere/out".into();
        let account = accounts::create(&desk.system(), mailbox, form).await.unwrap();
        Post { desk, mina, mailbox, account, count: 0 }
    }

    fn now(&self) -> Moment {
        self.desk.system().now
    }

    async fn rule(&self, name: &str, actions: Vec<Action>) {
        let content = Content { together: Together::All, conditions: vec![], actions };
        save(&self.desk.system(), self.mailbox, None, &RuleForm { name: name.into(), enabled: true, content }).await.unwrap();
    }

    async fn answers_everybody(&self) {
        self.rule("受付", vec![Action::Reply { subject: String::new(), text: "受け付けました。".into(), hours: 24 }]).await;
    }

    /// Delivers a mail of now, `minutes` from the beginning of the test.
    async fn bring(&mut self, minutes: i64, raw: &[u8]) -> ConversationView {
        self.count += 1;
        let at = self.now().plus_minutes(minutes);
        let id = deliver(&self.desk.desk, self.account, &format!("mail-{}", self.count), raw.to_vec().into(), at).await.unwrap().unwrap();
        match take_in(&self.desk.desk, at, id).await.unwrap() {
            Taken::Message { conversation, .. } => conversations::open(&self.mina, conversation).await.unwrap(),
            other => panic!("{other:?}"),
        }
    }

    async fn write(&mut self, minutes: i64, from: &str, more: &str) -> ConversationView {
        let raw = mail(from, &format!("{}.{}@x.example", minutes, self.count), more);
        self.bring(minutes, raw.as_bytes()).await
    }

    /// Whom letters went to, and what is in them, the oldest first.
    async fn letters(&self) -> Vec<(String, Vec<u8>)> {
        let mut tx = self.desk.desk.db.read().await.unwrap();
        let rows: Vec<(String, String)> =
            tx.query("select r.addr, l.file from letters l join letter_recipients r on r.letter_id = l.id order by l.id").all().await.unwrap();
        drop(tx);
        let mut letters = Vec::new();
        for (addr, file) in rows {
            letters.push((addr, self.desk.desk.files.get(&file).await.unwrap().to_vec()));
        }
        letters
    }

    async fn to(&self) -> Vec<String> {
        self.letters().await.into_iter().map(|(addr, _)| addr).collect()
    }
}

fn mail(from: &str, id: &str, more: &str) -> String {
    format!(
        "From: {from}\r\nTo: support@desk.example\r\nMessage-ID: <{id}>\r\n{more}Subject: Hello\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nbody\r\n"
    )
}

fn sent(view: &ConversationView) -> Vec<&MessageView> {
    view.items
        .iter()
        .filter_map(|item| if let Item::Message(message) = item { Some(message) } else { None })
        .filter(|m| m.direction == Direction::Out)
        .collect()
}

each_engine! {
    async fn words_in_an_answer_are_filled_and_a_strangers_name_leads_nowhere(desk) {
        let mut post = Post::new(desk, "support@desk.example").await;
        let space = crate::mailboxes::space_of(&mut post.desk.desk.db.read().await.unwrap(), post.mailbox).await.unwrap();
        let mut tx = post.desk.desk.db.write().await.unwrap();
        let contact = book::insert_contact(&mut tx, space, None, "三嶋 航太郎", "購買部", post.now()).await.unwrap();
        book::add_address(&mut tx, space, contact, "k@x.example").await.unwrap();
        tx.commit().await.unwrap();
        let text = "%Section%%Customer% 様\n%Mailbox%が受け付けました。%User%%Company%%Unknown%";
        post.rule("受付", vec![Action::Reply { subject: "受付: %Subject%".into(), text: text.into(), hours: 24 }]).await;
        for (minutes, from, expected) in [
            (0, "Mishima <K@x.example>", "購買部三嶋 航太郎 様\n窓口が受け付けました。%Unknown%"),
            (1, "Jane Doe <jane@y.example>", "Jane Doe 様\n窓口が受け付けました。%Unknown%"),
            (2, "Win at evil.example <v@victim.example>", " 様\n窓口が受け付けました。%Unknown%"),
        ] {
            let first = post.write(minutes, from, "").await;
            let view = conversations::open(&post.mina, first.id).await.unwrap();
            let answers = sent(&view);
            assert_eq!((answers[0].subject.as_str(), answers[0].segments[0].text.trim_end()), ("受付: Hello", expected), "{from}");
        }
    }

    async fn a_customer_gets_one_acknowledgement_and_still_waits(desk) {
        let mut post = Post::new(desk, "support@desk.example").await;
        post.answers_everybody().await;
        let first = post.write(0, "三嶋 <K@x.example>", "").await;
        let view = conversations::open(&post.mina, first.id).await.unwrap();
        assert_eq!((view.class, view.waiting_since), (Class::Open, Some(post.now())), "nobody has answered yet");
        let answers = sent(&view);
        assert_eq!(answers.len(), 1);
        assert_eq!((answers[0].subject.as_str(), answers[0].to[0].addr.as_str(), answers[0].automatic), ("Re: Hello", "K@x.example", true));
        assert_eq!(answers[0].segments[0].text.trim(), "受け付けました。");
        let told = view.items.iter().find_map(|item| if let Item::Event(event) = item { Some((event.kind, event.after.clone(), event.rule.clone())) } else { None });
        assert_eq!(told, Some((EventKind::Sent, "K@x.example".into(), Some("受付".into()))));
        let (_, raw) = post.letters().await.remove(0);
        let raw = String::from_utf8(raw).unwrap();
        assert!(raw.contains("Auto-Submitted: auto-replied") && raw.contains("In-Reply-To: <0.0@x.example>"), "{raw}");
        // The same person again, on the same day and the next one; and somebody else.
        post.write(60, "k@x.example", "").await;
        post.write(61, "other@x.example", "").await;
        post.write(25 * 60, "k@x.example", "").await;
        assert_eq!(post.to().await, ["K@x.example", "other@x.example", "k@x.example"]);
    }

    async fn nobody_who_must_not_gets_an_answer(desk) {
        let mut post = Post::new(desk, "support@desk.example").await;
        post.answers_everybody().await;
        let ours = post.mina.who.person().unwrap().name.clone();
        let cases = [
            ("k@x.example", "Auto-Submitted: auto-replied\r\n"),
            ("k@x.example", "Auto-Submitted: auto-generated\r\n"),
            ("k@x.example", "List-Id: <list.x.example>\r\n"),
            ("k@x.example", "Precedence: bulk\r\n"),
            ("k@x.example", "X-Auto-Response-Suppress: All\r\n"),
            ("k@x.example", "Return-Path: <>\r\n"),
            ("MAILER-DAEMON@x.example", ""),
            ("no-reply@x.example", ""),
            // Our own account, one of our people, and somebody who only bears a name of ours.
            ("support@desk.example", ""),
            ("mina@desk.example", ""),
            (&*format!("{ours} <k@evil.example>"), ""),
            ("a@x.example, b@y.example", ""),
            ("nobody", ""),
        ];
        for (minutes, (from, more)) in cases.into_iter().enumerate() {
            post.write(minutes as i64, from, more).await;
            assert_eq!(post.to().await, [""; 0], "{from} {more}");
        }
        // A mail of last week, fetched today.
        let received = "Received: from a by b; Mon, 5 Jan 1998 09:00:00 +0900\r\n";
        post.write(100, "old@x.example", received).await;
        assert_eq!(post.to().await, [""; 0]);
        // Whoever goes on with a conversation has somebody to talk to.
        post.write(200, "k@x.example", "").await;
        let answer = mail("k@x.example", "later@x.example", "In-Reply-To: <200.14@x.example>\r\n");
        post.bring(3 * 24 * 60, answer.as_bytes()).await;
        assert_eq!(post.to().await, ["k@x.example"]);
    }

    /// MW-15: two systems that answer everybody are done after one round.
    async fn two_systems_that_answer_each_other_stop(desk) {
        let (mut one, mut two) = (Post::new(desk, "support@desk.example").await, Post::new(TestDesk::sqlite().await, "info@other.example").await);
        one.answers_everybody().await;
        two.answers_everybody().await;
        one.write(0, "info@other.example", "").await;
        for round in 1..6 {
            // Whatever one of them has sent reaches the other.
            let (from_one, from_two) = (one.letters().await, two.letters().await);
            for (place, (to, raw)) in from_one.iter().enumerate() {
                assert_eq!((to.as_str(), place), ("info@other.example", 0));
                if round == 1 {
                    two.bring(round, raw).await;
                }
            }
            assert_eq!(from_two.len(), 0);
        }
        assert_eq!((one.letters().await.len(), two.letters().await.len()), (1, 0));
    }

    async fn a_storm_ends_by_itself_and_operators_hear_of_it(desk) {
        let mut post = Post::new(desk, "support@desk.example").await;
        let system = post.desk.system();
        post.answers_everybody().await;
        limit(&system, post.mailbox, 3).await.unwrap();
        for number in 0..6 {
            post.write(number, &format!("k{number}@x.example"), "").await;
        }
        assert_eq!(post.to().await.len(), 3);
        let now = TestDesk::later(&system, 10 * 60_000);
        let seen = rules_desk(&now, post.mailbox).await.unwrap();
        assert_eq!((seen.held, seen.letters_an_hour), (3, 3));
        let mut tx = post.desk.desk.db.read().await.unwrap();
        let noted: Vec<(String,)> = tx.query("select detail from audit where action = 'rule-letters-held'").all().await.unwrap();
        drop(tx);
        assert_eq!(noted.len(), 1, "told once");
        // An hour later it goes on with what comes then; what was held is not sent after all.
        post.write(70, "late@x.example", "").await;
        assert_eq!(post.to().await[3..], ["late@x.example"]);
        for wrong in [0, -1, 100_000] {
            assert!(matches!(limit(&system, post.mailbox, wrong).await, Err(Error::Refused(Refused::Invalid { .. }))));
        }
        assert!(matches!(limit(&post.mina, post.mailbox, 5).await, Err(Error::Refused(Refused::NotAllowed))));
    }

    async fn a_mail_is_passed_on_whole_and_only_once(desk) {
        let mut post = Post::new(desk, "support@desk.example").await;
        post.rule("転送", vec![Action::Forward { to: vec!["partner@z.example".into(), "mina@desk.example".into()] }]).await;
        let raw = mail("k@x.example", "1@x.example", "X-Original: here\r\n");
        let view = post.bring(0, raw.as_bytes()).await;
        assert_eq!(post.to().await, ["partner@z.example", "mina@desk.example"]);
        let (_, bytes) = post.letters().await.remove(0);
        let read = mail::read::read(&bytes);
        assert_eq!((read.subject.as_str(), read.attachments.len()), ("Fwd: Hello", 1));
        assert!(read.text.contains("body") && read.text.contains("k@x.example"), "{}", read.text);
        assert_eq!(mail::read::attachments(&bytes), [raw.into_bytes()], "the original as it came");
        let view = conversations::open(&post.mina, view.id).await.unwrap();
        assert_eq!((view.class, view.waiting_since.is_some()), (Class::Open, true));
        let told: Vec<_> = view.items.iter().filter_map(|item| if let Item::Event(event) = item { Some((event.kind, event.after.as_str())) } else { None }).collect();
        assert_eq!(told, [(EventKind::Forwarded, "partner@z.example"), (EventKind::Forwarded, "mina@desk.example")]);
        // What another such system has passed on to us, and what machines answered to it, goes no further.
        for (minutes, more) in ["X-Madoguchi-Forwarded: yes\r\n", "Auto-Submitted: auto-replied\r\n", "Return-Path: <>\r\n"].into_iter().enumerate() {
            post.write(minutes as i64 + 1, "partner@z.example", more).await;
        }
        assert_eq!(post.to().await.len(), 2);
        // To our own accounts it would come back at once.
        let content = Content { actions: vec![Action::Forward { to: vec!["SUPPORT@desk.example".into()] }], ..Content::default() };
        let form = RuleForm { name: "輪".into(), enabled: true, content };
        let refused = save(&post.desk.system(), post.mailbox, None, &form).await;
        assert!(matches!(refused, Err(Error::Refused(Refused::Invalid { field: Field::Address, wrong: Wrong::Ours }))));
    }

    async fn letters_are_written_once_and_go_with_their_conversation(desk) {
        let mut post = Post::new(desk, "support@desk.example").await;
        post.answers_everybody().await;
        let view = post.write(0, "k@x.example", "").await;
        for _ in 0..3 {
            assert_eq!(write_noted(&post.desk.desk, post.now()).await.unwrap(), 0);
        }
        // The program ended between the mail and its answer.
        let mut tx = post.desk.desk.db.write().await.unwrap();
        tx.query("update rule_letters set state = 'noted'").run().await.unwrap();
        tx.query("delete from letter_recipients").run().await.unwrap();
        tx.query("delete from letters").run().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(write_noted(&post.desk.desk, post.now()).await.unwrap(), 1);
        assert_eq!(post.to().await, ["k@x.example"]);
        let mut tx = post.desk.desk.db.write().await.unwrap();
        tx.query("update letters set state = 'sent'").run().await.unwrap();
        tx.commit().await.unwrap();
        conversations::trash(&post.mina, &[view.id]).await.unwrap();
        let later = TestDesk::later(&post.desk.system(), (TRASH_DAYS + 1) * 24 * 60 * 60_000);
        assert_eq!(conversations::purge(&later).await.unwrap(), 1);
    }

    async fn what_rules_say_is_looked_at_before_it_is_kept(desk) {
        let post = Post::new(desk, "support@desk.example").await;
        let system = post.desk.system();
        let keep = async |action: Action| {
            let conditions = vec![Condition { what: What::Subject, header: String::new(), operator: Operator::Contains, values: vec!["x".into()], fuzzy: false }];
            let content = Content { together: Together::All, conditions, actions: vec![action] };
            match save(&system, post.mailbox, None, &RuleForm { name: "x".into(), enabled: true, content }).await {
                Err(Error::Refused(refused)) => Some(refused),
                Err(Error::Failed(cause)) => panic!("{cause:#}"),
                Ok(_) => None,
            }
        };
        let reply = |text: &str, hours| Action::Reply { subject: "件名".into(), text: text.into(), hours };
        let invalid = |field, wrong| Some(Refused::Invalid { field, wrong });
        assert_eq!(keep(reply("本文", 24)).await, None);
        assert_eq!(keep(reply(" ", 24)).await, invalid(Field::Text, Wrong::Missing));
        assert_eq!(keep(reply("本文", 0)).await, invalid(Field::Interval, Wrong::OutOfRange));
        assert_eq!(keep(Action::Forward { to: vec![] }).await, invalid(Field::Address, Wrong::Missing));
        assert_eq!(keep(Action::Forward { to: vec!["no address".into()] }).await, Some(Refused::BadAddress { entry: "no address".into() }));
    }
}
