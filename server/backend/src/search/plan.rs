//! From a question to what is asked of the index and of each candidate: names become ids, days become instants.

use super::{
    by_field::{self, AsksField},
    index::{self, Wanted},
    sql,
};
use crate::{Cx, Result, db::Tx};
use domain::{
    search::{Clause, Condition, Problem, Query, Term, Thing, Within, Wrong, folded, month},
    statuses::Class,
    *,
};
use jiff::tz::TimeZone;

/// A condition on the texts of a document.
pub struct Asks {
    pub not: bool,
    pub within: Within,
    pub term: Term,
}

pub struct Plan {
    pub person: UserId,
    pub wanted: Wanted,
    pub from: Moment,
    pub until: Moment,
    pub statuses: Ids,
    pub assignees: Ids,
    pub mailboxes: Ids,
    pub has_comment: Option<bool>,
    pub has_file: Option<bool>,
    pub texts: Vec<Asks>,
    pub fields: Vec<AsksField>,
}

impl Plan {
    /// What the statement asks of fields; empty for nothing.
    pub fn pairs(&self) -> String {
        self.fields.iter().find_map(AsksField::pairs).unwrap_or_default()
    }

    /// Whether comments can be hits: they have no sender, recipients, subject or files, and are no list by themselves.
    pub fn concerns_comments(&self) -> bool {
        let of_messages = self.texts.iter().any(|asks| !asks.not && asks.within != Within::Anywhere);
        self.texts.iter().any(|asks| !asks.not) && !of_messages && self.has_file != Some(true)
    }
}

/// Ids of which one must fit; `None`: any.
#[derive(Debug, Default)]
pub struct Ids(Option<Vec<i64>>);

impl Ids {
    /// `,3,7,` for the statement, empty for any. A list without members fits nothing.
    pub fn listed(&self) -> String {
        self.0.as_ref().map_or_else(String::new, |ids| format!(",{},", ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")))
    }

    fn narrow(&mut self, to: Vec<i64>) {
        self.0 = Some(match self.0.take() {
            Some(ids) => ids.into_iter().filter(|id| to.contains(id)).collect(),
            None => to,
        });
    }
}

/// Months that are asked of the index one by one; a longer period is left to the statement.
const MONTHS_MAX: i64 = 36;

/// `None` when nothing is asked that could be understood.
pub async fn plan(tx: &mut Tx, cx: &Cx, query: Query, zone: &str) -> Result<(Option<Plan>, Vec<Problem>)> {
    let person = cx.who.person()?.id;
    let Query { clauses, mut problems } = query;
    let mut plan = Plan {
        person,
        wanted: Wanted::default(),
        from: Moment(i64::MIN),
        until: Moment(i64::MAX),
        statuses: Ids::default(),
        assignees: Ids::default(),
        mailboxes: Ids::default(),
        has_comment: None,
        has_file: None,
        texts: Vec::new(),
        fields: Vec::new(),
    };
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let mut understood = false;
    for Clause { text, not, condition } in clauses {
        let about_field = match &condition {
            // Not a key of the language: perhaps the name of a field.
            Condition::Text(Within::Anywhere, _) => by_field::asked(tx, person, &text, not).await?,
            _ => None,
        };
        if let Some(asks) = about_field {
            match asks {
                Some(asks) => {
                    plan.fields.push(asks);
                    understood = true;
                }
                None => problems.push(Problem { text, wrong: Wrong::NoFieldValue }),
            }
            continue;
        }
        let told = match condition {
            Condition::Text(within, term) => {
                plan.texts.push(Asks { not, within, term });
                Ok(())
            }
            Condition::Has(thing) => {
                match thing {
                    Thing::Attachment => plan.has_file = Some(!not),
                    Thing::Comment => plan.has_comment = Some(!not),
                }
                Ok(())
            }
            Condition::After(day) | Condition::Before(day) => {
                let after = matches!(condition, Condition::After(_)) != not;
                day.start(cx.now, &zone)
                    .ok_or(Wrong::NoDay)
                    .map(|start| if after { plan.from = plan.from.max(start) } else { plan.until = plan.until.min(start) })
            }
            Condition::Status(names) => {
                let known = sql::statuses(tx, person).await?;
                let fits = |(_, name, class): &(StatusId, String, Class), wanted: &str| fits_status(name, *class, wanted);
                narrow(&mut plan.statuses, &known, |(id, ..)| id.0, fits, &names, not).ok_or(Wrong::NoStatus)
            }
            Condition::In(names) => {
                let known = sql::mailboxes(tx, person).await?;
                narrow(&mut plan.mailboxes, &known, |(id, _)| id.0, |(_, name), wanted| fits_name(name, wanted), &names, not).ok_or(Wrong::NoMailbox)
            }
            Condition::Assignee(names) => {
                let mut known: Vec<(i64, String)> = sql::people(tx).await?.into_iter().map(|(id, name)| (id.0, name)).collect();
                known.push((0, String::new()));
                let fits = |(id, name): &(i64, String), wanted: &str| match wanted {
                    "me" | "自分" | "わたし" | "私" => exactly(*id == person.0),
                    "none" | "nobody" | "なし" | "無し" | "いない" => exactly(*id == 0),
                    wanted if *id != 0 => fits_name(name, wanted),
                    _ => Fit::No,
                };
                narrow(&mut plan.assignees, &known, |(id, _)| *id, fits, &names, not).ok_or(Wrong::NoPerson)
            }
        };
        match told {
            Ok(()) => understood = true,
            Err(wrong) => problems.push(Problem { text, wrong }),
        }
    }
    plan.wanted = wanted(&plan, cx.now);
    Ok((understood.then_some(plan), problems))
}

fn wanted(plan: &Plan, now: Moment) -> Wanted {
    let mut all: Vec<String> = plan.texts.iter().filter(|asks| !asks.not).flat_map(|asks| asks.term.tokens()).cloned().collect();
    all.sort_unstable();
    all.dedup();
    if plan.has_file == Some(true) {
        all.push(index::with_file());
    }
    // Nothing is later than tomorrow: mails are dated by when they came.
    let (first, last) = (month(plan.from), month(plan.until.min(now.plus_days(1))));
    let any = if plan.from > Moment(0) && last - first < MONTHS_MAX { (first..=last).map(index::of_month).collect() } else { Vec::new() };
    if all.is_empty() {
        all.push(index::document());
    }
    Wanted { all, any }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    No,
    Partly,
    Exactly,
}

fn exactly(fits: bool) -> Fit {
    if fits { Fit::Exactly } else { Fit::No }
}

pub(super) fn fits_name(name: &str, wanted: &str) -> Fit {
    let name = folded(name);
    match name.contains(wanted) {
        true if name == wanted => Fit::Exactly,
        true => Fit::Partly,
        false => Fit::No,
    }
}

/// A standard status has no name of its own: it goes by the words of its class.
fn fits_status(name: &str, class: Class, wanted: &str) -> Fit {
    if !name.is_empty() {
        return fits_name(name, wanted);
    }
    exactly(class.words().contains(&wanted))
}

/// Narrows `ids` to what one of the names fits, or to the rest; what fits exactly goes before what only holds the name. `None`
/// when a name fits nothing.
fn narrow<T>(ids: &mut Ids, known: &[T], id: impl Fn(&T) -> i64, fits: impl Fn(&T, &str) -> Fit, names: &[String], not: bool) -> Option<()> {
    let mut found: Vec<i64> = Vec::new();
    for name in names {
        let of = |fit: Fit| known.iter().filter(|one| fits(one, name) == fit).map(&id).collect::<Vec<i64>>();
        let exact = of(Fit::Exactly);
        let fitting = if exact.is_empty() { of(Fit::Partly) } else { exact };
        if fitting.is_empty() {
            return None;
        }
        found.extend(fitting);
    }
    if names.is_empty() {
        return None;
    }
    ids.narrow(if not { known.iter().map(&id).filter(|id| !found.contains(id)).collect() } else { found });
    Some(())
}
