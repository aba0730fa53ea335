//! Absence passes people by, and a hand-over leaves nothing behind.

use super::*;
use crate::{
    each_engine,
    notifications::list as notices,
    testing::{TestDesk, stranger},
};
use domain::{
    access::{Role, Who},
    addresses::Address,
    conversations::{Assigned, Change, EventKind, Item, ListQuery, View},
    statuses::Class,
};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

/// Unfinished conversations of somebody.
pub async fn work(desk: &TestDesk, mailbox: MailboxId, of: &Cx, count: usize) -> Vec<ConversationId> {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: String::new(), addr: "c@x.example".into() };
    let mut ids = Vec::new();
    for _ in 0..count {
        let new = conversations::NewConversation {
            mailbox,
            subject: "件",
            customer: &customer,
            class: Class::Open,
            assignee: of.who.user_id(),
            at: cx.now,
            language: "",
        };
        ids.push(conversations::create(&mut tx, &cx, &new).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

async fn count(cx: &Cx, mailbox: MailboxId, of: Assigned) -> usize {
    let query = ListQuery { assignee: Some(of), ..ListQuery::of(mailbox, View::Tray) };
    conversations::list(cx, &query).await.unwrap().rows.len()
}

each_engine! {
    async fn somebody_is_away_until_a_moment_and_menus_say_so(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let outsider = desk.member("outsider", &[]).await;
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let (toru_id, mina_id) = (toru.who.user_id().unwrap(), mina.who.user_id());
        let away = Absence { until: Some(toru.now.plus_days(2)), substitute: mina_id };
        set_absence(&toru, None, away).await.unwrap();
        assert_eq!(absence(&admin, Some(toru_id)).await.unwrap().absence, away);
        let people = mailboxes::people(&mina, mailbox).await.unwrap();
        assert_eq!(people.iter().map(|person| (person.name.as_str(), person.absent)).collect::<Vec<_>>(), [("mina", false), ("toru", true)]);
        let mut tx = desk.desk.db.read().await.unwrap();
        assert!(is_absent(&mut tx, toru_id, toru.now).await.unwrap());
        assert!(!is_absent(&mut tx, toru_id, toru.now.plus_days(3)).await.unwrap());
        drop(tx);
        assert_eq!(refused(set_absence(&mina, Some(toru_id), away).await), Some(Refused::NotAllowed));
        let strange = Absence { substitute: outsider.who.user_id(), ..away };
        assert!(matches!(refused(set_absence(&toru, None, strange).await), Some(Refused::Invalid { field: Field::User, .. })));
        let past = Absence { until: Some(toru.now), substitute: None };
        assert!(matches!(refused(set_absence(&toru, None, past).await), Some(Refused::Invalid { field: Field::Days, .. })));
        set_last_day(&toru, None, "2026-01-31", None).await.unwrap();
        let view = absence(&toru, None).await.unwrap();
        // The first of February begins in Tokyo.
        assert_eq!((view.last_day.as_str(), view.absence.until), ("2026-01-31", Some(Moment(1_769_871_600_000))));
        assert!(matches!(refused(set_last_day(&toru, None, "31.1.", None).await), Some(Refused::Invalid { field: Field::Days, .. })));
        set_absence(&admin, Some(toru_id), Absence::default()).await.unwrap();
        assert!(!mailboxes::people(&mina, mailbox).await.unwrap().iter().any(|person| person.absent));
        assert_eq!(refused(absence(&desk.cx(Who::Nobody), None).await), Some(Refused::NotSignedIn));
    }

    async fn whoever_leaves_hands_everything_over_in_one_deed(desk) {
        let (first, second) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let (mina, toru) = (desk.member("mina", &[first, second]).await, desk.member("toru", &[first, second]).await);
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let toru_id = toru.who.user_id().unwrap();
        let ids = work(&desk, first, &toru, 3).await;
        work(&desk, second, &toru, 2).await;
        conversations::done(&mina, &[ids[2]]).await.unwrap();
        let open = open_work(&admin, toru_id).await.unwrap();
        assert_eq!(open.iter().map(|work| (work.mailbox_name.as_str(), work.count, work.people.len())).collect::<Vec<_>>(), [("窓口", 2, 1), ("採用", 2, 1)]);
        assert_eq!(refused(suspend(&mina, toru_id, &[]).await), Some(Refused::NotAllowed));
        assert_eq!(refused(open_work(&mina, toru_id).await), Some(Refused::NotAllowed));
        let nobody_here = [(first, admin.who.user_id())];
        assert!(matches!(refused(suspend(&admin, toru_id, &nobody_here).await), Some(Refused::Invalid { field: Field::User, .. })));
        assert_eq!(count(&mina, first, Assigned::To(toru_id)).await, 2, "all or nothing");
        assert_eq!(suspend(&admin, toru_id, &[(first, mina.who.user_id())]).await.unwrap(), 4);
        assert_eq!(count(&mina, first, Assigned::To(mina.who.user_id().unwrap())).await, 2);
        assert_eq!(count(&mina, second, Assigned::Nobody).await, 2);
        let view = conversations::open(&mina, ids[0]).await.unwrap();
        let told = view.items.iter().find_map(|item| if let Item::Event(event) = item { (event.kind == EventKind::Assignee).then(|| event.clone()) } else { None }).unwrap();
        assert_eq!((told.actor_name.as_deref(), told.before.as_str(), told.after.as_str()), (Some("admin"), "toru", "mina"), "the history keeps the name");
        assert_eq!(conversations::open(&mina, ids[2]).await.unwrap().assignee_id, Some(toru_id), "what is done stays with who did it");
        let page = notices(&mina, None).await.unwrap();
        assert_eq!((page.rows.len(), page.rows[0].text.as_str()), (1, "ほか1件も引き継ぎました"));
    }

    async fn work_is_moved_by_those_who_see_all_of_it(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let own = desk.person("own", Role::Member, &[mailbox], Viewing::Own, true).await;
        let reader = desk.person("reader", Role::Member, &[mailbox], Viewing::All, false).await;
        let ids = work(&desk, mailbox, &toru, 2).await;
        let (from, to) = (toru.who.user_id(), mina.who.user_id());
        assert_eq!(refused(reassign(&own, mailbox, from, to).await), Some(Refused::NotFound));
        assert_eq!(refused(reassign(&reader, mailbox, from, to).await), Some(Refused::NotAllowed));
        assert_eq!(refused(reassign(&stranger(&desk), mailbox, from, to).await), Some(Refused::NotFound));
        assert_eq!(reassign(&mina, mailbox, from, to).await.unwrap(), 2);
        let give_back = Change { assignee: Some(None), ..Change::default() };
        conversations::change(&mina, &[(ids[0], None)], &give_back).await.unwrap();
        assert_eq!(reassign(&mina, mailbox, None, from).await.unwrap(), 1);
        assert_eq!(count(&mina, mailbox, Assigned::To(from.unwrap())).await, 1);
    }
}
