//! What is counted as it is now: unfinished work, calls and visits, the address book. Each thing says where it is on the axes that are
//! asked for; counting and listing are the same walk, so a number cannot tell anything but its list.

use super::{count::Cells, scope::Scope, sql};
use crate::{Result, db::Tx};
use domain::{
    logs::Log,
    reports::{Axis, Behind, Cell, Day, Item, Key, Measure, PAGE, Period, Place, Question, Source},
    *,
};
use std::collections::HashMap;

struct Thing {
    item: Item,
    /// Its keys on an axis.
    keys: Vec<(Axis, Vec<Key>)>,
}

impl Thing {
    fn on(&self, axis: Axis) -> &[Key] {
        const HERE: &[Key] = &[Key::of(0)];
        self.keys.iter().find(|(one, _)| *one == axis).map_or(HERE, |(_, keys)| keys.as_slice())
    }

    fn is_at(&self, axis: Axis, wanted: &[Key]) -> bool {
        self.on(axis).iter().any(|key| wanted.contains(key))
    }
}

/// How many there are by each pair of axes.
pub(super) async fn counts(
    tx: &mut Tx,
    scope: &Scope,
    question: &Question,
    measure: Measure,
    period: Period,
    pairs: &[(Axis, Axis)],
) -> Result<Vec<Cells<i64>>> {
    let mut all: Vec<Cells<i64>> = pairs.iter().map(|_| Cells::default()).collect();
    let axes: Vec<Axis> = pairs.iter().flat_map(|(row, column)| [*row, *column]).collect();
    for thing in things(tx, scope, question, measure, period, &axes).await? {
        for ((row, column), cells) in pairs.iter().zip(&mut all) {
            for row in thing.on(*row) {
                for column in thing.on(*column) {
                    *cells.entry((row.0.unwrap_or(-1), column.0.unwrap_or(-1))).or_default() += 1;
                }
            }
        }
    }
    Ok(all)
}

/// Those of one cell, the newest first.
pub(super) async fn behind(tx: &mut Tx, scope: &Scope, question: &Question, cell: &Cell, period: Period, place: Option<Place>) -> Result<Behind> {
    let axes = [Some(question.axis), question.second];
    let wanted: Vec<(Axis, Key)> = axes.iter().flatten().zip([cell.row, cell.column]).filter_map(|(axis, key)| Some((*axis, key?))).collect();
    let asked: Vec<Axis> = wanted.iter().map(|(axis, _)| *axis).collect();
    let mut found = things(tx, scope, question, cell.measure, period, &asked).await?;
    found.retain(|thing| wanted.iter().all(|(axis, key)| *axis == Axis::All || thing.is_at(*axis, &[*key])));
    let mut items: Vec<Item> = found.into_iter().map(|thing| thing.item).collect();
    items.sort_by_key(|item| std::cmp::Reverse((item.at, item.id)));
    let mut items: Vec<Item> =
        items.into_iter().filter(|item| place.is_none_or(|place| (item.at, item.id) < (place.at, place.id))).take(PAGE + 1).collect();
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let next = items.last().filter(|_| more).map(|item| Place { at: item.at, id: item.id });
    Ok(Behind { items, next })
}

/// What is asked about, narrowed, with its keys on these axes.
async fn things(tx: &mut Tx, scope: &Scope, question: &Question, measure: Measure, period: Period, axes: &[Axis]) -> Result<Vec<Thing>> {
    let mut asked: Vec<Axis> =
        axes.iter().copied().chain(question.narrow.iter().map(|narrow| narrow.axis)).filter(|axis| *axis != Axis::All).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut things = match measure.source() {
        Source::Now => unfinished(tx, scope, question, &asked).await?,
        Source::Logs(log) => entries(tx, scope, log, period, &asked).await?,
        _ => book(tx, scope, measure == Measure::Companies, &asked).await?,
    };
    things.retain(|thing| question.narrow.iter().all(|narrow| narrow.axis == Axis::All || thing.is_at(narrow.axis, &narrow.keys)));
    Ok(things)
}

/// Several values by the thing they belong to.
fn grouped(rows: Vec<(i64, i64)>) -> HashMap<i64, Vec<Key>> {
    let mut all: HashMap<i64, Vec<Key>> = HashMap::new();
    for (id, value) in rows {
        all.entry(id).or_default().push(Key::of(value));
    }
    all
}

/// Its values, or that it has none.
fn or_none(known: &HashMap<i64, Vec<Key>>, id: i64) -> Vec<Key> {
    known.get(&id).cloned().unwrap_or_else(|| vec![Key::NONE])
}

async fn unfinished(tx: &mut Tx, scope: &Scope, question: &Question, axes: &[Axis]) -> Result<Vec<Thing>> {
    let mut above: HashMap<i64, Vec<Key>> = HashMap::new();
    if axes.contains(&Axis::Folder) {
        above = grouped(sql::places::branches(tx).await?);
    }
    let steps = scope.steps();
    let mut things = Vec::new();
    for mailbox in &scope.mailboxes {
        let pace = scope.pace(mailbox);
        let mut values: HashMap<FieldId, HashMap<i64, Vec<Key>>> = HashMap::new();
        for axis in axes {
            if let Axis::Field(field) = axis {
                values.insert(*field, grouped(sql::places::unfinished_values(tx, mailbox.id, *field).await?));
            }
        }
        let hits = match question.condition {
            Some(condition) => Some(sql::places::unfinished_hits(tx, mailbox.id, condition).await?),
            None => None,
        };
        let mut companies = HashMap::new();
        if axes.contains(&Axis::Company) {
            companies = grouped(sql::places::unfinished_companies(tx, mailbox.id).await?);
        }
        for row in sql::places::unfinished(tx, mailbox.id).await? {
            let id = row.item.id;
            if hits.as_ref().is_some_and(|hits| hits.binary_search(&(id,)).is_err()) {
                continue;
            }
            // Business hours are counted day by day: only where they are asked for.
            let minutes = || pace.elapsed(row.item.at, scope.now) / 60_000;
            let key = |axis: Axis| match axis {
                Axis::Assignee => vec![Key(row.assignee_id.map(|id| id.0))],
                Axis::Confirmer => vec![Key(row.confirmer_id.map(|id| id.0))],
                Axis::Status => vec![Key::of(row.status_id.0)],
                Axis::Priority => vec![Key::of(row.priority.rank())],
                Axis::Mailbox => vec![Key::of(row.box_id.0)],
                Axis::Company => or_none(&companies, id),
                Axis::Folder => row.folder_id.map_or_else(|| vec![Key::NONE], |id| or_none(&above, id.0)),
                Axis::Field(field) => values.get(&field).map_or_else(|| vec![Key::NONE], |known| or_none(known, id)),
                Axis::Age => {
                    let minutes = minutes();
                    vec![Key::of(steps.iter().filter(|step| minutes >= step.minutes).count() as i64)]
                }
                _ => vec![Key::NONE],
            };
            let keys = axes.iter().map(|axis| (*axis, key(*axis))).collect();
            things.push(Thing { keys, item: row.item });
        }
    }
    Ok(things)
}

async fn entries(tx: &mut Tx, scope: &Scope, log: Log, period: Period, axes: &[Axis]) -> Result<Vec<Thing>> {
    let zone = &scope.clock.zone;
    let mut values: HashMap<LogItemId, HashMap<i64, Vec<Key>>> = HashMap::new();
    for axis in axes {
        if let Axis::LogItem(item) = axis {
            values.insert(*item, grouped(sql::places::entry_values(tx, *item).await?));
        }
    }
    // Whole days stand at midnight in UTC, the others on the clocks of the space: a day more at both ends has all of them.
    let (from, to) = (Moment(period.from.plus(-1).0 * 86_400_000), Moment(period.to.plus(2).0 * 86_400_000));
    let mut things = Vec::new();
    for row in sql::places::entries(tx, scope.space, log, from, to).await? {
        let (day, hour) = if row.whole_days {
            let day = Day(row.item.at.0.div_euclid(86_400_000));
            (day, None)
        } else {
            let (day, hour) = Day::at(row.item.at, zone);
            (day, Some(hour))
        };
        if !period.contains(day) {
            continue;
        }
        let key = |axis: Axis| match axis {
            Axis::Assignee => vec![Key(row.person_id.map(|id| id.0))],
            Axis::Result => vec![Key(row.result_id.map(|id| id.0))],
            Axis::LogItem(item) => values.get(&item).map_or_else(|| vec![Key::NONE], |known| or_none(known, row.item.id)),
            Axis::WeekHour => vec![Key(hour)],
            axis if axis.is_time() => vec![Key::of(day.begins(axis).0)],
            _ => vec![Key::NONE],
        };
        let keys = axes.iter().map(|axis| (*axis, key(*axis))).collect();
        things.push(Thing { keys, item: row.item });
    }
    Ok(things)
}

async fn book(tx: &mut Tx, scope: &Scope, companies: bool, axes: &[Axis]) -> Result<Vec<Thing>> {
    let kind = if companies { "company" } else { "contact" };
    let mut known: HashMap<Axis, HashMap<i64, Vec<Key>>> = HashMap::new();
    for axis in axes {
        let rows = match axis {
            Axis::Group => sql::places::members(tx, scope.space, kind).await?,
            // The ids of people and companies are not told apart: an item of the others says nothing of these.
            Axis::BookItem(item) => match sql::places::book_item_kind(tx, *item).await? {
                Some((space, of)) if space == scope.space && of == kind => sql::places::book_values(tx, *item).await?,
                _ => vec![],
            },
            _ => vec![],
        };
        known.insert(*axis, grouped(rows));
    }
    let items = if companies { sql::places::companies(tx, scope.space).await? } else { sql::places::contacts(tx, scope.space).await? };
    let of = |item: Item| Thing { keys: axes.iter().map(|axis| (*axis, or_none(&known[axis], item.id))).collect(), item };
    Ok(items.into_iter().map(of).collect())
}
