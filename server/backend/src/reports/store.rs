//! Where packed facts are kept: read for a question, made anew behind the deeds, and held against a recount.

use super::{
    packed::{Pack, packs},
    sql::{
        self,
        columns::{Kept, Span},
    },
};
use crate::{Result, db::Tx};
use domain::{
    MailboxId,
    reports::{Axis, Day, Fact, Period},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

fn month_of(first: Day) -> Period {
    Period { from: first, to: first.next(Axis::Month).plus(-1) }
}

/// Gives `see` everything that there is of a kind in a period, each fact once: mailbox, first day, and the pack. It has the columns that were
/// asked for, as far as they say anything.
pub(super) async fn each(
    tx: &mut Tx,
    mailboxes: &[MailboxId],
    fact: Fact,
    names: &[String],
    fields: bool,
    period: Period,
    mut see: impl FnMut(MailboxId, Day, &Pack) + Send,
) -> Result<()> {
    let marked: HashSet<(MailboxId, Day)> = sql::columns::marks(tx, mailboxes, period).await?.into_iter().collect();
    let changed: BTreeSet<(MailboxId, Day)> = marked.iter().map(|(mailbox, day)| (*mailbox, day.begins(Axis::Month))).collect();
    let first = if period.from.begins(Axis::Month) == period.from { period.from } else { period.from.next(Axis::Month) };
    let end = period.to.plus(1).begins(Axis::Month);
    let by_month = |mailbox: MailboxId, month: Day| first <= month && month < end && !changed.contains(&(mailbox, month));
    let mut packs = BTreeMap::<(Span, MailboxId, Day), Pack>::new();
    if first < end {
        let whole = Period { from: first, to: end.plus(-1) };
        for (mailbox, month, name, packed) in sql::columns::read(tx, mailboxes, Span::Month, fact, names, whole).await? {
            if by_month(mailbox, month) {
                packs.entry((Span::Month, mailbox, month)).or_default().columns.insert(name, packed);
            }
        }
    }
    let months: BTreeSet<Day> = changed.iter().map(|(_, month)| *month).collect();
    for days in by_days(period, (first, end), &months) {
        for (mailbox, day, name, packed) in sql::columns::read(tx, mailboxes, Span::Day, fact, names, days).await? {
            if !by_month(mailbox, day.begins(Axis::Month)) && !marked.contains(&(mailbox, day)) {
                packs.entry((Span::Day, mailbox, day)).or_default().columns.insert(name, packed);
            }
        }
    }
    for ((_, mailbox, first), pack) in &packs {
        see(*mailbox, *first, pack);
        // Years are walked over in between what others have to do.
        tokio::task::yield_now().await;
    }
    if !marked.is_empty() {
        let (facts, values) = sql::columns::of_marked(tx, mailboxes, fact, period, fields).await?;
        for ((mailbox, day, _), pack) in &self::packs(&facts, &values) {
            see(*mailbox, *day, pack);
        }
    }
    Ok(())
}

/// The days that no pack of a month tells: both edges of the period, and months with marked days. Stretches that touch are one.
fn by_days(period: Period, (first, end): (Day, Day), changed: &BTreeSet<Day>) -> Vec<Period> {
    if first >= end {
        return vec![period];
    }
    let mut all = vec![Period { from: period.from, to: first.plus(-1) }];
    all.extend(changed.iter().filter(|month| first <= **month && **month < end).map(|month| month_of(*month)));
    all.push(Period { from: end, to: period.to });
    let mut joined: Vec<Period> = Vec::new();
    for next in all.into_iter().filter(|days| days.from <= days.to) {
        match joined.last_mut() {
            Some(last) if last.to.plus(1) == next.from => last.to = next.to,
            _ => joined.push(next),
        }
    }
    joined
}

/// Packs the facts of a day anew.
pub(super) async fn pack_day(tx: &mut Tx, mailbox: MailboxId, day: Day) -> Result<()> {
    let (facts, values) = sql::columns::of_day(tx, mailbox, day).await?;
    let packs: Vec<(Fact, Pack)> = packs(&facts, &values).into_iter().map(|((.., fact), pack)| (fact, pack)).collect();
    replace(tx, mailbox, Span::Day, day, &packs).await
}

/// Packs a month anew, of the packs of its days.
pub(super) async fn pack_month(tx: &mut Tx, mailbox: MailboxId, month: Day) -> Result<()> {
    let packs = joined_days(tx, mailbox, month).await?;
    replace(tx, mailbox, Span::Month, month, &packs).await
}

async fn replace(tx: &mut Tx, mailbox: MailboxId, span: Span, day: Day, packs: &[(Fact, Pack)]) -> Result<()> {
    sql::columns::remove(tx, mailbox, span, day).await?;
    let rows: Vec<(Fact, &str, &[u8])> =
        packs.iter().flat_map(|(fact, pack)| pack.columns.iter().map(|(name, bytes)| (*fact, name.as_str(), bytes.as_slice()))).collect();
    Ok(sql::columns::insert(tx, mailbox, span, day, &rows).await?)
}

async fn joined_days(tx: &mut Tx, mailbox: MailboxId, month: Day) -> Result<Vec<(Fact, Pack)>> {
    let days = by_kind(sql::columns::kept(tx, mailbox, Span::Day, month_of(month)).await?);
    let mut kinds: BTreeMap<Fact, Vec<&Pack>> = BTreeMap::new();
    for ((fact, _), pack) in &days {
        kinds.entry(*fact).or_default().push(pack);
    }
    Ok(kinds.into_iter().map(|(fact, days)| (fact, Pack::joined(&days))).collect())
}

fn by_kind(rows: Vec<Kept>) -> BTreeMap<(Fact, Day), Pack> {
    let mut packs: BTreeMap<(Fact, Day), Pack> = BTreeMap::new();
    for (fact, day, name, packed) in rows {
        packs.entry((fact, day)).or_default().columns.insert(name, packed);
    }
    packs
}

/// What a check found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub days: u64,
    /// What a recount does not confirm, in words.
    pub wrong: Vec<String>,
}

/// Packs everything anew beside what is kept, and notes where they differ. Changes nothing; what is marked is left out.
pub(super) async fn check(tx: &mut Tx) -> Result<Checked> {
    let mut checked = Checked::default();
    let mut months: BTreeSet<(MailboxId, Day)> = sql::columns::packed_months(tx).await?.into_iter().collect();
    for (mailbox, day) in sql::columns::packed_days(tx).await? {
        let kept = by_kind(sql::columns::kept(tx, mailbox, Span::Day, Period { from: day, to: day }).await?);
        let (facts, values) = sql::columns::of_day(tx, mailbox, day).await?;
        let counted = packs(&facts, &values).into_iter().map(|((_, day, fact), pack)| ((fact, day), pack)).collect();
        checked.days += 1;
        months.insert((mailbox, day.begins(Axis::Month)));
        checked.wrong.extend(differ(&kept, &counted).map(|what| format!("mailbox {mailbox}, {day}: {what}")));
    }
    for (mailbox, month) in months {
        if sql::columns::marks(tx, &[mailbox], month_of(month)).await?.is_empty() {
            let kept = by_kind(sql::columns::kept(tx, mailbox, Span::Month, Period { from: month, to: month }).await?);
            let counted = joined_days(tx, mailbox, month).await?.into_iter().map(|(fact, pack)| ((fact, month), pack)).collect();
            checked.wrong.extend(differ(&kept, &counted).map(|what| format!("mailbox {mailbox}, the month from {month}: {what}")));
        }
    }
    Ok(checked)
}

/// The first thing that is not the same on both sides.
fn differ(kept: &BTreeMap<(Fact, Day), Pack>, counted: &BTreeMap<(Fact, Day), Pack>) -> Option<String> {
    let (fact, _) = kept.keys().chain(counted.keys()).find(|key| kept.get(*key) != counted.get(*key))?;
    let of = |packs: &BTreeMap<(Fact, Day), Pack>| packs.iter().find(|((one, _), _)| one == fact).map(|(_, pack)| pack.clone()).unwrap_or_default();
    let (kept, counted) = (of(kept), of(counted));
    let name = kept.columns.keys().chain(counted.columns.keys()).find(|name| kept.columns.get(*name) != counted.columns.get(*name))?;
    Some(format!("{fact}: {} facts are kept, a recount finds {}; they differ in {name}", kept.len(), counted.len()))
}
