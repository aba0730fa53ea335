//! Rest: out of the tray, and back by the clock or by an answer.

use super::*;
use crate::{
    each_engine,
    testing::{NOW, TestDesk},
};
use domain::{
    access::{Role, Viewing},
    addresses::Address,
    conversations::{EventKind, Item},
    messages::Direction,
    snooze::Snooze,
    statuses::Class,
    *,
};

async fn start(desk: &TestDesk, mailbox: MailboxId, subject: &str, minutes: i64) -> ConversationId {
    let cx = TestDesk::later(&desk.system(), minutes * 60_000);
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: String::new(), addr: "k@tsukimihama.example".into() };
    let new = NewConversation { mailbox, subject, customer: &customer, class: Class::Open, assignee: None, at: cx.now, language: "" };
    let id = create(&mut tx, &cx, &new).await.unwrap();
    arrives(&mut tx, &cx, id, false).await;
    tx.commit().await.unwrap();
    id
}

async fn arrives(tx: &mut crate::db::Tx, cx: &Cx, id: ConversationId, automatic: bool) {
    let facts = MessageFacts { conversation: id, direction: Direction::In, at: cx.now, automatic, snippet: "", has_attachment: false, language: "" };
    on_message(tx, cx, &facts).await.unwrap();
}

async fn subjects(cx: &Cx, mailbox: MailboxId, view: View) -> Vec<String> {
    let query = ListQuery::of(mailbox, view);
    list(cx, &query).await.unwrap().rows.into_iter().map(|row| row.subject).collect()
}

async fn woken(cx: &Cx, id: ConversationId) -> Vec<String> {
    let items = open(cx, id).await.unwrap().items;
    let woken = |item| if let Item::Event(event) = item { (event.kind == EventKind::Woken).then_some(event.after) } else { None };
    items.into_iter().filter_map(woken).collect()
}

each_engine! {
    async fn it_rests_until_the_clock_or_the_customer_says_so(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (a, b) = (start(&desk, mailbox, "a", 1).await, start(&desk, mailbox, "b", 2).await);
        start(&desk, mailbox, "c", 3).await;
        let wish = |minutes: Option<i64>| Snooze { until: minutes.map(|minutes| NOW.plus_minutes(minutes)), reason: "部品の入荷待ち".into() };
        assert_eq!(snooze(&mina, &[a], &wish(Some(60))).await.unwrap(), [a]);
        assert_eq!(snooze(&mina, &[b], &wish(None)).await.unwrap(), [b]);
        for view in [View::Tray, View::Unassigned] {
            assert_eq!(subjects(&mina, mailbox, view).await, ["c"], "{view}");
        }
        assert_eq!(subjects(&mina, mailbox, View::Snoozed).await, ["b", "a"]);
        assert_eq!(subjects(&mina, mailbox, View::All).await, ["c", "b", "a"]);
        let counts = crate::mailboxes::mine(&mina).await.unwrap().remove(0).counts;
        assert_eq!((counts.tray, counts.unassigned), (1, 1));
        let shown = open(&mina, a).await.unwrap().snooze.unwrap();
        assert_eq!((shown.until, shown.by_name.as_deref(), shown.reason.as_str()), (Some(NOW.plus_minutes(60)), Some("mina"), "部品の入荷待ち"));

        let system = desk.system();
        let at = |minutes: i64| TestDesk::later(&system, minutes * 60_000);
        assert_eq!(wake_due(&at(59)).await.unwrap(), 0);
        let (one, two) = (at(60), at(60));
        let (one, two) = tokio::join!(wake_due(&one), wake_due(&two));
        assert_eq!(one.unwrap() + two.unwrap(), 1, "once, whoever looks");
        assert_eq!(subjects(&mina, mailbox, View::Tray).await, ["a", "c"], "on top");
        assert_eq!(woken(&mina, a).await, ["clock"]);
        // A machine's answer is none.
        for (minute, automatic, resting) in [(61, true, true), (62, false, false)] {
            let cx = at(minute);
            let mut tx = cx.desk.db.write().await.unwrap();
            arrives(&mut tx, &cx, b, automatic).await;
            tx.commit().await.unwrap();
            assert_eq!(open(&mina, b).await.unwrap().snooze.is_some(), resting, "{minute}");
        }
        assert_eq!(woken(&mina, b).await, ["answer"]);
        assert_eq!(subjects(&mina, mailbox, View::Tray).await, ["b", "a", "c"]);
    }

    async fn people_end_it_too_and_finished_work_does_not_rest(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (a, b) = (start(&desk, mailbox, "a", 1).await, start(&desk, mailbox, "b", 2).await);
        let wish = Snooze { until: Some(NOW.plus_days(1)), reason: String::new() };
        snooze(&mina, &[a, b], &wish).await.unwrap();
        wake(&mina, &[a]).await.unwrap();
        assert_eq!((woken(&mina, a).await, subjects(&mina, mailbox, View::Tray).await), (vec![String::new()], vec!["a".to_owned()]));
        done(&mina, &[b]).await.unwrap();
        assert!(subjects(&mina, mailbox, View::Snoozed).await.is_empty());
        assert!(snooze(&mina, &[b], &wish).await.unwrap().is_empty());
        assert_eq!(wake_due(&TestDesk::later(&desk.system(), 2 * 24 * 60 * 60_000)).await.unwrap(), 0);
        let reader = desk.person("reader", Role::Member, &[mailbox], Viewing::All, false).await;
        for refused in [snooze(&reader, &[a], &wish).await.err(), wake(&reader, &[a]).await.err(), spam(&reader, &[a]).await.err(), not_spam(&reader, &[a]).await.err()] {
            assert!(matches!(refused, Some(crate::Error::Refused(Refused::NotAllowed))));
        }
    }
}
