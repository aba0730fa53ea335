//! Names of priorities: kept once a space, known to everybody, in the history too.

use super::*;
use crate::{
    Error,
    conversations::{NewConversation, change, create, open},
    each_engine,
};
use domain::{
    access::{Role, Viewing},
    addresses::Address,
    conversations::{Change, Item},
    statuses::{Class, Color},
};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

each_engine! {
    async fn operators_name_levels_and_the_history_follows(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let mina = desk.member("mina", &[mailbox]).await;
        let standard: Vec<Level> = Priority::ALL.iter().map(|priority| Level::standard(*priority)).collect();
        assert_eq!(list(&admin).await.unwrap(), standard);
        assert_eq!(mailboxes::mine(&mina).await.unwrap()[0].priorities, []);
        let mut levels = standard.clone();
        levels[2] = Level { name: " 最優先 ".into(), color: Color::Botan, ..levels[2].clone() };
        set(&admin, &levels).await.unwrap();
        let named = Level { name: "最優先".into(), color: Color::Botan, priority: Priority::Critical };
        assert_eq!(mailboxes::mine(&mina).await.unwrap()[0].priorities, [named]);
        let customer = Address { name: "客".into(), addr: "c@x.example".into() };
        let system = desk.system();
        let mut tx = system.desk.db.write().await.unwrap();
        let new = NewConversation { mailbox, subject: "件", customer: &customer, class: Class::Open, assignee: None, at: system.now, language: "ja" };
        let id = create(&mut tx, &system, &new).await.unwrap();
        tx.commit().await.unwrap();
        change(&mina, &[(id, None)], &Change { priority: Some(Priority::Critical), ..Change::default() }).await.unwrap();
        let told = open(&mina, id).await.unwrap().items.into_iter().find_map(|item| if let Item::Event(event) = item { Some((event.before, event.after)) } else { None });
        assert_eq!(told, Some(("normal".to_owned(), "最優先".to_owned())));
        levels[1].name = "最優先".into();
        assert_eq!(refused(set(&admin, &levels).await), Some(Refused::Taken { field: Field::Name }));
        set(&admin, &standard).await.unwrap();
        assert_eq!(mailboxes::mine(&mina).await.unwrap()[0].priorities, []);
        for answer in [refused(list(&mina).await), refused(set(&mina, &standard).await)] {
            assert_eq!(answer, Some(Refused::NotAllowed));
        }
    }
}
