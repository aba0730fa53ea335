//! Custom statuses: names, limits, order, what follows them, who may.

use super::*;
use crate::{
    conversations::{MessageFacts, NewConversation, change, create, done, on_message, open},
    each_engine,
    testing::{NOW, TestDesk},
};
use domain::{
    access::{Role, Viewing},
    addresses::Address,
    conversations::{Change, EventKind, Item, ListQuery, View},
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

fn form(name: &str, class: Class) -> StatusForm {
    StatusForm { name: name.to_owned(), class, color: Color::Aotake }
}

async fn conversation(desk: &TestDesk, mailbox: MailboxId) -> ConversationId {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: "客".into(), addr: "c@x.example".into() };
    let new = NewConversation { mailbox, subject: "件", customer: &customer, class: Class::Open, assignee: None, at: cx.now, language: "ja" };
    let id = create(&mut tx, &cx, &new).await.unwrap();
    let facts =
        MessageFacts { conversation: id, direction: Direction::In, at: cx.now, automatic: false, snippet: "", has_attachment: false, language: "" };
    on_message(&mut tx, &cx, &facts).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn set(cx: &Cx, id: ConversationId, status: StatusId) {
    change(cx, &[(id, None)], &Change { status: Some(status), ..Change::default() }).await.unwrap();
}

async fn names(cx: &Cx, mailbox: MailboxId) -> Vec<String> {
    list(cx, mailbox).await.unwrap().into_iter().map(|one| if one.status.standard { one.status.class.to_string() } else { one.status.name }).collect()
}

/// Status, class, and since when the customer waits.
async fn standing(cx: &Cx, id: ConversationId) -> (StatusId, Class, Option<Moment>) {
    let view = open(cx, id).await.unwrap();
    (view.status_id, view.class, view.waiting_since)
}

/// The same desk a minute later, for what the clock does.
fn later(desk: &TestDesk) -> Cx {
    TestDesk::later(&desk.system(), 60_000)
}

each_engine! {
    async fn a_status_stands_among_those_of_its_class_and_is_called_as_nothing_else(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        add(&admin, mailbox, &form("つなぎ", Class::Working)).await.unwrap();
        add(&admin, mailbox, &form(" 保留 ", Class::Working)).await.unwrap();
        assert_eq!(names(&admin, mailbox).await, ["open", "working", "つなぎ", "保留", "ready", "done"]);
        for taken in ["ツナギ", "保留", "処理中", "Done"] {
            assert_eq!(refused(add(&admin, mailbox, &form(taken, Class::Open)).await), Some(Refused::Taken { field: Field::Name }), "{taken}");
        }
        let other = desk.mailbox("採用").await;
        add(&admin, other, &form("つなぎ", Class::Working)).await.unwrap();
        // The frame of everybody knows it.
        let shown = mailboxes::mine(&admin).await.unwrap();
        assert!(shown[0].statuses.iter().any(|status| status.name == "保留" && status.class == Class::Working && !status.standard));
    }

    async fn presets_add_what_is_missing_and_the_limit_is_named(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        add(&admin, mailbox, &form("保留", Class::Open)).await.unwrap();
        assert_eq!(add_preset(&admin, mailbox, Preset::Support).await.unwrap(), 1);
        assert_eq!(add_preset(&admin, mailbox, Preset::Approval).await.unwrap(), 3);
        assert_eq!(add_preset(&admin, mailbox, Preset::Approval).await.unwrap(), 0);
        assert_eq!(names(&admin, mailbox).await, ["open", "保留", "working", "つなぎ", "確認依頼", "差し戻し", "ready", "送信OK!", "done"]);
        for number in 9..STATUSES_MAX { add(&admin, mailbox, &form(&format!("状況{number}"), Class::Open)).await.unwrap(); }
        let over = Refused::OverLimit { what: Limit::Statuses, limit: 40 };
        assert_eq!(refused(add(&admin, mailbox, &form("もう一つ", Class::Open)).await), Some(over));
    }

    async fn conversations_follow_the_class_of_their_status(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let status = add(&admin, mailbox, &form("完了連絡待ち", Class::Working)).await.unwrap();
        let (one, other) = (conversation(&desk, mailbox).await, conversation(&desk, mailbox).await);
        set(&admin, one, status).await;
        edit(&admin, status, &StatusForm { color: Color::Kikyo, ..form("完了", Class::Done) }).await.unwrap();
        assert_eq!(standing(&admin, one).await, (status, Class::Done, None), "what is done keeps nobody waiting");
        assert_eq!(standing(&admin, other).await.1, Class::Open);
        let tray = ListQuery::of(mailbox, View::Tray);
        let rows = conversations::list(&admin, &tray).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [other], "and is not in the tray");
        edit(&admin, status, &form("完了", Class::Open)).await.unwrap();
        assert_eq!(standing(&admin, one).await, (status, Class::Open, Some(NOW)), "the customer had the last word and waits again");
        assert_eq!(settle(&later(&desk)).await.unwrap(), 0, "nothing was left to be done");
    }

    async fn a_status_in_use_goes_only_with_a_successor(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let (hold, wait) = (add(&admin, mailbox, &form("保留", Class::Working)).await.unwrap(), add(&admin, mailbox, &form("返答待ち", Class::Open)).await.unwrap());
        let id = conversation(&desk, mailbox).await;
        set(&admin, id, hold).await;
        assert_eq!(list(&admin, mailbox).await.unwrap().iter().find(|one| one.status.id == hold).unwrap().used, 1);
        let elsewhere = add(&admin, desk.mailbox("採用").await, &form("保留", Class::Open)).await.unwrap();
        for wrong in [None, Some(hold), Some(elsewhere), Some(StatusId(999_999))] {
            assert_eq!(refused(remove(&admin, hold, wrong).await), Some(Refused::Stale), "{wrong:?}");
        }
        remove(&admin, hold, Some(wait)).await.unwrap();
        assert_eq!(standing(&admin, id).await, (wait, Class::Open, Some(NOW)));
        let view = open(&admin, id).await.unwrap();
        let last = view.items.iter().rev().find_map(|item| if let Item::Event(event) = item { Some(event) } else { None }).unwrap();
        assert_eq!((last.kind, last.before.as_str(), last.after.as_str()), (EventKind::Status, "保留", "返答待ち"), "the history still names it");
        // The name is free again, and whoever had the old menu open hears that things changed.
        assert_eq!(refused(change(&admin, &[(id, None)], &Change { status: Some(hold), ..Change::default() }).await), Some(Refused::Stale));
        add(&admin, mailbox, &form("保留", Class::Working)).await.unwrap();
        remove(&admin, elsewhere, None).await.unwrap();
        assert_eq!(refused(remove(&admin, elsewhere, None).await), Some(Refused::NotFound));
    }

    async fn what_goes_back_to_a_removed_status_gets_its_successor(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let (one, two, three) = (
            add(&admin, mailbox, &form("一", Class::Working)).await.unwrap(),
            add(&admin, mailbox, &form("二", Class::Working)).await.unwrap(),
            add(&admin, mailbox, &form("三", Class::Ready)).await.unwrap(),
        );
        let id = conversation(&desk, mailbox).await;
        set(&admin, id, one).await;
        let undo = done(&admin, &[id]).await.unwrap();
        remove(&admin, one, Some(two)).await.unwrap();
        remove(&admin, two, Some(three)).await.unwrap();
        conversations::undo(&admin, &undo).await.unwrap();
        assert_eq!(standing(&admin, id).await.0, three, "and the successor of its successor");
    }

    async fn many_follow_a_batch_at_a_time_and_a_late_one_too(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let (old, new) = (add(&admin, mailbox, &form("旧", Class::Open)).await.unwrap(), add(&admin, mailbox, &form("新", Class::Working)).await.unwrap());
        let first = conversation(&desk, mailbox).await;
        set(&admin, first, old).await;
        let mut tx = desk.desk.db.write().await.unwrap();
        sql::multiply(&mut tx, first, 3_500).await.unwrap();
        tx.commit().await.unwrap();
        remove(&admin, old, Some(new)).await.unwrap();
        let left = async || {
            let mut tx = desk.desk.db.read().await.unwrap();
            sql::having(&mut tx, old).await.unwrap()
        };
        assert_eq!(left().await, 1_501, "as many as one transaction bears");
        assert_eq!(settle(&desk.system()).await.unwrap(), 0, "whoever read the status a moment ago is waited for");
        assert_eq!(settle(&later(&desk)).await.unwrap(), 1_501);
        assert_eq!(left().await, 0);
        assert_eq!(settle(&later(&desk)).await.unwrap(), 0, "and that is the end of it");
        assert!(settle(&desk.member("mina", &[mailbox]).await).await.is_err(), "people do not wind the clock");
    }

    async fn standard_ones_change_their_colour_and_place_only(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[mailbox], Viewing::All, true).await;
        let all: Vec<StatusId> = list(&admin, mailbox).await.unwrap().into_iter().map(|one| one.status.id).collect();
        let unnamed = StatusForm { color: Color::Botan, ..form("", Class::Open) };
        edit(&admin, all[0], &unnamed).await.unwrap();
        assert_eq!(list(&admin, mailbox).await.unwrap()[0].status.color, Color::Botan);
        for wrong in [form("新着", Class::Open), form("", Class::Working)] {
            assert_eq!(refused(edit(&admin, all[0], &wrong).await), Some(Refused::NotAllowed), "{wrong:?}");
        }
        assert_eq!(refused(remove(&admin, all[0], Some(all[1])).await), Some(Refused::NotAllowed));
        let turned: Vec<StatusId> = all.iter().rev().copied().collect();
        order(&admin, mailbox, &turned).await.unwrap();
        assert_eq!(names(&admin, mailbox).await, ["done", "ready", "working", "open"]);
        for wrong in [&turned[1..], &[turned[0]; 4][..]] {
            assert_eq!(refused(order(&admin, mailbox, wrong).await), Some(Refused::Stale));
        }
    }

    async fn only_operators_of_the_space_keep_statuses(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let member = desk.member("mina", &[mailbox]).await;
        let id = add(&desk.system(), mailbox, &form("保留", Class::Working)).await.unwrap();
        let no = Some(Refused::NotAllowed);
        assert_eq!(refused(list(&member, mailbox).await), no);
        assert_eq!(refused(add(&member, mailbox, &form("別", Class::Open)).await), no);
        assert_eq!(refused(add_preset(&member, mailbox, Preset::Support).await), no);
        assert_eq!(refused(edit(&member, id, &form("別", Class::Open)).await), no);
        assert_eq!(refused(order(&member, mailbox, &[id]).await), no);
        assert_eq!(refused(remove(&member, id, None).await), no);
        assert_eq!(refused(list(&member, MailboxId(999)).await), Some(Refused::NotFound));
    }
}
