//! By what figures are told apart, and how one row of them is named in an address.

use crate::{BookItemId, FieldId, LogItemId};
use serde::{Deserialize, Serialize};

/// By what figures are told apart. As text: `assignee`, `field-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Axis {
    /// Not at all: one row.
    All,
    Assignee,
    Confirmer,
    Status,
    Priority,
    /// A menu of a mailbox.
    Field(FieldId),
    Account,
    Mailbox,
    /// A folder with those below it: what lies further down counts in every folder above.
    Folder,
    /// What stands behind the @ of the customer; mail services that anybody can have are none.
    Company,
    /// The hours of a week, Monday at midnight first.
    WeekHour,
    Day,
    /// Monday to Sunday.
    Week,
    Month,
    /// From April to March.
    FiscalYear,
    /// How long a customer waited, in steps: the distribution.
    Wait,
    /// How long unfinished work has waited, in the steps of the mailbox.
    Age,
    /// What came of a call or a visit.
    Result,
    /// A menu of calls or visits.
    LogItem(LogItemId),
    Template,
    /// A group of the address book.
    Group,
    /// A menu of the address book.
    BookItem(BookItemId),
}

impl Axis {
    pub const fn is_time(self) -> bool {
        matches!(self, Axis::Day | Axis::Week | Axis::Month | Axis::FiscalYear)
    }

    const PLAIN: &[(Axis, &str)] = &[
        (Axis::All, "all"),
        (Axis::Assignee, "assignee"),
        (Axis::Confirmer, "confirmer"),
        (Axis::Status, "status"),
        (Axis::Priority, "priority"),
        (Axis::Account, "account"),
        (Axis::Mailbox, "mailbox"),
        (Axis::Folder, "folder"),
        (Axis::Company, "company"),
        (Axis::WeekHour, "week-hour"),
        (Axis::Day, "day"),
        (Axis::Week, "week"),
        (Axis::Month, "month"),
        (Axis::FiscalYear, "fiscal-year"),
        (Axis::Wait, "wait"),
        (Axis::Age, "age"),
        (Axis::Result, "result"),
        (Axis::Template, "template"),
        (Axis::Group, "group"),
    ];
}

impl std::fmt::Display for Axis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Axis::Field(id) => write!(f, "field-{id}"),
            Axis::LogItem(id) => write!(f, "log-{id}"),
            Axis::BookItem(id) => write!(f, "book-{id}"),
            plain => f.write_str(Axis::PLAIN.iter().find(|(axis, _)| axis == plain).map_or("all", |(_, text)| text)),
        }
    }
}

impl std::str::FromStr for Axis {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((axis, _)) = Axis::PLAIN.iter().find(|(_, plain)| *plain == text) {
            return Ok(*axis);
        }
        let read = || match text.split_once('-')? {
            ("field", id) => Some(Axis::Field(id.parse().ok()?)),
            ("log", id) => Some(Axis::LogItem(id.parse().ok()?)),
            ("book", id) => Some(Axis::BookItem(id.parse().ok()?)),
            _ => None,
        };
        read().ok_or_else(|| format!("{text:?} is no axis"))
    }
}

impl From<Axis> for String {
    fn from(axis: Axis) -> String {
        axis.to_string()
    }
}

impl TryFrom<String> for Axis {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// One place on an axis. `None`: what has none there (no assignee, no company). Else a number:
/// - of a person, status, account, mailbox, folder, option, result, template, group: its id;
/// - of a priority: its rank, 0 to 2; of a company: the number of its domain;
/// - of a time: the [`crate::reports::Day`] on which it begins;
/// - of an hour of the week: 0 to 167, Monday at midnight first;
/// - of a wait or an age: the step, 0 the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Key(pub Option<i64>);

impl Key {
    pub const NONE: Key = Key(None);

    pub const fn of(number: i64) -> Key {
        Key(Some(number))
    }
}

/// `none`, or the number.
impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            None => f.write_str("none"),
            Some(number) => number.fmt(f),
        }
    }
}

impl std::str::FromStr for Key {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" { Ok(Key::NONE) } else { text.parse().map(Key::of).map_err(|_| format!("{text:?} is no place on an axis")) }
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.to_string()
    }
}

impl TryFrom<String> for Key {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Where the steps of [`Axis::Wait`] end, in minutes: 30 minutes, 1, 2, 4, 8, 24 hours, and whatever is longer.
pub const WAIT_STEPS: [i64; 6] = [30, 60, 120, 240, 480, 1440];
/// Steps of [`Axis::Wait`].
pub const WAITS: usize = WAIT_STEPS.len() + 1;
