use super::guard;
use crate::{
    checks,
    drafts::{
        self,
        fixture::{CUSTOMER, Desk, refused},
    },
    each_engine, outbox,
    testing::{NOW, stranger},
};
use domain::{
    checks::SendingRules,
    drafts::{DraftContent, DraftKind},
    guard::{Guard, Warning, Why},
    outbox::After,
    *,
};

const JANE: &str = "jane@customer.example";

impl Desk {
    /// What is asked about an answer of Mina's with this content.
    async fn asked(&self, kind: DraftKind, change: impl FnOnce(&mut DraftContent)) -> Guard {
        let held = drafts::start(&self.mina, self.conversation, kind, None).await.unwrap();
        let draft = self.draft(held.draft_id).await;
        let mut content = draft.content;
        change(&mut content);
        drafts::save(&self.mina, held.draft_id, &held.token, draft.version, content).await.unwrap();
        let asked = guard(&self.mina, held.draft_id).await.unwrap();
        drafts::cancel(&self.mina, held.draft_id, &held.token).await.unwrap();
        asked
    }
}

fn to(guard: &Guard) -> Vec<(&str, Why)> {
    guard.recipients.iter().map(|one| (one.addr.as_str(), one.why)).collect()
}

each_engine! {
    async fn an_ordinary_answer_asks_nothing_and_says_why_each_is_there(test) {
        let desk = Desk::new(test).await;
        let asked = desk.asked(DraftKind::ReplyAll, |content| content.text.insert_str(0, "明日です。")).await;
        assert_eq!((asked.asks(), asked.warnings.len()), (false, 0));
        assert_eq!(to(&asked), [(CUSTOMER, Why::Sender), (JANE, Why::AnsweredTo)]);
    }

    async fn somebody_new_and_a_slip_of_the_finger_are_asked_about(test) {
        let desk = Desk::new(test).await;
        let asked = desk.asked(DraftKind::Reply, |content| content.cc = "new@elsewhere.example, jane@custmoer.example".into()).await;
        let like = "customer.example".to_owned();
        let addr = "jane@custmoer.example".to_owned();
        assert_eq!(asked.warnings, [Warning::FirstTime { addr: "new@elsewhere.example".into() }, Warning::LookAlike { addr, like }]);
        // Whoever got a mail of ours is not new any more.
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let version = drafts::save(&desk.mina, held.draft_id, &held.token, 1, DraftContent { cc: "new@elsewhere.example".into(), ..desk.content(CUSTOMER, "x") }).await.unwrap();
        outbox::send(&desk.mina, held.draft_id, &held.token, version, After::Keep, "k".into()).await.unwrap();
        let asked = desk.asked(DraftKind::New, |content| content.to = "new@elsewhere.example".into()).await;
        assert_eq!((asked.warnings.len(), to(&asked)), (0, vec![("new@elsewhere.example", Why::Here)]));
    }

    async fn whoever_is_dropped_or_from_elsewhere_is_asked_about(test) {
        let desk = Desk::new(test).await;
        let asked = desk.asked(DraftKind::ReplyAll, |content| content.cc.clear()).await;
        assert_eq!(asked.warnings, [Warning::Dropped { addr: JANE.into() }]);
        let asked = desk.asked(DraftKind::Reply, |content| content.to = JANE.into()).await;
        assert_eq!(asked.warnings, [Warning::Dropped { addr: CUSTOMER.into() }]);
        // A customer of another conversation.
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        let person = domain::addresses::Address { name: String::new(), addr: "sato@other.example".into() };
        crate::correspondents::remember(&mut tx, desk.mailbox, domain::messages::Direction::In, NOW, &[(domain::messages::PersonRole::From, person)]).await.unwrap();
        tx.commit().await.unwrap();
        let asked = desk.asked(DraftKind::Reply, |content| content.cc = "sato@other.example".into()).await;
        assert_eq!(asked.warnings, [Warning::Elsewhere { addr: "sato@other.example".into() }]);
    }

    async fn what_the_text_says_is_looked_at_and_quotes_are_not(test) {
        let desk = Desk::new(test).await;
        let rules = SendingRules { forbidden: "必ず\nやばい".into(), ..SendingRules::default() };
        checks::set_rules(&desk.test.system(), desk.mailbox, &rules).await.unwrap();
        let asked = desk.asked(DraftKind::Reply, |content| content.text.insert_str(0, "%Section% 様\n必ず資料を添付します。\n> やばい\n")).await;
        assert_eq!(asked.warnings, [Warning::NoFile, Warning::Forbidden { word: "必ず".into() }, Warning::Unfilled { word: "%Section%".into() }]);
        assert!(!asked.always);
        checks::set_rules(&desk.test.system(), desk.mailbox, &SendingRules { always_confirm: true, ..SendingRules::default() }).await.unwrap();
        let asked = desk.asked(DraftKind::Reply, |_| {}).await;
        assert!(asked.asks() && asked.warnings.is_empty());
    }

    async fn only_those_who_may_send_ask(test) {
        let desk = Desk::new(test).await;
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        assert_eq!(refused(guard(&stranger(&desk.test), held.draft_id).await), Refused::NotFound);
    }
}
