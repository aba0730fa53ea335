//! Whose history shows what: units, rights, pages, who had it then.

use super::*;
use crate::{
    conversations, each_engine,
    messages::{self, NewMessage},
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing, Who},
    addresses::Address,
    conversations::Change,
    messages::{Direction, PersonRole},
    statuses::Class,
};

struct World {
    desk: TestDesk,
    mailbox: MailboxId,
    mina: Cx,
}

fn address(addr: &str) -> Address {
    Address { name: String::new(), addr: addr.into() }
}

impl World {
    async fn new(desk: TestDesk) -> World {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        World { desk, mailbox, mina }
    }

    /// A mail between us and somebody: into a conversation that is there, or into one of its own.
    async fn mail(
        &self,
        into: Option<ConversationId>,
        mailbox: MailboxId,
        who: &str,
        others: &[&str],
        minute: i64,
        direction: Direction,
    ) -> ConversationId {
        let system = self.desk.system();
        let (at, cx) = (NOW.plus_minutes(minute), TestDesk::later(&system, minute * 60_000));
        let mut tx = cx.desk.db.write().await.unwrap();
        let subject = format!("件 {minute}");
        let id = match into {
            Some(id) => id,
            None => {
                let new = conversations::NewConversation {
                    mailbox,
                    subject: &subject,
                    customer: &address(who),
                    class: Class::Open,
                    assignee: None,
                    at,
                    language: "ja",
                };
                conversations::create(&mut tx, &cx, &new).await.unwrap()
            }
        };
        let role = if direction == Direction::In { PersonRole::From } else { PersonRole::To };
        let mut people = vec![(role, address(who))];
        people.extend(others.iter().map(|addr| (PersonRole::Cc, address(addr))));
        let new = NewMessage {
            conversation_id: id,
            mailbox_id: mailbox,
            arrival_id: None,
            account_id: None,
            author_id: None,
            direction,
            message_id: String::new(),
            from: address(if direction == Direction::In { who } else { "support@desk.example" }),
            people,
            subject: subject.clone(),
            snippet: String::new(),
            text: "本文".into(),
            has_html: false,
            remote_pictures: false,
            file: "f".into(),
            size: 1,
            at,
            sent_at: None,
            automatic: "no".into(),
            charset: "utf-8".into(),
            language: "ja".into(),
            invitation: None,
            attachments: vec![],
        };
        messages::insert(&mut tx, &new).await.unwrap();
        let facts =
            conversations::MessageFacts { conversation: id, direction, at, automatic: false, snippet: "", has_attachment: false, language: "ja" };
        conversations::on_message(&mut tx, &cx, &facts).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn subjects(&self, cx: &Cx, unit: Unit, address: &str, conversation: Option<ConversationId>) -> Vec<String> {
        let query = HistoryQuery { unit, address: address.into(), conversation, before: None };
        history(cx, &query).await.unwrap().lines.into_iter().map(|line| line.subject).collect()
    }
}

const CUSTOMER: &str = "y.shinomiya@hikarinomori.example";

each_engine! {
    async fn each_unit_reaches_as_far_as_it_says(desk) {
        let world = World::new(desk).await;
        let a = world.mail(None, world.mailbox, "Y.Shinomiya@HikariNoMori.example", &[], 1, Direction::In).await;
        world.mail(Some(a), world.mailbox, CUSTOMER, &[], 2, Direction::Out).await;
        world.mail(None, world.mailbox, "o.ohwashi@hikarinomori.example", &[], 3, Direction::In).await;
        // Only in copy, and named twice: still one mail of theirs.
        world.mail(None, world.mailbox, "z@other.example", &[CUSTOMER, CUSTOMER], 4, Direction::In).await;
        world.mail(None, world.mailbox, "someone@gmail.com", &[], 5, Direction::In).await;
        world.mail(None, world.mailbox, "another@gmail.com", &[], 6, Direction::In).await;
        let mina = &world.mina;
        assert_eq!(world.subjects(mina, Unit::Thread, "", Some(a)).await, ["件 2", "件 1"]);
        assert_eq!(world.subjects(mina, Unit::Customer, CUSTOMER, Some(a)).await, ["件 4", "件 2", "件 1"]);
        assert_eq!(world.subjects(mina, Unit::Company, CUSTOMER, None).await, ["件 4", "件 3", "件 2", "件 1"]);
        assert_eq!(world.subjects(mina, Unit::Customer, "someone@gmail.com", None).await, ["件 5"]);
        assert!(world.subjects(mina, Unit::Company, "someone@gmail.com", None).await.is_empty(), "a mail service is no company");
        conversations::trash(mina, &[a]).await.unwrap();
        assert_eq!(world.subjects(mina, Unit::Customer, CUSTOMER, None).await, ["件 4"]);
    }

    async fn nobody_sees_more_than_the_lists_show_them(desk) {
        let world = World::new(desk).await;
        let other = world.desk.mailbox("採用").await;
        let own = world.desk.person("own", Role::Member, &[world.mailbox], Viewing::Own, true).await;
        let a = world.mail(None, world.mailbox, CUSTOMER, &[], 1, Direction::In).await;
        let hers = world.mail(None, world.mailbox, CUSTOMER, &[], 2, Direction::In).await;
        world.mail(None, other, CUSTOMER, &[], 3, Direction::In).await;
        conversations::change(&world.mina, &[(hers, None)], &Change { assignee: Some(own.who.user_id()), ..Change::default() }).await.unwrap();
        assert_eq!(world.subjects(&world.mina, Unit::Customer, CUSTOMER, None).await, ["件 2", "件 1"]);
        assert_eq!(world.subjects(&own, Unit::Customer, CUSTOMER, None).await, ["件 2"]);
        assert!(world.subjects(&stranger(&world.desk), Unit::Customer, CUSTOMER, None).await.is_empty());
        let asked = |unit, conversation| HistoryQuery { unit, address: CUSTOMER.into(), conversation, before: None };
        let refused = async |cx: &Cx, query: HistoryQuery| match history(cx, &query).await {
            Err(crate::Error::Refused(refused)) => Some(refused),
            _ => None,
        };
        for unit in Unit::ALL {
            assert_eq!(refused(&own, asked(*unit, Some(a))).await, Some(Refused::NotFound), "{unit}");
            assert_eq!(refused(&world.desk.cx(Who::Nobody), asked(*unit, Some(a))).await, Some(Refused::NotSignedIn), "{unit}");
        }
        // Announced are others of the same customer that are not done.
        let others = async |cx: &Cx, id| conversations::open(cx, id).await.unwrap().others.into_iter().map(|other| other.id).collect::<Vec<_>>();
        assert_eq!(others(&world.mina, a).await, [hers]);
        assert!(others(&own, hers).await.is_empty());
        conversations::done(&world.mina, &[hers]).await.unwrap();
        assert!(others(&world.mina, a).await.is_empty());
        assert_eq!(related(&world.mina, a).await.unwrap().into_iter().map(|other| other.id).collect::<Vec<_>>(), [hers], "what it may belong to may be done");
    }

    async fn it_says_who_had_it_then(desk) {
        let world = World::new(desk).await;
        let ren = world.desk.member("ren", &[world.mailbox]).await;
        let id = world.mail(None, world.mailbox, CUSTOMER, &[], 1, Direction::In).await;
        for (minute, who) in [(10, Some(&world.mina)), (20, Some(&ren)), (30, None)] {
            let cx = TestDesk::later(&world.mina, minute * 60_000);
            let change = Change { assignee: Some(who.and_then(|cx| cx.who.user_id())), ..Change::default() };
            conversations::change(&cx, &[(id, None)], &change).await.unwrap();
            world.mail(Some(id), world.mailbox, CUSTOMER, &[], minute + 5, Direction::In).await;
        }
        let untouched = world.mail(None, world.mailbox, "n@x.example", &[], 50, Direction::In).await;
        let query = HistoryQuery { unit: Unit::Thread, address: String::new(), conversation: Some(id), before: None };
        let then: Vec<_> = history(&world.mina, &query).await.unwrap().lines.into_iter().map(|line| line.assignee_name).collect();
        assert_eq!(then, [None, Some("ren".to_owned()), Some("mina".to_owned()), None]);
        let query = HistoryQuery { conversation: Some(untouched), ..query };
        assert_eq!(history(&world.mina, &query).await.unwrap().lines[0].assignee_name, None);
    }

    async fn pages_follow_each_other_without_gap_or_repeat(desk) {
        let world = World::new(desk).await;
        for number in 0..100 {
            // Several at the same instant.
            world.mail(None, world.mailbox, CUSTOMER, &["copy@hikarinomori.example"], number / 3, Direction::In).await;
        }
        for unit in [Unit::Customer, Unit::Company] {
            let mut query = HistoryQuery { unit, address: CUSTOMER.into(), conversation: None, before: None };
            let mut seen = Vec::new();
            loop {
                let page = history(&world.mina, &query).await.unwrap();
                seen.extend(page.lines.into_iter().map(|line| (std::cmp::Reverse(line.at.0), std::cmp::Reverse(line.id.0))));
                match page.next {
                    Some(next) => query.before = Some(next),
                    None => break,
                }
            }
            assert_eq!(seen.len(), 100, "{unit}");
            assert!(seen.is_sorted_by(|a, b| a < b), "{unit}");
        }
    }
}
