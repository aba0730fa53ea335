//! The figures of one question in one period: what was counted, in the unit of each measure.

use super::{
    count::{self, Cells, Walk},
    scope::Scope,
    things,
};
use crate::{Result, db::Tx};
use domain::reports::{Axis, Day, Fact, Measure, Period, Question, Source};
use std::collections::{BTreeMap, HashMap, hash_map::Entry};

/// Everything that was counted: for each cell one value a measure.
#[derive(Default)]
pub(super) struct Figures {
    pub cells: BTreeMap<(i64, i64), Vec<Option<i64>>>,
}

impl Figures {
    fn put(&mut self, key: (i64, i64), at: usize, of: usize, value: i64) {
        self.cells.entry(key).or_insert_with(|| vec![None; of])[at] = Some(value);
    }
}

/// The values of every measure by two axes, and over everything. Where nothing is, a count is 0 and a wait is nothing.
pub(super) async fn figures(tx: &mut Tx, scope: &Scope, question: &Question, period: Period) -> Result<(Figures, Figures)> {
    let (mut figures, mut totals) = (Figures::default(), Figures::default());
    let pairs = [(question.axis, question.second.unwrap_or(Axis::All)), (Axis::All, Axis::All)];
    let number = question.measures.len();
    let mut known: HashMap<Fact, Vec<Cells<Said>>> = HashMap::new();
    for (at, measure) in question.measures.iter().enumerate() {
        if let Source::Facts(fact) = measure.source() {
            if let Entry::Vacant(unasked) = known.entry(fact) {
                unasked.insert(of_fact(tx, scope, question, period, fact, &pairs).await?);
            }
            for (of, figures) in known[&fact].iter().zip([&mut figures, &mut totals]) {
                for (key, said) in of {
                    if let Some(value) = said.value(*measure) {
                        figures.put(*key, at, number, value);
                    }
                }
            }
        } else {
            let counted = things::counts(tx, scope, question, *measure, period, &pairs).await?;
            for (cells, figures) in counted.into_iter().zip([&mut figures, &mut totals]) {
                for (key, n) in cells {
                    figures.put(key, at, number, n);
                }
            }
        }
    }
    Ok((figures, totals))
}

/// What the facts of one kind say at one row and column.
#[derive(Clone, Copy)]
struct Said {
    n: i64,
    replies: i64,
    /// Half of all waits stay within the first, nine of ten within the second. `None`: nobody waited.
    waits: Option<[i64; 2]>,
}

impl Said {
    /// `None`: of such a measure there is nothing to say.
    fn value(&self, measure: Measure) -> Option<i64> {
        match measure.percentile() {
            Some(part) => self.waits.map(|waits| waits[usize::from(part == 90)]),
            None if measure == Measure::Replies => (self.n > 0).then(|| self.replies * 100 / self.n),
            None => Some(self.n),
        }
    }
}

async fn of_fact(tx: &mut Tx, scope: &Scope, question: &Question, period: Period, fact: Fact, pairs: &[(Axis, Axis)]) -> Result<Vec<Cells<Said>>> {
    let open = fact == Fact::Open;
    let time = [Some(question.axis), question.second].into_iter().flatten().find(|axis| axis.is_time());
    let walk = Walk::of(tx, question, fact, pairs, time.filter(|_| open).map(|time| (time, period.from))).await?;
    // What is unfinished is everything that came and went until then.
    let over = if open { Period { from: Day(0), to: period.to } } else { period };
    let mut all = Vec::with_capacity(pairs.len());
    for ((row, column), counted) in pairs.iter().zip(count::counted(tx, scope, &walk, fact, over).await?) {
        let cells: Cells<Said> = counted
            .into_iter()
            .map(|(key, cell)| (key, Said { n: cell.n, replies: cell.replies, waits: (!cell.waits.is_empty()).then(|| middles(cell.waits)) }))
            .collect();
        all.push(match [*row, *column].into_iter().find(|axis| open && axis.is_time()) {
            Some(time) => standing(cells, period, scope.today, time, *row == time),
            None => cells,
        });
    }
    Ok(all)
}

/// The middle one of some waits, and the one that nine of ten stay within (nearest rank).
fn middles(mut waits: Vec<i64>) -> [i64; 2] {
    [50, 90].map(|part| {
        let place = (waits.len() * part).div_ceil(100).saturating_sub(1);
        *waits.select_nth_unstable(place).1
    })
}

/// Unfinished at the end of each step of time: what was there before, and what came and went until then.
fn standing(counted: Cells<Said>, period: Period, today: Day, time: Axis, by_row: bool) -> Cells<Said> {
    let mut changes: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    for ((row, column), cell) in counted {
        let (step, key) = if by_row { (row, column) } else { (column, row) };
        changes.entry(step).or_default().push((key, cell.n));
    }
    let mut standing: BTreeMap<i64, i64> = changes.remove(&count::BEFORE).into_iter().flatten().collect();
    let mut cells = Cells::default();
    for step in period.steps(time).into_iter().filter(|step| *step <= today) {
        for (key, n) in changes.remove(&step.0).unwrap_or_default() {
            *standing.entry(key).or_default() += n;
        }
        for (key, n) in standing.iter().filter(|(_, n)| **n != 0) {
            cells.insert(if by_row { (step.0, *key) } else { (*key, step.0) }, Said { n: *n, replies: 0, waits: None });
        }
    }
    cells
}

/// The value of a cell that nothing is in.
pub(super) fn nothing(measure: Measure) -> Option<i64> {
    match measure.unit() {
        domain::reports::Unit::Count => Some(0),
        _ => None,
    }
}
