//! What was there before reports were kept is told by mails and history, and says the same as what was noted when it happened.

use super::*;

async fn forget(desk: &TestDesk, again: bool) {
    let mut tx = desk.desk.db.write().await.unwrap();
    for text in ["delete from facts", "delete from standings", "delete from standing_marks", "delete from report_columns", "delete from report_marks"]
    {
        tx.query(text).run().await.unwrap();
    }
    if again {
        tx.query("insert into report_backlog(kind, below) values('past', 1000000) on conflict(kind) do update set below = excluded.below")
            .run()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

each_engine! {
    async fn the_past_is_read_in_as_it_was(desk) {
        let world = World::new(desk).await;
        let (mina, toru) = (world.mina.clone(), world.toru.clone());
        let at = berlin("2025-11-03T09:00");
        for number in 0..40 {
            let at = at.plus_minutes(600 * number);
            let (id, _) = world.mail(at, world.mailbox, None, if number % 3 == 0 { "a@tsukimi.example" } else { "b@hikari.example" }).await;
            let by = if number % 2 == 0 { &mina } else { &toru };
            if number % 5 != 4 {
                world.change(at.plus_minutes(2), by, id, Change { assignee: Some(by.who.user_id()), ..Change::default() }).await;
            }
            if number % 4 != 3 {
                world.answer(at.plus_minutes(20 + number), by, world.mailbox, id).await;
                world.done(at.plus_minutes(25 + number), by, id).await;
            }
            if number % 7 == 6 {
                world.mail(at.plus_minutes(300), world.mailbox, Some(id), "a@tsukimi.example").await;
            }
            if number % 10 == 1 {
                world.change(at.plus_minutes(400), &mina, id, Change { assignee: Some(toru.who.user_id()), priority: Some(domain::conversations::Priority::Urgent), ..Change::default() }).await;
            }
        }
        let end = at.plus_days(30);
        world.settle(end).await;
        let period = Period { from: day("2025-11-01"), to: day("2025-12-31") };
        let measures = [
            Measure::Received, Measure::Sent, Measure::Answered, Measure::AnswerMedian, Measure::Done, Measure::DoneNinety, Measure::Replies,
            Measure::Reopened, Measure::Open, Measure::StatusChanges,
        ];
        let figures = async || {
            let mut all = Vec::new();
            for axis in [Axis::All, Axis::Assignee, Axis::Status, Axis::Priority, Axis::Company, Axis::Day, Axis::Month] {
                let answer = world.ask(end, &Question::of(SPACE, &measures, axis, period)).await;
                all.push(answer.rows.into_iter().map(|row| (row.head.key, row.values)).collect::<Vec<_>>());
            }
            all
        };
        let noted = figures().await;
        assert_eq!(noted[0][0].1[0], Some(45));
        forget(&world.desk, true).await;
        let question = Question::of(SPACE, &measures, Axis::All, period);
        assert!(world.ask(end, &question).await.reading_in);
        // Read in halfway, and once more from the beginning.
        step(&world.system(end)).await.unwrap();
        forget(&world.desk, true).await;
        world.settle(end).await;
        assert_eq!(figures().await, noted);
        assert!(!world.ask(end, &question).await.reading_in);
        // Once more changes nothing.
        let mut tx = world.desk.desk.db.write().await.unwrap();
        tx.query("update report_backlog set below = 1000000 where kind = 'past'").run().await.unwrap();
        tx.commit().await.unwrap();
        world.settle(end).await;
        assert_eq!(figures().await, noted);
    }

    async fn changes_that_nobody_noted_are_noted_behind_them(desk) {
        let world = World::new(desk).await;
        let at = berlin("2026-01-09T10:00");
        for _ in 0..3 {
            world.mail(at, world.mailbox, None, "a@x.example").await;
        }
        let mut tx = world.desk.desk.db.write().await.unwrap();
        tx.query("update conversations set class = 'done', status_id = (select s.id from statuses s where s.class = 'done' and s.mailbox_id = conversations.mailbox_id) where id > 1").run().await.unwrap();
        tx.commit().await.unwrap();
        world.settle(at.plus_minutes(60)).await;
        let period = Period { from: day("2026-01-09"), to: day("2026-01-09") };
        assert_eq!(world.totals(at.plus_days(1), period, &[Measure::Done, Measure::Open]).await, [Some(2), Some(1)]);
    }

    async fn the_calendar_says_what_days_say(desk) {
        let mut tx = desk.desk.db.read().await.unwrap();
        let rows: Vec<(Day, Day, Day, Day)> = tx.query("select day, week, month, fiscal_year from calendar order by day").all().await.unwrap();
        assert_eq!((rows.len(), rows[0].0, rows[rows.len() - 1].0), (43_830, day("1990-01-01"), day("2110-01-01")));
        for (day, week, month, year) in rows {
            assert_eq!((day.begins(Axis::Week), day.begins(Axis::Month), day.begins(Axis::FiscalYear)), (week, month, year), "{day}");
        }
    }
}
