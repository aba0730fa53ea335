//! Answering a question.

use super::{
    figures::{Figures, figures, nothing},
    heads::{heads, most},
    scope::Scope,
    sql,
};
use crate::{Cx, Result, db::Tx};
use domain::reports::{Answer, Axis, Day, Head, Measure, Period, Question, Row};
use std::collections::HashMap;

/// Columns that a page can bear.
const COLUMNS_MAX: usize = 60;

/// The figures that are asked for, as far as the reader may know them.
///
/// # Errors
/// [`domain::Refused::NotFound`] for a space or a mailbox that the reader does not see whole; [`domain::Refused::Invalid`] for what cannot
/// be asked.
pub async fn ask(cx: &Cx, question: &Question) -> Result<Answer> {
    question.check()?;
    let mut tx = cx.desk.db.read().await?;
    let scope = Scope::of(&mut tx, cx, question).await?;
    super::conditions::check(&mut tx, question).await?;
    let (now, totals) = figures(&mut tx, &scope, question, question.period).await?;
    let before = question.compare.then(|| question.period.before());
    let (past, past_totals) = match before {
        Some(before) => figures(&mut tx, &scope, question, before).await?,
        None => (Figures::default(), Figures::default()),
    };
    let (row_weights, column_weights) = (weights(&now, &past, |key| key.0), weights(&now, &past, |key| key.1));
    let (rows, left_off) = heads(&mut tx, &scope, question, question.axis, question.period, &row_weights, most(question)).await?;
    let columns = match question.second {
        Some(axis) => {
            let (mut columns, _) = heads(&mut tx, &scope, question, axis, question.period, &column_weights, COLUMNS_MAX).await?;
            if !axis.is_time() {
                columns.retain(|column| column.key.0.is_none_or(|key| column_weights.contains_key(&key) || axis == Axis::WeekHour));
            }
            columns
        }
        None => vec![],
    };
    let shift = Shift { question, before, today: scope.today };
    let rows = rows.into_iter().map(|head| row(head, &columns, &shift, (&now, &past))).collect();
    let of_all = |figures: &Figures| {
        question.measures.iter().enumerate().map(|(at, measure)| value(figures, (0, 0), at).unwrap_or(nothing(*measure))).collect()
    };
    Ok(Answer {
        question: Question { mailboxes: scope.ids(), ..question.clone() },
        before,
        zone: scope.clock.hours.zone.clone(),
        columns,
        rows,
        totals: of_all(&totals),
        totals_before: if before.is_some() { of_all(&past_totals) } else { vec![] },
        left_off,
        ages: if [Some(question.axis), question.second].contains(&Some(Axis::Age)) {
            scope.steps().into_iter().map(|step| (step.minutes, step.color)).collect()
        } else {
            vec![]
        },
        answer_target: scope.target(|pace| pace.first_answer),
        done_target: scope.target(|pace| pace.resolution),
        reading_in: sql::places::is_behind(&mut tx).await?,
        counted_since: counted_since(&mut tx, &scope, question).await?,
    })
}

/// Since when uses of templates are told by mailbox, where some of the period are not.
async fn counted_since(tx: &mut Tx, scope: &Scope, question: &Question) -> Result<Option<Day>> {
    if !question.measures.contains(&Measure::TemplateUses) {
        return Ok(None);
    }
    let (Some(week), first) = sql::leftover::first_uses(tx).await? else { return Ok(None) };
    let (since, whole_week) = (first.unwrap_or(scope.today), Day(week * 7 + 4).next(Axis::Week));
    Ok((whole_week <= since && question.period.from < since).then_some(since))
}

/// The keys that anything was counted at, and how much of the first figure.
fn weights(now: &Figures, past: &Figures, of: fn(&(i64, i64)) -> i64) -> HashMap<i64, i64> {
    let mut weights: HashMap<i64, i64> = past.cells.keys().map(|key| (of(key), 0)).collect();
    for (key, values) in &now.cells {
        *weights.entry(of(key)).or_default() += values.first().copied().flatten().unwrap_or(0);
    }
    weights
}

/// What stands where a key of the period stands in the one before.
pub(super) struct Shift<'a> {
    pub question: &'a Question,
    pub before: Option<Period>,
    pub today: Day,
}

impl Shift<'_> {
    /// What a cell says that nothing is in: of days that are still to come nobody knows what will be open.
    fn nothing(&self, measure: Measure, (row, column): (i64, i64)) -> Option<i64> {
        let to_come = |axis: Option<Axis>, key| axis.is_some_and(Axis::is_time) && Day(key) > self.today;
        let unknown = to_come(Some(self.question.axis), row) || to_come(self.question.second, column);
        if measure == Measure::Open && unknown { None } else { nothing(measure) }
    }

    /// `None`: the period before is shorter.
    pub fn back(&self, axis: Axis, key: i64) -> Option<i64> {
        let before = self.before?;
        if !axis.is_time() {
            return Some(key);
        }
        let at = self.question.period.steps(axis).iter().position(|step| step.0 == key)?;
        before.steps(axis).get(at).map(|step| step.0)
    }
}

fn value(figures: &Figures, key: (i64, i64), at: usize) -> Option<Option<i64>> {
    // A measure that was not counted here is nothing of its kind.
    figures.cells.get(&key).map(|values| values[at]).filter(Option::is_some)
}

fn row(head: Head, columns: &[Head], shift: &Shift<'_>, (now, past): (&Figures, &Figures)) -> Row {
    let question = shift.question;
    let own = head.key.0.unwrap_or(-1);
    let keys: Vec<i64> = if question.second.is_none() { vec![0] } else { columns.iter().map(|column| column.key.0.unwrap_or(-1)).collect() };
    let mut values = Vec::with_capacity(keys.len() * question.measures.len());
    let mut before = Vec::new();
    for key in keys {
        for (at, measure) in question.measures.iter().enumerate() {
            values.push(value(now, (own, key), at).unwrap_or(shift.nothing(*measure, (own, key))));
            if shift.before.is_some() {
                let there = shift.back(question.axis, own).zip(shift.back(question.second.unwrap_or(Axis::All), key));
                before.push(there.and_then(|there| value(past, there, at).unwrap_or(shift.nothing(*measure, there))));
            }
        }
    }
    Row { head, values, before }
}
