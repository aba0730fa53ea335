//! Whatever happens in whatever order: nothing is lost, nothing is doubled, and every counter is what a recount says.

use super::*;

/// A small generator: the same seed tells the same story.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

type Row = (ConversationId, i64, i64, i64, Option<i64>, String, String);
type Marks = (bool, bool, bool, bool, bool, bool, Option<i64>);

async fn counted(world: &World) -> Vec<(Row, Marks)> {
    let mut tx = world.desk.desk.db.read().await.unwrap();
    let rows: Vec<Row> =
        tx.query("select id, messages, comments, last_at, last_in_at, snippet, language from conversations order by id").all().await.unwrap();
    let marks: Vec<Marks> = tx
        .query("select has_attachment, has_draft, has_sent, has_failed, automatic, suspicious, waiting_since from conversations order by id")
        .all()
        .await
        .unwrap();
    rows.into_iter().zip(marks).collect()
}

async fn check(world: &World, mails: usize, notes: usize, told: &str) {
    let before = counted(world).await;
    let mut tx = world.desk.desk.db.write().await.unwrap();
    for ((id, ..), (.., waiting)) in &before {
        conversations::recount(&mut tx, *id, waiting.map(Moment)).await.unwrap();
        let shell: (bool, i64) = tx
            .query("select merged_into is not null, (select count(*) from messages m where m.conversation_id = c.id) from conversations c where c.id = $1")
            .bind(*id)
            .one()
            .await
            .unwrap();
        assert_eq!(shell.0, shell.1 == 0, "{told}: {id} is empty exactly when it leads elsewhere");
        if let Some(since) = waiting {
            let (there,): (i64,) = tx
                .query("select count(*) from messages where conversation_id = $1 and direction = 'in' and at = $2")
                .bind(*id)
                .bind(*since)
                .one()
                .await
                .unwrap();
            assert_eq!(there, 1, "{told}: somebody waits in {id} since a mail that is there");
        }
    }
    let (messages, comments, mids): (i64, i64, i64) = tx
        .query(
            "select (select count(*) from messages), (select count(*) from comments), \
             (select count(*) from mids i join messages m on m.id = i.message_id and m.conversation_id = i.conversation_id)",
        )
        .one()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!((messages, comments, mids), (mails as i64, notes as i64, mails as i64), "{told}");
    assert_eq!(counted(world).await, before, "{told}: counters and a recount say the same");
}

async fn tell(world: &mut World, seed: u64, steps: usize) {
    let mut dice = Dice(seed);
    let (mut mails, mut notes) = (Vec::<(String, MessageId)>::new(), 0);
    let mut all: Vec<ConversationId> = Vec::new();
    let mut changes: Vec<ThreadChangeId> = Vec::new();
    for step in 0..steps {
        let what = if mails.len() < 3 { 0 } else { dice.below(9) };
        let one = |dice: &mut Dice, all: &[ConversationId]| all[dice.below(all.len())];
        match what {
            0 | 1 => {
                let id = format!("s{seed}-{step}@x.example");
                let answers = if what == 1 { mails.get(dice.below(mails.len())).map(|(id, _)| id.clone()) } else { None };
                let (conversation, message) = world.mail(&id, answers.as_deref(), "Mishima <m@x.example>").await;
                mails.push((id, message));
                if !all.contains(&conversation) {
                    all.push(conversation);
                }
            }
            2 => {
                let id = one(&mut dice, &all);
                notes += usize::from(comments::add(&world.mina(), id, &format!("覚え {step}")).await.is_ok());
            }
            3 => {
                let (target, source) = (one(&mut dice, &all), one(&mut dice, &all));
                if let Ok(done) = merge(&world.mina(), target, &[source]).await {
                    changes.extend(done.changes);
                }
            }
            4 => {
                let (_, message) = mails[dice.below(mails.len())].clone();
                let cut = if dice.below(2) == 0 { Cut::From } else { Cut::Only };
                if let Ok(done) = split(&world.mina(), message, cut).await {
                    all.push(done.conversation);
                    changes.extend(done.changes);
                }
            }
            5 => {
                let (_, message) = mails[dice.below(mails.len())].clone();
                let to = one(&mut dice, &all);
                if let Ok(done) = move_message(&world.mina(), MessageMove { message, to }).await {
                    changes.extend(done.changes);
                }
            }
            6 => drop(conversations::done(&world.mina(), &[one(&mut dice, &all)]).await),
            _ if changes.is_empty() => {}
            // Not always the last one.
            _ => {
                let change = changes.swap_remove(dice.below(changes.len()));
                match undo(&world.mina(), change).await {
                    Ok(_) | Err(Error::Refused(_)) => {}
                    Err(cause) => panic!("{cause:?}"),
                }
            }
        }
        world.minute += 1;
        check(world, mails.len(), notes, &format!("seed {seed}, step {step}, deed {what}")).await;
    }
}

each_engine! {
    async fn in_whatever_order_nothing_is_lost_and_nothing_doubled(desk) {
        for seed in 1..=4 {
            let one = if matches!(desk.desk.db, crate::db::Db::Sqlite { .. }) { TestDesk::sqlite().await } else { TestDesk::postgres().await.unwrap() };
            tell(&mut World::new(one).await, seed, 45).await;
        }
    }
}
