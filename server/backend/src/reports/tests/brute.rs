//! Figures by brute force: every fact is looked at, one after the other, with a calendar of its own.

use super::*;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, sqlx::FromRow)]
pub struct Raw {
    pub kind: Fact,
    pub at: Moment,
    pub mailbox_id: MailboxId,
    pub conversation_id: Option<ConversationId>,
    pub assignee_id: Option<i64>,
    pub confirmer_id: Option<i64>,
    pub status_id: Option<i64>,
    pub priority: i64,
    pub account_id: Option<i64>,
    pub domain_id: Option<i64>,
    pub n: i64,
    pub wait_ms: Option<i64>,
    pub business_ms: Option<i64>,
    pub replies: i64,
    pub hidden: bool,
    pub folder_id: Option<i64>,
}

pub struct Brute {
    pub facts: Vec<Raw>,
    /// Answers of a conversation in a field.
    pub values: HashMap<(ConversationId, FieldId), Vec<i64>>,
    pub parents: HashMap<i64, Option<i64>>,
    pub zone: TimeZone,
}

impl Brute {
    pub async fn read(desk: &TestDesk, zone: &str) -> Brute {
        let mut tx = desk.desk.db.read().await.unwrap();
        let facts = tx
            .query(
                "select f.kind, f.at, coalesce(c.mailbox_id, f.mailbox_id) as mailbox_id, f.conversation_id, f.assignee_id, f.confirmer_id, f.status_id, f.priority, \
                 f.account_id, f.domain_id, f.n, f.wait_ms, f.business_ms, f.replies, c.trashed_at is not null as hidden, c.folder_id \
                 from facts f left join conversations c on c.id = f.conversation_id order by f.id",
            )
            .all()
            .await
            .unwrap();
        let mut values: HashMap<(ConversationId, FieldId), Vec<i64>> = HashMap::new();
        let rows: Vec<(ConversationId, FieldId, i64)> =
            tx.query("select conversation_id, field_id, choice from field_values where choice > 0").all().await.unwrap();
        for (conversation, field, choice) in rows {
            values.entry((conversation, field)).or_default().push(choice);
        }
        let parents: Vec<(i64, Option<i64>)> = tx.query("select id, parent_id from folders").all().await.unwrap();
        Brute { facts, values, parents: parents.into_iter().collect(), zone: TimeZone::get(zone).unwrap() }
    }

    fn there(&self, at: Moment) -> jiff::Zoned {
        Timestamp::from_millisecond(at.0).unwrap().to_zoned(self.zone.clone())
    }

    fn keys(&self, fact: &Raw, axis: Axis, clocks: Clocks) -> Vec<i64> {
        let there = self.there(fact.at);
        let date = there.date();
        let number = |date: Date| i64::from((date - jiff::civil::date(1970, 1, 1)).get_days());
        vec![match axis {
            Axis::All => 0,
            Axis::Assignee => fact.assignee_id.unwrap_or(-1),
            Axis::Confirmer => fact.confirmer_id.unwrap_or(-1),
            Axis::Status => fact.status_id.unwrap_or(-1),
            Axis::Priority => fact.priority,
            Axis::Account => fact.account_id.unwrap_or(-1),
            Axis::Mailbox => fact.mailbox_id.0,
            Axis::Company => fact.domain_id.unwrap_or(-1),
            Axis::WeekHour => i64::from(date.weekday().to_monday_zero_offset()) * 24 + i64::from(there.hour()),
            Axis::Day => number(date),
            Axis::Week => number(date) - i64::from(date.weekday().to_monday_zero_offset()),
            Axis::Month => number(date.first_of_month()),
            Axis::FiscalYear => number(jiff::civil::date(if date.month() >= 4 { date.year() } else { date.year() - 1 }, 4, 1)),
            Axis::Wait => {
                let wait = if clocks == Clocks::All { fact.wait_ms } else { fact.business_ms }.unwrap();
                WAIT_STEPS.iter().filter(|minutes| wait >= **minutes * 60_000).count() as i64
            }
            Axis::Folder => {
                let Some(folder) = fact.folder_id else { return vec![-1] };
                let mut all = vec![folder];
                while let Some(Some(parent)) = self.parents.get(all.last().unwrap()) {
                    all.push(*parent);
                }
                return all;
            }
            Axis::Field(field) => {
                return fact.conversation_id.and_then(|id| self.values.get(&(id, field)).cloned()).unwrap_or_else(|| vec![-1]);
            }
            other => panic!("{other}"),
        }]
    }

    fn is_in(&self, fact: &Raw, question: &Question) -> bool {
        let narrowed = question.narrow.iter().all(|narrow| {
            let keys = self.keys(fact, narrow.axis, question.clocks);
            narrow.keys.iter().any(|key| keys.contains(&key.0.unwrap_or(-1)))
        });
        !fact.hidden && narrowed && (question.mailboxes.is_empty() || question.mailboxes.contains(&fact.mailbox_id))
    }

    /// Values by row and column; what is nought or nothing is left out.
    pub fn answer(&self, question: &Question, period: Period, today: Day, row: Axis, column: Axis) -> BTreeMap<(i64, i64, Measure), i64> {
        let mut all = BTreeMap::new();
        for measure in &question.measures {
            let Source::Facts(kind) = measure.source() else { panic!("{measure}") };
            let of_kind = self.facts.iter().filter(|fact| fact.kind == kind && self.is_in(fact, question));
            if *measure == Measure::Open {
                self.open(question, period, today, (row, column), of_kind, &mut all);
                continue;
            }
            let mut cells: BTreeMap<(i64, i64), Vec<&Raw>> = BTreeMap::new();
            for fact in of_kind.filter(|fact| period.contains(Day(self.keys(fact, Axis::Day, question.clocks)[0]))) {
                for row in self.keys(fact, row, question.clocks) {
                    for column in self.keys(fact, column, question.clocks) {
                        cells.entry((row, column)).or_default().push(fact);
                    }
                }
            }
            for ((row, column), facts) in cells {
                let count = facts.len() as i64;
                let value = match (measure.percentile(), measure.unit()) {
                    (Some(part), _) => {
                        let mut waits: Vec<i64> =
                            facts.iter().map(|fact| if question.clocks == Clocks::All { fact.wait_ms } else { fact.business_ms }.unwrap()).collect();
                        waits.sort_unstable();
                        waits[((count * part + 99) / 100 - 1) as usize]
                    }
                    (None, Unit::Hundredths) => facts.iter().map(|fact| fact.replies).sum::<i64>() * 100 / count,
                    _ => count,
                };
                all.insert((row, column, *measure), value);
            }
        }
        all
    }

    fn open<'a>(
        &self,
        question: &Question,
        period: Period,
        today: Day,
        (row, column): (Axis, Axis),
        facts: impl Iterator<Item = &'a Raw>,
        all: &mut BTreeMap<(i64, i64, Measure), i64>,
    ) {
        let facts: Vec<&Raw> = facts.collect();
        let time = [row, column].into_iter().find(|axis| axis.is_time());
        let ends: Vec<(i64, Day)> = match time {
            Some(time) => {
                period.steps(time).into_iter().filter(|step| *step <= today).map(|step| (step.0, step.next(time).plus(-1).min(period.to))).collect()
            }
            None => vec![(0, period.to)],
        };
        for (step, end) in ends {
            for fact in facts.iter().filter(|fact| Day(self.keys(fact, Axis::Day, question.clocks)[0]) <= end) {
                let of = |axis: Axis| if Some(axis) == time { vec![step] } else { self.keys(fact, axis, question.clocks) };
                for row in of(row) {
                    for column in of(column) {
                        *all.entry((row, column, Measure::Open)).or_default() += fact.n;
                    }
                }
            }
        }
    }
}
