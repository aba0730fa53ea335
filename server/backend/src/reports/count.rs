//! Walking packed facts: which of them a question is about, where they stand on its axes, and what they add up to.

use super::{
    packed::{self, Pack},
    scope::Scope,
    sql,
};
use crate::{Result, db::Tx};
use domain::{
    MailboxId,
    reports::{Axis, Day, Fact, Question, Source, WAIT_STEPS},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// By keys of row and column; -1 stands for none. Keys are ids and steps of our own, asked for once a fact: nobody can choose them so that
/// they collide.
pub(super) type Cells<T> = FxHashMap<(i64, i64), T>;

/// Where a fact stands on the axis of time of what is unfinished when it happened before the period.
pub(super) const BEFORE: i64 = i64::MIN;

/// What is asked of the facts of one kind.
pub(super) struct Walk<'a> {
    question: &'a Question,
    /// Which row and column they are told apart by, each by itself.
    pairs: &'a [(Axis, Axis)],
    /// Of unfinished work: what happened before this day comes before the first step of this axis of time.
    since: Option<(Axis, Day)>,
    waits: bool,
    replies: bool,
    /// Each folder with those above it and itself.
    above: FxHashMap<i64, Vec<i64>>,
    /// Conversations that meet the condition.
    hits: Option<FxHashSet<i64>>,
}

/// What was counted at one row and column.
#[derive(Default)]
pub(super) struct Counted {
    pub n: i64,
    pub replies: i64,
    /// Milliseconds, in no order.
    pub waits: Vec<i64>,
}

impl Counted {
    fn add(&mut self, n: i64, replies: i64, wait: Option<i64>) {
        self.n += n;
        self.replies += replies;
        self.waits.extend(wait);
    }
}

impl<'a> Walk<'a> {
    pub async fn of(tx: &mut Tx, question: &'a Question, fact: Fact, pairs: &'a [(Axis, Axis)], since: Option<(Axis, Day)>) -> Result<Walk<'a>> {
        let mut above: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
        let of_kind = || question.measures.iter().filter(|measure| measure.source() == Source::Facts(fact));
        if axes(question).any(|axis| axis == Axis::Folder) {
            for (folder, up) in sql::places::branches(tx).await? {
                above.entry(folder).or_default().push(up);
            }
        }
        let hits = match question.condition {
            Some(condition) => Some(sql::conditions::hits(tx, condition).await?.into_iter().map(|(id,)| id).collect()),
            None => None,
        };
        Ok(Walk { question, pairs, since, waits: of_kind().any(|measure| measure.percentile().is_some()), replies: fact == Fact::Done, above, hits })
    }

    /// The columns that it reads.
    pub fn columns(&self) -> Vec<String> {
        let mut names = vec![packed::NUMBER.to_owned()];
        names.extend(self.replies.then(|| packed::REPLIES.to_owned()));
        names.extend(self.waits.then(|| packed::wait_of(self.question.clocks).to_owned()));
        names.extend(self.hits.is_some().then(|| packed::CONVERSATION.to_owned()));
        names.extend(axes(self.question).filter_map(|axis| packed::column_of(axis, self.question.clocks)));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether a column of a field is among them.
    pub fn asks_fields(&self) -> bool {
        axes(self.question).any(|axis| matches!(axis, Axis::Field(_)))
    }

    /// Counts the facts of a pack of a day or month of a mailbox, by each pair.
    pub fn count(&self, pack: &Pack, mailbox: MailboxId, first: Day, counted: &mut [Cells<Counted>]) {
        let month = first.begins(Axis::Month);
        let read = Read { walk: self, pack, mailbox, month };
        let (numbers, wanted) = (pack.one(packed::NUMBER), read.wanted());
        let waits = if self.waits { pack.one(packed::wait_of(self.question.clocks)) } else { vec![] };
        let replies = if self.replies { pack.one(packed::REPLIES) } else { vec![] };
        for ((row, column), counted) in self.pairs.iter().zip(counted) {
            let (row, column) = (read.places(*row, self.since), read.places(*column, self.since));
            let asked = || numbers.iter().enumerate().filter(|(at, _)| wanted.as_ref().is_none_or(|wanted| wanted[*at]));
            let reply = |at: usize| replies.get(at).map_or(0, |replies| (*replies).max(0));
            let wait = |at: usize| waits.get(at).copied().filter(|wait| *wait >= 0);
            if let (Places::Same([row]), Places::Same([column])) = (&row, &column) {
                let cell = counted.entry((*row, *column)).or_default();
                asked().for_each(|(at, n)| cell.add(*n, reply(at), wait(at)));
                continue;
            }
            for (at, n) in asked() {
                for row in row.of(at) {
                    for column in column.of(at) {
                        counted.entry((*row, *column)).or_default().add(*n, reply(at), wait(at));
                    }
                }
            }
        }
    }
}

/// Every axis that a question names.
fn axes(question: &Question) -> impl Iterator<Item = Axis> {
    [Some(question.axis), question.second].into_iter().flatten().chain(question.narrow.iter().map(|narrow| narrow.axis))
}

/// The places of facts on an axis.
enum Places<'a> {
    Same([i64; 1]),
    One(Vec<i64>),
    /// In fields and folders a fact may be at several places.
    Several(Vec<&'a [i64]>),
    Lists(Vec<i64>, Vec<usize>),
}

const NOWHERE: &[i64] = &[-1];

impl Places<'_> {
    fn of(&self, at: usize) -> &[i64] {
        match self {
            Places::Same(all) => all,
            Places::One(each) => std::slice::from_ref(&each[at]),
            Places::Several(each) => each[at],
            Places::Lists(all, ends) => {
                let from = if at == 0 { 0 } else { ends[at - 1] };
                if from == ends[at] { NOWHERE } else { &all[from..ends[at]] }
            }
        }
    }
}

/// One pack under a walk.
struct Read<'a> {
    walk: &'a Walk<'a>,
    pack: &'a Pack,
    mailbox: MailboxId,
    /// The first day of its month.
    month: Day,
}

impl<'a> Read<'a> {
    fn places(&self, axis: Axis, since: Option<(Axis, Day)>) -> Places<'a> {
        let clocks = self.walk.question.clocks;
        let column = packed::column_of(axis, clocks).unwrap_or_default();
        match axis {
            Axis::All => Places::Same([0]),
            Axis::Mailbox => Places::Same([self.mailbox.0]),
            Axis::Wait => Places::One(self.pack.one(&column).into_iter().map(step_of).collect()),
            axis if axis.is_time() => {
                let since = since.filter(|(of, _)| *of == axis).map(|(_, day)| day);
                let step = |day: Day| if since.is_some_and(|since| day < since) { BEFORE } else { day.begins(axis).0 };
                let steps: Vec<i64> = (0..31).map(|at| step(self.month.plus(at))).collect();
                let of = |at: i64| usize::try_from(at).ok().and_then(|at| steps.get(at)).copied().unwrap_or(-1);
                Places::One(self.pack.one(&column).into_iter().map(of).collect())
            }
            Axis::Folder => {
                let above = &self.walk.above;
                let branch = |folder: &i64| above.get(folder).map_or(NOWHERE, Vec::as_slice);
                Places::Several(self.pack.one(&column).iter().map(branch).collect())
            }
            Axis::Field(_) => {
                let (all, ends) = self.pack.several(&column);
                Places::Lists(all, ends)
            }
            _ => Places::One(self.pack.one(&column)),
        }
    }

    /// Which of its facts are asked about; `None`: all.
    fn wanted(&self) -> Option<Vec<bool>> {
        let question = self.walk.question;
        if question.narrow.is_empty() && self.walk.hits.is_none() {
            return None;
        }
        let mut wanted = vec![true; self.pack.len()];
        for narrow in question.narrow.iter().filter(|narrow| narrow.axis != Axis::All) {
            let (places, keys) = (self.places(narrow.axis, None), narrow.keys.iter().map(|key| key.0.unwrap_or(-1)).collect::<FxHashSet<_>>());
            wanted.iter_mut().enumerate().for_each(|(at, wanted)| *wanted &= places.of(at).iter().any(|place| keys.contains(place)));
        }
        if let Some(hits) = &self.walk.hits {
            let conversations = self.pack.one(packed::CONVERSATION);
            wanted.iter_mut().zip(conversations).for_each(|(wanted, id)| *wanted &= hits.contains(&id));
        }
        Some(wanted)
    }
}

/// The step of a wait in milliseconds; one that was not noted is in the last.
fn step_of(wait: i64) -> i64 {
    let wait = if wait < 0 { i64::MAX } else { wait };
    WAIT_STEPS.iter().filter(|minutes| wait >= **minutes * 60_000).count() as i64
}

/// Facts of a kind in a period, walked over: whole months where none of their days is marked, days beside them, and the facts themselves of
/// days that are marked.
pub(super) async fn counted(tx: &mut Tx, scope: &Scope, walk: &Walk<'_>, fact: Fact, period: domain::reports::Period) -> Result<Vec<Cells<Counted>>> {
    let mut counted: Vec<Cells<Counted>> = walk.pairs.iter().map(|_| Cells::default()).collect();
    super::store::each(tx, &scope.ids(), fact, &walk.columns(), walk.asks_fields(), period, |mailbox, first, pack| {
        walk.count(pack, mailbox, first, &mut counted);
    })
    .await?;
    for cells in &mut counted {
        cells.retain(|_, cell| cell.n != 0 || cell.replies != 0 || !cell.waits.is_empty());
    }
    Ok(counted)
}
