//! Kept questions: whose they are, who sees them, and that they find by the rights of whoever asks.

use super::*;

each_engine! {
    async fn a_shared_question_is_seen_by_the_members_and_finds_by_their_rights(desk) {
        let (here, there) = (desk.mailbox("窓口").await, desk.mailbox("人事").await);
        let mina = desk.member("mina", &[here, there]).await;
        let kuse = desk.member("kuse", &[here]).await;
        keep(&desk, here, &Mail { subject: "納期", ..PLAIN }).await;
        keep(&desk, there, &Mail { subject: "納期", ..PLAIN }).await;
        let own = save(&mina, "わたしの納期", "納期", None).await.unwrap();
        let shared = save(&mina, "みんなの納期", "納期", Some(here)).await.unwrap();
        let names = |all: Vec<domain::search::SavedView>| all.into_iter().map(|saved| (saved.name, saved.mine)).collect::<Vec<_>>();
        assert_eq!(names(saved(&mina).await.unwrap()), [("みんなの納期".to_owned(), true), ("わたしの納期".to_owned(), true)]);
        assert_eq!(names(saved(&kuse).await.unwrap()), [("みんなの納期".to_owned(), false)]);
        assert_eq!(count(&mina, shared, "Asia/Tokyo").await.unwrap().count, 2);
        assert_eq!(count(&kuse, shared, "Asia/Tokyo").await.unwrap().count, 1);
        assert!(matches!(count(&kuse, own, "").await, Err(Error::Refused(Refused::NotFound))));
        assert!(matches!(forget(&kuse, own).await, Err(Error::Refused(Refused::NotFound))));
        assert!(matches!(forget(&kuse, shared).await, Err(Error::Refused(Refused::NotAllowed))));
        forget(&mina, shared).await.unwrap();
        forget(&mina, own).await.unwrap();
        assert!(saved(&mina).await.unwrap().is_empty());
    }

    async fn whoever_may_not_edit_shares_nothing(desk) {
        let (here, there) = (desk.mailbox("窓口").await, desk.mailbox("人事").await);
        let reader = desk.person("yomi", Role::Member, &[here], Viewing::All, false).await;
        assert!(matches!(save(&reader, "納期", "納期", Some(here)).await, Err(Error::Refused(Refused::NotAllowed))));
        assert!(matches!(save(&reader, "納期", "納期", Some(there)).await, Err(Error::Refused(Refused::NotFound))));
        save(&reader, "納期", "納期", None).await.unwrap();
        assert!(matches!(save(&reader, "納期", "  ", None).await, Err(Error::Refused(Refused::Invalid { field: Field::Text, .. }))));
        for n in 1..domain::search::SAVED_MAX {
            save(&reader, &format!("{n}"), "納期", None).await.unwrap();
        }
        assert!(matches!(save(&reader, "more", "納期", None).await, Err(Error::Refused(Refused::OverLimit { what: Limit::SavedSearches, .. }))));
    }
}
