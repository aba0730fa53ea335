//! The names and the order of what stands on an axis.

use super::{scope::Scope, sql};
use crate::{Result, db::Tx, priorities};
use domain::{
    conversations::Priority,
    folders::in_order,
    holidays,
    reports::{Axis, Head, Key, Measure, Period, Question, ROWS_MAX, Source, WAITS},
    statuses::{Class, Color},
    *,
};
use std::collections::HashMap;

/// A place with its name, before anybody looked whether something is there.
fn head(key: i64, label: &str) -> Head {
    Head { key: Key(Some(key).filter(|key| *key >= 0)), label: label.to_owned(), color: None, class: None, level: 0, shut: false }
}

/// What stands on an axis: every step of time, wait and age, and of everything else what was counted (`weights`: key, and how much). Answers
/// how many were left off besides.
pub(super) async fn heads(
    tx: &mut Tx,
    scope: &Scope,
    question: &Question,
    axis: Axis,
    period: Period,
    weights: &HashMap<i64, i64>,
    most: usize,
) -> Result<(Vec<Head>, usize)> {
    let counted = |heads: Vec<Head>| heads.into_iter().filter(|head| weights.contains_key(&head.key.0.unwrap_or(-1))).collect::<Vec<_>>();
    let heads = match axis {
        Axis::All => vec![head(0, "")],
        axis if axis.is_time() => times(scope, axis, period),
        Axis::WeekHour => {
            let mut hours: Vec<Head> = (0..168).map(|hour| head(hour, "")).collect();
            // Entries of whole days have no hour.
            hours.extend(weights.contains_key(&-1).then(|| head(-1, "")));
            hours
        }
        Axis::Wait => (0..WAITS as i64).map(|step| head(step, "")).collect(),
        Axis::Age => ages(scope),
        Axis::Priority => levels(tx, scope).await?,
        Axis::Mailbox => scope.mailboxes.iter().map(|counted| head(counted.id.0, &counted.name)).collect(),
        Axis::Folder => counted(folders(tx, scope).await?),
        Axis::Status => counted(sql::places::statuses(tx, scope.space).await?.into_iter().map(status).collect()),
        Axis::Field(field) => counted(options(tx, field).await?),
        Axis::Account => counted(plain(sql::places::accounts(tx, scope.space).await?)),
        Axis::Template => counted(plain(sql::places::templates(tx, scope.space).await?)),
        Axis::Result => counted(coloured(sql::places::log_options(tx, scope.space, LogItemId(0)).await?)),
        Axis::LogItem(item) => counted(coloured(sql::places::log_options(tx, scope.space, item).await?)),
        Axis::BookItem(item) => counted(plain(sql::places::book_options(tx, item).await?)),
        Axis::Group => {
            let companies = question.measures.contains(&Measure::Companies);
            counted(plain(sql::places::groups(tx, scope.space, if companies { "company" } else { "contact" }).await?))
        }
        Axis::Assignee | Axis::Confirmer => return Ok(cut(by_weight(counted(plain(sql::places::people(tx).await?)), weights), most)),
        _ => return companies(tx, weights, most).await,
    };
    // Steps are all there, whatever there is.
    let most = if axis.is_time() || axis == Axis::WeekHour { heads.len() } else { most };
    Ok(cut(heads, most))
}

fn cut(mut heads: Vec<Head>, most: usize) -> (Vec<Head>, usize) {
    let left_off = heads.len().saturating_sub(most);
    heads.truncate(most);
    (heads, left_off)
}

fn plain(rows: Vec<(i64, String)>) -> Vec<Head> {
    let mut heads: Vec<Head> = rows.iter().map(|(id, name)| head(*id, name)).collect();
    heads.push(head(-1, ""));
    heads
}

fn coloured(rows: Vec<(i64, String, Color)>) -> Vec<Head> {
    let mut heads: Vec<Head> = rows.into_iter().map(|(id, name, color)| Head { color: Some(color), ..head(id, &name) }).collect();
    heads.push(head(-1, ""));
    heads
}

fn status((id, name, class, color): (i64, String, Class, Color)) -> Head {
    Head { color: Some(color), class: Some(class), ..head(id, &name) }
}

/// The most first; nobody at the end.
fn by_weight(mut heads: Vec<Head>, weights: &HashMap<i64, i64>) -> Vec<Head> {
    heads.sort_by_key(|head| (head.key == Key::NONE, std::cmp::Reverse(head.key.0.and_then(|key| weights.get(&key)).copied().unwrap_or(0))));
    heads
}

fn times(scope: &Scope, axis: Axis, period: Period) -> Vec<Head> {
    let closed: Vec<_> = scope.clock.hours.closed.iter().filter_map(|day| day.parse::<reports::Day>().ok()).collect();
    let shut = |day: reports::Day| {
        let hours = &scope.clock.hours;
        usize::try_from(day.weekday()).is_ok_and(|weekday| hours.days[weekday].is_none())
            || hours.holidays && holidays::is_holiday(day.date())
            || closed.contains(&day)
    };
    period.steps(axis).into_iter().map(|step| Head { shut: axis == Axis::Day && shut(step), ..head(step.0, "") }).collect()
}

fn ages(scope: &Scope) -> Vec<Head> {
    let steps = scope.steps();
    (0..=steps.len())
        .map(|step| Head { color: step.checked_sub(1).and_then(|at| steps.get(at)).map(|step| step.color), ..head(step as i64, "") })
        .collect()
}

async fn levels(tx: &mut Tx, scope: &Scope) -> Result<Vec<Head>> {
    let changed = priorities::changed(tx).await?;
    let of = |priority: &Priority| {
        let level = changed.iter().find(|(space, level)| *space == scope.space && level.priority == *priority).map(|(_, level)| level.clone());
        let level = level.unwrap_or_else(|| priorities_standard(*priority));
        Head { color: Some(level.color), ..head(priority.rank(), &level.name) }
    };
    Ok(Priority::ALL.iter().map(of).collect())
}

fn priorities_standard(priority: Priority) -> domain::priorities::Level {
    domain::priorities::Level::standard(priority)
}

async fn folders(tx: &mut Tx, scope: &Scope) -> Result<Vec<Head>> {
    let rows = sql::places::folders(tx, scope.space).await?;
    let mut heads = Vec::new();
    for mailbox in scope.ids() {
        let own = rows.iter().filter(|row| row.0 == mailbox).map(|(_, id, parent, name)| (*id, *parent, name.clone())).collect();
        heads.extend(in_order(own).into_iter().map(|folder| Head { level: folder.level, ..head(folder.id.0, &folder.name) }));
    }
    heads.push(head(-1, ""));
    Ok(heads)
}

async fn options(tx: &mut Tx, field: FieldId) -> Result<Vec<Head>> {
    Ok(match sql::places::field(tx, field).await? {
        Some((_, kind)) if kind.has_options() => coloured(sql::places::options(tx, field).await?),
        Some((_, fields::Kind::Person)) => plain(sql::places::people(tx).await?),
        // A tick: the screen says what it is.
        _ => vec![head(1, ""), head(-1, "")],
    })
}

/// Only those that are shown are named.
async fn companies(tx: &mut Tx, weights: &HashMap<i64, i64>, most: usize) -> Result<(Vec<Head>, usize)> {
    let mut keys: Vec<i64> = weights.keys().copied().filter(|key| *key >= 0).collect();
    keys.sort_by_key(|key| (std::cmp::Reverse(weights.get(key).copied()), *key));
    let left_off = keys.len().saturating_sub(most);
    keys.truncate(most);
    let names: HashMap<i64, String> = sql::places::domains(tx, &keys).await?.into_iter().collect();
    let mut heads: Vec<Head> = keys.iter().map(|key| head(*key, names.get(key).map_or("", String::as_str))).collect();
    heads.extend(weights.contains_key(&-1).then(|| head(-1, "")));
    Ok((heads, left_off))
}

/// How many rows an axis shows at most.
pub(super) fn most(question: &Question) -> usize {
    // Where there are columns, a page holds fewer.
    let listed = question.measures.iter().any(|measure| measure.source() == Source::Book);
    if listed || question.second.is_none() { ROWS_MAX } else { ROWS_MAX / 2 }
}
