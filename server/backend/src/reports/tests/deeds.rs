//! What a deed counts as: short stories with figures that can be told beforehand.

use super::*;
use Measure as M;

const JANUARY: (&str, &str) = ("2026-01-01", "2026-01-31");

fn period((from, to): (&str, &str)) -> Period {
    Period { from: day(from), to: day(to) }
}

each_engine! {
    async fn a_wait_is_answered_once_and_counts_both_clocks(desk) {
        let world = World::new(desk).await;
        let (mina, at) = (world.mina.clone(), berlin("2026-01-09T17:00"));
        // Friday at five: an hour until six, and one on Monday.
        let (id, _) = world.mail(at, world.mailbox, None, "a@tsukimi.example").await;
        world.mail(at.plus_minutes(30), world.mailbox, Some(id), "a@tsukimi.example").await;
        let monday = berlin("2026-01-12T10:00");
        world.answer(monday, &mina, world.mailbox, id).await;
        world.answer(monday.plus_minutes(1), &mina, world.mailbox, id).await;
        world.done(monday.plus_minutes(2), &mina, id).await;
        let measures = [M::Received, M::Sent, M::Answered, M::AnswerMedian, M::Done, M::DoneMedian, M::Replies, M::Reopened, M::Open];
        let clock = (2 * 24 + 17) * 3_600_000;
        let all = [Some(2), Some(2), Some(1), Some(clock), Some(1), Some(clock + 120_000), Some(200), Some(0), Some(0)];
        let question = Question::of(SPACE, &measures, Axis::All, period(JANUARY));
        for settled in [false, true] {
            assert_eq!(world.ask(monday.plus_days(1), &question).await.totals, all, "settled: {settled}");
            let business = world.ask(monday.plus_days(1), &Question { clocks: Clocks::Business, ..question.clone() }).await;
            assert_eq!((business.totals[3], business.totals[5]), (Some(2 * 3_600_000), Some(2 * 3_600_000 + 120_000)));
            world.settle(monday.plus_days(1)).await;
        }
        // Before the Monday nothing was done, and it was open.
        let friday = Period { from: day("2026-01-09"), to: day("2026-01-11") };
        assert_eq!(world.totals(monday, friday, &[M::Received, M::Done, M::AnswerMedian, M::Open]).await, [Some(2), Some(0), None, Some(1)]);
    }

    async fn an_hour_that_comes_twice_is_of_one_day(desk) {
        let world = World::new(desk).await;
        for utc in ["2026-10-24T21:30:00Z", "2026-10-24T22:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T22:30:00Z", "2026-10-25T23:30:00Z"] {
            let at = Moment(utc.parse::<jiff::Timestamp>().unwrap().as_millisecond());
            world.mail(at, world.mailbox, None, "a@x.example").await;
        }
        let days = Question::of(SPACE, &[M::Received], Axis::Day, Period { from: day("2026-10-24"), to: day("2026-10-26") });
        let hours = Question { axis: Axis::WeekHour, ..days.clone() };
        for _ in 0..2 {
            let answer = world.ask(berlin("2026-11-01T00:00"), &days).await;
            assert_eq!(answer.rows.iter().map(|row| row.values[0]).collect::<Vec<_>>(), [Some(1), Some(4), Some(1)]);
            assert_eq!(answer.rows.iter().map(|row| row.head.shut).collect::<Vec<_>>(), [true, true, false]);
            let answer = world.ask(berlin("2026-11-01T00:00"), &hours).await;
            let at_two = answer.rows[6 * 24 + 2].values[0];
            assert_eq!((answer.rows.len(), at_two, answer.rows[5 * 24 + 23].values[0]), (168, Some(2), Some(1)));
            world.settle(berlin("2026-11-01T00:00")).await;
        }
    }

    async fn a_later_assignment_does_not_rewrite_what_came_in(desk) {
        let world = World::new(desk).await;
        let (mina, toru, at) = (world.mina.clone(), world.toru.clone(), berlin("2026-01-09T10:00"));
        let (id, _) = world.mail(at, world.mailbox, None, "a@x.example").await;
        let question = Question::of(SPACE, &[M::Received, M::Done, M::Open], Axis::Assignee, period(JANUARY));
        let of = async |who: Option<&Cx>| {
            let key = Key(who.and_then(|cx| cx.who.user_id()).map(|id| id.0));
            let answer = world.ask(at.plus_days(2), &question).await;
            answer.rows.iter().find(|row| row.head.key == key).map_or([0; 3], |row| [0, 1, 2].map(|at| row.values[at].unwrap()))
        };
        assert_eq!((of(None).await, of(Some(&mina)).await), ([1, 0, 1], [0, 0, 0]));
        world.change(at.plus_minutes(5), &mina, id, Change { assignee: Some(mina.who.user_id()), ..Change::default() }).await;
        assert_eq!((of(None).await, of(Some(&mina)).await), ([0, 0, 0], [1, 0, 1]), "who has it first");
        world.change(at.plus_minutes(9), &mina, id, Change { assignee: Some(toru.who.user_id()), ..Change::default() }).await;
        assert_eq!((of(Some(&mina)).await, of(Some(&toru)).await), ([1, 0, 0], [0, 0, 1]), "and not who has it later");
        world.mail(at.plus_minutes(10), world.mailbox, Some(id), "a@x.example").await;
        world.done(at.plus_days(1), &toru, id).await;
        assert_eq!((of(Some(&mina)).await, of(Some(&toru)).await), ([1, 0, 0], [1, 1, 0]));
        world.settle(at.plus_days(2)).await;
        assert_eq!((of(Some(&mina)).await, of(Some(&toru)).await), ([1, 0, 0], [1, 1, 0]));
    }

    async fn what_is_taken_back_at_once_never_happened(desk) {
        let world = World::new(desk).await;
        let (mina, at) = (world.mina.clone(), berlin("2026-01-09T10:00"));
        let (id, _) = world.mail(at, world.mailbox, None, "a@x.example").await;
        let cx = Cx { now: at.plus_minutes(1), ..mina.clone() };
        let undo = conversations::done(&cx, &[id]).await.unwrap();
        conversations::undo(&Cx { now: cx.now.plus_seconds(8), ..mina.clone() }, &undo).await.unwrap();
        let figures = async || world.totals(at.plus_days(1), period(JANUARY), &[M::Done, M::Reopened, M::Open]).await;
        assert_eq!(figures().await, [Some(0), Some(0), Some(1)]);
        world.done(at.plus_minutes(60), &mina, id).await;
        world.mail(at.plus_minutes(60).plus_seconds(20), world.mailbox, Some(id), "a@x.example").await;
        assert_eq!(figures().await, [Some(1), Some(1), Some(1)], "a customer takes nothing back");
        world.done(at.plus_minutes(100), &mina, id).await;
        let undone = world.desk.system();
        let mut tx = undone.desk.db.write().await.unwrap();
        conversations::set_class(&mut tx, &Cx { now: at.plus_minutes(300), ..mina.clone() }, id, Class::Working).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(figures().await, [Some(2), Some(2), Some(1)], "later it is opened again");
        world.settle(at.plus_days(1)).await;
        assert_eq!(figures().await, [Some(2), Some(2), Some(1)]);
    }

    async fn trash_and_spam_leave_the_report_and_come_back(desk) {
        let world = World::new(desk).await;
        let (mina, at) = (world.mina.clone(), berlin("2026-01-09T10:00"));
        let (id, _) = world.mail(at, world.mailbox, None, "a@x.example").await;
        let (other, _) = world.mail(at, world.mailbox, None, "b@y.example").await;
        world.done(at.plus_minutes(9), &mina, other).await;
        let figures = async || world.totals(at.plus_days(1), period(JANUARY), &[M::Received, M::Done, M::Open]).await;
        let all = vec![Some(2), Some(1), Some(1)];
        let later = Cx { now: at.plus_minutes(20), ..mina.clone() };
        for settle in [true, false] {
            conversations::trash(&later, &[id]).await.unwrap();
            assert_eq!(figures().await, [Some(1), Some(1), Some(0)]);
            if settle { world.settle(at.plus_days(1)).await; }
            assert_eq!(figures().await, [Some(1), Some(1), Some(0)]);
            conversations::restore(&later, &[id]).await.unwrap();
            assert_eq!(figures().await, all);
            conversations::spam(&later, &[other]).await.unwrap();
            assert_eq!(figures().await, [Some(1), Some(0), Some(1)]);
            if settle { world.settle(at.plus_days(1)).await; }
            conversations::not_spam(&later, &[other]).await.unwrap();
            assert_eq!(figures().await, all);
        }
        conversations::trash(&later, &[id]).await.unwrap();
        assert_eq!(conversations::purge(&Cx { now: later.now.plus_days(40), ..world.desk.system() }).await.unwrap(), 1);
        assert_eq!(figures().await, [Some(1), Some(1), Some(0)], "and what is gone is gone");
        world.settle(at.plus_days(50)).await;
    }

    async fn joined_conversations_are_one_and_cut_again_two(desk) {
        let world = World::new(desk).await;
        let (mina, at) = (world.mina.clone(), berlin("2026-01-09T10:00"));
        let (one, _) = world.mail(at, world.mailbox, None, "a@x.example").await;
        let (two, _) = world.mail(at.plus_minutes(1), world.mailbox, None, "a@x.example").await;
        let figures = async || world.totals(at.plus_days(1), period(JANUARY), &[M::Received, M::Done, M::Open, M::Reopened]).await;
        let joined = crate::threads::merge(&Cx { now: at.plus_minutes(5), ..mina.clone() }, one, &[two]).await.unwrap();
        assert_eq!(figures().await, [Some(2), Some(0), Some(1), Some(0)], "the mails stay, the work is one");
        world.settle(at.plus_days(1)).await;
        let opened = all_behind(&Cx { now: at.plus_days(1), ..mina.clone() }, &Question::of(SPACE, &[M::Received], Axis::All, period(JANUARY)), &Cell::total(M::Received)).await;
        assert!(opened.iter().all(|item| item.conversation_id == Some(one)));
        crate::threads::undo(&Cx { now: at.plus_minutes(6), ..mina.clone() }, joined.changes[0]).await.unwrap();
        assert_eq!(figures().await, [Some(2), Some(0), Some(2), Some(0)]);
        world.settle(at.plus_days(1)).await;
        assert_eq!(figures().await, [Some(2), Some(0), Some(2), Some(0)]);
    }

    async fn a_report_follows_the_mailbox_that_work_is_in(desk) {
        let world = World::new(desk).await;
        let at = berlin("2026-01-09T10:00");
        let other = world.desk.mailbox("採用").await;
        let both = world.desk.member("both", &[world.mailbox, other]).await;
        let (id, _) = world.mail(at, world.mailbox, None, "a@x.example").await;
        world.settle(at).await;
        let question = Question::of(SPACE, &[M::Received, M::Open, M::StatusChanges], Axis::Mailbox, period(JANUARY));
        let figures = async || {
            let answer = ask(&Cx { now: at.plus_days(1), ..both.clone() }, &question).await.unwrap();
            answer.rows.iter().map(|row| (row.values[0].unwrap(), row.values[1].unwrap(), row.values[2].unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(figures().await, [(1, 1, 0), (0, 0, 0)]);
        crate::threads::to_mailbox(&Cx { now: at.plus_minutes(5), ..both.clone() }, &[id], other).await.unwrap();
        assert_eq!(figures().await, [(0, 0, 0), (1, 1, 0)]);
        world.settle(at.plus_days(1)).await;
        assert_eq!(figures().await, [(0, 0, 0), (1, 1, 0)]);
    }

    async fn a_missed_target_a_template_and_another_zone(desk) {
        let world = World::new(desk).await;
        let at = berlin("2026-01-09T23:30");
        world.mail(at, world.mailbox, None, "a@x.example").await;
        assert_eq!(hours::tell_missed(&world.system(at.plus_minutes(481))).await.unwrap(), 1);
        let missed = Question::of(SPACE, &[M::Missed, M::Received], Axis::Day, Period { from: day("2026-01-09"), to: day("2026-01-10") });
        let rows = async || world.ask(at.plus_days(2), &missed).await.rows.iter().map(|row| (row.values[0].unwrap(), row.values[1].unwrap())).collect::<Vec<_>>();
        assert_eq!(rows().await, [(0, 1), (1, 0)]);
        world.settle(at.plus_days(2)).await;
        let hours = Hours { holidays: false, ..Hours::usual("Asia/Tokyo") };
        hours::save(&world.desk.system(), world.mailbox, &PaceForm::default(), &hours).await.unwrap();
        world.settle(at.plus_days(2)).await;
        assert_eq!(rows().await, [(0, 0), (1, 1)], "in Tokyo it was the next day");
    }

    async fn age_is_that_of_the_mailbox(desk) {
        let world = World::new(desk).await;
        let at = berlin("2026-01-09T10:00");
        for hours in [0, 2, 2, 30, 60] {
            world.mail(at.plus_minutes(-60 * hours), world.mailbox, None, "a@x.example").await;
        }
        let question = Question::of(SPACE, &[M::OpenNow], Axis::Age, Period { from: day("2026-01-09"), to: day("2026-01-09") });
        let answer = world.ask(at.plus_minutes(1), &question).await;
        assert_eq!(answer.rows.iter().map(|row| row.values[0].unwrap()).collect::<Vec<_>>(), [1, 2, 0, 0, 1, 1]);
        assert_eq!((answer.totals[0], answer.ages.iter().map(|(minutes, _)| *minutes).collect::<Vec<_>>()), (Some(5), vec![60, 240, 480, 1440, 2880]));
        for row in &answer.rows {
            let cell = Cell { row: Some(row.head.key), ..Cell::total(M::OpenNow) };
            let items = all_behind(&Cx { now: at.plus_minutes(1), ..world.mina.clone() }, &question, &cell).await;
            assert_eq!(Some(items.len() as i64), row.values[0]);
        }
    }
}
