//! Rules kept by operators, run on mails that come, tried and run on those that came.

use super::*;
use crate::{
    accounts::{self, fetcher::deliver},
    conversations, each_engine,
    ingest::{Taken, take_in},
    testing::{TestDesk, stranger},
};
use domain::{
    absence::Absence,
    access::{Role, Viewing, Who},
    accounts::{AccountForm, ReceiveKind, SendKind},
    conversations::{Change, ConversationView, EventKind, Item, ListQuery, Priority, View},
    fields::{FieldForm, OptionForm},
    rules::{Condition, Content, Operator, Together, What},
    statuses::{Class, Color},
    users::UserState,
};

struct Post {
    desk: TestDesk,
    system: Cx,
    mina: Cx,
    mailbox: MailboxId,
    account: AccountId,
    count: i64,
}

impl Post {
    async fn new(desk: TestDesk) -> Post {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut form = AccountForm::blank();
        form.address = "support@desk.example".into();
        form.receive = ReceiveKind::Folder;
        form.folder = "/nowhere".into();
        form.enabled = false;
        form.send = SendKind::None;
        let account = accounts::create(&desk.system(), mailbox, form).await.unwrap();
        Post { system: desk.system(), desk, mina, mailbox, account, count: 0 }
    }

    /// Delivers and takes in; each a minute after the one before.
    async fn bring(&mut self, from: &str, subject: &str, more: &str) -> ConversationView {
        self.count += 1;
        let at = self.system.now.plus_minutes(self.count);
        let raw = format!(
            "From: {from}\r\nTo: support@desk.example\r\nMessage-ID: <{}@x.example>\r\n{more}Subject: {subject}\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\n本文\r\n",
            self.count
        );
        let id = deliver(&self.desk.desk, self.account, &format!("mail-{}", self.count), raw.into_bytes().into(), at).await.unwrap().unwrap();
        match take_in(&self.desk.desk, at, id).await.unwrap() {
            Taken::Message { conversation, .. } => conversations::open(&self.mina, conversation).await.unwrap(),
            other => panic!("{other:?}"),
        }
    }

    async fn rule(&self, name: &str, conditions: Vec<Condition>, actions: Vec<Action>) -> RuleId {
        save(&self.system, self.mailbox, None, &form(name, conditions, actions)).await.unwrap()
    }

    async fn colleague(&self, name: &str) -> UserId {
        self.desk.member(name, &[self.mailbox]).await.who.user_id().unwrap()
    }

    async fn fired(&self) -> Vec<(String, i64)> {
        desk(&self.system, self.mailbox).await.unwrap().rules.into_iter().map(|rule| (rule.form.name, rule.fired)).collect()
    }

    async fn status(&self, class: Class) -> StatusId {
        crate::mailboxes::mine(&self.mina).await.unwrap()[0].statuses.iter().find(|status| status.class == class).unwrap().id
    }
}

fn form(name: &str, conditions: Vec<Condition>, actions: Vec<Action>) -> RuleForm {
    RuleForm { name: name.into(), enabled: true, content: Content { together: Together::All, conditions, actions } }
}

fn contains(what: What, value: &str) -> Condition {
    Condition { what, header: String::new(), operator: Operator::Contains, values: vec![value.into()], fuzzy: false }
}

fn told(view: &ConversationView) -> Vec<(EventKind, String, Option<String>)> {
    let events = view.items.iter().filter_map(|item| if let Item::Event(event) = item { Some(event) } else { None });
    events.map(|event| (event.kind, event.after.clone(), event.rule.clone())).collect()
}

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

each_engine! {
    async fn operators_keep_them_and_nobody_else(test) {
        let post = Post::new(test).await;
        let (mailbox, every) = (post.mailbox, || form("すべて", vec![], vec![Action::AssignPrevious]));
        let other = post.desk.mailbox("採用").await;
        let elsewhere = folders::create(&post.system, other, None, "応募").await.unwrap();
        let [a, b] = [post.rule("a", vec![], vec![Action::Stop]).await, post.rule("b", vec![], vec![Action::Stop]).await];
        shift(&post.system, b, Shift::Up).await.unwrap();
        shift(&post.system, b, Shift::Up).await.unwrap();
        assert_eq!(post.fired().await, [("b".to_owned(), 0), ("a".to_owned(), 0)]);
        enable(&post.system, a, false).await.unwrap();
        save(&post.system, mailbox, Some(b), &form(" 新しい名前 ", vec![], vec![Action::Stop])).await.unwrap();
        let rules = desk(&post.system, mailbox).await.unwrap().rules;
        assert_eq!(rules.iter().map(|rule| (rule.form.name.as_str(), rule.form.enabled)).collect::<Vec<_>>(), [("新しい名前", true), ("a", false)]);
        let pattern = Condition { operator: Operator::Matches, ..contains(What::Subject, "(") };
        for (wrong, field) in [
            (form("x", vec![pattern], vec![Action::Stop]), Field::Pattern),
            (form("x", vec![], vec![Action::File { folder: elsewhere }]), Field::Folder),
            (form("x", vec![], vec![Action::Assign { user: UserId(99_999) }]), Field::User),
            (form("x", vec![], vec![Action::Status { status: StatusId(99_999) }]), Field::Status),
        ] {
            assert_eq!(refused(save(&post.system, mailbox, None, &wrong).await), Some(Refused::Invalid { field, wrong: Wrong::Malformed }));
            assert_eq!(refused(save(&post.system, mailbox, Some(a), &wrong).await), Some(Refused::Invalid { field, wrong: Wrong::Malformed }));
        }
        assert_eq!(refused(save(&post.system, other, Some(a), &every()).await), Some(Refused::NotFound), "a rule stays in its mailbox");
        let outsider = stranger(&post.desk);
        for who in [&post.mina, &outsider] {
            assert_eq!(refused(desk(who, mailbox).await), Some(Refused::NotAllowed));
            assert_eq!(refused(save(who, mailbox, None, &every()).await), Some(Refused::NotAllowed));
            assert_eq!(refused(save(who, mailbox, Some(a), &every()).await), Some(Refused::NotAllowed));
            assert_eq!(refused(enable(who, a, true).await), Some(Refused::NotAllowed));
            assert_eq!(refused(shift(who, a, Shift::Up).await), Some(Refused::NotAllowed));
            assert_eq!(refused(remove(who, a).await), Some(Refused::NotAllowed));
            assert_eq!(refused(attempt(who, mailbox, None).await), Some(Refused::NotAllowed));
            assert_eq!(refused(run(who, mailbox, None, true).await), Some(Refused::NotAllowed));
        }
        assert_eq!(refused(desk(&post.desk.cx(Who::Nobody), mailbox).await), Some(Refused::NotSignedIn));
        remove(&post.system, a).await.unwrap();
        assert_eq!(refused(remove(&post.system, a).await), Some(Refused::NotFound));
        let mut tx = post.desk.desk.db.read().await.unwrap();
        let noted: Vec<(String,)> = tx.query("select action from audit where action like 'rule-%' order by id").all().await.unwrap();
        let noted: Vec<_> = noted.iter().map(|(action,)| action.as_str()).collect();
        assert_eq!(noted, ["rule-create", "rule-create", "rule-order", "rule-off", "rule-change", "rule-remove"]);
    }

    async fn a_mail_is_filed_and_assigned_and_the_history_names_the_rule(test) {
        let mut post = Post::new(test).await;
        let billing = folders::create(&post.system, post.mailbox, None, "請求").await.unwrap();
        let (kuze, checker) = (post.colleague("kuze").await, post.colleague("checker").await);
        let rule = post
            .rule(
                "見積",
                vec![contains(What::Subject, "quote")],
                vec![Action::File { folder: billing }, Action::Assign { user: kuze }, Action::Confirm { user: checker }, Action::Priority { priority: Priority::Urgent }],
            )
            .await;
        let view = post.bring("k@x.example", "A Quote please", "").await;
        assert_eq!((view.folder_id, view.assignee_id, view.confirmer_id, view.priority), (Some(billing), Some(kuze), Some(checker), Priority::Urgent));
        let name = Some("見積".to_owned());
        assert_eq!(
            told(&view),
            [
                (EventKind::Filed, "請求".to_owned(), name.clone()),
                (EventKind::Assignee, "kuze".to_owned(), name.clone()),
                (EventKind::Confirmer, "checker".to_owned(), name.clone()),
                (EventKind::Priority, "urgent".to_owned(), name),
            ]
        );
        let other = post.bring("k@x.example", "Hello", "").await;
        assert_eq!((other.folder_id, other.assignee_id), (None, None));
        assert_eq!(post.fired().await, [("見積".to_owned(), 1)]);
        // What it did stays under its name.
        remove(&post.system, rule).await.unwrap();
        assert_eq!(told(&conversations::open(&post.mina, view.id).await.unwrap())[0].2.as_deref(), Some("見積"));
        assert_eq!(post.bring("k@x.example", "Another quote", "").await.folder_id, None, "a rule that is gone does nothing");
    }

    /// MW-12: rules, then the previous assignee, then whoever sorts out the rest.
    async fn the_first_who_can_take_it_gets_it(test) {
        let mut post = Post::new(test).await;
        let (a, b, triage) = (post.colleague("a").await, post.colleague("b").await, post.colleague("triage").await);
        post.desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let earlier = post.bring("Known <known@x.example>", "earlier", "").await;
        conversations::change(&post.mina, &[(earlier.id, None)], &Change { assignee: Some(Some(b)), ..Change::default() }).await.unwrap();
        post.rule("east", vec![contains(What::From, "@east")], vec![Action::Assign { user: a }]).await;
        post.rule("previous", vec![], vec![Action::AssignPrevious]).await;
        post.rule("rest", vec![contains(What::Recipient, "@")], vec![Action::Assign { user: triage }]).await;
        assert_eq!(post.bring("x@east.example", "1", "").await.assignee_id, Some(a));
        let known = post.bring("KNOWN@x.example", "2", "").await;
        assert_eq!((known.assignee_id, told(&known)[0].2.as_deref()), (Some(b), Some("previous")));
        assert_eq!(post.bring("new@x.example", "3", "").await.assignee_id, Some(triage));
        // Whoever is suspended, or may not work here any more, is passed over.
        crate::users::set_state(&post.system, a, UserState::Suspended).await.unwrap();
        assert_eq!(post.bring("x@east.example", "4", "").await.assignee_id, Some(triage), "the previous one is the suspended one");
        let grant = domain::mailboxes::GrantView {
            mailbox_id: post.mailbox, user_id: b, user_name: String::new(), viewing: Viewing::All, editing: false, sending: false, deleting: false,
        };
        crate::mailboxes::set_grant(&post.system, &grant).await.unwrap();
        assert_eq!(post.bring("known@x.example", "5", "").await.assignee_id, Some(triage));
        assert_eq!(post.fired().await, [("east".to_owned(), 2), ("previous".to_owned(), 5), ("rest".to_owned(), 5)]);
    }

    /// GN-19: whoever is away gets no new work until they are back.
    async fn whoever_is_away_is_passed_over(test) {
        let mut post = Post::new(test).await;
        let (a, triage) = (post.colleague("a").await, post.colleague("triage").await);
        post.rule("east", vec![contains(What::From, "@east")], vec![Action::Assign { user: a }]).await;
        post.rule("rest", vec![], vec![Action::Assign { user: triage }]).await;
        let away = Absence { until: Some(post.system.now.plus_days(1)), substitute: None };
        let admin = post.desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        crate::absence::set_absence(&admin, Some(a), away).await.unwrap();
        assert_eq!(post.bring("x@east.example", "1", "").await.assignee_id, Some(triage));
        post.count += 60 * 24 * 2;
        assert_eq!(post.bring("y@east.example", "2", "").await.assignee_id, Some(a), "back at work");
    }

    async fn what_a_rule_calls_spam_begins_no_work(test) {
        let mut post = Post::new(test).await;
        let known = post.bring("k@spam.example", "before there was a rule", "").await;
        post.rule("junk", vec![contains(What::From, "@spam.example")], vec![Action::Spam]).await;
        let junk = post.bring("x@spam.example", "WIN", "").await;
        assert!(junk.trashed_at.is_some());
        assert_eq!(told(&junk), [(EventKind::Spam, String::new(), Some("junk".to_owned()))]);
        let list = |view| ListQuery::of(post.mailbox, view);
        let ids = async |view| conversations::list(&post.mina, &list(view)).await.unwrap().rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!((ids(View::Tray).await, ids(View::Spam).await, ids(View::Trash).await), (vec![known.id], vec![junk.id], vec![]));
        // What people are in already stays where it is.
        let more = post.bring("k@spam.example", "Re: before there was a rule", "In-Reply-To: <1@x.example>\r\n").await;
        assert_eq!((more.id, more.trashed_at), (known.id, None));
    }

    async fn our_own_first_mail_makes_a_previous_assignee(test) {
        let mut post = Post::new(test).await;
        let b = post.colleague("b").await;
        post.rule("previous", vec![], vec![Action::AssignPrevious]).await;
        let ours = post.bring("someone@x.example", "about something else", "").await;
        conversations::change(&post.mina, &[(ours.id, None)], &Change { assignee: Some(Some(b)), ..Change::default() }).await.unwrap();
        let mut tx = post.desk.desk.db.write().await.unwrap();
        let to = addresses::Address { name: String::new(), addr: "Prospect@y.example".into() };
        let new = crate::messages::NewMessage {
            conversation_id: ours.id, mailbox_id: post.mailbox, arrival_id: None, account_id: Some(post.account), author_id: Some(b),
            direction: domain::messages::Direction::Out, message_id: "ours@desk.example".into(),
            from: addresses::Address { name: String::new(), addr: "support@desk.example".into() },
            people: vec![(domain::messages::PersonRole::To, to)], subject: "ご案内".into(), snippet: String::new(), text: "x".into(), has_html: false,
            remote_pictures: false, file: "none".into(), size: 1, at: post.system.now, sent_at: None, automatic: "no".into(), charset: "utf-8".into(),
            language: String::new(), invitation: None, attachments: vec![],
        };
        crate::messages::insert(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(post.bring("prospect@y.example", "answer from another program", "").await.assignee_id, Some(b));
    }

    async fn what_somebody_has_set_stays(test) {
        let mut post = Post::new(test).await;
        let (kuze, mine) = (post.colleague("kuze").await, post.mina.who.user_id().unwrap());
        let folder = folders::create(&post.system, post.mailbox, None, "請求").await.unwrap();
        let other = folders::create(&post.system, post.mailbox, None, "修理").await.unwrap();
        let done = post.status(Class::Done).await;
        let first = post.bring("k@x.example", "one", "").await;
        let set = Change { assignee: Some(Some(mine)), folder: Some(Some(other)), priority: Some(Priority::Critical), ..Change::default() };
        conversations::change(&post.mina, &[(first.id, None)], &set).await.unwrap();
        conversations::done(&post.mina, &[first.id]).await.unwrap();
        post.rule(
            "all",
            vec![],
            vec![Action::Assign { user: kuze }, Action::File { folder }, Action::Priority { priority: Priority::Urgent }],
        )
        .await;
        // The customer writes again: it is open once more, with everything that it had.
        let again = post.bring("k@x.example", "Re: one", "In-Reply-To: <1@x.example>\r\n").await;
        assert_eq!((again.id, again.class), (first.id, Class::Open));
        assert_eq!((again.assignee_id, again.folder_id, again.priority), (Some(mine), Some(other), Priority::Critical));
        // Nobody's status changes under their hands.
        let working = Change { status: Some(post.status(Class::Working).await), ..Change::default() };
        conversations::change(&post.mina, &[(first.id, None)], &working).await.unwrap();
        post.rule("done", vec![], vec![Action::Status { status: done }]).await;
        assert_eq!(post.bring("k@x.example", "Re: one", "In-Reply-To: <1@x.example>\r\n").await.class, Class::Working);
        let new = post.bring("noreply@bank.example", "明細", "").await;
        assert_eq!((new.class, new.waiting_since, new.folder_id), (Class::Done, None, Some(folder)));
    }

    async fn the_first_rule_decides_and_one_can_be_the_last(test) {
        let mut post = Post::new(test).await;
        let one = folders::create(&post.system, post.mailbox, None, "一").await.unwrap();
        let two = folders::create(&post.system, post.mailbox, None, "二").await.unwrap();
        post.rule("one", vec![contains(What::Subject, "one")], vec![Action::File { folder: one }, Action::Stop]).await;
        post.rule("two", vec![], vec![Action::File { folder: two }, Action::Priority { priority: Priority::Urgent }]).await;
        let view = post.bring("k@x.example", "one", "").await;
        assert_eq!((view.folder_id, view.priority), (Some(one), Priority::Normal));
        let view = post.bring("k@x.example", "else", "").await;
        assert_eq!((view.folder_id, view.priority), (Some(two), Priority::Urgent));
        assert_eq!(post.fired().await, [("one".to_owned(), 1), ("two".to_owned(), 1)]);
    }

    async fn who_pretends_to_be_one_of_us_gets_nobodys_work(test) {
        let mut post = Post::new(test).await;
        let (b, triage) = (post.colleague("b").await, post.colleague("triage").await);
        post.rule("ours", vec![contains(What::From, "mina@desk.example")], vec![Action::Assign { user: b }]).await;
        post.rule("known", vec![Condition { operator: Operator::No, values: vec![], ..contains(What::Known, "") }], vec![Action::Priority { priority: Priority::Urgent }]).await;
        post.rule("previous", vec![], vec![Action::AssignPrevious]).await;
        post.rule("rest", vec![contains(What::Recipient, "@")], vec![Action::Assign { user: triage }]).await;
        let view = post.bring("Mina <mina@desk.example>", "urgent transfer", "").await;
        assert_eq!((view.assignee_id, view.priority), (Some(triage), Priority::Normal));
        assert_eq!(post.fired().await.iter().map(|(_, fired)| *fired).collect::<Vec<_>>(), [0, 0, 1, 1]);
    }

    async fn senders_are_known_once_they_have_written(test) {
        let mut post = Post::new(test).await;
        let folder = folders::create(&post.system, post.mailbox, None, "はじめて").await.unwrap();
        post.rule("new", vec![Condition { operator: Operator::No, values: vec![], ..contains(What::Known, "") }], vec![Action::File { folder }]).await;
        assert_eq!(post.bring("k@x.example", "1", "").await.folder_id, Some(folder));
        assert_eq!(post.bring("K@x.example", "2", "").await.folder_id, None);
        let header = Condition { header: "X-Kind".into(), ..contains(What::Header, "見積") };
        post.rule("header", vec![header], vec![Action::File { folder }]).await;
        assert_eq!(post.bring("k@x.example", "3", "X-Kind: =?utf-8?B?6KaL56mN?=\r\n").await.folder_id, Some(folder), "encoded words are read");
    }

    async fn a_trial_changes_nothing_and_says_what_would_happen(test) {
        let mut post = Post::new(test).await;
        let kuze = post.colleague("kuze").await;
        let looks = post.desk.person("operator", Role::Admin, &[post.mailbox], Viewing::All, true).await;
        let blind = post.desk.person("blind", Role::Admin, &[], Viewing::None, false).await;
        for number in 0..25 {
            post.bring("k@x.example", &format!("quote {number}"), "X-Kind: a\r\n").await;
        }
        let last = post.bring("k@x.example", "hello", "").await;
        let header = Condition { header: "X-Kind".into(), ..contains(What::Header, "a") };
        let form = form("試し", vec![contains(What::Subject, "quote"), header], vec![Action::Assign { user: kuze }]);
        let trial = attempt(&looks, post.mailbox, Some(&form)).await.unwrap();
        assert_eq!((trial.looked_at, trial.matched, trial.shown.len()), (26, 25, 20));
        assert_eq!((trial.shown[0].subject.as_str(), &trial.shown[0].actions[..]), ("quote 24", &[Action::Assign { user: kuze }][..]));
        assert_eq!(trial.shown[0].rules, ["試し"]);
        assert_eq!(attempt(&looks, post.mailbox, None).await.unwrap().matched, 0, "no rule is kept");
        assert_eq!(conversations::open(&post.mina, trial.shown[0].conversation).await.unwrap().assignee_id, None);
        assert_eq!(refused(attempt(&blind, post.mailbox, None).await), Some(Refused::NotAllowed), "who may not view sees no mails here either");
        assert_eq!(refused(run(&blind, post.mailbox, None, false).await), Some(Refused::NotAllowed));
        // Many stretches, each once.
        save(&post.system, post.mailbox, None, &form).await.unwrap();
        let counted = run(&looks, post.mailbox, None, false).await.unwrap();
        assert_eq!((counted.looked_at, counted.matched, counted.changed, counted.next), (26, 25, 0, None));
        let ran = run(&looks, post.mailbox, None, true).await.unwrap();
        assert_eq!((ran.matched, ran.changed), (25, 25));
        assert_eq!(run(&looks, post.mailbox, None, true).await.unwrap().changed, 0, "a second time there is nothing left to do");
        let view = conversations::open(&post.mina, trial.shown[0].conversation).await.unwrap();
        assert_eq!((view.assignee_id, told(&view)[0].2.as_deref()), (Some(kuze), Some("試し")));
        assert_eq!(conversations::open(&post.mina, last.id).await.unwrap().assignee_id, None);
    }

    async fn a_run_leaves_what_is_done_as_it_is(test) {
        let mut post = Post::new(test).await;
        let folder = folders::create(&post.system, post.mailbox, None, "請求").await.unwrap();
        let (open, working) = (post.status(Class::Open).await, post.status(Class::Working).await);
        let done = post.bring("k@x.example", "a", "").await;
        conversations::done(&post.mina, &[done.id]).await.unwrap();
        let todo = post.bring("k@x.example", "b", "").await;
        let gone = post.bring("k@x.example", "c", "").await;
        conversations::trash(&post.mina, &[gone.id]).await.unwrap();
        assert_eq!(todo.status_id, open);
        post.rule("all", vec![], vec![Action::Status { status: working }, Action::File { folder }]).await;
        assert_eq!(run(&post.system, post.mailbox, None, true).await.err().map(|cause| cause.to_string()), None);
        let class = async |id| { let view = conversations::open(&post.mina, id).await.unwrap(); (view.class, view.folder_id) };
        assert_eq!(class(done.id).await, (Class::Done, Some(folder)));
        assert_eq!(class(todo.id).await, (Class::Working, Some(folder)));
        assert_eq!(class(gone.id).await, (Class::Open, None));
    }

    async fn a_folder_that_goes_leaves_the_rules_too(test) {
        let mut post = Post::new(test).await;
        let [a, b] = [folders::create(&post.system, post.mailbox, None, "一").await.unwrap(), folders::create(&post.system, post.mailbox, None, "二").await.unwrap()];
        post.rule("file", vec![], vec![Action::File { folder: a }]).await;
        folders::remove(&post.system, a, Some(b)).await.unwrap();
        assert_eq!(post.bring("k@x.example", "1", "").await.folder_id, Some(b));
        folders::remove(&post.system, b, None).await.unwrap();
        let rule = desk(&post.system, post.mailbox).await.unwrap().rules.remove(0);
        assert_eq!((rule.form.enabled, rule.form.content.actions.len()), (false, 0), "a rule that does nothing is off");
        assert_eq!(post.bring("k@x.example", "2", "").await.folder_id, None);
    }

    async fn the_next_mail_meets_the_rules_of_today(test) {
        let mut post = Post::new(test).await;
        let folder = folders::create(&post.system, post.mailbox, None, "一").await.unwrap();
        let rule = post.rule("file", vec![contains(What::Subject, "a")], vec![Action::File { folder }]).await;
        assert_eq!(post.bring("k@x.example", "a", "").await.folder_id, Some(folder));
        enable(&post.system, rule, false).await.unwrap();
        assert_eq!(post.bring("k@x.example", "a", "").await.folder_id, None);
        // Another copy of the program changes them: what this one has made ready is good for one version only.
        let elsewhere = Cx { desk: post.desk.copy(), ..post.system.clone() };
        save(&elsewhere, post.mailbox, Some(rule), &form("file", vec![contains(What::Subject, "b")], vec![Action::File { folder }])).await.unwrap();
        assert_eq!(post.bring("k@x.example", "b", "").await.folder_id, Some(folder));
    }
    async fn every_rule_that_is_right_sets_its_fields_and_what_people_set_stays(test) {
        let mut post = Post::new(test).await;
        let option = |name: &str| OptionForm { id: None, name: name.into(), color: Color::Ruri, archived: false };
        let kind = FieldForm { name: "分類".into(), kind: domain::fields::Kind::Menu, listed: true, options: vec![option("見積"), option("故障")] };
        let menu = crate::fields::add(&post.system, post.mailbox, &kind).await.unwrap();
        let text = FieldForm { name: "型番".into(), kind: domain::fields::Kind::Text, listed: false, options: vec![] };
        let text = crate::fields::add(&post.system, post.mailbox, &text).await.unwrap();
        let options = crate::fields::of_mailbox(&post.mina, post.mailbox).await.unwrap().fields[0].options.clone();
        let (quote, fault) = (options[0].id.to_string(), options[1].id.to_string());
        let sets = |field, value: &str| Action::Field { field, value: value.to_owned() };
        post.rule("すべて", vec![], vec![sets(menu, &quote), sets(text, "KM-RF08")]).await;
        post.rule("故障", vec![contains(What::Subject, "警報")], vec![sets(menu, &fault)]).await;
        let said = |view: &ConversationView| view.fields.iter().map(|field| (field.shown.field, field.shown.value.clone())).filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
        let plain = post.bring("k@x.example", "お願い", "").await;
        assert_eq!(said(&plain), [(menu, quote.clone()), (text, "KM-RF08".to_owned())]);
        let alarm = post.bring("k@x.example", "警報が止まらない", "").await;
        assert_eq!(said(&alarm), [(menu, fault.clone()), (text, "KM-RF08".to_owned())], "the rule further down decides");
        let named: Vec<_> = alarm.items.iter().filter_map(|item| if let Item::Event(event) = item { event.rule.clone() } else { None }).collect();
        assert!(named.contains(&"故障".to_owned()), "{named:?}");
        // By hand, and then the rules again.
        let change = Change { fields: vec![(menu, quote.clone())], ..Change::default() };
        conversations::change(&post.mina, &[(alarm.id, None)], &change).await.unwrap();
        let looks = post.desk.person("operator", Role::Admin, &[post.mailbox], Viewing::All, true).await;
        let ran = run(&looks, post.mailbox, None, true).await.unwrap();
        assert_eq!((ran.matched, ran.changed), (2, 0), "what somebody set stays, and the other has its values already");
        assert_eq!(said(&conversations::open(&post.mina, alarm.id).await.unwrap())[0], (menu, quote));
        for (field, value) in [(menu, "0"), (FieldId(999), "x"), (text, "")] {
            assert!(refused(save(&post.system, post.mailbox, None, &form("x", vec![], vec![sets(field, value)])).await).is_some(), "{field} {value}");
        }
    }

    async fn a_rule_tells_whom_it_names(test) {
        let mut post = Post::new(test).await;
        let mina = post.mina.who.user_id().unwrap();
        post.rule("至急", vec![contains(What::Subject, "至急")], vec![Action::Notify { user: Some(mina) }]).await;
        post.bring("k@x.example", "ふつう", "").await;
        let urgent = post.bring("k@x.example", "【至急】", "").await;
        let told = crate::notifications::list(&post.mina, None).await.unwrap().rows;
        let told: Vec<_> = told.into_iter().filter(|notice| notice.kind == domain::notifications::Kind::Rule).map(|notice| (notice.about_id, notice.text)).collect();
        assert_eq!(told, [(urgent.id.0, "至急".to_owned())]);
    }
}
