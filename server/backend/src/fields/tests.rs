//! Fields: what operators keep, what people and rules set, what lists show, who may.

use super::*;
use crate::{
    conversations::{MessageFacts, NewConversation, change, create, done, on_message, open, purge, trash, undo},
    each_engine,
    testing::{NOW, TestDesk},
};
use domain::{
    access::{Role, Viewing},
    addresses::Address,
    conversations::{Change, EventKind, EventView, Item, ListQuery, TRASH_DAYS, View},
    fields::{FieldFilter, Kind, OptionForm},
    messages::Direction,
    statuses::{Class, Color},
};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

fn option(name: &str) -> OptionForm {
    OptionForm { id: None, name: name.to_owned(), color: Color::Ruri, archived: false }
}

fn form(name: &str, kind: Kind, options: &[&str]) -> FieldForm {
    FieldForm { name: name.to_owned(), kind, listed: false, options: options.iter().map(|name| option(name)).collect() }
}

/// The form of a field as it is.
async fn as_it_is(cx: &Cx, mailbox: MailboxId, id: FieldId) -> FieldForm {
    let field = list(cx, mailbox).await.unwrap().into_iter().find(|one| one.field.id == id).unwrap().field;
    let options = field.options.into_iter().map(|o| OptionForm { id: Some(o.id), name: o.name, color: o.color, archived: o.archived }).collect();
    FieldForm { name: field.name, kind: field.kind, listed: field.listed, options }
}

async fn option_ids(cx: &Cx, mailbox: MailboxId, id: FieldId) -> Vec<OptionId> {
    as_it_is(cx, mailbox, id).await.options.into_iter().map(|option| option.id.unwrap()).collect()
}

async fn conversation(desk: &TestDesk, mailbox: MailboxId, subject: &str, minutes: i64) -> ConversationId {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: "客".into(), addr: "c@x.example".into() };
    let at = NOW.plus_minutes(minutes);
    let new = NewConversation { mailbox, subject, customer: &customer, class: Class::Open, assignee: None, at, language: "ja" };
    let id = create(&mut tx, &cx, &new).await.unwrap();
    arrive(&mut tx, &cx, id, at).await;
    tx.commit().await.unwrap();
    id
}

async fn arrive(tx: &mut Tx, cx: &Cx, id: ConversationId, at: Moment) {
    let facts = MessageFacts { conversation: id, direction: Direction::In, at, automatic: false, snippet: "", has_attachment: false, language: "" };
    on_message(tx, cx, &facts).await.unwrap();
}

async fn put(cx: &Cx, id: ConversationId, field: FieldId, value: impl ToString) -> Result<Vec<domain::conversations::Undo>> {
    change(cx, &[(id, None)], &Change { fields: vec![(field, value.to_string())], ..Change::default() }).await
}

/// The value of the only field, in words.
async fn shown(cx: &Cx, id: ConversationId) -> String {
    open(cx, id).await.unwrap().fields.remove(0).shown.text
}

async fn history(cx: &Cx, id: ConversationId) -> Vec<EventView> {
    let items = open(cx, id).await.unwrap().items.into_iter();
    items.filter_map(|item| if let Item::Event(event) = item { Some(event) } else { None }).filter(|event| event.kind == EventKind::Field).collect()
}

async fn by_rule(desk: &TestDesk, id: ConversationId, field: FieldId, value: &str) -> bool {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let changed = set_by_rule(&mut tx, &cx, id, field, value).await.unwrap();
    tx.commit().await.unwrap();
    changed
}

fn query(mailbox: MailboxId, view: View, field: FieldId, choice: Option<i64>) -> ListQuery {
    ListQuery { field: Some(FieldFilter { field, choice }), ..ListQuery::of(mailbox, view) }
}

async fn subjects(cx: &Cx, query: &ListQuery) -> Vec<String> {
    crate::conversations::list(cx, query).await.unwrap().rows.into_iter().map(|row| row.subject).collect()
}

each_engine! {
    async fn operators_keep_fields_with_their_options(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let kind = add(&admin, mailbox, &form("種別", Kind::Menu, &["料金", "使い方", "故障"])).await.unwrap();
        let product = add(&admin, mailbox, &form("製品番号", Kind::Text, &[])).await.unwrap();
        assert_eq!(refused(add(&admin, mailbox, &form("ｼｭﾍﾞﾂ", Kind::Text, &[])).await), None, "kanji have no reading here");
        assert_eq!(refused(add(&admin, mailbox, &form(" 種別", Kind::Text, &[])).await), Some(Refused::Taken { field: Field::Name }));
        // Two options change their names with each other, one is left out, one is new.
        let mut changed = as_it_is(&admin, mailbox, kind).await;
        (changed.options[0].name, changed.options[1].name) = ("使い方".into(), "料金".into());
        changed.options.remove(2);
        changed.options.push(option("返品"));
        changed.name = "問い合わせ種別".into();
        edit(&admin, kind, &changed).await.unwrap();
        let field = of_mailbox(&admin, mailbox).await.unwrap().fields.remove(0);
        let options: Vec<_> = field.options.iter().map(|option| (option.name.as_str(), option.archived)).collect();
        assert_eq!((field.name.as_str(), options), ("問い合わせ種別", vec![("使い方", false), ("料金", false), ("返品", false), ("故障", true)]));
        // Its kind stays, and options of others are none of its own.
        assert_eq!(refused(edit(&admin, product, &form("製品番号", Kind::Number, &[])).await), Some(Refused::NotAllowed));
        let other = add(&admin, mailbox, &form("区分", Kind::Multi, &["甲"])).await.unwrap();
        let strange = FieldForm { options: as_it_is(&admin, mailbox, kind).await.options, ..form("区分", Kind::Multi, &[]) };
        assert_eq!(refused(edit(&admin, other, &strange).await), Some(Refused::Stale));
        let ids: Vec<FieldId> = list(&admin, mailbox).await.unwrap().iter().rev().map(|one| one.field.id).collect();
        order(&admin, mailbox, &ids).await.unwrap();
        assert_eq!(list(&admin, mailbox).await.unwrap().iter().map(|one| one.field.id).collect::<Vec<_>>(), ids);
        assert_eq!(refused(order(&admin, mailbox, &ids[1..]).await), Some(Refused::Stale));
    }

    async fn limits_are_named(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        for number in 0..FIELDS_MAX {
            let listed = number < 3;
            add(&admin, mailbox, &FieldForm { listed, ..form(&format!("項目{number}"), Kind::Text, &[]) }).await.unwrap();
        }
        let over = Refused::OverLimit { what: Limit::Fields, limit: 20 };
        assert_eq!(refused(add(&admin, mailbox, &form("もう一つ", Kind::Text, &[])).await), Some(over));
        let fourth = list(&admin, mailbox).await.unwrap()[3].field.id;
        let wide = FieldForm { listed: true, ..form("項目3", Kind::Text, &[]) };
        assert_eq!(refused(edit(&admin, fourth, &wide).await), Some(Refused::OverLimit { what: Limit::Columns, limit: 3 }));
        // Left-out options count: a hundred of a field for ever.
        let names: Vec<String> = (0..60).map(|n| format!("選択肢{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let other = desk.mailbox("採用").await;
        let menu = add(&admin, other, &form("職種", Kind::Menu, &names)).await.unwrap();
        let others: Vec<String> = (0..41).map(|n| format!("別{n}")).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        assert_eq!(refused(edit(&admin, menu, &form("職種", Kind::Menu, &others)).await), Some(Refused::OverLimit { what: Limit::Options, limit: 100 }));
    }

    async fn values_are_set_told_and_taken_back(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let mina = desk.member("mina", &[mailbox]).await;
        let field = add(&admin, mailbox, &form("種別", Kind::Menu, &["料金", "故障"])).await.unwrap();
        let ids = option_ids(&admin, mailbox, field).await;
        let one = conversation(&desk, mailbox, "件", 0).await;
        let first = put(&mina, one, field, ids[0]).await.unwrap();
        assert_eq!(shown(&mina, one).await, "料金");
        put(&mina, one, field, ids[1]).await.unwrap();
        assert_eq!(refused(undo(&mina, &first).await), Some(Refused::Stale), "somebody changed it since");
        let cleared = put(&mina, one, field, "").await.unwrap();
        assert_eq!(shown(&mina, one).await, "");
        undo(&mina, &cleared).await.unwrap();
        assert_eq!(shown(&mina, one).await, "故障");
        let told: Vec<_> = history(&mina, one).await.into_iter().map(|event| (event.what, event.before, event.after)).collect();
        let expected = [("", "料金"), ("料金", "故障"), ("故障", ""), ("", "故障")].map(|(before, after)| ("種別".to_owned(), before.to_owned(), after.to_owned()));
        assert_eq!(told, expected);
        // The same again is no news.
        put(&mina, one, field, ids[1]).await.unwrap();
        assert_eq!(history(&mina, one).await.len(), 4);
        // A rename reaches what is set and what was.
        let mut renamed = as_it_is(&admin, mailbox, field).await;
        renamed.options[1].name = "故障・不具合".into();
        edit(&admin, field, &renamed).await.unwrap();
        assert_eq!(shown(&mina, one).await, "故障・不具合");
        assert_eq!(history(&mina, one).await[1].after, "故障・不具合");
        let version = open(&mina, one).await.unwrap().version;
        let late = Change { fields: vec![(field, ids[0].to_string())], ..Change::default() };
        assert_eq!(refused(change(&mina, &[(one, Some(version - 1))], &late).await), Some(Refused::Stale));
    }

    async fn every_kind_is_kept_and_read_in_words(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let mina = desk.member("mina", &[mailbox]).await;
        let person = mina.who.user_id().unwrap();
        for kind in Kind::ALL {
            let options: &[&str] = if kind.has_options() { &["甲", "乙", "丙"] } else { &[] };
            add(&admin, mailbox, &form(&format!("{kind}の項目"), *kind, options)).await.unwrap();
        }
        let fields = of_mailbox(&mina, mailbox).await.unwrap().fields;
        let id = conversation(&desk, mailbox, "件", 0).await;
        for field in &fields {
            let value = match field.kind {
                Kind::Menu => field.options[1].id.to_string(),
                Kind::Multi => format!("{},{}", field.options[2].id, field.options[0].id),
                Kind::Text => " KM-RF08 ".into(),
                Kind::Number => "１,２００.50".into(),
                Kind::Date => "2026/2/8".into(),
                Kind::Person => person.to_string(),
                Kind::Check => "1".into(),
            };
            put(&mina, id, field.id, value).await.unwrap();
        }
        let words = |view: domain::conversations::ConversationView| view.fields.into_iter().map(|field| field.shown.text).collect::<Vec<_>>();
        assert_eq!(words(open(&mina, id).await.unwrap()), ["乙", "甲、丙", "KM-RF08", "1200.5", "2026/02/08", "mina", "✓"]);
        let told: Vec<_> = history(&mina, id).await.into_iter().map(|event| event.after).collect();
        assert_eq!(told, ["乙", "甲、丙", "KM-RF08", "1200.5", "2026/02/08", "mina", "✓"]);
        let malformed = Some(Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed });
        let wrong = [(0, "999999".to_owned()), (1, format!("{},999999", fields[1].options[0].id)), (0, fields[1].options[0].id.to_string()), (3, "多い".into()), (4, "2026-02-30".into())];
        for (place, value) in wrong {
            assert_eq!(refused(put(&mina, id, fields[place].id, &value).await), malformed, "{place} {value}");
        }
        let stranger = desk.person("toru", Role::Member, &[], Viewing::None, false).await.who.user_id().unwrap();
        assert!(matches!(refused(put(&mina, id, fields[5].id, stranger).await), Some(Refused::Invalid { .. })), "who does not work here");
        let elsewhere = add(&admin, desk.mailbox("採用").await, &form("職種", Kind::Text, &[])).await.unwrap();
        assert_eq!(refused(put(&mina, id, elsewhere, "営業").await), Some(Refused::NotFound));
    }

    async fn an_archived_option_stays_where_it_is_and_is_given_to_nobody_else(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let field = add(&admin, mailbox, &form("製品", Kind::Multi, &["旧型", "新型"])).await.unwrap();
        let ids = option_ids(&admin, mailbox, field).await;
        let (old, new) = (conversation(&desk, mailbox, "旧", 0).await, conversation(&desk, mailbox, "新", 1).await);
        put(&admin, old, field, ids[0]).await.unwrap();
        let mut archived = as_it_is(&admin, mailbox, field).await;
        archived.options[0].archived = true;
        edit(&admin, field, &archived).await.unwrap();
        assert_eq!(shown(&admin, old).await, "旧型");
        put(&admin, old, field, format!("{},{}", ids[0], ids[1])).await.unwrap();
        assert_eq!(shown(&admin, old).await, "旧型、新型");
        assert_eq!(refused(put(&admin, new, field, ids[0]).await), Some(Refused::Stale));
    }

    async fn rules_leave_alone_what_somebody_set_or_emptied(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let field = add(&admin, mailbox, &form("種別", Kind::Menu, &["料金", "故障"])).await.unwrap();
        let ids = option_ids(&admin, mailbox, field).await;
        let (one, two) = (ids[0].to_string(), ids[1].to_string());
        let id = conversation(&desk, mailbox, "件", 0).await;
        let version = open(&admin, id).await.unwrap().version;
        assert!(by_rule(&desk, id, field, &one).await);
        assert!(!by_rule(&desk, id, field, &one).await, "it is that already");
        assert!(by_rule(&desk, id, field, &two).await, "the next rule wins over the first");
        assert_eq!(open(&admin, id).await.unwrap().version, version + 2);
        assert_eq!(history(&admin, id).await[1].actor_name, None);
        // Who sets by hand what a rule set already makes it theirs, without a word.
        put(&admin, id, field, &two).await.unwrap();
        assert_eq!(history(&admin, id).await.len(), 2);
        assert!(!by_rule(&desk, id, field, &one).await);
        put(&admin, id, field, "").await.unwrap();
        assert!(!by_rule(&desk, id, field, &one).await, "emptied by hand");
        assert_eq!(shown(&admin, id).await, "");
    }

    async fn a_list_shows_columns_and_is_narrowed_to_a_value(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let own = desk.person("own", Role::Member, &[mailbox], Viewing::Own, true).await;
        let field = add(&admin, mailbox, &FieldForm { listed: true, ..form("種別", Kind::Menu, &["料金", "故障"]) }).await.unwrap();
        let note = add(&admin, mailbox, &form("備考", Kind::Text, &[])).await.unwrap();
        let ids = option_ids(&admin, mailbox, field).await;
        let mut all = Vec::new();
        for number in 0..7 { all.push(conversation(&desk, mailbox, &number.to_string(), number).await); }
        for id in [all[0], all[2], all[4], all[5]] { put(&admin, id, field, ids[1]).await.unwrap(); }
        put(&admin, all[1], field, ids[0]).await.unwrap();
        put(&admin, all[1], note, "長い話").await.unwrap();
        put(&admin, all[6], field, ids[0]).await.unwrap();
        put(&admin, all[6], field, "").await.unwrap();
        done(&admin, &[all[4]]).await.unwrap();
        trash(&admin, &[all[5]]).await.unwrap();
        // A new mail moves it up, in every list.
        let mut tx = desk.desk.db.write().await.unwrap();
        arrive(&mut tx, &desk.system(), all[0], NOW.plus_minutes(60)).await;
        tx.commit().await.unwrap();
        let (one, other) = (Some(ids[0].0), Some(ids[1].0));
        let table: [(View, Option<i64>, &[&str]); 8] = [
            (View::Tray, other, &["0", "2"]),
            (View::Tray, one, &["1"]),
            (View::Tray, None, &["6", "3"]),
            (View::All, other, &["0", "4", "2"]),
            (View::All, None, &["6", "3"]),
            (View::Unassigned, other, &["0", "2"]),
            (View::Trash, other, &["5"]),
            (View::Sent, other, &[]),
        ];
        for (view, choice, expected) in table {
            assert_eq!(subjects(&admin, &query(mailbox, view, field, choice)).await, expected, "{view} {choice:?}");
            for sort in domain::conversations::Sort::of(view) {
                let sorted = ListQuery { sort: *sort, ..query(mailbox, view, field, choice) };
                assert_eq!(subjects(&admin, &sorted).await.len(), expected.len(), "{view} {choice:?} {sort}");
            }
        }
        assert!(subjects(&own, &query(mailbox, View::All, field, other)).await.is_empty(), "of those seen in part what is assigned");
        change(&admin, &[(all[2], None)], &Change { assignee: Some(own.who.user_id()), ..Change::default() }).await.unwrap();
        assert_eq!(subjects(&own, &query(mailbox, View::All, field, other)).await, ["2"]);
        let oldest = ListQuery { sort: domain::conversations::Sort::Oldest, ..query(mailbox, View::All, field, other) };
        assert_eq!(subjects(&admin, &oldest).await, ["2", "4", "0"]);
        let page = crate::conversations::list(&admin, &ListQuery { field: None, ..query(mailbox, View::All, field, None) }).await.unwrap();
        assert_eq!(page.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(), ["種別"]);
        let cells: Vec<_> = page.rows.iter().map(|row| row.fields.iter().map(|shown| shown.text.as_str()).collect::<String>()).collect();
        assert_eq!(cells, ["故障", "", "故障", "", "故障", "料金"], "only columns, and no text of the others");
    }

    async fn pages_of_a_value_follow_each_other_without_gap_or_repeat(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let field = add(&admin, mailbox, &form("至急", Kind::Check, &[])).await.unwrap();
        let mut expected = Vec::new();
        for number in 0..130 {
            // Many of the same instant: the id decides.
            let id = conversation(&desk, mailbox, &format!("{number:03}"), number / 40).await;
            if number % 2 == 0 {
                put(&admin, id, field, 1).await.unwrap();
                expected.push(format!("{number:03}"));
            }
        }
        expected.reverse();
        for view in [View::Tray, View::All] {
            let (mut asked, mut seen) = (query(mailbox, view, field, Some(1)), Vec::new());
            loop {
                let page = crate::conversations::list(&admin, &asked).await.unwrap();
                seen.extend(page.rows.into_iter().map(|row| row.subject));
                match page.next { Some(next) => asked.before = Some(next), None => break }
            }
            assert_eq!(seen, expected, "{view}");
        }
    }

    async fn a_removed_field_takes_its_values_along_and_keeps_its_name_in_the_history(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let field = add(&admin, mailbox, &form("種別", Kind::Menu, &["料金"])).await.unwrap();
        let ids = option_ids(&admin, mailbox, field).await;
        let id = conversation(&desk, mailbox, "件", 0).await;
        let undo_of = put(&admin, id, field, ids[0]).await.unwrap();
        assert_eq!(list(&admin, mailbox).await.unwrap()[0].used, 1);
        remove(&admin, field).await.unwrap();
        assert!(open(&admin, id).await.unwrap().fields.is_empty());
        assert_eq!((history(&admin, id).await[0].what.as_str(), history(&admin, id).await[0].after.as_str()), ("種別", "料金"));
        assert_eq!(refused(put(&admin, id, field, ids[0]).await), Some(Refused::Stale), "somebody had its menu open");
        assert_eq!(refused(undo(&admin, &undo_of).await), Some(Refused::Stale));
        assert_eq!(refused(remove(&admin, field).await), Some(Refused::NotFound));
        // The name is free again.
        let again = add(&admin, mailbox, &form("種別", Kind::Text, &[])).await.unwrap();
        put(&admin, id, again, "料金").await.unwrap();
        // What a batch left, the clock sees to.
        let mut tx = desk.desk.db.write().await.unwrap();
        sql::put(&mut tx, id, field, ids[0].0, "", true).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(sweep(&desk.system()).await.unwrap(), 1);
        assert_eq!(sweep(&desk.system()).await.unwrap(), 0);
        assert_eq!(shown(&admin, id).await, "料金");
        assert!(sweep(&desk.member("mina", &[mailbox]).await).await.is_err(), "people do not wind the clock");
        // And what lay in the trash goes with its values.
        trash(&admin, &[id]).await.unwrap();
        let after = TestDesk::later(&desk.system(), (TRASH_DAYS + 1) * 86_400_000);
        assert_eq!(purge(&after).await.unwrap(), 1);
    }

    async fn only_operators_keep_fields_and_only_editors_set_values(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let reader = desk.person("reader", Role::Member, &[mailbox], Viewing::All, false).await;
        let outsider = desk.person("outsider", Role::Member, &[], Viewing::None, false).await;
        let field = add(&desk.system(), mailbox, &form("備考", Kind::Text, &[])).await.unwrap();
        let id = conversation(&desk, mailbox, "件", 0).await;
        let no = Some(Refused::NotAllowed);
        assert_eq!(refused(list(&reader, mailbox).await), no);
        assert_eq!(refused(add(&reader, mailbox, &form("別", Kind::Text, &[])).await), no);
        assert_eq!(refused(edit(&reader, field, &form("別", Kind::Text, &[])).await), no);
        assert_eq!(refused(order(&reader, mailbox, &[field]).await), no);
        assert_eq!(refused(remove(&reader, field).await), no);
        assert_eq!(refused(put(&reader, id, field, "x").await), no);
        assert_eq!(of_mailbox(&reader, mailbox).await.unwrap().fields.len(), 1, "who sees the mailbox sees its fields");
        assert_eq!(refused(of_mailbox(&outsider, mailbox).await), Some(Refused::NotFound));
        assert_eq!(refused(put(&outsider, id, field, "x").await), Some(Refused::NotFound));
    }
}
