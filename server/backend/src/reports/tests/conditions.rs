//! Conditions narrow a report to conversations that meet them, as they stand now.

use super::*;
use domain::rules::{Condition, Operator, Together, What};

fn text(what: What, operator: Operator, value: &str, fuzzy: bool) -> Clause {
    Clause::Mail { condition: Condition { what, header: String::new(), operator, values: vec![value.into()], fuzzy } }
}

fn form(name: &str, together: Together, clauses: Vec<Clause>) -> ConditionForm {
    ConditionForm { name: name.into(), together, clauses }
}

each_engine! {
    async fn a_condition_narrows_to_what_meets_it(desk) {
        let world = World::new(desk).await;
        let at = berlin("2026-01-09T10:00");
        let system = world.system(at);
        let top = folders::create(&system, world.mailbox, None, "海外").await.unwrap();
        let below = folders::create(&system, world.mailbox, Some(top), "欧州").await.unwrap();
        let senders = ["a@tsukimi.example", "b@tsukimi.example", "c@hikari.example"];
        let mut ids = Vec::new();
        for sender in senders {
            ids.push(world.mail(at, world.mailbox, None, sender).await.0);
        }
        world.change(at, &world.mina, ids[1], Change { folder: Some(Some(below)), ..Change::default() }).await;
        let period = Period { from: day("2026-01-01"), to: day("2026-01-31") };
        let count = async |condition: ReportConditionId| {
            world.settle(at).await;
            let question = Question { mailboxes: vec![world.mailbox], condition: Some(condition), ..Question::of(SPACE, &[Measure::Received, Measure::Open, Measure::OpenNow], Axis::All, period) };
            let answer = world.ask(at, &question).await;
            for (place, measure) in question.measures.iter().enumerate() {
                assert_eq!(Some(all_behind(&Cx { now: at, ..world.mina.clone() }, &question, &Cell::total(*measure)).await.len() as i64), answer.totals[place]);
            }
            assert_eq!((answer.totals[0], answer.totals[0]), (answer.totals[1], answer.totals[2]));
            answer.totals[0].unwrap()
        };
        let keep = async |form: ConditionForm| save_condition(&system, world.mailbox, None, &form).await.unwrap();
        let tsukimi = || text(What::From, Operator::Contains, "Tsukimi", false);
        let in_folder = |below| Clause::Folder { folder: Some(top), below, is: true };
        let sender = keep(form("月見", Together::All, vec![tsukimi()])).await;
        assert_eq!(count(sender).await, 2);
        assert_eq!(count(keep(form("月見以外", Together::All, vec![text(What::From, Operator::NotContains, "tsukimi", false)])).await).await, 1);
        assert_eq!(count(keep(form("両方", Together::All, vec![tsukimi(), in_folder(true)])).await).await, 1);
        assert_eq!(count(keep(form("海外のみ", Together::All, vec![in_folder(false)])).await).await, 0);
        let any = keep(form("どちらか", Together::Any, vec![in_folder(true), text(What::From, Operator::Ends, "hikari.example", false)])).await;
        assert_eq!(count(any).await, 2);
        assert_eq!(count(keep(form("あいまい", Together::All, vec![text(What::Subject, Operator::Contains, "のうキ", true)])).await).await, 0);
        let nobody = keep(form("担当なし", Together::All, vec![Clause::Assignee { user: None, is: true }])).await;
        assert_eq!(count(nobody).await, 3);
        // As it stands now: what changes is judged anew.
        world.change(at, &world.mina, ids[0], Change { assignee: Some(world.mina.who.user_id()), folder: Some(Some(top)), ..Change::default() }).await;
        assert_eq!((count(nobody).await, count(any).await), (2, 3));
        world.mail(at, world.mailbox, None, "z@hikari.example").await;
        assert_eq!(count(any).await, 4);
        save_condition(&system, world.mailbox, Some(any), &form("どちらか", Together::Any, vec![in_folder(true)])).await.unwrap();
        assert_eq!(count(any).await, 2);
        let kept = desk_view(&world.mina).await;
        assert_eq!(kept.iter().find(|one| one.id == any).map(|one| (one.form.clauses.len(), one.gathering)), Some((1, false)));
        remove_condition(&system, sender).await.unwrap();
        let question = Question { mailboxes: vec![world.mailbox], condition: Some(sender), ..Question::of(SPACE, &[Measure::Received], Axis::All, period) };
        assert_eq!(refused(ask(&world.mina, &question).await), Some(Refused::ConditionGone), "and no other figures in its place");
    }

    async fn conditions_are_kept_by_operators(desk) {
        let world = World::new(desk).await;
        let system = world.desk.system();
        let good = form("至急", Together::All, vec![Clause::Priority { priority: domain::conversations::Priority::Urgent, is: true }]);
        for cx in [&world.mina, &stranger(&world.desk)] {
            assert_eq!(refused(save_condition(cx, world.mailbox, None, &good).await), Some(Refused::NotAllowed));
        }
        let id = save_condition(&system, world.mailbox, None, &good).await.unwrap();
        assert_eq!(refused(remove_condition(&world.mina, id).await), Some(Refused::NotAllowed));
        assert_eq!(refused(save_condition(&system, world.mailbox, None, &good).await), Some(Refused::Taken { field: Field::Name }));
        for wrong in [
            form("", Together::All, good.clauses.clone()),
            form("空", Together::All, vec![]),
            form("値なし", Together::All, vec![text(What::From, Operator::Contains, " ", false)]),
            form("本文", Together::All, vec![text(What::Body, Operator::Contains, "x", false)]),
            form("型", Together::All, vec![text(What::From, Operator::Matches, "x.*", false)]),
        ] {
            assert!(matches!(refused(save_condition(&system, world.mailbox, None, &wrong).await), Some(Refused::Invalid { .. })), "{wrong:?}");
        }
        let other = world.desk.mailbox("採用").await;
        assert_eq!(refused(save_condition(&system, other, Some(id), &good).await), Some(Refused::NotFound), "of another mailbox");
    }
}

async fn desk_view(cx: &Cx) -> Vec<ConditionView> {
    desk(cx).await.unwrap().mailboxes.remove(0).conditions
}
