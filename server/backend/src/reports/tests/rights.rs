//! Only mailboxes that are seen whole are counted. Of the others there is nothing, not even a nought with a name.

use super::*;
use domain::access::{Role, Viewing, Who};

each_engine! {
    async fn of_mailboxes_that_are_not_seen_whole_there_is_nothing(desk) {
        let world = World::new(desk).await;
        let at = berlin("2026-01-09T10:00");
        let secret = world.desk.mailbox("経営").await;
        let part = world.desk.person("part", Role::Member, &[world.mailbox], Viewing::Own, true).await;
        let boss = world.desk.member("boss", &[world.mailbox, secret]).await;
        world.mail(at, world.mailbox, None, "a@x.example").await;
        let (id, _) = world.mail(at, secret, None, "secret@merger.example").await;
        world.change(at, &boss, id, Change { assignee: Some(boss.who.user_id()), ..Change::default() }).await;
        let period = Period { from: day("2026-01-01"), to: day("2026-01-31") };
        for settled in [false, true] {
            for axis in [Axis::All, Axis::Mailbox, Axis::Company, Axis::Assignee, Axis::Status, Axis::Folder, Axis::Account] {
                let question = Question::of(SPACE, &[Measure::Received, Measure::Open], axis, period);
                let seen = world.ask(at, &question).await;
                assert_eq!((seen.totals.clone(), seen.question.mailboxes), (vec![Some(1), Some(1)], vec![world.mailbox]));
                let named = seen.rows.iter().map(|row| row.head.label.as_str()).collect::<Vec<_>>();
                assert!(!named.iter().any(|name| ["経営", "merger.example", "boss"].contains(name)), "{named:?}");
                assert_eq!(ask(&Cx { now: at, ..boss.clone() }, &question).await.unwrap().totals, [Some(2), Some(2)]);
                for cx in [&part, &stranger(&world.desk)] {
                    assert_eq!(refused(ask(cx, &question).await), Some(Refused::NotFound));
                    assert_eq!(refused(behind(cx, &question, &Cell::total(Measure::Open), None).await), Some(Refused::NotFound));
                }
                assert!(refused(ask(&world.desk.cx(Who::Nobody), &question).await).is_some());
                let asked_for = Question { mailboxes: vec![secret], ..question.clone() };
                assert_eq!(refused(ask(&world.mina, &asked_for).await), Some(Refused::NotFound));
                assert_eq!(refused(behind(&world.mina, &asked_for, &Cell::total(Measure::Open), None).await), Some(Refused::NotFound));
                // A key that was read elsewhere opens nothing here.
                let key = Key(Some(secret.0));
                let cell = Cell { row: Some(key), ..Cell::total(Measure::Received) };
                let items = all_behind(&Cx { now: at, ..world.mina.clone() }, &question, &cell).await;
                assert!(items.iter().all(|item| item.mailbox_id == Some(world.mailbox)), "{axis} settled: {settled}");
            }
            world.settle(at).await;
        }
        let seen = desk_of(&world.mina).await.unwrap();
        assert_eq!(seen.mailboxes.iter().map(|one| (one.id, one.may_operate)).collect::<Vec<_>>(), [(world.mailbox, false)]);
        assert!(desk_of(&part).await.unwrap().mailboxes.is_empty());
        assert_eq!(refused(desk_of(&stranger(&world.desk)).await), Some(Refused::NotFound));
        for cx in [&world.mina, &world.desk.cx(Who::Nobody)] {
            assert!(refused(step(cx).await).is_some() && refused(check(cx).await).is_some() && refused(rebuild(cx).await).is_some());
        }
    }
}

async fn desk_of(cx: &Cx) -> Result<ReportsDesk> {
    desk(cx).await
}
