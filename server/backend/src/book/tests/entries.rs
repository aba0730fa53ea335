//! Companies and people: added, changed, removed, listed.

use super::super::*;
use crate::{
    each_engine,
    testing::{TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing},
    book::{BookQuery, CompanyForm, ContactForm, EntryKind, GroupForm},
};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refused {
    crate::drafts::fixture::refused(result)
}

fn company(name: &str, reading: &str) -> CompanyForm {
    CompanyForm { name: name.into(), reading: reading.into(), ..CompanyForm::default() }
}

fn contact(name: &str, addr: &str) -> ContactForm {
    ContactForm { name: name.into(), addresses: vec![addr.into()], ..ContactForm::default() }
}

fn all(kind: EntryKind) -> BookQuery {
    BookQuery { kind, q: String::new(), group: None, company: None, filters: vec![], after: None }
}

async fn names(cx: &Cx, query: &BookQuery) -> Vec<String> {
    list(cx, query).await.unwrap().lines.into_iter().map(|line| line.name).collect()
}

async fn mina(desk: &TestDesk) -> Cx {
    let mailbox = desk.mailbox("窓口").await;
    desk.member("mina", &[mailbox]).await
}

each_engine! {
    async fn a_card_holds_what_was_filled_in_and_what_is_changed(desk) {
        let cx = mina(&desk).await;
        let form = CompanyForm { code: " H-0127 ".into(), phone: "022-555-0140".into(), in_charge: cx.who.user_id(), ..company("ひかりの森", "ひかりのもり") };
        let hikari = super::super::add_company(&cx, &form).await.unwrap();
        let group = add_group(&cx, EntryKind::Contact, &GroupForm { name: "保守".into() }).await.unwrap();
        let person = ContactForm {
            company: Some(hikari),
            section: "推進室".into(),
            opted_out: true,
            groups: vec![group],
            addresses: vec!["y@hikari.example".into(), "yu@home.example".into()],
            ..contact("篠宮 悠", "")
        };
        let id = add_contact(&cx, &person).await.unwrap();
        let view = super::super::contact(&cx, id).await.unwrap();
        assert_eq!(view.form, person);
        assert_eq!((view.company.as_str(), view.opted_out_by.as_deref(), view.opted_out_at), ("ひかりの森", Some("hand"), Some(cx.now)));
        assert_eq!(view.groups, ["保守"]);
        let later = TestDesk::later(&cx, 5_000);
        let changed = ContactForm { section: "会計課".into(), addresses: vec!["yu@home.example".into()], groups: vec![], ..person.clone() };
        edit_contact(&later, id, view.version, &changed).await.unwrap();
        let view = super::super::contact(&cx, id).await.unwrap();
        assert_eq!((view.form.clone(), view.opted_out_at), (changed.clone(), Some(cx.now)), "since when they want none stays");
        assert!(find(&cx, "y@hikari").await.unwrap().is_empty() && !find(&cx, "yu@home").await.unwrap().is_empty());
        edit_contact(&later, id, view.version, &ContactForm { opted_out: false, ..changed }).await.unwrap();
        assert_eq!(super::super::contact(&cx, id).await.unwrap().opted_out_at, None);
        let view = super::super::company(&cx, hikari).await.unwrap();
        assert_eq!((view.form.code.as_str(), view.people, view.in_charge.as_deref()), ("H-0127", 1, Some("mina")));
        assert_eq!(view.domains, ["home.example"]);
    }

    async fn a_form_that_was_overtaken_changes_nothing(desk) {
        let cx = mina(&desk).await;
        let id = add_contact(&cx, &contact("三嶋", "m@x.example")).await.unwrap();
        let seen = super::super::contact(&cx, id).await.unwrap().version;
        edit_contact(&cx, id, seen, &contact("三嶋 航", "m@x.example")).await.unwrap();
        assert_eq!(refused(edit_contact(&cx, id, seen, &contact("三島", "other@x.example")).await), Refused::Stale);
        let view = super::super::contact(&cx, id).await.unwrap();
        assert_eq!((view.form.name.as_str(), view.form.addresses.as_slice()), ("三嶋 航", ["m@x.example".to_owned()].as_slice()));
        let id = super::super::add_company(&cx, &company("月見浜", "")).await.unwrap();
        edit_company(&cx, id, 1, &company("月見浜商事", "")).await.unwrap();
        assert_eq!(refused(edit_company(&cx, id, 1, &company("月見", "")).await), Refused::Stale);
        assert_eq!(super::super::company(&cx, id).await.unwrap().form.name, "月見浜商事");
    }

    async fn a_code_belongs_to_one_and_is_free_again_when_its_entry_lies_in_the_trash(desk) {
        let cx = mina(&desk).await;
        let coded = |name: &str| ContactForm { code: "Ｃ-1".into(), ..contact(name, "") };
        let first = add_contact(&cx, &coded("一")).await.unwrap();
        let twice = ContactForm { code: "c-1".into(), ..contact("二", "") };
        assert_eq!(refused(add_contact(&cx, &twice).await), Refused::Taken { field: Field::Code });
        remove_contact(&cx, first).await.unwrap();
        remove_contact(&cx, first).await.unwrap();
        assert!(super::super::contact(&cx, first).await.unwrap().removed);
        assert!(find(&cx, "一").await.unwrap().is_empty() && names(&cx, &all(EntryKind::Contact)).await.is_empty());
        let second = add_contact(&cx, &twice).await.unwrap();
        assert_eq!(refused(restore_contact(&cx, first).await), Refused::Taken { field: Field::Code });
        remove_contact(&cx, second).await.unwrap();
        restore_contact(&cx, first).await.unwrap();
        assert_eq!(names(&cx, &all(EntryKind::Contact)).await, ["一"]);
        assert_eq!(find(&cx, "一").await.unwrap().contacts.len(), 1);
    }

    async fn lists_are_in_the_order_of_readings_a_page_after_the_other(desk) {
        let cx = mina(&desk).await;
        for n in (0..120).rev() {
            add_contact(&cx, &ContactForm { reading: format!("あ{n:03}"), ..contact(&format!("人{n}"), &format!("p{n}@x.example")) }).await.unwrap();
        }
        let (mut query, mut seen, mut pages) = (all(EntryKind::Contact), Vec::new(), 0);
        loop {
            let page = list(&cx, &query).await.unwrap();
            pages += 1;
            query.after = page.lines.last().map(|line| line.id);
            seen.extend(page.lines.into_iter().map(|line| line.reading));
            if !page.more {
                break;
            }
        }
        assert_eq!((pages, seen.len()), (3, 120));
        assert!(seen.is_sorted());
        let narrowed = BookQuery { q: "p11".into(), ..all(EntryKind::Contact) };
        assert_eq!(list(&cx, &narrowed).await.unwrap().lines.len(), 11);
        assert!(names(&cx, &BookQuery { q: "%".into(), ..narrowed }).await.is_empty());
    }

    async fn lists_are_narrowed_to_groups_and_companies(desk) {
        let cx = mina(&desk).await;
        let group = add_group(&cx, EntryKind::Company, &GroupForm { name: "助成".into() }).await.unwrap();
        assert_eq!(refused(add_group(&cx, EntryKind::Company, &GroupForm { name: "助成".into() }).await), Refused::Taken { field: Field::Name });
        let hikari = super::super::add_company(&cx, &CompanyForm { groups: vec![group], ..company("ひかり", "ひかり") }).await.unwrap();
        super::super::add_company(&cx, &company("あおば", "あおば")).await.unwrap();
        add_contact(&cx, &ContactForm { company: Some(hikari), ..contact("悠", "") }).await.unwrap();
        add_contact(&cx, &contact("航", "")).await.unwrap();
        assert_eq!(names(&cx, &all(EntryKind::Company)).await, ["あおば", "ひかり"]);
        assert_eq!(names(&cx, &BookQuery { group: Some(group), ..all(EntryKind::Company) }).await, ["ひかり"]);
        assert_eq!(names(&cx, &BookQuery { company: Some(hikari), ..all(EntryKind::Contact) }).await, ["悠"]);
        assert_eq!(names(&cx, &BookQuery { q: "hikari".into(), ..all(EntryKind::Contact) }).await, ["悠"], "by the name of the company");
        assert_eq!(setup(&cx).await.unwrap().groups[0].members, 1);
        rename_group(&cx, group, &GroupForm { name: "助成事業".into() }).await.unwrap();
        assert_eq!(super::super::company(&cx, hikari).await.unwrap().groups, ["助成事業"]);
        assert_eq!(refused(remove_group(&cx, group).await), Refused::NotAllowed, "it touches many");
        remove_group(&desk.system(), group).await.unwrap();
        assert!(super::super::company(&cx, hikari).await.unwrap().groups.is_empty());
    }

    async fn whoever_reads_a_mailbox_reads_the_book_and_whoever_edits_changes_it(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let editor = desk.member("mina", &[mailbox]).await;
        let reader = desk.person("yomu", Role::Member, &[mailbox], Viewing::Own, false).await;
        let id = add_contact(&editor, &contact("三嶋", "m@x.example")).await.unwrap();
        assert_eq!(super::super::contact(&reader, id).await.unwrap().rights, BookRights::default());
        assert_eq!(refused(add_contact(&reader, &contact("x", "")).await), Refused::NotAllowed);
        assert_eq!(refused(edit_contact(&reader, id, 1, &contact("x", "")).await), Refused::NotAllowed);
        assert_eq!(refused(remove_contact(&reader, id).await), Refused::NotAllowed);
        let outsider = stranger(&desk);
        assert_eq!(refused(super::super::contact(&outsider, id).await), Refused::NotFound);
        assert_eq!(refused(list(&outsider, &all(EntryKind::Contact)).await), Refused::NotFound);
        assert_eq!(refused(setup(&outsider).await), Refused::NotFound);
        assert_eq!(refused(super::super::contact(&editor, ContactId(999)).await), Refused::NotFound);
    }

    async fn those_who_may_be_the_same_are_named(desk) {
        let cx = mina(&desk).await;
        let one = add_contact(&cx, &ContactForm { phone: "022-555-0148".into(), ..contact("大鷲 灯", "kaikei@x.example") }).await.unwrap();
        add_contact(&cx, &contact("大鷲 あかり", "KAIKEI@x.example")).await.unwrap();
        add_contact(&cx, &ContactForm { phone: "0225550148".into(), ..contact("別人", "") }).await.unwrap();
        add_contact(&cx, &contact("大鷲 灯", "")).await.unwrap();
        add_contact(&cx, &contact("無関係", "n@x.example")).await.unwrap();
        let alike = super::super::contact(&cx, one).await.unwrap().alike;
        let told: Vec<(&str, &str)> = alike.iter().map(|one| (one.name.as_str(), one.why.as_str())).collect();
        assert_eq!(told, [("大鷲 あかり", "address"), ("別人", "phone"), ("大鷲 灯", "name")]);
    }
}
