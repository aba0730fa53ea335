//! Counting: the cells of one question in one period, from the sums by day as far as they can tell, else from the facts.

use super::{scope::Scope, sql, things};
use crate::{Result, db::Tx};
use domain::reports::{Axis, Clocks, Day, Fact, Key, Measure, Narrow, Period, Question, Source};
use sql::facts::{ALL, Code, Only, Which};
use std::collections::{BTreeMap, HashMap, hash_map::Entry};

/// By keys of row and column; -1 stands for none.
pub(super) type Cells<T> = HashMap<(i64, i64), T>;

/// Everything that was counted: for each cell one value a measure.
#[derive(Default)]
pub(super) struct Figures {
    pub cells: BTreeMap<(i64, i64), Vec<Option<i64>>>,
}

impl Figures {
    fn put(&mut self, key: (i64, i64), at: usize, of: usize, value: Option<i64>) {
        self.cells.entry(key).or_insert_with(|| vec![None; of])[at] = value;
    }
}

/// Sums of facts: how many, and replies.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    n: i64,
    replies: i64,
}

/// The values of every measure by two axes. Where nothing is, a count is 0 and a wait is nothing.
pub(super) async fn figures(tx: &mut Tx, scope: &Scope, question: &Question, period: Period, row: Axis, column: Axis) -> Result<Figures> {
    let mut figures = Figures::default();
    let number = question.measures.len();
    let mut sums: HashMap<Fact, Cells<Sum>> = HashMap::new();
    let mut waits: HashMap<Fact, Cells<[Option<i64>; 2]>> = HashMap::new();
    for (at, measure) in question.measures.iter().enumerate() {
        match measure.source() {
            Source::Facts(fact) if measure.percentile().is_some() => {
                if let Entry::Vacant(unasked) = waits.entry(fact) {
                    unasked.insert(waits_of(tx, scope, question, period, fact, row, column).await?);
                }
                let part = usize::from(measure.percentile() == Some(90));
                for (key, parts) in &waits[&fact] {
                    figures.put(*key, at, number, parts[part]);
                }
            }
            Source::Facts(fact) => {
                if let Entry::Vacant(unasked) = sums.entry(fact) {
                    let counted = if fact == Fact::Open {
                        open(tx, scope, question, period, row, column).await?
                    } else {
                        counts(tx, scope, question, period, fact, row, column).await?
                    };
                    unasked.insert(counted);
                }
                for (key, sum) in &sums[&fact] {
                    figures.put(*key, at, number, value_of(*measure, *sum));
                }
            }
            Source::Now | Source::Logs(_) | Source::Book => {
                for (key, n) in things::counts(tx, scope, question, *measure, period, row, column).await? {
                    figures.put(key, at, number, Some(n));
                }
            }
        }
    }
    Ok(figures)
}

fn value_of(measure: Measure, sum: Sum) -> Option<i64> {
    match measure {
        Measure::Replies => (sum.n > 0).then(|| sum.replies * 100 / sum.n),
        _ => Some(sum.n),
    }
}

/// The value of a cell that nothing is in.
pub(super) fn nothing(measure: Measure) -> Option<i64> {
    match measure.unit() {
        domain::reports::Unit::Count => Some(0),
        _ => None,
    }
}

/// How facts are narrowed: keys of folders stand for their branches.
pub(super) async fn narrowed(tx: &mut Tx, narrow: &[Narrow], clocks: Clocks) -> Result<Vec<Only>> {
    let mut only = Vec::with_capacity(narrow.len());
    for Narrow { axis, keys } in narrow {
        let Some(code) = sql::facts::code(*axis, clocks).filter(|code| code.number != ALL) else { continue };
        let mut numbers = Vec::with_capacity(keys.len());
        for Key(key) in keys {
            match (axis, key) {
                (Axis::Folder, Some(folder)) => numbers.extend(sql::places::branch(tx, *folder).await?.into_iter().map(|(id,)| id)),
                _ => numbers.push(key.unwrap_or(-1)),
            }
        }
        only.push(Only::new(code, numbers.into_iter()));
    }
    Ok(only)
}

pub(super) async fn which(tx: &mut Tx, scope: &Scope, question: &Question, period: Period, kind: Fact) -> Result<Which> {
    Ok(Which {
        mailboxes: scope.ids(),
        kind,
        from: period.from,
        to: period.to,
        only: narrowed(tx, &question.narrow, question.clocks).await?,
        condition: question.condition,
        only_marked: false,
        business: question.clocks == Clocks::Business,
    })
}

async fn waits_of(
    tx: &mut Tx,
    scope: &Scope,
    question: &Question,
    period: Period,
    fact: Fact,
    row: Axis,
    column: Axis,
) -> Result<Cells<[Option<i64>; 2]>> {
    let which = which(tx, scope, question, period, fact).await?;
    let mut cells: Cells<[Option<i64>; 2]> = HashMap::new();
    for (row, column, part, wait) in sql::facts::waits(tx, &which, coded(row, question), coded(column, question)).await? {
        cells.entry((row, column)).or_default()[usize::from(part == 90)] = Some(wait);
    }
    Ok(cells)
}

pub(super) fn coded(axis: Axis, question: &Question) -> Code {
    sql::facts::code(axis, question.clocks).unwrap_or(Code { number: ALL, field: 0 })
}

/// Unfinished at the end: everything that came and went until then; by steps of time, until the end of each.
async fn open(tx: &mut Tx, scope: &Scope, question: &Question, period: Period, row: Axis, column: Axis) -> Result<Cells<Sum>> {
    let time = [row, column].into_iter().find(|axis| axis.is_time());
    let Some(time) = time else {
        let whole = Period { from: Day(0), to: period.to };
        return counts(tx, scope, question, whole, Fact::Open, row, column).await;
    };
    let by_row = row == time;
    let before = Period { from: Day(0), to: period.from.plus(-1) };
    let (of, other) = if by_row { (Axis::All, column) } else { (row, Axis::All) };
    let mut standing: BTreeMap<i64, i64> = BTreeMap::new();
    for ((row, column), sum) in counts(tx, scope, question, before, Fact::Open, of, other).await? {
        *standing.entry(if by_row { column } else { row }).or_default() += sum.n;
    }
    let mut changes: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    for ((row, column), sum) in counts(tx, scope, question, period, Fact::Open, row, column).await? {
        let (step, key) = if by_row { (row, column) } else { (column, row) };
        changes.entry(step).or_default().push((key, sum.n));
    }
    let mut cells = HashMap::new();
    for step in period.steps(time).into_iter().filter(|step| *step <= scope.today) {
        for (key, n) in changes.remove(&step.0).unwrap_or_default() {
            *standing.entry(key).or_default() += n;
        }
        for (key, n) in standing.iter().filter(|(_, n)| **n != 0) {
            cells.insert(if by_row { (step.0, *key) } else { (*key, step.0) }, Sum { n: *n, replies: 0 });
        }
    }
    Ok(cells)
}

async fn counts(tx: &mut Tx, scope: &Scope, question: &Question, period: Period, fact: Fact, row: Axis, column: Axis) -> Result<Cells<Sum>> {
    let mut which = which(tx, scope, question, period, fact).await?;
    let (row_code, column_code) = (coded(row, question), coded(column, question));
    let mut cells: Cells<Sum> = HashMap::new();
    if let Some(plan) = Plan::of(question, row, column) {
        which.only_marked = sql::days::is_marked(tx, &which.mailboxes, period.to).await?;
        rolled(tx, &which, &plan, (row, column), &mut cells).await?;
        if !which.only_marked {
            return Ok(cells);
        }
    }
    for (row, column, n, replies) in sql::facts::counts(tx, &which, row_code, column_code).await? {
        add(&mut cells, (row, column), n, replies);
    }
    cells.retain(|_, sum| sum.n != 0 || sum.replies != 0);
    Ok(cells)
}

fn add(cells: &mut Cells<Sum>, key: (i64, i64), n: i64, replies: i64) {
    let sum = cells.entry(key).or_default();
    sum.n += n;
    sum.replies += replies;
}

/// How a question is answered from the sums by day: they know one axis beside time and mailboxes.
struct Plan {
    /// That axis, as the sums call it.
    axis: String,
    /// What it is told apart by besides.
    step: Axis,
}

impl Plan {
    fn of(question: &Question, row: Axis, column: Axis) -> Option<Plan> {
        if question.condition.is_some() {
            return None;
        }
        let is_step = |axis: Axis| axis.is_time() || axis == Axis::Mailbox;
        let mut known: Option<Axis> = None;
        for axis in [row, column].into_iter().chain(question.narrow.iter().map(|narrow| narrow.axis)) {
            let beside = axis == Axis::All || is_step(axis);
            if !beside && known.is_some_and(|known| known != axis) {
                return None;
            }
            known = if beside { known } else { Some(axis) };
        }
        // Two steps of time at once, or narrowed to one: the facts tell.
        let steps = [row, column].into_iter().filter(|axis| is_step(*axis)).count();
        if steps > 1 || question.narrow.len() > 1 || question.narrow.iter().any(|narrow| is_step(narrow.axis)) {
            return None;
        }
        // A thing with several answers is in the sum of each of them.
        let several = question.narrow.iter().any(|narrow| {
            matches!(narrow.axis, Axis::Field(_))
                && (narrow.keys.len() > 1 || narrow.keys.contains(&Key::NONE) || [row, column].contains(&narrow.axis))
        });
        if several {
            return None;
        }
        let axis = match (known.unwrap_or(Axis::All), question.clocks) {
            (Axis::Wait, Clocks::Business) => "business-wait".to_owned(),
            (axis, _) => axis.to_string(),
        };
        let step = if is_step(row) {
            row
        } else if is_step(column) {
            column
        } else {
            Axis::All
        };
        Some(Plan { axis, step })
    }
}

/// From which sums a period is put together: of axes with many keys whole months where each of their days is summed up, else days.
async fn stretches(tx: &mut Tx, which: &Which, plan: &Plan) -> Result<Vec<(String, Day, Day)>> {
    let Which { from, to, .. } = *which;
    let fits = sql::days::MONTHLY.contains(&plan.axis.as_str()) && !matches!(plan.step, Axis::Day | Axis::Week);
    let first = if from.begins(Axis::Month) == from { from } else { from.next(Axis::Month) };
    let end = to.plus(1).begins(Axis::Month);
    if !fits || first >= end {
        return Ok(vec![(plan.axis.clone(), from, to)]);
    }
    let marked = if which.only_marked { sql::days::marked_months(tx, &which.mailboxes).await? } else { vec![] };
    let monthly = format!("month:{}", plan.axis);
    let mut parts = vec![(plan.axis.clone(), from, first.plus(-1)), (plan.axis.clone(), end, to)];
    let mut start = first;
    for (month,) in marked.into_iter().filter(|(month,)| first <= *month && *month < end) {
        parts.push((monthly.clone(), start, month.plus(-1)));
        parts.push((plan.axis.clone(), month, month.next(Axis::Month).plus(-1)));
        start = month.next(Axis::Month);
    }
    parts.push((monthly, start, end.plus(-1)));
    parts.retain(|(_, from, to)| from <= to);
    Ok(parts)
}

async fn rolled(tx: &mut Tx, which: &Which, plan: &Plan, (row, column): (Axis, Axis), cells: &mut Cells<Sum>) -> Result<()> {
    let keys = which.only.first().map_or("", |only| only.keys.as_str());
    let over =
        |axis, from, to, keys| sql::days::Sums { mailboxes: &which.mailboxes, kind: which.kind, axis, from, to, but_marked: which.only_marked, keys };
    let sums = |axis, keys| over(axis, which.from, which.to, keys);
    let step = sql::facts::code(plan.step, Clocks::All).unwrap_or(Code { number: ALL, field: 0 });
    let place = |value: i64, step: i64| {
        let of = |axis: Axis| {
            if axis == plan.step && axis != Axis::All {
                step
            } else if axis == Axis::All {
                0
            } else {
                value
            }
        };
        (of(row), of(column))
    };
    let mut found = Vec::new();
    let stretches = stretches(tx, which, plan).await?;
    for (axis, from, to) in &stretches {
        found.extend(sql::days::sums(tx, &over(axis.as_str(), *from, *to, keys), step).await?);
    }
    let told_apart = [row, column].into_iter().find(|axis| matches!(axis, Axis::Field(_) | Axis::Folder));
    match told_apart {
        Some(Axis::Folder) => {
            let mut above: HashMap<i64, Vec<i64>> = HashMap::new();
            for (folder, up) in sql::places::branches(tx).await? {
                above.entry(folder).or_default().push(up);
            }
            for (value, step, n, replies) in found {
                for up in above.get(&value).map_or(&[value][..], Vec::as_slice) {
                    add(cells, place(*up, step), n, replies);
                }
            }
        }
        Some(_) => {
            // 0 is any answer; what has none is what is left of all.
            for (_, step, n, replies) in sql::days::sums(tx, &sums("all", ""), step).await? {
                add(cells, place(-1, step), n, replies);
            }
            for (value, step, n, replies) in found {
                if value == 0 {
                    add(cells, place(-1, step), -n, -replies);
                } else {
                    add(cells, place(value, step), n, replies);
                }
            }
        }
        None => {
            for (value, step, n, replies) in found {
                add(cells, place(value, step), n, replies);
            }
        }
    }
    cells.retain(|_, sum| sum.n != 0 || sum.replies != 0);
    Ok(())
}
