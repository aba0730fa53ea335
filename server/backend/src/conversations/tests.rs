//! Lists, changes, undo, trash, arrival rules.

use super::*;
use crate::{
    Error, each_engine,
    testing::{TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing, Who},
    addresses::Address,
    conversations::{Assigned, Change, EventKind, Item, Priority, Sort},
    messages::Direction,
    statuses::Class,
    *,
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
    let new = NewConversation { mailbox, subject, customer: &customer, class: Class::Open, assignee: None, at, language: "ja" };
    let id = create(&mut tx, &cx, &new).await.unwrap();
    arrive(&mut tx, &cx, id, at, false).await;
    tx.commit().await.unwrap();
    id
}

async fn arrive(tx: &mut crate::db::Tx, cx: &Cx, id: ConversationId, at: Moment, automatic: bool) {
    let facts = MessageFacts { conversation: id, direction: Direction::In, at, automatic, snippet: "本文", has_attachment: false, language: "" };
    on_message(tx, cx, &facts).await.unwrap();
}

fn query(mailbox: MailboxId, view: View) -> ListQuery {
    ListQuery::of(mailbox, view)
}

async fn subjects(cx: &Cx, query: &ListQuery) -> Vec<String> {
    list(cx, query).await.unwrap().rows.into_iter().map(|row| row.subject).collect()
}

fn kinds(view: &domain::conversations::ConversationView) -> Vec<EventKind> {
    view.items.iter().filter_map(|item| if let Item::Event(e) = item { Some(e.kind) } else { None }).collect()
}

each_engine! {
    async fn every_list_shows_what_it_names(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let [a, b, c] = [start(&desk, mailbox, "a", 1).await, start(&desk, mailbox, "b", 2).await, start(&desk, mailbox, "c", 3).await];
        change(&mina, &[(a, None)], &Change { assignee: Some(mina.who.user_id()), ..Change::default() }).await.unwrap();
        done(&mina, &[b]).await.unwrap();
        trash(&mina, &[c]).await.unwrap();
        let table = [(View::Tray, vec!["a"]), (View::Mine, vec!["a"]), (View::Unassigned, vec![]), (View::All, vec!["b", "a"]),
            (View::Sent, vec![]), (View::Drafts, vec![]), (View::Trash, vec!["c"])];
        for (view, expected) in table {
            assert_eq!(subjects(&mina, &query(mailbox, view)).await, expected, "{view}");
        }
    }

    async fn pages_follow_each_other_without_gap_or_repeat(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        // Many of the same instant: the id decides.
        for number in 0..120 { start(&desk, mailbox, &format!("{number:03}"), number / 40).await; }
        let mut asked = query(mailbox, View::Tray);
        let mut seen = Vec::new();
        loop {
            let page = list(&mina, &asked).await.unwrap();
            seen.extend(page.rows.into_iter().map(|row| row.subject));
            match page.next { Some(next) => asked.before = Some(next), None => break }
        }
        let expected: Vec<_> = (0..120).rev().map(|n| format!("{n:03}")).collect();
        assert_eq!(seen, expected);
    }

    async fn every_order_pages_without_gap_or_repeat(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut ids = Vec::new();
        for number in 0..120 { ids.push(start(&desk, mailbox, &format!("{number:03}"), number / 40).await); }
        for (place, priority) in [(3, Priority::Critical), (70, Priority::Urgent), (71, Priority::Urgent)] {
            change(&mina, &[(ids[place], None)], &Change { priority: Some(priority), ..Change::default() }).await.unwrap();
        }
        // An answered one: nobody waits, so it stands last among those who do.
        let system = desk.system();
        let mut tx = system.desk.db.write().await.unwrap();
        let at = system.now.plus_minutes(0);
        let answer = MessageFacts { conversation: ids[0], direction: Direction::Out, at, automatic: false, snippet: "", has_attachment: false, language: "" };
        on_message(&mut tx, &system, &answer).await.unwrap();
        tx.commit().await.unwrap();
        let all = || (0..120).map(|n| format!("{n:03}"));
        let urgent = ["003", "071", "070"];
        let table = [
            (View::Tray, Sort::Newest, all().rev().collect::<Vec<_>>()),
            (View::All, Sort::Oldest, all().collect()),
            (View::Tray, Sort::Waiting, all().skip(1).chain(["000".to_owned()]).collect()),
            (View::Unassigned, Sort::Priority, urgent.iter().map(|s| (*s).to_owned()).chain(all().rev().filter(|s| !urgent.contains(&s.as_str()))).collect()),
            // A list that does not offer the order has its ordinary one.
            (View::All, Sort::Priority, all().rev().collect()),
        ];
        for (view, sort, expected) in table {
            let mut asked = ListQuery { sort, ..query(mailbox, view) };
            let mut seen = Vec::new();
            loop {
                let page = list(&mina, &asked).await.unwrap();
                seen.extend(page.rows.into_iter().map(|row| row.subject));
                match page.next { Some(next) => asked.before = Some(next), None => break }
            }
            assert_eq!(seen, expected, "{view} {sort}");
        }
    }

    async fn a_list_can_be_filtered_to_one_person_or_to_nobody(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let [a, b, _] = [start(&desk, mailbox, "a", 1).await, start(&desk, mailbox, "b", 2).await, start(&desk, mailbox, "c", 3).await];
        for (id, who) in [(a, &mina), (b, &toru)] {
            change(&mina, &[(id, None)], &Change { assignee: Some(who.who.user_id()), ..Change::default() }).await.unwrap();
        }
        let to = |cx: &Cx| cx.who.user_id().map(Assigned::To);
        for (assignee, expected) in [(None, vec!["c", "b", "a"]), (to(&mina), vec!["a"]), (to(&toru), vec!["b"]), (Some(Assigned::Nobody), vec!["c"])] {
            for view in [View::Tray, View::All] {
                assert_eq!(subjects(&mina, &ListQuery { assignee, ..query(mailbox, view) }).await, expected, "{view} {assignee:?}");
            }
        }
        // Who sees only their own does not see more by asking for it.
        let own = desk.person("own", Role::Member, &[mailbox], Viewing::Own, true).await;
        assert!(subjects(&own, &ListQuery { assignee: Some(Assigned::Nobody), ..query(mailbox, View::Tray) }).await.is_empty());
    }

    async fn an_undo_says_how_many_it_took_back(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let [a, b] = [start(&desk, mailbox, "a", 1).await, start(&desk, mailbox, "b", 2).await];
        let undos = done(&mina, &[a, b]).await.unwrap();
        change(&mina, &[(a, None)], &Change { priority: Some(Priority::Urgent), ..Change::default() }).await.unwrap();
        assert_eq!(undo(&mina, &undos).await.unwrap(), 1);
        assert_eq!((open(&mina, a).await.unwrap().class, open(&mina, b).await.unwrap().class), (Class::Done, Class::Open));
    }

    async fn a_change_is_seen_in_the_history_and_can_be_undone(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let id = start(&desk, mailbox, "a", 1).await;
        let before = open(&mina, id).await.unwrap();
        assert!(before.waiting_since.is_some());
        let change_to = Change { assignee: Some(toru.who.user_id()), priority: Some(Priority::Critical), ..Change::default() };
        let undos = change(&mina, &[(id, Some(before.version))], &change_to).await.unwrap();
        let after = open(&toru, id).await.unwrap();
        assert_eq!((after.assignee_name.as_deref(), after.priority), (Some("toru"), Priority::Critical));
        let Some(Item::Event(event)) = after.items.iter().find(|i| matches!(i, Item::Event(e) if e.kind == EventKind::Assignee)) else { panic!("no event") };
        assert_eq!((event.actor_name.as_deref(), event.before.as_str(), event.after.as_str()), (Some("mina"), "", "toru"));
        undo(&mina, &undos).await.unwrap();
        let back = open(&mina, id).await.unwrap();
        assert_eq!((back.assignee_id, back.priority), (None, Priority::Normal));
        assert_eq!(refused(undo(&mina, &undos).await), Some(Refused::Stale), "once is enough");
    }

    async fn done_stops_the_clock_and_undo_starts_it_again(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let id = start(&desk, mailbox, "a", 1).await;
        let waiting = open(&mina, id).await.unwrap().waiting_since;
        let undos = done(&mina, &[id]).await.unwrap();
        let view = open(&mina, id).await.unwrap();
        assert_eq!((view.class, view.waiting_since), (Class::Done, None));
        undo(&mina, &undos).await.unwrap();
        let view = open(&mina, id).await.unwrap();
        assert_eq!((view.class, view.waiting_since), (Class::Open, waiting));
        let Some(Item::Event(last)) = view.items.last() else { panic!("no event") };
        assert_eq!((last.kind, last.before.as_str(), last.after.as_str()), (EventKind::Status, ":done", ":open"));
    }

    async fn a_stale_tab_changes_nothing(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let [a, b] = [start(&desk, mailbox, "a", 1).await, start(&desk, mailbox, "b", 2).await];
        let old = open(&mina, a).await.unwrap().version;
        change(&mina, &[(a, None)], &Change { priority: Some(Priority::Urgent), ..Change::default() }).await.unwrap();
        let both = [(b, None), (a, Some(old))];
        assert_eq!(refused(change(&mina, &both, &Change { priority: Some(Priority::Critical), ..Change::default() }).await), Some(Refused::Stale));
        assert_eq!(open(&mina, b).await.unwrap().priority, Priority::Normal, "all or none");
    }

    async fn rights_are_asked_by_every_verb(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let id = start(&desk, mailbox, "a", 1).await;
        let reader = desk.person("reader", Role::Member, &[mailbox], Viewing::All, false).await;
        let own = desk.person("own", Role::Member, &[mailbox], Viewing::Own, true).await;
        let elsewhere = desk.member("elsewhere", &[other]).await;
        let done_change = Change { priority: Some(Priority::Urgent), ..Change::default() };
        for (cx, edits, views) in [
            (&reader, Refused::NotAllowed, None),
            (&own, Refused::NotFound, Some(Refused::NotFound)),
            (&elsewhere, Refused::NotFound, Some(Refused::NotFound)),
            (&stranger(&desk), Refused::NotFound, Some(Refused::NotFound)),
            (&desk.cx(Who::Nobody), Refused::NotSignedIn, Some(Refused::NotSignedIn)),
        ] {
            assert_eq!(refused(open(cx, id).await), views);
            assert_eq!(refused(change(cx, &[(id, None)], &done_change).await), Some(edits.clone()));
            assert_eq!(refused(done(cx, &[id]).await), Some(edits.clone()));
            assert_eq!(refused(trash(cx, &[id]).await), Some(edits.clone()));
            assert_eq!(refused(restore(cx, &[id]).await), Some(edits));
        }
        assert!(subjects(&own, &query(mailbox, View::All)).await.is_empty());
        assert_eq!(refused(list(&elsewhere, &query(mailbox, View::All)).await), Some(Refused::NotFound));
    }

    async fn work_is_given_only_to_those_who_see_the_mailbox(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let mina = desk.member("mina", &[mailbox, other]).await;
        let outsider = desk.member("outsider", &[other]).await;
        let id = start(&desk, mailbox, "a", 1).await;
        let give = Change { assignee: Some(outsider.who.user_id()), ..Change::default() };
        assert!(matches!(refused(change(&mina, &[(id, None)], &give).await), Some(Refused::Invalid { field: Field::User, .. })));
        let foreign = crate::mailboxes::mine(&mina).await.unwrap().into_iter().find(|m| m.id == other).unwrap().statuses[0].id;
        let wrong = Change { status: Some(foreign), ..Change::default() };
        assert!(matches!(refused(change(&mina, &[(id, None)], &wrong).await), Some(Refused::Invalid { field: Field::Status, .. })), "a status of another mailbox");
    }

    async fn a_customer_reopens_what_was_done_and_an_automatic_mail_does_not(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let id = start(&desk, mailbox, "a", 1).await;
        change(&mina, &[(id, None)], &Change { assignee: Some(mina.who.user_id()), ..Change::default() }).await.unwrap();
        done(&mina, &[id]).await.unwrap();
        let system = desk.system();
        let mut tx = system.desk.db.write().await.unwrap();
        arrive(&mut tx, &system, id, system.now.plus_minutes(9), true).await;
        tx.commit().await.unwrap();
        assert_eq!(open(&mina, id).await.unwrap().class, Class::Done);
        let mut tx = system.desk.db.write().await.unwrap();
        arrive(&mut tx, &system, id, system.now.plus_minutes(10), false).await;
        tx.commit().await.unwrap();
        let view = open(&mina, id).await.unwrap();
        assert_eq!((view.class, view.assignee_id, view.waiting_since), (Class::Open, mina.who.user_id(), Some(system.now.plus_minutes(10))), "the assignee is kept");
        assert!(kinds(&view).contains(&EventKind::Reopened));
    }

    async fn trash_keeps_everything_and_a_customers_mail_brings_it_back(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let id = start(&desk, mailbox, "a", 1).await;
        let before = open(&mina, id).await.unwrap();
        trash(&mina, &[id]).await.unwrap();
        restore(&mina, &[id]).await.unwrap();
        let after = open(&mina, id).await.unwrap();
        assert_eq!((after.class, after.assignee_id, after.waiting_since, after.trashed_at), (before.class, before.assignee_id, before.waiting_since, None));
        trash(&mina, &[id]).await.unwrap();
        let system = desk.system();
        let mut tx = system.desk.db.write().await.unwrap();
        arrive(&mut tx, &system, id, system.now.plus_minutes(9), false).await;
        tx.commit().await.unwrap();
        assert_eq!(open(&mina, id).await.unwrap().trashed_at, None);
    }

    async fn too_many_at_once_are_refused(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let many: Vec<_> = (0..501).map(ConversationId).collect();
        assert_eq!(refused(done(&mina, &many).await), Some(Refused::OverLimit { what: Limit::Selected, limit: 500 }));
    }

    async fn lists_are_narrowed_to_a_person_and_a_status(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        for (n, subject) in ["none", "hers", "done", "hers done"].into_iter().enumerate() {
            let id = start(&desk, mailbox, subject, n as i64).await;
            if subject.starts_with("hers") {
                change(&mina, &[(id, None)], &Change { assignee: Some(mina.who.user_id()), ..Change::default() }).await.unwrap();
            }
            if subject.ends_with("done") {
                done(&mina, &[id]).await.unwrap();
            }
        }
        let statuses = crate::mailboxes::mine(&mina).await.unwrap().remove(0).statuses;
        let finished = statuses.iter().find(|status| status.class == Class::Done && status.standard).unwrap().id;
        let person = mina.who.user_id();
        let cases: [(_, _, _, &[&str]); 7] = [
            (View::All, None, None, &["hers done", "done", "hers", "none"]),
            (View::All, person, None, &["hers done", "hers"]),
            (View::All, None, Some(finished), &["hers done", "done"]),
            (View::All, person, Some(finished), &["hers done"]),
            (View::Tray, person, None, &["hers"]),
            (View::Sent, person, Some(finished), &[]),
            (View::Trash, person, None, &[]),
        ];
        for (view, assignee, status, expected) in cases {
            let narrowed = ListQuery { assignee: assignee.map(Assigned::To), status, ..query(mailbox, view) };
            assert_eq!(subjects(&mina, &narrowed).await, expected, "{view:?} {assignee:?} {status:?}");
        }
    }

    async fn a_piece_of_a_subject_finds_what_the_person_may_see(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let mina = desk.member("mina", &[mailbox]).await;
        let toru = desk.person("toru", Role::Member, &[mailbox, other], Viewing::Own, true).await;
        let printer = start(&desk, mailbox, "プリンターの納期について", 1).await;
        start(&desk, mailbox, "ﾌﾟﾘﾝﾀｰ の見積り", 2).await;
        let gone = start(&desk, mailbox, "プリンターの返品", 3).await;
        start(&desk, other, "プリンター係の応募", 4).await;
        trash(&mina, &[gone]).await.unwrap();
        change(&mina, &[(printer, None)], &Change { assignee: Some(toru.who.user_id()), ..Change::default() }).await.unwrap();
        let found = async |cx: &Cx, typed: &str| find(cx, typed).await.unwrap().into_iter().map(|one| one.subject).collect::<Vec<_>>();
        let (delivery, quote) = ("プリンターの納期について", "ﾌﾟﾘﾝﾀｰ の見積り");
        let number = open(&mina, printer).await.unwrap().number;
        let cases: [(&str, &[&str]); 7] = [
            ("ぷりんたー", &[quote, delivery]),
            ("プリンター　納期", &[delivery]),
            ("三嶋 見積", &[quote]),
            ("TSUKIMIHAMA", &[quote, delivery]),
            ("応募", &[]),
            ("   ", &[]),
            ("%", &[]),
        ];
        for (typed, expected) in cases {
            assert_eq!(found(&mina, typed).await, expected, "{typed}");
        }
        assert_eq!(found(&mina, &format!("#{number}")).await, [delivery]);
        assert_eq!(found(&toru, "プリンター").await, [delivery], "of those seen in part what is assigned");
        assert!(found(&stranger(&desk), "プリンター").await.is_empty());
        assert_eq!(refused(find(&desk.cx(Who::Nobody), "プリンター").await), Some(Refused::NotSignedIn));
        for number in 0..20 { start(&desk, mailbox, &format!("重なる件 {number}"), 10 + number).await; }
        assert_eq!(found(&mina, "重なる").await.len(), domain::palette::FOUND_MAX);
    }

    async fn what_is_older_than_the_newest_is_not_looked_at(desk) {
        let (mailbox, quiet) = (desk.mailbox("窓口").await, desk.mailbox("静かな窓口").await);
        let mina = desk.member("mina", &[mailbox, quiet]).await;
        for minutes in 0..4 { start(&desk, mailbox, &format!("件 {minutes}"), minutes).await; }
        start(&desk, quiet, "件 昔", -1_000).await;
        let mut tx = desk.desk.db.read().await.unwrap();
        let newest = sql::newest_of_all(&mut tx, mina.who.user_id().unwrap(), 2).await.unwrap();
        assert_eq!(newest.iter().map(|one| one.subject.as_str()).collect::<Vec<_>>(), ["件 3", "件 2", "件 昔"], "each mailbox has its own newest");
    }
}
