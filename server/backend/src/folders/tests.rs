//! The tree, filing, lists of folders, and their end.

use super::*;
use crate::{
    Error, conversations, each_engine,
    testing::{TestDesk, stranger},
};
use domain::{
    access::{Right, Role, Who},
    addresses::Address,
    conversations::{Change, EventKind, Item, ListQuery, Sort, View},
    messages::Direction,
    statuses::Class,
};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

async fn start(desk: &TestDesk, mailbox: MailboxId, subject: &str, minutes: i64) -> ConversationId {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: "三嶋 航太郎".into(), addr: "k@tsukimihama.example".into() };
    let at = cx.now.plus_minutes(minutes);
    let new = conversations::NewConversation { mailbox, subject, customer: &customer, class: Class::Open, assignee: None, at, language: "ja" };
    let id = conversations::create(&mut tx, &cx, &new).await.unwrap();
    let facts = conversations::MessageFacts {
        conversation: id,
        direction: Direction::In,
        at,
        automatic: false,
        snippet: "本文",
        has_attachment: false,
        language: "",
    };
    conversations::on_message(&mut tx, &cx, &facts).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn into(folder: FolderId) -> Change {
    Change { folder: Some(Some(folder)), ..Change::default() }
}

fn of_folder(mailbox: MailboxId, view: View, folder: FolderId) -> ListQuery {
    ListQuery { folder: Some(folder), ..ListQuery::of(mailbox, view) }
}

async fn subjects(cx: &Cx, query: &ListQuery) -> Vec<String> {
    conversations::list(cx, query).await.unwrap().rows.into_iter().map(|row| row.subject).collect()
}

async fn names(cx: &Cx, mailbox: MailboxId) -> Vec<String> {
    list(cx, mailbox).await.unwrap().into_iter().map(|folder| format!("{}{}", "-".repeat(folder.level), folder.name)).collect()
}

each_engine! {
    async fn operators_keep_the_tree_and_nobody_else(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let mina = desk.member("mina", &[mailbox]).await;
        let billing = create(&admin, mailbox, None, "請求").await.unwrap();
        let repair = create(&admin, mailbox, None, " 修理 ").await.unwrap();
        let quotes = create(&admin, mailbox, Some(billing), "見積").await.unwrap();
        assert_eq!(names(&admin, mailbox).await, ["請求", "-見積", "修理"]);
        shift(&admin, repair, Shift::Up).await.unwrap();
        shift(&admin, repair, Shift::Up).await.unwrap();
        assert_eq!(names(&admin, mailbox).await, ["修理", "請求", "-見積"]);
        change(&admin, quotes, Some(repair), "お見積り").await.unwrap();
        assert_eq!(names(&admin, mailbox).await, ["修理", "-お見積り", "請求"]);
        assert_eq!(refused(create(&admin, mailbox, None, "修理").await), Some(Refused::Taken { field: Field::Folder }));
        assert_eq!(refused(change(&admin, billing, None, "修理").await), Some(Refused::Taken { field: Field::Folder }));
        for who in [&mina, &stranger(&desk)] {
            assert_eq!(refused(list(who, mailbox).await), Some(Refused::NotAllowed));
            assert_eq!(refused(create(who, mailbox, None, "x").await), Some(Refused::NotAllowed));
            assert_eq!(refused(change(who, billing, None, "x").await), Some(Refused::NotAllowed));
            assert_eq!(refused(shift(who, billing, Shift::Up).await), Some(Refused::NotAllowed));
            assert_eq!(refused(remove(who, billing, None).await), Some(Refused::NotAllowed));
        }
        assert_eq!(refused(list(&desk.cx(Who::Nobody), mailbox).await), Some(Refused::NotSignedIn));
        let mut tx = desk.desk.db.read().await.unwrap();
        let told: Vec<(String, String)> = tx.query("select action, detail from audit where action like 'folder-%' order by id").all().await.unwrap();
        assert_eq!(told.len(), 5, "the second step up changed nothing");
        assert_eq!(told[4], ("folder-change".to_owned(), "修理 / お見積り".to_owned()));
    }

    async fn filing_is_in_the_history_and_can_be_undone(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let mina = desk.member("mina", &[mailbox, other]).await;
        let reader = desk.person("reader", Role::Member, &[mailbox], Viewing::All, false).await;
        let billing = create(&desk.system(), mailbox, None, "請求").await.unwrap();
        let elsewhere = create(&desk.system(), other, None, "応募").await.unwrap();
        let id = start(&desk, mailbox, "a", 1).await;
        assert!(reader.who.has(Right::Edit, mailbox).is_err());
        assert_eq!(refused(conversations::change(&reader, &[(id, None)], &into(billing)).await), Some(Refused::NotAllowed));
        let wrong = Some(Refused::Invalid { field: Field::Folder, wrong: Wrong::Malformed });
        assert_eq!(refused(conversations::change(&mina, &[(id, None)], &into(elsewhere)).await), wrong);
        let undo = conversations::change(&mina, &[(id, None)], &into(billing)).await.unwrap();
        assert_eq!(conversations::open(&mina, id).await.unwrap().folder_id, Some(billing));
        conversations::undo(&mina, &undo).await.unwrap();
        let view = conversations::open(&mina, id).await.unwrap();
        assert_eq!(view.folder_id, None);
        let told: Vec<_> = view
            .items
            .iter()
            .filter_map(|item| if let Item::Event(event) = item { Some((event.kind, event.before.as_str(), event.after.as_str())) } else { None })
            .collect();
        assert_eq!(told, [(EventKind::Filed, "", "請求"), (EventKind::Filed, "請求", "")]);
        // The same again tells nothing.
        conversations::change(&mina, &[(id, None)], &Change { folder: Some(None), ..Change::default() }).await.unwrap();
        assert_eq!(conversations::open(&mina, id).await.unwrap().items.len(), told.len());
    }

    async fn a_folder_lists_what_is_below_it_in_every_order(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let system = desk.system();
        let top = create(&system, mailbox, None, "上").await.unwrap();
        let below = create(&system, mailbox, Some(top), "下").await.unwrap();
        let beside = create(&system, mailbox, None, "横").await.unwrap();
        let folders = [top, below, beside];
        for number in 0..130 {
            let id = start(&desk, mailbox, &format!("{number:03}"), number / 40).await;
            conversations::change(&mina, &[(id, None)], &into(folders[number as usize % 3])).await.unwrap();
        }
        let done = start(&desk, mailbox, "done", 500).await;
        conversations::change(&mina, &[(done, None)], &into(below)).await.unwrap();
        conversations::done(&mina, &[done]).await.unwrap();
        let expected: Vec<_> = (0..130).filter(|n| n % 3 != 2).map(|n| format!("{n:03}")).collect();
        for (view, sort) in [(View::Tray, Sort::Newest), (View::Tray, Sort::Oldest), (View::All, Sort::Newest), (View::Unassigned, Sort::Waiting), (View::Tray, Sort::Priority)] {
            let mut asked = ListQuery { sort, ..of_folder(mailbox, view, top) };
            let mut seen = Vec::new();
            loop {
                let page = conversations::list(&mina, &asked).await.unwrap();
                seen.extend(page.rows.into_iter().map(|row| row.subject));
                match page.next { Some(next) => asked.before = Some(next), None => break }
            }
            let mut wanted = expected.clone();
            if matches!(sort, Sort::Newest | Sort::Priority) { wanted.reverse(); }
            if view == View::All { wanted.insert(0, "done".to_owned()); }
            assert_eq!(seen, wanted, "{view} {sort}");
        }
        assert_eq!(subjects(&mina, &of_folder(mailbox, View::Mine, top)).await, [""; 0]);
        let other = desk.mailbox("採用").await;
        let toru = desk.member("toru", &[other]).await;
        assert_eq!(refused(conversations::list(&toru, &of_folder(other, View::All, top)).await), Some(Refused::NotFound));
        let tree = crate::mailboxes::mine(&mina).await.unwrap().remove(0).folders;
        assert_eq!(tree.iter().map(|folder| (folder.id, folder.count)).collect::<Vec<_>>(), [(top, 87), (below, 43), (beside, 43)]);
    }

    async fn counts_of_folders_follow_rights(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let toru = desk.person("toru", Role::Member, &[mailbox], Viewing::Own, true).await;
        let folder = create(&desk.system(), mailbox, None, "請求").await.unwrap();
        for minutes in 0..3 {
            let id = start(&desk, mailbox, "x", minutes).await;
            let assignee = (minutes == 0).then(|| toru.who.user_id());
            conversations::change(&mina, &[(id, None)], &Change { assignee, ..into(folder) }).await.unwrap();
        }
        let count = async |cx: &Cx| crate::mailboxes::mine(cx).await.unwrap().remove(0).folders[0].count;
        assert_eq!((count(&mina).await, count(&toru).await), (3, 1));
        assert_eq!(subjects(&toru, &of_folder(mailbox, View::All, folder)).await.len(), 1);
    }

    async fn what_was_in_a_folder_that_goes_is_elsewhere(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let mina = desk.member("mina", &[mailbox]).await;
        let system = desk.system();
        let top = create(&system, mailbox, None, "上").await.unwrap();
        let below = create(&system, mailbox, Some(top), "下").await.unwrap();
        let heir = create(&system, mailbox, None, "横").await.unwrap();
        let elsewhere = create(&system, other, None, "別").await.unwrap();
        let ids = [start(&desk, mailbox, "a", 1).await, start(&desk, mailbox, "b", 2).await];
        conversations::change(&mina, &[(ids[0], None)], &into(top)).await.unwrap();
        conversations::change(&mina, &[(ids[1], None)], &into(below)).await.unwrap();
        conversations::trash(&mina, &[ids[1]]).await.unwrap();
        let wrong = Some(Refused::Invalid { field: Field::Folder, wrong: Wrong::OutOfRange });
        for successor in [top, below, elsewhere] {
            assert_eq!(refused(remove(&system, top, Some(successor)).await), wrong);
        }
        assert_eq!(remove(&system, top, Some(heir)).await.unwrap(), 2);
        assert_eq!(names(&system, mailbox).await, ["横"]);
        for id in ids {
            let view = conversations::open(&mina, id).await.unwrap();
            assert_eq!(view.folder_id, Some(heir));
            let told = view.items.iter().any(|item| matches!(item, Item::Event(event) if event.kind == EventKind::Filed && event.after == "横"));
            assert!(told, "the history says where it went");
        }
        assert_eq!(refused(remove(&system, top, None).await), Some(Refused::NotFound));
        assert_eq!(remove(&system, heir, None).await.unwrap(), 2);
        assert_eq!(conversations::open(&mina, ids[0]).await.unwrap().folder_id, None);
    }
}
