use super::*;
use crate::{
    checks::deliver::Approved,
    drafts::fixture::{CUSTOMER, Desk, refused},
    each_engine, outbox,
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    checks::{Change, CheckMode, Part, SendingRules},
    conversations::{ConversationView, ListQuery, View},
    drafts::{DraftContent, DraftKind},
    leases::EXPIRES_MINUTES,
    outbox::{After, Late, LateDraft, LateReply},
};

/// Ren is new: what they write needs a check. Mina may give it.
struct Work {
    desk: Desk,
    draft: DraftId,
    token: String,
    version: i64,
}

impl Work {
    async fn new(test: TestDesk) -> Work {
        let desk = Desk::new(test).await;
        let system = desk.test.system();
        set_rules(&system, desk.mailbox, &SendingRules { mode: CheckMode::Newcomers, ..SendingRules::default() }).await.unwrap();
        set_mark(&system, desk.mailbox, id(&desk.ren), true).await.unwrap();
        let held = drafts::start(&desk.ren, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let mut work = Work { desk, draft: held.draft_id, token: held.token, version: 1 };
        work.writes("明日に、なります。").await;
        work
    }

    async fn saves(&mut self, cx: &Cx, content: DraftContent) {
        self.version = drafts::save(cx, self.draft, &self.token, self.version, content).await.unwrap();
    }

    async fn writes(&mut self, text: &str) {
        let (cx, content) = (self.desk.ren.clone(), self.desk.content(CUSTOMER, text));
        self.saves(&cx, content).await;
    }

    async fn resumes(&mut self, cx: &Cx) {
        self.token = drafts::resume(cx, self.draft).await.unwrap().token;
    }

    async fn asks(&self) {
        ask(&self.desk.ren, self.draft, &self.token, self.version, id(&self.desk.mina), "敬称はこれでよいですか").await.unwrap();
    }

    async fn sends(&self, cx: &Cx) -> Result<domain::outbox::Sent> {
        outbox::send(cx, self.draft, &self.token, self.version, After::Done, format!("{:x}", rand::random::<u64>())).await
    }

    fn approved(&self, key: &str) -> Approved {
        Approved { draft: self.draft, version: self.version, seen: self.desk.question, after: After::Done, key: key.into() }
    }

    async fn page(&self, cx: &Cx) -> ConversationView {
        conversations::open(cx, self.desk.conversation).await.unwrap()
    }

    async fn state(&self) -> CheckState {
        self.page(&self.desk.mina).await.checking.of(self.draft).unwrap().state
    }

    async fn to_confirm(&self, cx: &Cx) -> (usize, i64) {
        let query = ListQuery::of(self.desk.mailbox, View::Confirm);
        let rows = conversations::list(cx, &query).await.unwrap().rows.len();
        let counts = crate::mailboxes::mine(cx).await.unwrap().into_iter().find(|one| one.id == self.desk.mailbox).unwrap().counts;
        (rows, counts.confirm)
    }

    async fn letters(&self) -> usize {
        self.desk.messages().await.into_iter().filter(|message| message.letter.is_some()).count()
    }
}

fn id(cx: &Cx) -> UserId {
    cx.who.user_id().unwrap()
}

each_engine! {
    async fn what_was_approved_goes_out(test) {
        let work = Work::new(test).await;
        assert_eq!(refused(work.sends(&work.desk.ren).await), Refused::NeedsCheck);
        work.asks().await;
        let page = work.page(&work.desk.mina).await;
        let check = page.checking.of(work.draft).unwrap().clone();
        assert_eq!((check.state, check.may_decide, check.corrected, page.lease), (CheckState::Asked, true, false, None));
        assert_eq!((page.class, page.confirmer_id), (Class::Ready, Some(id(&work.desk.mina))));
        assert!(page.items.iter().any(|item| matches!(item, domain::conversations::Item::Comment(c) if c.text.contains("敬称"))));
        assert!(!work.page(&work.desk.ren).await.checking.of(work.draft).unwrap().may_decide);
        assert_eq!((work.to_confirm(&work.desk.mina).await, work.to_confirm(&work.desk.ren).await), ((1, 1), (0, 0)));

        approve(&work.desk.mina, work.draft, work.version).await.unwrap();
        let page = work.page(&work.desk.ren).await;
        assert_eq!((page.class, page.confirmer_id), (Class::Ready, Some(id(&work.desk.ren))));
        assert_eq!(work.to_confirm(&work.desk.mina).await, (0, 0));
        let sent = send_approved(&work.desk.ren, work.approved("k1")).await.unwrap();
        assert_eq!(send_approved(&work.desk.ren, work.approved("k1")).await.unwrap(), sent, "the same key is the same send");
        assert_eq!(work.letters().await, 1);
        let page = work.page(&work.desk.ren).await;
        assert_eq!((page.class, page.confirmer_id, page.checking.checks.len()), (Class::Done, None, 0));
        let kinds = work.desk.history().await;
        assert!(kinds.contains(&EventKind::CheckAsked) && kinds.contains(&EventKind::CheckApproved));
    }

    async fn every_change_after_the_approval_voids_it(test) {
        let mut work = Work::new(test).await;
        let content = work.desk.content(CUSTOMER, "明日に、なります。");
        let changes: [fn(&mut DraftContent); 6] = [
            |c| c.text.push('。'),
            |c| c.to = "other@customer.example".into(),
            |c| c.cc = "other@customer.example".into(),
            |c| c.bcc = "other@customer.example".into(),
            |c| c.subject.push('!'),
            |c| c.html = Some("<div>明日に、なります。</div>".into()),
        ];
        for change in changes {
            let ren = work.desk.ren.clone();
            work.saves(&ren, content.clone()).await;
            work.asks().await;
            approve(&work.desk.mina, work.draft, work.version).await.unwrap();
            work.resumes(&ren).await;
            // Saving the same again changes nothing.
            work.saves(&ren, content.clone()).await;
            assert_eq!(work.state().await, CheckState::Approved);
            let mut changed = content.clone();
            change(&mut changed);
            work.saves(&ren, changed).await;
            assert_eq!(work.state().await, CheckState::Void);
            assert_eq!(refused(work.sends(&ren).await), Refused::NeedsCheck);
            // What was approved, written again, was not approved again.
            work.saves(&ren, content.clone()).await;
            assert_eq!(refused(work.sends(&ren).await), Refused::NeedsCheck);
            assert_eq!(work.page(&ren).await.class, Class::Working);
        }
        assert_eq!(work.letters().await, 0);
    }

    async fn files_and_the_account_are_part_of_what_was_approved(test) {
        let mut work = Work::new(test).await;
        let ren = work.desk.ren.clone();
        let files = ren.desk.clone();
        let spool = async |text: &str| {
            let mut spool = files.files.spool(1 << 20).await.unwrap();
            tokio::io::AsyncWriteExt::write_all(&mut spool, text.as_bytes()).await.unwrap();
            spool
        };
        let new = || drafts::NewFile { name: "a.txt", kind: "text/plain", inside: false };
        let file = drafts::add_file(&ren, work.draft, &work.token, new(), spool("one").await).await.unwrap();
        let mut form = domain::accounts::AccountForm::blank();
        form.address = "sales@ours.example".into();
        form.receive = domain::accounts::ReceiveKind::None;
        form.send = domain::accounts::SendKind::Folder;
        form.send_server.host = work.desk.test.folder.path().join("out").display().to_string();
        let sales = crate::accounts::create(&work.desk.test.system(), work.desk.mailbox, form).await.unwrap();
        let text = "明日に、なります。";
        work.asks().await;
        approve(&work.desk.mina, work.draft, work.version).await.unwrap();
        work.resumes(&ren).await;
        drafts::remove_file(&ren, work.draft, &work.token, file.id).await.unwrap();
        assert_eq!((work.state().await, refused(work.sends(&ren).await)), (CheckState::Void, Refused::NeedsCheck));
        work.asks().await;
        approve(&work.desk.mina, work.draft, work.version).await.unwrap();
        work.resumes(&ren).await;
        drafts::add_file(&ren, work.draft, &work.token, new(), spool("two").await).await.unwrap();
        assert_eq!((work.state().await, refused(work.sends(&ren).await)), (CheckState::Void, Refused::NeedsCheck));
        work.asks().await;
        approve(&work.desk.mina, work.draft, work.version).await.unwrap();
        work.resumes(&ren).await;
        let content = DraftContent { account_id: sales, ..work.desk.content(CUSTOMER, text) };
        work.saves(&ren, content).await;
        assert_eq!((work.state().await, refused(work.sends(&ren).await)), (CheckState::Void, Refused::NeedsCheck));
        assert_eq!(work.letters().await, 0);
    }

    async fn a_stale_tab_sends_nothing_old(test) {
        let mut work = Work::new(test).await;
        work.asks().await;
        let (old_token, old_version) = (work.token.clone(), work.version);
        let (mina, ren) = (work.desk.mina.clone(), work.desk.ren.clone());
        work.resumes(&mina).await;
        let corrected = work.desk.content(CUSTOMER, "明日に、なっております。");
        work.saves(&mina, corrected).await;
        assert_eq!(work.state().await, CheckState::Asked, "a correction is no new request");
        approve(&mina, work.draft, work.version).await.unwrap();
        let check = work.page(&ren).await.checking.of(work.draft).unwrap().clone();
        assert!(check.corrected && check.state == CheckState::Approved);
        // The tab of the writer: its words, its lease, its version.
        let old = work.desk.content(CUSTOMER, "明日に、なります。");
        assert!(matches!(refused(drafts::save(&ren, work.draft, &old_token, old_version, old.clone()).await), Refused::LeaseLost { .. }));
        assert!(matches!(refused(outbox::send(&ren, work.draft, &old_token, old_version, After::Done, "old".into()).await), Refused::LeaseLost { .. }));
        // With a lease of now: the version is not the one that it was written upon.
        work.resumes(&ren).await;
        assert_eq!(refused(drafts::save(&ren, work.draft, &work.token, old_version, old.clone()).await), Refused::Stale);
        assert_eq!(refused(outbox::send(&ren, work.draft, &work.token, old_version, After::Done, "old".into()).await), Refused::Stale);
        assert_eq!(work.letters().await, 0);
        // What was approved is the corrected text, and goes out.
        work.sends(&ren).await.unwrap();
        assert!(work.desk.messages().await.iter().any(|m| m.segments.iter().any(|s| s.text.contains("なっております"))));
    }

    async fn whoever_goes_on_with_it_needs_the_approval_too(test) {
        let mut work = Work::new(test).await;
        let desk = &work.desk;
        let new = desk.test.member("kei", &[desk.mailbox]).await;
        set_mark(&desk.test.system(), desk.mailbox, id(&new), true).await.unwrap();
        // Another newcomer takes over and may neither send nor approve.
        let held = leases::take_over(&new, desk.conversation).await.unwrap();
        assert_eq!(refused(outbox::send(&new, work.draft, &held.token, work.version, After::Done, "k".into()).await), Refused::NeedsCheck);
        drafts::leave(&new, work.draft, &held.token).await.unwrap();
        let ren = work.desk.ren.clone();
        work.resumes(&ren).await;
        assert_eq!(refused(ask(&ren, work.draft, &work.token, work.version, id(&new), "").await), Refused::Invalid { field: Field::User, wrong: Wrong::Malformed });
        work.asks().await;
        assert_eq!(refused(approve(&new, work.draft, work.version).await), Refused::NotAllowed);
        assert_eq!(refused(approve(&ren, work.draft, work.version).await), Refused::NotAllowed);
        assert_eq!(refused(give_back(&new, work.draft, "いいえ").await), Refused::NotAllowed);
        // What was approved may be sent by any of them.
        approve(&work.desk.mina, work.draft, work.version).await.unwrap();
        send_approved(&new, work.approved("k2")).await.unwrap();
        assert_eq!(work.letters().await, 1);
    }

    async fn taking_a_send_back_and_changing_it_needs_a_new_check(test) {
        let mut work = Work::new(test).await;
        work.asks().await;
        approve(&work.desk.mina, work.draft, work.version).await.unwrap();
        let ren = work.desk.ren.clone();
        let sent = send_approved(&ren, work.approved("k1")).await.unwrap();
        work.token = outbox::take_back(&ren, sent.message).await.unwrap().token;
        assert_eq!(work.state().await, CheckState::Approved);
        work.writes("やはり、明後日です。").await;
        assert_eq!(refused(work.sends(&ren).await), Refused::NeedsCheck);
        assert_eq!(work.letters().await, 0);
    }

    async fn a_corrected_letter_is_a_new_mail_to_look_at(test) {
        let mut work = Work::new(test).await;
        work.asks().await;
        approve(&work.desk.mina, work.draft, work.version).await.unwrap();
        let ren = work.desk.ren.clone();
        let sent = send_approved(&ren, work.approved("k1")).await.unwrap();
        let mut tx = ren.desk.db.write().await.unwrap();
        tx.query("update letters set state = 'failed', attempts = 1").run().await.unwrap();
        tx.commit().await.unwrap();
        let held = drafts::from_failed(&ren, sent.message).await.unwrap();
        work.version = work.desk.draft(held.draft_id).await.version;
        assert_eq!(refused(outbox::send(&ren, held.draft_id, &held.token, work.version, After::Done, "k2".into()).await), Refused::NeedsCheck);
    }

    async fn a_late_reply_of_a_newcomer_becomes_a_draft(test) {
        let work = Work::new(test).await;
        let ren = TestDesk::keyed(&work.desk.ren, "late-0123456789");
        let reply = LateReply {
            conversation: work.desk.conversation, kind: DraftKind::Reply, seen: work.desk.question, text: String::from("x"),
            draft: Some(LateDraft { id: work.draft, version: work.version, content: work.desk.content(CUSTOMER, "遅れて、明日です。") }), send: Some(After::Done),
        };
        let kept = outbox::send_late(&ren, reply.clone()).await.unwrap();
        assert_eq!(kept, Late::Kept { draft: work.draft, why: Some(Refused::NeedsCheck) });
        assert_eq!(work.letters().await, 0);
        assert!(work.desk.draft(work.draft).await.content.text.starts_with("遅れて"));
    }

    async fn a_return_says_why_and_a_new_request_tells_what_changed(test) {
        let mut work = Work::new(test).await;
        let (mina, ren) = (work.desk.mina.clone(), work.desk.ren.clone());
        work.asks().await;
        assert_eq!(difference(&mina, work.draft).await.unwrap().since, None);
        assert_eq!(refused(give_back(&mina, work.draft, " ").await), Refused::Invalid { field: Field::Text, wrong: Wrong::Missing });
        give_back(&mina, work.draft, "結びを丁寧に").await.unwrap();
        let page = work.page(&ren).await;
        let check = page.checking.of(work.draft).unwrap();
        assert_eq!((check.state, check.reason.as_str(), page.class, page.confirmer_id), (CheckState::Returned, "結びを丁寧に", Class::Working, None));
        assert!(page.items.iter().any(|item| matches!(item, domain::conversations::Item::Comment(c) if c.text == "結びを丁寧に")));
        assert_eq!(refused(approve(&mina, work.draft, work.version).await), Refused::Stale, "nobody waits for a word");
        work.resumes(&ren).await;
        work.writes("明日に、なっております。").await;
        work.asks().await;
        let told = difference(&mina, work.draft).await.unwrap();
        assert!(told.since.is_some());
        let (part, stretches) = &told.parts[0];
        let changed: Vec<_> = stretches.iter().filter(|s| s.change != Change::Same).map(|s| (s.change, s.text.as_str())).collect();
        assert_eq!((*part, changed), (Part::Text, vec![(Change::Removed, "なります"), (Change::Added, "なっております")]));
    }

    async fn going_on_before_the_word_withdraws_the_request(test) {
        let mut work = Work::new(test).await;
        let (mina, ren) = (work.desk.mina.clone(), work.desk.ren.clone());
        work.asks().await;
        work.resumes(&ren).await;
        assert!(matches!(refused(approve(&mina, work.draft, work.version).await), Refused::Held { .. }), "its writer is at it");
        work.writes("書き直しました。").await;
        assert_eq!((work.state().await, work.to_confirm(&mina).await), (CheckState::Withdrawn, (0, 0)));
        drafts::leave(&ren, work.draft, &work.token).await.unwrap();
        assert_eq!(refused(approve(&mina, work.draft, work.version).await), Refused::Stale);
    }

    async fn a_silent_tab_cannot_save_behind_an_approval(test) {
        let mut work = Work::new(test).await;
        let (mina, ren) = (work.desk.mina.clone(), work.desk.ren.clone());
        work.asks().await;
        work.resumes(&ren).await;
        let later = TestDesk::later(&mina, EXPIRES_MINUTES * 60_000 + 1);
        approve(&later, work.draft, work.version).await.unwrap();
        let behind = work.desk.content(CUSTOMER, "あとから。");
        assert!(matches!(refused(drafts::save(&ren, work.draft, &work.token, work.version, behind).await), Refused::LeaseLost { .. }));
        assert_eq!(work.state().await, CheckState::Approved);
    }

    async fn an_approval_is_of_the_version_that_was_read(test) {
        let mut work = Work::new(test).await;
        let mina = work.desk.mina.clone();
        work.asks().await;
        let read = work.version;
        work.resumes(&mina).await;
        let corrected = work.desk.content(CUSTOMER, "直しました。");
        work.saves(&mina, corrected).await;
        drafts::leave(&mina, work.draft, &work.token).await.unwrap();
        assert_eq!(work.page(&mina).await.class, Class::Ready, "it still waits for a word");
        assert_eq!(refused(approve(&mina, work.draft, read).await), Refused::Stale);
        // A rule that was made stricter meanwhile holds.
        let strict = SendingRules { mode: CheckMode::Newcomers, correcting: false, ..SendingRules::default() };
        set_rules(&work.desk.test.system(), work.desk.mailbox, &strict).await.unwrap();
        assert_eq!(refused(approve(&mina, work.draft, work.version).await), Refused::Stale);
    }

    async fn where_everybody_is_checked_nobody_checks_themselves(test) {
        let mut work = Work::new(test).await;
        let rules = SendingRules { mode: CheckMode::Everybody, correcting: false, ..SendingRules::default() };
        set_rules(&work.desk.test.system(), work.desk.mailbox, &rules).await.unwrap();
        let (mina, ren) = (work.desk.mina.clone(), work.desk.ren.clone());
        work.asks().await;
        work.resumes(&mina).await;
        let corrected = work.desk.content(CUSTOMER, "直しました。");
        work.saves(&mina, corrected).await;
        assert_eq!(work.state().await, CheckState::Withdrawn, "a correction needs another pair of eyes here");
        assert_eq!(refused(work.sends(&mina).await), Refused::NeedsCheck);
        ask(&mina, work.draft, &work.token, work.version, id(&ren), "").await.unwrap();
        assert_eq!(refused(approve(&mina, work.draft, work.version).await), Refused::NotAllowed);
        approve(&ren, work.draft, work.version).await.unwrap();
        send_approved(&mina, work.approved("k")).await.unwrap();
        assert_eq!(work.letters().await, 1);
    }

    async fn approving_and_sending_is_one_press_and_stops_for_a_newer_mail(test) {
        let work = Work::new(test).await;
        let mina = work.desk.mina.clone();
        work.asks().await;
        work.desk.arrives(Some(work.desk.conversation), NOW.plus_seconds(5)).await;
        assert_eq!(refused(approve_and_send(&mina, work.approved("k1")).await), Refused::Stale);
        assert_eq!((work.state().await, work.letters().await), (CheckState::Asked, 0), "nothing is half done");
        let newest = work.desk.messages().await.last().unwrap().id;
        let again = || Approved { seen: newest, ..work.approved("k2") };
        let sent = approve_and_send(&mina, again()).await.unwrap();
        assert_eq!(approve_and_send(&mina, again()).await.unwrap(), sent);
        assert_eq!(work.letters().await, 1);
    }

    async fn rules_are_the_operators_and_stand_in_the_audit(test) {
        let work = Work::new(test).await;
        let desk = &work.desk;
        let rules_now = rules(&desk.test.system(), desk.mailbox).await.unwrap();
        assert_eq!((rules_now.rules.mode, rules_now.marked), (CheckMode::Newcomers, vec![id(&desk.ren)]));
        assert_eq!(refused(rules(&desk.mina, desk.mailbox).await), Refused::NotAllowed);
        assert_eq!(refused(set_rules(&desk.ren, desk.mailbox, &SendingRules::default()).await), Refused::NotAllowed);
        assert_eq!(refused(set_mark(&desk.ren, desk.mailbox, id(&desk.ren), false).await), Refused::NotAllowed);
        assert_eq!(refused(approve(&stranger(&desk.test), work.draft, work.version).await), Refused::NotFound);
        assert_eq!(refused(difference(&stranger(&desk.test), work.draft).await), Refused::NotFound);
        let mut tx = desk.mina.desk.db.read().await.unwrap();
        let (count,): (i64,) = tx.query("select count(*) from audit where action in ('sending-rules', 'needs-check')").one().await.unwrap();
        assert_eq!(count, 2);
        drop(tx);
        set_mark(&desk.test.system(), desk.mailbox, id(&desk.ren), false).await.unwrap();
        work.sends(&desk.ren).await.unwrap();
    }

    async fn a_deleted_draft_takes_its_check_along(test) {
        let work = Work::new(test).await;
        work.asks().await;
        drafts::delete(&work.desk.ren, work.draft).await.unwrap();
        assert_eq!((work.to_confirm(&work.desk.mina).await, work.page(&work.desk.mina).await.checking.checks.len()), ((0, 0), 0));
    }
}
