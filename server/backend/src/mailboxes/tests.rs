//! Mailboxes: limits, rights, counts.

use super::*;
use crate::{conversations, each_engine, testing::TestDesk};
use domain::{access::Role, addresses::Address, conversations::Change, statuses::Class};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

async fn conversation(desk: &TestDesk, mailbox: MailboxId) -> ConversationId {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: "客".into(), addr: "c@x.example".into() };
    let new = conversations::NewConversation {
        mailbox,
        subject: "件",
        customer: &customer,
        class: Class::Open,
        assignee: None,
        at: cx.now,
        language: "ja",
    };
    let id = conversations::create(&mut tx, &cx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

each_engine! {
    async fn the_twenty_first_mailbox_is_refused_with_the_limit(desk) {
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        for number in 0..MAILBOXES_MAX {
            create(&admin, &format!("窓口{number}")).await.unwrap();
        }
        assert_eq!(refused(create(&admin, "もう一つ").await), Some(Refused::OverLimit { what: Limit::Mailboxes, limit: 20 }));
    }

    async fn a_mailbox_without_view_is_not_in_the_list(desk) {
        let (one, two) = (desk.mailbox("一").await, desk.mailbox("二").await);
        let cx = desk.member("mina", &[two]).await;
        let names: Vec<_> = mine(&cx).await.unwrap().into_iter().map(|m| (m.id, m.name, m.statuses.len())).collect();
        assert_eq!(names, [(two, "二".to_owned(), 4)]);
        assert_eq!(refused(people(&cx, one).await), Some(Refused::NotFound));
        assert_eq!(people(&cx, two).await.unwrap().len(), 1);
    }

    async fn counts_follow_work_and_rights(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let own = desk.person("own", Role::Member, &[mailbox], Viewing::Own, true).await;
        let ids = [conversation(&desk, mailbox).await, conversation(&desk, mailbox).await, conversation(&desk, mailbox).await];
        let give = Change { assignee: Some(own.who.user_id()), ..Change::default() };
        conversations::change(&mina, &[(ids[0], None)], &give).await.unwrap();
        conversations::done(&mina, &[ids[1]]).await.unwrap();
        let seen = |list: Vec<MailboxView>| { let c = &list[0].counts; (c.tray, c.mine, c.unassigned) };
        assert_eq!(seen(mine(&mina).await.unwrap()), (2, 0, 1));
        assert_eq!(seen(mine(&own).await.unwrap()), (1, 1, 0), "own view counts only what is theirs");
    }

    async fn only_operators_set_rights_and_never_senseless_ones(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let member = desk.member("mina", &[mailbox]).await;
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let user_id = member.who.user_id().unwrap();
        let grant = |viewing, editing, sending| GrantView { mailbox_id: mailbox, user_id, user_name: String::new(), viewing, editing, sending, deleting: false };
        assert_eq!(refused(set_grant(&member, &grant(Viewing::All, true, true)).await), Some(Refused::NotAllowed));
        assert_eq!(refused(grants(&member, mailbox).await), Some(Refused::NotAllowed));
        for senseless in [grant(Viewing::None, true, false), grant(Viewing::All, false, true)] {
            assert!(matches!(refused(set_grant(&admin, &senseless).await), Some(Refused::Invalid { field: Field::Rights, .. })));
        }
        set_grant(&admin, &grant(Viewing::All, true, false)).await.unwrap();
        let line = grants(&admin, mailbox).await.unwrap().into_iter().find(|g| g.user_id == user_id).unwrap();
        assert_eq!((line.viewing, line.editing, line.sending), (Viewing::All, true, false));
    }
}
