//! Joining entries that are the same, and taking it back.

use super::super::*;
use crate::{drafts::fixture::refused, each_engine, testing::TestDesk};
use domain::book::{CompanyForm, ContactForm, EntryKind};

async fn mina(desk: &TestDesk) -> Cx {
    let mailbox = desk.mailbox("窓口").await;
    desk.member("mina", &[mailbox]).await
}

each_engine! {
    async fn two_cards_of_one_person_become_one_and_two_again(desk) {
        let cx = mina(&desk).await;
        let one = ContactForm { name: "大鷲 灯".into(), addresses: vec!["kaikei@x.example".into()], ..ContactForm::default() };
        let other = ContactForm { name: "大鷲 あかり".into(), code: "C-2".into(), section: "会計課".into(), opted_out: true, addresses: vec!["akari@x.example".into(), "KAIKEI@x.example".into()], ..ContactForm::default() };
        let (into, from) = (add_contact(&cx, &one).await.unwrap(), add_contact(&cx, &other).await.unwrap());
        assert_eq!(refused(merge(&cx, EntryKind::Contact, into.0, into.0).await), Refused::Invalid { field: Field::Name, wrong: Wrong::Same });
        let id = merge(&cx, EntryKind::Contact, from.0, into.0).await.unwrap();
        let view = contact(&cx, into).await.unwrap();
        let expected = ContactForm { code: "C-2".into(), section: "会計課".into(), opted_out: true, addresses: vec!["kaikei@x.example".into(), "akari@x.example".into()], ..one.clone() };
        assert_eq!((view.form, view.alike.len()), (expected, 0));
        assert_eq!(refused(contact(&cx, from).await), Refused::NotFound, "it is an empty shell");
        assert_eq!(find(&cx, "akari@").await.unwrap().contacts.iter().map(|one| one.id).collect::<Vec<_>>(), [into]);
        undo_merge(&cx, id).await.unwrap();
        assert_eq!((contact(&cx, into).await.unwrap().form, contact(&cx, from).await.unwrap().form), (one, other));
        assert_eq!(find(&cx, "akari@").await.unwrap().contacts.iter().map(|one| one.id).collect::<Vec<_>>(), [from]);
        assert_eq!(refused(undo_merge(&cx, id).await), Refused::NotFound);
    }

    async fn people_go_along_with_their_company_and_what_was_changed_since_stays(desk) {
        let cx = mina(&desk).await;
        let firm = |name: &str| CompanyForm { name: name.into(), ..CompanyForm::default() };
        let (into, from) = (add_company(&cx, &firm("月見浜水産")).await.unwrap(), add_company(&cx, &firm("月見浜水産株式会社")).await.unwrap());
        let person = add_contact(&cx, &ContactForm { name: "三嶋".into(), company: Some(from), ..ContactForm::default() }).await.unwrap();
        let id = merge(&cx, EntryKind::Company, from.0, into.0).await.unwrap();
        assert_eq!(contact(&cx, person).await.unwrap().form.company, Some(into));
        undo_merge(&cx, id).await.unwrap();
        assert_eq!(contact(&cx, person).await.unwrap().form.company, Some(from));
        let id = merge(&cx, EntryKind::Company, from.0, into.0).await.unwrap();
        let seen = company(&cx, into).await.unwrap();
        edit_company(&cx, into, seen.version, &CompanyForm { phone: "0225".into(), ..seen.form }).await.unwrap();
        assert_eq!(refused(undo_merge(&cx, id).await), Refused::Stale);
        assert_eq!(company(&cx, into).await.unwrap().form.phone, "0225");
    }
}
