//! Bulk mail and missed targets of before facts were noted are in the figures, once.

use super::*;

each_engine! {
    async fn bulk_mail_and_missed_targets_of_before_are_read_in_once(desk) {
        let world = World::new(desk).await;
        let (mina, toru) = (world.mina.clone(), world.toru.clone());
        let sent = berlin("2025-11-03T23:30");
        let (id, _) = world.mail(berlin("2025-11-04T09:00"), world.mailbox, None, "a@tsukimi.example").await;
        world.change(berlin("2025-11-04T10:00"), &mina, id, Change { assignee: Some(toru.who.user_id()), ..Change::default() }).await;
        world.change(berlin("2025-11-05T10:00"), &mina, id, Change { assignee: Some(mina.who.user_id()), ..Change::default() }).await;
        let mut tx = world.desk.desk.db.write().await.unwrap();
        let (bulk,): (BulkMailId,) = tx
            .query(
                "insert into bulk_mails(space_id, mailbox_id, state, subject, text, audience, version, created_by, created_at, updated_by, updated_at) \
                 values(1, $1, 'sent', '', '', '{}', 1, $2, 0, $2, 0) returning id",
            )
            .bind(world.mailbox)
            .bind(mina.who.user_id())
            .one()
            .await
            .unwrap();
        for (position, state, is_test) in [(1, "sent", false), (2, "bounced", false), (3, "failed", false), (4, "waiting", false), (5, "sent", true)] {
            tx.query(
                "insert into bulk_recipients(bulk_mail_id, position, is_test, line, addr, addr_key, name, company, section, items, state, token, sent_at) \
                 values($1, $2, $3, 0, $4, $4, '', '', '', '[]', $5, $4, case when $5 = 'waiting' then null else $6 end)",
            )
            .bind(bulk)
            .bind(i64::from(position))
            .bind(is_test)
            .text(&format!("c{position}@x.example"))
            .text(state)
            .bind(sent)
            .run()
            .await
            .unwrap();
        }
        tx.query("insert into bulk_marks(space_id, addr_key, kind, at, detail) values(1, 'c1@x.example', 'opted-out', $1, 'link')").bind(sent.plus_days(1)).run().await.unwrap();
        // Missed eight hours behind the mail; the other one was told when facts were noted already.
        for since in ["2025-11-04T09:00", "2025-11-06T09:00"] {
            tx.query("insert into missed_targets(conversation_id, target, since) values($1, 'first-answer', $2)").bind(id).bind(berlin(since)).run().await.unwrap();
        }
        let noted = world.system(berlin("2025-11-06T17:00"));
        missed(&mut tx, &noted, id).await.unwrap();
        tx.query("insert into report_backlog(kind, below) values('bulk', 1000000), ('missed', 1000000)").run().await.unwrap();
        tx.commit().await.unwrap();

        let end = berlin("2025-12-01T09:00");
        let period = Period { from: day("2025-11-01"), to: day("2025-11-30") };
        let measures = [Measure::BulkSent, Measure::BulkFailed, Measure::OptedOut, Measure::Missed];
        let question = Question::of(SPACE, &measures, Axis::Day, period);
        assert!(world.ask(end, &question).await.reading_in);
        world.settle(end).await;
        let told = async || {
            let answer = world.ask(end, &question).await;
            assert!(!answer.reading_in);
            let of = |text: &str| answer.rows.iter().find(|row| row.head.key == Key::of(day(text).0)).unwrap().values.clone();
            (answer.totals.clone(), of("2025-11-03"), of("2025-11-04"), of("2025-11-06"))
        };
        let some = |values: [i64; 4]| values.map(Some).to_vec();
        // 23:30 in Berlin is another day than in UTC, where nobody here lives.
        let expected = (some([2, 2, 1, 2]), some([2, 2, 0, 0]), some([0, 0, 1, 1]), some([0, 0, 0, 1]));
        assert_eq!(told().await, expected);
        // Who had it then.
        let by = world.ask(end, &Question::of(SPACE, &[Measure::Missed], Axis::Assignee, Period { from: period.from, to: day("2025-11-04") })).await;
        let toru_id = Key::of(toru.who.user_id().unwrap().0);
        assert_eq!(by.rows.iter().find(|row| row.head.key == toru_id).unwrap().values, [Some(1)]);
        // Read in a second time, by a copy that does not know: nothing is counted twice.
        let mut tx = world.desk.desk.db.write().await.unwrap();
        tx.query("update report_backlog set below = 1000000 where kind in ('bulk', 'missed')").run().await.unwrap();
        tx.commit().await.unwrap();
        world.settle(end).await;
        assert_eq!(told().await, expected);
    }
}
