//! How fast reports are answered about a million mails of three years. Measured on request only (`MADOGUCHI_MEASURE=1`), because a loaded
//! machine says nothing.

use super::*;
use std::time::Instant;

/// Conversations: two received mails each and one that was sent, and two more in every third.
const CONVERSATIONS: i64 = 270_000;
const DAYS: i64 = 1_095;
const RUNS: usize = 10;

/// Facts of a desk of three mailboxes, twenty people and five thousand companies, straight into the tables.
async fn fill(desk: &TestDesk, boxes: &[MailboxId; 3], options: &[i64], field: FieldId) -> Day {
    let last = Day::at(NOW, &jiff::tz::TimeZone::UTC).0;
    let first = last.plus(1 - DAYS);
    let mut tx = desk.desk.db.write().await.unwrap();
    tx.query(
        "insert into customer_domains(id, domain) with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) \
         select i, 'company-' || cast(i as text) || '.example' from n",
    )
    .run()
    .await
    .unwrap();
    tx.query(
        "insert into conversations(id, mailbox_id, number, subject, customer_name, customer_addr, snippet, status_id, class, assignee_id, last_at) \
         with recursive n(i) as (select 1 union all select i + 1 from n where i < $1) \
         select i, case when i % 10 < 6 then $2 when i % 10 < 9 then $3 else $4 end, i, 'subject', '', 'a@x.example', '', 4, 'done', null, i from n",
    )
    .bind(CONVERSATIONS)
    .bind(boxes[0].0)
    .bind(boxes[1].0)
    .bind(boxes[2].0)
    .run()
    .await
    .unwrap();
    tx.query(
        "insert into field_values(conversation_id, field_id, choice, text, by_hand, last_at) \
         select id, $1, $2 + id % 6, '', true, last_at from conversations where mailbox_id = $3 and id % 5 <> 0",
    )
    .bind(field)
    .bind(options[0])
    .bind(boxes[0])
    .run()
    .await
    .unwrap();
    // Kind, every which conversation has it, and how many.
    for (kind, every, times, n) in [
        ("received", 1, 2, 1),
        ("received", 3, 1, 1),
        ("sent", 1, 1, 1),
        ("sent", 3, 1, 1),
        ("answered", 1, 1, 1),
        ("done", 1, 1, 1),
        ("status", 1, 2, 1),
        ("open", 1, 1, 1),
        ("open", 1, 1, -1),
        ("check-asked", 10, 1, 1),
        ("reopened", 20, 1, 1),
        ("missed", 30, 1, 1),
    ] {
        tx.query(
            "insert into facts(kind, at, day, hour, mailbox_id, conversation_id, assignee_id, confirmer_id, status_id, priority, account_id, domain_id, \
             n, wait_ms, business_ms, replies) \
             with recursive t(j) as (select 1 union all select j + 1 from t where j < $2) \
             select $1, (c.id * $3 / $4 + $5) * 86400000, c.id * $3 / $4 + $5, c.id * 37 % 168, c.mailbox_id, c.id, case when c.id % 50 = 0 then null else 1 + c.id * 31 % 20 end, \
             null, 1 + c.id * 17 % 4, case when c.id % 20 = 0 then 1 else 0 end, 1 + c.id % 5, 1 + c.id * 7919 % 5000, \
             $6, c.id * 104729 % 172800000, c.id * 104729 % 57600000, 1 from conversations c cross join t where c.id % $7 = 0",
        )
        .text(kind)
        .bind(times)
        .bind(DAYS)
        .bind(CONVERSATIONS + 1)
        .bind(first)
        .bind(n)
        .bind(every)
        .run()
        .await
        .unwrap();
    }
    for text in ["delete from standing_marks", "delete from condition_marks", "delete from report_marks"] {
        tx.query(text).run().await.unwrap();
    }
    tx.commit().await.unwrap();
    last
}

each_engine! {
    async fn questions_a_second(desk) {
        if std::env::var_os("MADOGUCHI_MEASURE").is_none() {
            return;
        }
        let boxes = [desk.mailbox("窓口").await, desk.mailbox("採用").await, desk.mailbox("海外").await];
        let mina = desk.member("mina", &boxes).await;
        for number in 0..19 {
            desk.member(&format!("p{number}"), &boxes).await;
        }
        let option = |number: usize| OptionForm { id: None, name: format!("種別{number}"), color: Color::Shu, archived: false };
        let form = FieldForm { name: "種別".into(), kind: Kind::Menu, listed: false, options: (0..6).map(option).collect() };
        let field = fields::add(&desk.system(), boxes[0], &form).await.unwrap();
        let of = fields::of_mailbox(&mina, boxes[0]).await.unwrap();
        let options: Vec<i64> = of.fields[0].options.iter().map(|option| option.id.0).collect();
        let begun = Instant::now();
        let last = fill(&desk, &boxes, &options, field).await;
        println!("{}: filled in {:?}", desk.desk.db.engine(), begun.elapsed());
        let begun = Instant::now();
        let days = rebuild(&desk.system()).await.unwrap();
        println!("{}: {days} days of mailboxes summed up in {:?}", desk.desk.db.engine(), begun.elapsed());
        let whole = Period::last(DAYS, last);
        let year = Period::last(365, last);
        let counts = [Measure::Received, Measure::Sent, Measure::Done, Measure::Open];
        let waits = [Measure::AnswerMedian];
        let cx = Cx { now: NOW, ..mina };
        for (name, measures, period) in [("counts, three years", &counts[..], whole), ("median, a year", &waits[..], year), ("median, three years", &waits[..], whole)] {
            for (axis, second) in [
                (Axis::All, None), (Axis::Assignee, None), (Axis::Confirmer, None), (Axis::Status, None), (Axis::Priority, None), (Axis::Account, None),
                (Axis::Mailbox, None), (Axis::Folder, None), (Axis::Company, None), (Axis::WeekHour, None), (Axis::Field(field), None), (Axis::Day, None),
                (Axis::Week, None), (Axis::Month, None), (Axis::FiscalYear, None), (Axis::Month, Some(Axis::Assignee)), (Axis::Month, Some(Axis::Field(field))),
            ] {
                let fits = measures.iter().copied().filter(|measure| measure.offers(axis)).collect::<Vec<_>>();
                if fits.is_empty() {
                    continue;
                }
                let question = Question { second, ..Question::of(SpaceId(1), &fits, axis, period) };
                let mut times: Vec<f64> = Vec::new();
                for _ in 0..RUNS {
                    let begun = Instant::now();
                    ask(&cx, &question).await.unwrap();
                    times.push(begun.elapsed().as_secs_f64() * 1000.0);
                }
                times.sort_by(f64::total_cmp);
                let by = second.map(|second| format!(" by {second}")).unwrap_or_default();
                println!("{}: {name}, {axis}{by}: p50 {:.0} ms, p95 {:.0} ms", desk.desk.db.engine(), times[RUNS / 2], times[RUNS - 1]);
            }
        }
    }
}
