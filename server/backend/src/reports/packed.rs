//! Facts packed by columns: of one mailbox and kind, and of one day or month, a row of numbers for everything that they are counted and told
//! apart by. Years of them are read in the time that a few hundred rows take, and every figure comes from the facts themselves: a wait is
//! the wait that was noted, to the millisecond. Nothing here asks the database.

use super::sql::columns::Raw;
use domain::reports::{Axis, Clocks, Day, Fact};
use std::collections::{BTreeMap, HashMap};

/// What a column says of a fact; `None`: nothing.
type Said = fn(&Raw) -> Option<i64>;

pub(super) const NUMBER: &str = "n";
pub(super) const REPLIES: &str = "replies";
pub(super) const CONVERSATION: &str = "conversation";
/// The day of the month, 0 the first: the same in the pack of a day and in that of its month.
pub(super) const DAY: &str = "day";

/// Every column but those of fields, which may say several things of a fact.
const COLUMNS: &[(&str, Said)] = &[
    (NUMBER, |fact| Some(fact.n)),
    (REPLIES, |fact| (fact.kind == Fact::Done).then_some(fact.replies)),
    ("wait", |fact| fact.wait_ms),
    ("business", |fact| fact.business_ms),
    (CONVERSATION, |fact| fact.conversation_id.map(|id| id.0)),
    (DAY, |fact| Some(fact.day.0 - fact.day.begins(Axis::Month).0)),
    ("assignee", |fact| fact.assignee_id),
    ("confirmer", |fact| fact.confirmer_id),
    ("status", |fact| fact.status_id),
    ("priority", |fact| Some(fact.priority)),
    ("account", |fact| fact.account_id),
    ("company", |fact| fact.domain_id),
    ("week-hour", |fact| Some(fact.hour)),
    ("folder", |fact| fact.folder_id),
    ("template", |fact| fact.subject_id.filter(|_| fact.kind == Fact::Template)),
];

/// In which column the places on an axis stand; `None`: in none.
pub(super) fn column_of(axis: Axis, clocks: Clocks) -> Option<String> {
    match axis {
        Axis::All | Axis::Mailbox => None,
        Axis::Wait => Some(wait_of(clocks).to_owned()),
        axis if axis.is_time() => Some(DAY.to_owned()),
        axis => Some(axis.to_string()),
    }
}

pub(super) const fn wait_of(clocks: Clocks) -> &'static str {
    match clocks {
        Clocks::All => "wait",
        Clocks::Business => "business",
    }
}

fn says_several(column: &str) -> bool {
    column.starts_with("field-")
}

/// Answers of a conversation in its fields, by fact: field and option.
pub(super) type Values = HashMap<i64, Vec<(i64, i64)>>;

/// Columns by name, packed. One that says nothing of any fact is left out; `n` is always there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pack {
    pub columns: BTreeMap<String, Vec<u8>>,
}

impl Pack {
    /// Of facts of one mailbox, kind and day, in the order of their ids.
    pub fn of(facts: &[&Raw], values: &Values) -> Pack {
        let mut columns = BTreeMap::new();
        for (name, said) in COLUMNS {
            if *name == NUMBER || facts.iter().any(|fact| said(fact).is_some()) {
                let mut bytes = Vec::with_capacity(facts.len());
                facts.iter().for_each(|fact| put(&mut bytes, said(fact).unwrap_or(-1)));
                columns.insert((*name).to_owned(), bytes);
            }
        }
        let answers = |fact: &Raw| values.get(&fact.id).map_or(&[][..], Vec::as_slice);
        let mut fields: Vec<i64> = facts.iter().flat_map(|fact| answers(fact)).map(|(field, _)| *field).collect();
        fields.sort_unstable();
        fields.dedup();
        for field in fields {
            let mut bytes = Vec::with_capacity(2 * facts.len());
            for fact in facts {
                let own = || answers(fact).iter().filter(|(of, _)| *of == field);
                put(&mut bytes, own().count() as i64);
                own().for_each(|(_, choice)| put(&mut bytes, *choice));
            }
            columns.insert(format!("field-{field}"), bytes);
        }
        Pack { columns }
    }

    /// One behind the other.
    pub fn joined(parts: &[&Pack]) -> Pack {
        let mut columns: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for name in parts.iter().flat_map(|part| part.columns.keys()) {
            columns.entry(name.clone()).or_default();
        }
        for (name, bytes) in &mut columns {
            let mut nothing = Vec::new();
            put(&mut nothing, if says_several(name) { 0 } else { -1 });
            for part in parts {
                match part.columns.get(name) {
                    Some(more) => bytes.extend_from_slice(more),
                    None => bytes.extend(nothing.iter().cycle().take(part.len())),
                }
            }
        }
        Pack { columns }
    }

    /// How many facts.
    pub fn len(&self) -> usize {
        // A number ends with the byte whose highest bit is not set.
        self.columns.get(NUMBER).map_or(0, |bytes| bytes.iter().filter(|byte| **byte < 0x80).count())
    }

    /// What a column says of each fact; -1: nothing.
    pub fn one(&self, name: &str) -> Vec<i64> {
        let mut said = Numbers(self.columns.get(name).map_or(&[][..], Vec::as_slice));
        (0..self.len()).map(|_| said.next().unwrap_or(-1)).collect()
    }

    /// What a column says of each fact, one list behind the other, and where each list ends.
    pub fn several(&self, name: &str) -> (Vec<i64>, Vec<usize>) {
        let mut said = Numbers(self.columns.get(name).map_or(&[][..], Vec::as_slice));
        let (mut all, mut ends) = (Vec::new(), Vec::with_capacity(self.len()));
        for _ in 0..self.len() {
            let number = said.next().unwrap_or(0);
            all.extend((0..number).map_while(|_| said.next()));
            ends.push(all.len());
        }
        (all, ends)
    }
}

/// Packs of every mailbox, day and kind that there are facts of.
pub(super) fn packs(facts: &[Raw], values: &Values) -> BTreeMap<(domain::MailboxId, Day, Fact), Pack> {
    let mut groups: BTreeMap<_, Vec<&Raw>> = BTreeMap::new();
    for fact in facts {
        groups.entry((fact.mailbox_id, fact.day, fact.kind)).or_default().push(fact);
    }
    groups.into_iter().map(|(place, facts)| (place, Pack::of(&facts, values))).collect()
}

/// Appends a number: the sign in the lowest bit, then seven bits a byte, the lowest first, the highest bit where more follow (as in LEB128).
fn put(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = ((number << 1) ^ (number >> 63)) as u64;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn next(&mut self) -> Option<i64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some((number >> 1) as i64 ^ -((number & 1) as i64));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let all = [0, -1, 1, 63, 64, -64, -65, 172_800_000, i64::MAX, i64::MIN];
        let mut bytes = Vec::new();
        all.iter().for_each(|number| put(&mut bytes, *number));
        let mut read = Numbers(&bytes);
        assert_eq!(all.map(|_| read.next().unwrap()), all);
        assert_eq!(read.next(), None);
    }

    #[test]
    fn what_one_day_says_nothing_of_is_nothing_in_its_month() {
        let pack = |columns: &[(&str, &[i64])]| {
            let packed = |numbers: &[i64]| {
                let mut bytes = Vec::new();
                numbers.iter().for_each(|number| put(&mut bytes, *number));
                bytes
            };
            Pack { columns: columns.iter().map(|(name, numbers)| ((*name).to_owned(), packed(numbers))).collect() }
        };
        let first = pack(&[("n", &[1, 1]), ("assignee", &[300, 4]), ("field-2", &[2, 7, 900, 0])]);
        let second = pack(&[("n", &[-1]), ("confirmer", &[5])]);
        let month = Pack::joined(&[&first, &second]);
        assert_eq!((month.len(), month.one("n")), (3, vec![1, 1, -1]));
        assert_eq!((month.one("assignee"), month.one("confirmer")), (vec![300, 4, -1], vec![-1, -1, 5]));
        assert_eq!(month.several("field-2"), (vec![7, 900], vec![2, 2, 2]));
        assert_eq!(month.several("field-3"), (vec![], vec![0, 0, 0]));
    }
}
