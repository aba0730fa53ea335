//! A year of a desk by dice: mails, answers, assignments, ends, joining, cutting, trash, other folders and fields. Every axis of every
//! figure is what brute force says, before the days are summed up and after; and every number is the list that it opens.

use super::{brute::Brute, *};
use std::collections::BTreeMap;

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

struct Year {
    world: World,
    boxes: [MailboxId; 2],
    people: Vec<Cx>,
    fields: [FieldId; 2],
    options: Vec<Vec<i64>>,
    folders: Vec<FolderId>,
    statuses: Vec<StatusId>,
    reader: Cx,
    end: Moment,
}

async fn field(world: &World, kind: Kind, name: &str) -> (FieldId, Vec<i64>) {
    let option = |name: &str| OptionForm { id: None, name: name.into(), color: Color::Shu, archived: false };
    let form = FieldForm { name: name.into(), kind, listed: false, options: ["使い方", "故障", "請求"].map(option).to_vec() };
    let id = fields::add(&world.desk.system(), world.mailbox, &form).await.unwrap();
    let of = fields::of_mailbox(&world.mina, world.mailbox).await.unwrap();
    let field = of.fields.into_iter().find(|field| field.id == id).unwrap();
    (id, field.options.iter().map(|option| option.id.0).collect())
}

/// Tells a year, some days a deed and some days many.
async fn year(desk: TestDesk, seed: u64, deeds: usize) -> Year {
    let world = World::new(desk).await;
    let other = world.desk.mailbox("採用").await;
    let reader = world.desk.member("reader", &[world.mailbox, other]).await;
    let boss = world.desk.member("boss", &[world.mailbox, other]).await;
    let people = vec![reader.clone(), boss];
    let (menu, menu_options) = field(&world, Kind::Menu, "種別").await;
    let (multi, multi_options) = field(&world, Kind::Multi, "製品").await;
    let system = world.desk.system();
    let top = folders::create(&system, world.mailbox, None, "海外").await.unwrap();
    let below = folders::create(&system, world.mailbox, Some(top), "欧州").await.unwrap();
    let beside = folders::create(&system, world.mailbox, None, "国内").await.unwrap();
    let statuses = crate::mailboxes::mine(&reader).await.unwrap()[0].statuses.iter().map(|status| status.id).collect();
    let mut year = Year {
        boxes: [world.mailbox, other],
        world,
        people,
        fields: [menu, multi],
        options: vec![menu_options, multi_options],
        folders: vec![top, below, beside],
        statuses,
        reader,
        end: NOW,
    };
    let mut dice = Dice(seed);
    let mut all: Vec<ConversationId> = Vec::new();
    let mut changes = Vec::new();
    let mut at = berlin("2025-03-10T08:00");
    for step in 0..deeds {
        // Nights, week-ends and bursts.
        at =
            at.plus_minutes(if dice.below(5) == 0 { dice.below(3 * 1440) as i64 } else { dice.below(200) as i64 }).plus_ms(dice.below(60_000) as i64);
        deed(&year, &mut dice, &mut all, &mut changes, at).await;
        if step == deeds / 2 {
            year.world.settle(at).await;
        }
    }
    year.end = at.plus_minutes(1);
    year
}

async fn deed(year: &Year, dice: &mut Dice, all: &mut Vec<ConversationId>, changes: &mut Vec<ThreadChangeId>, at: Moment) {
    let world = &year.world;
    let who = Cx { now: at, ..year.people[dice.below(2)].clone() };
    let senders = ["a@tsukimi.example", "b@tsukimi.example", "c@hikari.example", "d@gmail.com"];
    let what = if all.len() < 4 { 0 } else { dice.below(24) };
    if what < 5 {
        let mailbox = year.boxes[usize::from(dice.below(3) == 0)];
        all.push(world.mail(at, mailbox, None, dice.one(&senders)).await.0);
        return;
    }
    let id = dice.one(all);
    let mut tx = world.desk.desk.db.read().await.unwrap();
    let (mailbox, merged, trashed): (MailboxId, bool, bool) =
        tx.query("select mailbox_id, merged_into is not null, trashed_at is not null from conversations where id = $1").bind(id).one().await.unwrap();
    drop(tx);
    if merged {
        return;
    }
    let here = mailbox == year.boxes[0];
    match what {
        5..=7 => drop(world.mail(at, mailbox, Some(id), senders[0]).await),
        8..=11 => drop(world.answer(at, &who, mailbox, id).await),
        12 | 13 => world.done(at, &who, id).await,
        14 => {
            let user = if dice.below(4) == 0 { None } else { year.people[dice.below(2)].who.user_id() };
            world.change(at, &who, id, Change { assignee: Some(user), ..Change::default() }).await;
        }
        15 => {
            let priority = dice.one(domain::conversations::Priority::ALL);
            let confirmer = Some(year.people[0].who.user_id().filter(|_| dice.below(2) == 0));
            world.change(at, &who, id, Change { priority: Some(priority), confirmer, ..Change::default() }).await;
        }
        16 if here => world.change(at, &who, id, Change { status: Some(dice.one(&year.statuses)), ..Change::default() }).await,
        17 if here => {
            let folder = if dice.below(4) == 0 { None } else { Some(dice.one(&year.folders)) };
            world.change(at, &who, id, Change { folder: Some(folder), ..Change::default() }).await;
        }
        18 | 19 if here => {
            let field = dice.below(2);
            let mut chosen: Vec<String> = year.options[field].iter().filter(|_| dice.below(2) == 0).map(ToString::to_string).collect();
            chosen.truncate(if field == 0 { 1 } else { 3 });
            world.change(at, &who, id, Change { fields: vec![(year.fields[field], chosen.join(","))], ..Change::default() }).await;
        }
        20 if trashed => conversations::restore(&who, &[id]).await.unwrap(),
        20 if dice.below(2) == 0 => conversations::trash(&who, &[id]).await.unwrap(),
        20 => drop(conversations::spam(&who, &[id]).await.unwrap()),
        21 => {
            let other = dice.one(all);
            if let Ok(joined) = crate::threads::merge(&who, id, &[other]).await {
                changes.extend(joined.changes);
            }
        }
        22 if !changes.is_empty() && dice.below(2) == 0 => {
            let change = changes.swap_remove(dice.below(changes.len()));
            // What was joined once more meanwhile stays.
            let _ = refused(crate::threads::undo(&who, change).await);
        }
        22 => {
            let _ = refused(crate::threads::to_mailbox(&who, &[id], year.boxes[usize::from(here)]).await);
        }
        _ => {
            let cx = Cx { now: at, ..who.clone() };
            let mut tx = cx.desk.db.write().await.unwrap();
            let kind = dice.one(&[domain::conversations::EventKind::CheckAsked, domain::conversations::EventKind::CheckReturned]);
            conversations::record(&mut tx, &cx, id, kind, "", "").await.unwrap();
            missed(&mut tx, &cx, id).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}

const COUNTS: &[Measure] = &[
    Measure::Received,
    Measure::Sent,
    Measure::Answered,
    Measure::Done,
    Measure::Replies,
    Measure::Reopened,
    Measure::Open,
    Measure::StatusChanges,
    Measure::ChecksAsked,
    Measure::ChecksReturned,
    Measure::Missed,
];
const WAITS: &[Measure] = &[Measure::AnswerMedian, Measure::AnswerNinety, Measure::DoneMedian, Measure::DoneNinety];

impl Year {
    fn axes(&self) -> Vec<Axis> {
        let mut axes = vec![
            Axis::All,
            Axis::Assignee,
            Axis::Confirmer,
            Axis::Status,
            Axis::Priority,
            Axis::Account,
            Axis::Mailbox,
            Axis::Folder,
            Axis::Company,
            Axis::WeekHour,
            Axis::Day,
            Axis::Week,
            Axis::Month,
            Axis::FiscalYear,
            Axis::Wait,
        ];
        axes.extend(self.fields.map(Axis::Field));
        axes
    }

    /// Every question of one axis, and of pairs of them, narrowed and not.
    fn questions(&self) -> Vec<Question> {
        let quarter = Period { from: day("2025-04-05"), to: day("2025-07-20") };
        let whole = Period { from: day("2025-01-01"), to: day("2026-12-31") };
        let of = |measures: &[Measure], axis: Axis, second: Option<Axis>, period| {
            let axes = || [Some(axis), second].into_iter().flatten();
            let measures: Vec<Measure> = measures.iter().copied().filter(|measure| axes().all(|axis| measure.offers(axis))).collect();
            Question { second, ..Question::of(SPACE, &measures, axis, period) }
        };
        let mut questions = Vec::new();
        for axis in self.axes() {
            for period in [quarter, whole] {
                questions.push(of(COUNTS, axis, None, period));
                questions.push(of(WAITS, axis, None, period));
            }
            questions.push(Question { clocks: Clocks::Business, ..of(&[Measure::AnswerMedian, Measure::Answered], axis, None, whole) });
        }
        let menu = Axis::Field(self.fields[0]);
        let multi = Axis::Field(self.fields[1]);
        for (axis, second) in [
            (Axis::Month, Axis::Assignee),
            (Axis::Assignee, Axis::Week),
            (Axis::Month, menu),
            (Axis::Folder, Axis::Month),
            (Axis::Mailbox, Axis::Status),
            (Axis::Assignee, Axis::Priority),
            (menu, multi),
            (Axis::Folder, multi),
            (multi, Axis::Folder),
            (Axis::Day, Axis::Mailbox),
            (Axis::FiscalYear, Axis::Company),
        ] {
            questions.push(of(COUNTS, axis, Some(second), quarter));
        }
        let narrow = |axis: Axis, keys: &[Key]| Narrow { axis, keys: keys.to_vec() };
        let person = Key(self.people[0].who.user_id().map(|id| id.0));
        let first = Key::of(self.options[1][0]);
        for narrow in [
            vec![narrow(Axis::Assignee, &[person])],
            vec![narrow(Axis::Assignee, &[person, Key::NONE])],
            vec![narrow(Axis::Folder, &[Key::of(self.folders[0].0)])],
            vec![narrow(multi, &[first])],
            vec![narrow(multi, &[first, Key::of(self.options[1][1])])],
            vec![narrow(menu, &[Key::NONE])],
            vec![
                narrow(Axis::Priority, &[Key::of(1), Key::of(2)]),
                narrow(menu, &[Key::of(self.options[0][0])]),
                narrow(Axis::Status, &[Key::of(self.statuses[0].0)]),
            ],
        ] {
            for axis in [Axis::All, Axis::Month, Axis::Assignee, Axis::Folder, multi] {
                questions.push(Question { narrow: narrow.clone(), ..of(COUNTS, axis, None, quarter) });
            }
        }
        questions.push(Question { mailboxes: vec![self.boxes[1]], ..of(COUNTS, Axis::Week, None, quarter) });
        questions.retain(|question| !question.measures.is_empty());
        questions
    }

    async fn compare(&self, told: &str) {
        let brute = Brute::read(&self.world.desk, "Europe/Berlin").await;
        let cx = Cx { now: self.end, ..self.reader.clone() };
        let (today, _) = Day::at(self.end, &brute.zone);
        for question in self.questions() {
            let answer = ask(&cx, &question).await.unwrap();
            let second = question.second.unwrap_or(Axis::All);
            let expected = brute.answer(&question, question.period, today, question.axis, second);
            let mut found = BTreeMap::new();
            for row in &answer.rows {
                let columns: Vec<Key> =
                    if question.second.is_none() { vec![Key::of(0)] } else { answer.columns.iter().map(|column| column.key).collect() };
                for (at, column) in columns.iter().enumerate() {
                    for (place, measure) in question.measures.iter().enumerate() {
                        if let Some(value) = row.values[at * question.measures.len() + place] {
                            found.insert((row.head.key.0.unwrap_or(-1), column.0.unwrap_or(-1), *measure), value);
                        }
                    }
                }
            }
            let real = |all: &BTreeMap<(i64, i64, Measure), i64>| {
                all.iter()
                    .filter(|(key, value)| **value != 0 || key.2.unit() != Unit::Count)
                    .map(|(key, value)| (*key, *value))
                    .collect::<BTreeMap<_, _>>()
            };
            assert_eq!(real(&found), real(&expected), "{told}: {}", question.parameters());
            let totals = brute.answer(&question, question.period, today, Axis::All, Axis::All);
            for (at, measure) in question.measures.iter().enumerate() {
                let total = totals.get(&(0, 0, *measure)).copied();
                assert_eq!(
                    answer.totals[at].filter(|value| *value != 0),
                    total.filter(|value| *value != 0),
                    "{told}: total {measure} {}",
                    question.parameters()
                );
            }
        }
    }

    /// Every number of every axis of every figure, one after the other.
    async fn walk(&self) -> usize {
        let cx = Cx { now: self.end, ..self.reader.clone() };
        let mut cells = 0;
        for question in self.questions() {
            if matches!(question.axis, Axis::Day | Axis::WeekHour)
                && question.second.is_none()
                && question.narrow.is_empty()
                && question.period.days() > 200
            {
                continue;
            }
            let answer = ask(&cx, &question).await.unwrap();
            for row in &answer.rows {
                let columns: Vec<Option<Key>> =
                    if question.second.is_none() { vec![None] } else { answer.columns.iter().map(|column| Some(column.key)).collect() };
                for (at, column) in columns.iter().enumerate() {
                    for (place, measure) in question.measures.iter().enumerate() {
                        let value = row.values[at * question.measures.len() + place];
                        if measure.unit() != Unit::Count || value.is_none() || value == Some(0) && cells % 7 != 0 {
                            cells += 1;
                            continue;
                        }
                        let cell = Cell { measure: *measure, row: Some(row.head.key), column: *column, before: false };
                        let items = all_behind(&cx, &question, &cell).await;
                        assert_eq!(Some(items.len() as i64), value, "{cell:?} of {}", question.parameters());
                        cells += 1;
                    }
                }
            }
            for (at, measure) in question.measures.iter().enumerate().filter(|(_, measure)| measure.unit() == Unit::Count) {
                let items = all_behind(&cx, &question, &Cell::total(*measure)).await;
                assert_eq!(Some(items.len() as i64), answer.totals[at], "total {measure} of {}", question.parameters());
            }
        }
        cells
    }
}

each_engine! {
    async fn a_year_is_what_brute_force_says_before_it_is_summed_up_and_after(desk) {
        let year = year(desk, 20_261_127, 420).await;
        year.compare("half of it summed up").await;
        year.world.settle(year.end).await;
        year.compare("summed up").await;
        rebuild(&year.world.system(year.end)).await.unwrap();
        year.compare("rebuilt").await;
    }

    async fn every_number_is_the_list_that_it_opens(desk) {
        let year = year(desk, 7, 260).await;
        let cells = year.walk().await;
        assert!(cells > 5_000, "{cells} numbers");
        year.world.settle(year.end).await;
        year.walk().await;
    }

    async fn what_a_recount_does_not_confirm_is_told_and_mended(desk) {
        let year = year(desk, 3, 60).await;
        let system = year.world.system(year.end);
        year.world.settle(year.end).await;
        let mut tx = system.desk.db.write().await.unwrap();
        for text in [
            // A day, which its month is not made of any more; and a month.
            "update report_columns set packed = $1 where span = 'day' and kind = 'received' and name = 'n' and (mailbox_id, day) = \
             (select mailbox_id, day from report_columns where span = 'day' and kind = 'received' order by mailbox_id, day limit 1)",
            "update report_columns set packed = $1 where span = 'month' and kind = 'received' and name = 'company' and (mailbox_id, day) = \
             (select mailbox_id, day from report_columns where span = 'month' and kind = 'received' order by mailbox_id desc, day limit 1)",
        ] {
            assert_eq!(tx.query(text).bind(vec![120_u8; 3]).run().await.unwrap(), 1);
        }
        tx.commit().await.unwrap();
        assert_eq!(check(&system).await.unwrap().wrong.len(), 3);
        assert!(rebuild(&system).await.unwrap() > 0);
        assert_eq!(check(&system).await.unwrap().wrong, Vec::<String>::new());
    }

    async fn a_period_is_compared_with_the_one_before_step_by_step(desk) {
        let year = year(desk, 11, 120).await;
        let cx = Cx { now: year.end, ..year.reader.clone() };
        let period = Period { from: day("2025-04-15"), to: day("2025-05-14") };
        for axis in [Axis::Day, Axis::Week, Axis::Assignee, Axis::Status] {
            let question = Question { compare: true, ..Question::of(SPACE, &[Measure::Received, Measure::Open, Measure::Done], axis, period) };
            let answer = ask(&cx, &question).await.unwrap();
            let before = ask(&cx, &Question { compare: false, period: period.before(), ..question.clone() }).await.unwrap();
            assert_eq!((answer.before, &answer.totals_before), (Some(period.before()), &before.totals));
            for (at, row) in answer.rows.iter().enumerate() {
                let there = if axis.is_time() { before.rows.get(at) } else { before.rows.iter().find(|one| one.head.key == row.head.key) };
                for (place, measure) in question.measures.iter().enumerate() {
                    let expected = there.map_or(Some(0).filter(|_| !axis.is_time()), |there| there.values[place]);
                    assert_eq!(row.before[place], expected, "{axis} {measure}");
                    let cell = Cell { measure: *measure, row: Some(row.head.key), column: None, before: true };
                    if let Some(value) = expected {
                        assert_eq!(all_behind(&cx, &question, &cell).await.len() as i64, value, "{axis} {measure}");
                    }
                }
            }
        }
    }
}
