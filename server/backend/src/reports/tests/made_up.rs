//! What is made up for measuring is counted like everything else, and never stands beside what was done.

use super::*;

each_engine! {
    async fn what_is_made_up_is_counted_to_the_last_fact(desk) {
        let system = desk.system();
        assert_eq!(refused(make_up(&system, 300, 90).await), Some(Refused::NotFound));
        let boxes = [desk.mailbox("窓口").await, desk.mailbox("採用").await, desk.mailbox("海外").await];
        let mina = desk.member("mina", &boxes).await;
        assert_eq!(refused(make_up(&mina, 300, 90).await), Some(Refused::NotAllowed));
        let facts = make_up(&system, 300, 90).await.unwrap();
        assert_eq!(refused(make_up(&system, 300, 90).await), Some(Refused::AlreadySetUp));
        rebuild(&system).await.unwrap();
        assert_eq!(check(&system).await.unwrap().wrong, Vec::<String>::new());
        let mut tx = desk.desk.db.read().await.unwrap();
        let (noted, kept): (i64, i64) = tx.query("select count(*), (select count(*) from report_columns where span = 'month') from facts").one().await.unwrap();
        drop(tx);
        assert_eq!(facts, noted as u64);
        assert!(kept > 0);
        let cx = Cx { now: system.now, ..mina };
        let (today, _) = Day::at(system.now, &jiff::tz::TimeZone::UTC);
        let question = Question::of(SPACE, &[Measure::Received, Measure::Sent, Measure::Done, Measure::Open, Measure::Reopened], Axis::Mailbox, Period::last(100, today.plus(1)));
        let answer = ask(&cx, &question).await.unwrap();
        assert_eq!(answer.totals, [Some(700), Some(400), Some(297), Some(3), Some(15)]);
        assert_eq!(answer.rows.iter().map(|row| row.values[0]).collect::<Vec<_>>(), [Some(420), Some(210), Some(70)]);
        assert_eq!(all_behind(&cx, &question, &Cell::total(Measure::Open)).await.len(), 3);
    }
}
