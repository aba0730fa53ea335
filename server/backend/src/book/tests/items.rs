//! Items of the space's own: set up by operators, filled in by everybody who edits.

use super::super::*;
use crate::{each_engine, testing::TestDesk};
use domain::book::{BookQuery, CompanyForm, ContactForm, EntryKind, ItemForm, ItemKind, ItemOptionForm};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refused {
    crate::drafts::fixture::refused(result)
}

fn item(name: &str, kind: ItemKind) -> ItemForm {
    let option = |name: &str| ItemOptionForm { id: None, name: name.into(), archived: false };
    ItemForm { name: name.into(), kind, required: false, is_unique: false, listed: false, options: vec![option("KM-RF08"), option("KM-T2")] }
}

fn contact(values: Vec<(BookItemId, String)>) -> ContactForm {
    ContactForm { name: "篠宮 悠".into(), values, ..ContactForm::default() }
}

async fn mina(desk: &TestDesk) -> Cx {
    let mailbox = desk.mailbox("窓口").await;
    desk.member("mina", &[mailbox]).await
}

each_engine! {
    async fn an_item_is_filled_in_shown_and_listed(desk) {
        let cx = mina(&desk).await;
        let operator = desk.system();
        let products = add_item(&operator, EntryKind::Contact, &ItemForm { listed: true, ..item("保有製品", ItemKind::Multi) }).await.unwrap();
        let renewal = add_item(&operator, EntryKind::Contact, &item("契約更新日", ItemKind::Date)).await.unwrap();
        let person = add_item(&operator, EntryKind::Contact, &item("営業", ItemKind::Person)).await.unwrap();
        add_item(&operator, EntryKind::Company, &item("業種", ItemKind::Text)).await.unwrap();
        let items = setup(&cx).await.unwrap().items;
        let options: Vec<String> = items.iter().find(|item| item.id == products).unwrap().options.iter().map(|option| option.id.to_string()).collect();
        let mina = cx.who.user_id().unwrap();
        let form = contact(vec![(products, options.join(",")), (renewal, "2026-03-01".into()), (person, mina.to_string())]);
        let id = add_contact(&cx, &form).await.unwrap();
        let view = super::super::contact(&cx, id).await.unwrap();
        let shown: Vec<(&str, &str)> = view.items.iter().map(|item| (item.name.as_str(), item.text.as_str())).collect();
        assert_eq!(shown, [("保有製品", "KM-RF08、KM-T2"), ("契約更新日", "2026/03/01"), ("営業", "mina")]);
        assert_eq!(view.form.values, form.values, "as the form had it");
        let line = list(&cx, &BookQuery { kind: EntryKind::Contact, q: String::new(), group: None, company: None, filters: vec![], after: None }).await.unwrap().lines.remove(0);
        assert_eq!(line.items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["KM-RF08、KM-T2"]);
        let mut tx = cx.desk.db.read().await.unwrap();
        // What other features learn of an address.
        drop(form);
        assert_eq!(known(&mut tx, SpaceId(1), "nobody@x.example").await.unwrap(), None);
        drop(tx);
        remove_item(&operator, products).await.unwrap();
        assert_eq!(super::super::contact(&cx, id).await.unwrap().items.len(), 2);
        assert_eq!(refused(remove_item(&operator, products).await), Refused::NotFound);
    }

    async fn what_must_be_there_and_what_nobody_has_twice(desk) {
        let cx = mina(&desk).await;
        let operator = desk.system();
        let number = add_item(&operator, EntryKind::Contact, &ItemForm { required: true, is_unique: true, ..item("会員番号", ItemKind::Text) }).await.unwrap();
        let said = |wrong| Refused::Item { item: "会員番号".into(), wrong };
        assert_eq!(refused(add_contact(&cx, &contact(vec![])).await), said(Wrong::Missing));
        let id = add_contact(&cx, &contact(vec![(number, "A-1".into())])).await.unwrap();
        assert_eq!(refused(add_contact(&cx, &contact(vec![(number, "ａ-1".into())])).await), said(Wrong::Same));
        edit_contact(&cx, id, 1, &contact(vec![(number, "A-1".into())])).await.unwrap();
        remove_contact(&cx, id).await.unwrap();
        add_contact(&cx, &contact(vec![(number, "A-1".into())])).await.unwrap();
    }

    async fn operators_set_items_up_and_the_audit_log_knows(desk) {
        let cx = mina(&desk).await;
        let operator = desk.system();
        assert_eq!(refused(add_item(&cx, EntryKind::Company, &item("業種", ItemKind::Text)).await), Refused::NotAllowed);
        let one = add_item(&operator, EntryKind::Company, &item("業種", ItemKind::Menu)).await.unwrap();
        let two = add_item(&operator, EntryKind::Company, &item("締め日", ItemKind::Text)).await.unwrap();
        add_item(&operator, EntryKind::Contact, &item("業種", ItemKind::Text)).await.unwrap();
        assert_eq!(refused(add_item(&operator, EntryKind::Company, &item("業種", ItemKind::Text)).await), Refused::Taken { field: Field::Name });
        assert_eq!(refused(edit_item(&operator, one, &item("業種", ItemKind::Text)).await), Refused::NotAllowed, "the kind stays");
        let options = setup(&cx).await.unwrap().items[0].options.clone();
        let kept = ItemOptionForm { id: Some(options[1].id), name: "KM-T9".into(), archived: false };
        edit_item(&operator, one, &ItemForm { options: vec![kept], ..item("分類", ItemKind::Menu) }).await.unwrap();
        let now = setup(&cx).await.unwrap().items.remove(0);
        assert_eq!((now.name.as_str(), now.options.len(), now.options[0].archived, now.options[1].archived), ("分類", 2, false, true), "one left out is archived");
        order_items(&operator, EntryKind::Company, &[two, one]).await.unwrap();
        assert_eq!(setup(&cx).await.unwrap().items.iter().map(|item| item.name.clone()).collect::<Vec<_>>(), ["締め日", "分類", "業種"]);
        assert_eq!(refused(order_items(&operator, EntryKind::Company, &[two]).await), Refused::Stale);
        assert_eq!(refused(order_items(&cx, EntryKind::Company, &[one, two]).await), Refused::NotAllowed);
        for n in 0..2 {
            add_item(&operator, EntryKind::Company, &ItemForm { listed: true, ..item(&format!("列{n}"), ItemKind::Text) }).await.unwrap();
        }
        add_item(&operator, EntryKind::Company, &ItemForm { listed: true, ..item("列3", ItemKind::Text) }).await.unwrap();
        let fourth = add_item(&operator, EntryKind::Company, &ItemForm { listed: true, ..item("列4", ItemKind::Text) }).await;
        assert_eq!(refused(fourth), Refused::OverLimit { what: Limit::BookColumns, limit: 3 });
        let mut tx = cx.desk.db.read().await.unwrap();
        let (count,): (i64,) = tx.query("select count(*) from audit where action = 'book' and subject like 'item%'").one().await.unwrap();
        assert_eq!(count, 8, "six were added, one edited, one order set");
    }

    async fn nobody_is_in_charge_who_is_not_there(desk) {
        let cx = mina(&desk).await;
        let form = CompanyForm { name: "会社".into(), in_charge: Some(UserId(999)), ..CompanyForm::default() };
        assert_eq!(refused(add_company(&cx, &form).await), Refused::Invalid { field: Field::User, wrong: Wrong::Malformed });
        let form = ContactForm { name: "人".into(), company: Some(CompanyId(999)), ..ContactForm::default() };
        assert_eq!(refused(add_contact(&cx, &form).await), Refused::NotFound);
    }
}
