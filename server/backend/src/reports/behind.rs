//! What a number counts: the same conditions, and the key of its cell as one more.

use super::{
    ask::Shift,
    count::{self, Walk},
    scope::Scope,
    sql, things,
};
use crate::{Cx, Error, Result, db::Tx};
use domain::{
    reports::{Axis, Behind, Cell, Clocks, Day, Fact, Key, Narrow, PAGE, Period, Place, Question, Source},
    *,
};
use sql::facts::{ALL, Only, Which};

/// One page of what a number of an answer counts, the newest first; of a wait or a mean, what it is made of.
///
/// # Errors
/// As [`super::ask`]; [`Refused::Invalid`] for a number that the answer does not have.
pub async fn behind(cx: &Cx, question: &Question, cell: &Cell, place: Option<Place>) -> Result<Behind> {
    question.check()?;
    if !question.measures.contains(&cell.measure) {
        return Err(wrong());
    }
    let mut tx = cx.desk.db.read().await?;
    let mut scope = Scope::of(&mut tx, cx, question).await?;
    super::conditions::check(&mut tx, question).await?;
    let before = cell.before.then(|| question.period.before());
    let mut period = before.unwrap_or(question.period);
    let shift = Shift { question, before, today: scope.today };
    let Source::Facts(fact) = cell.measure.source() else {
        let back = |axis: Option<Axis>, key: Option<Key>| match (axis, key) {
            (Some(axis), Some(Key(Some(key)))) if before.is_some() => shift.back(axis, key).map(Key::of),
            (_, key) => key,
        };
        let cell = Cell { row: back(Some(question.axis), cell.row), column: back(question.second, cell.column), ..*cell };
        return things::behind(&mut tx, &scope, question, &cell, period, place).await;
    };
    let mut narrow: Vec<Narrow> = Vec::new();
    for (axis, key) in [(Some(question.axis), cell.row), (question.second, cell.column)] {
        let (Some(axis), Some(key)) = (axis, key) else { continue };
        match (axis, key) {
            (Axis::All, _) => {}
            (Axis::Mailbox, Key(id)) => scope.mailboxes.retain(|counted| Some(counted.id.0) == id),
            (axis, Key(Some(step))) if axis.is_time() => {
                let step = if before.is_some() { shift.back(axis, step).ok_or_else(wrong)? } else { step };
                period = within(period, Day(step), axis);
            }
            (axis, key) => narrow.push(Narrow { axis, keys: vec![key] }),
        }
    }
    let mut which = which(&mut tx, &scope, question, period, fact).await?;
    which.only.extend(narrowed(&mut tx, &narrow, question.clocks).await?);
    if which.only.len() > sql::facts::ONLY_MAX {
        return Err(Error::Refused(Refused::Invalid { field: Field::Value, wrong: Wrong::TooLong }));
    }
    let from = place.unwrap_or(Place { at: Moment(i64::MAX), id: i64::MAX });
    let limit = PAGE as i64 + 1;
    let mut items = if fact == Fact::Open {
        which.from = Day(0);
        sql::facts::open_items(&mut tx, &which, from, limit).await?
    } else {
        let asked =
            Question { axis: Axis::Day, second: None, measures: vec![], narrow: [&question.narrow[..], &narrow].concat(), ..question.clone() };
        let days = newest(&mut tx, &scope, &asked, fact, period, from).await?;
        sql::facts::items(&mut tx, &which, &days, from, limit).await?
    };
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let next = items.last().filter(|_| more).map(|item| Place { at: item.at, id: item.id });
    Ok(Behind { items, next })
}

fn wrong() -> Error {
    Error::Refused(Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed })
}

/// The part of a period that is in one step of time.
fn within(period: Period, step: Day, axis: Axis) -> Period {
    Period { from: period.from.max(step.begins(axis)), to: period.to.min(step.next(axis).plus(-1)) }
}

/// The newest days of a period whose facts fill a page: those of years are not put in order for it. `asked` is the question with everything
/// that its cell is narrowed to.
async fn newest(tx: &mut Tx, scope: &Scope, asked: &Question, fact: Fact, period: Period, from: Place) -> Result<Vec<Day>> {
    let pairs = [(Axis::Day, Axis::All)];
    let walk = Walk::of(tx, asked, fact, &pairs, None).await?;
    let counted = count::counted(tx, scope, &walk, fact, period).await?;
    let mut days: Vec<(Day, i64)> = counted.iter().flatten().map(|((day, _), cell)| (Day(*day), cell.n)).collect();
    days.sort_unstable_by_key(|(day, _)| std::cmp::Reverse(*day));
    // What happened before a moment happened on its day at the latest; a day more where days are being counted on other clocks.
    let last = if from.at.0 == i64::MAX { Day(i64::MAX) } else { Day::at(from.at, &scope.clock.zone).0 };
    let mut wanted = PAGE as i64 + 1;
    let newest = days.into_iter().filter(|(day, _)| *day <= last.plus(1)).take_while(|(day, n)| {
        let goes_on = wanted > 0;
        // How many of this day come before the place nobody knows.
        wanted -= if *day < last { *n } else { 0 };
        goes_on
    });
    Ok(newest.map(|(day, _)| day).collect())
}

/// How facts are narrowed: keys of folders stand for their branches.
async fn narrowed(tx: &mut Tx, narrow: &[Narrow], clocks: Clocks) -> Result<Vec<Only>> {
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

async fn which(tx: &mut Tx, scope: &Scope, question: &Question, period: Period, kind: Fact) -> Result<Which> {
    Ok(Which {
        mailboxes: scope.ids(),
        kind,
        from: period.from,
        to: period.to,
        only: narrowed(tx, &question.narrow, question.clocks).await?,
        condition: question.condition,
        business: question.clocks == Clocks::Business,
    })
}
