//! Which entries are asked for. Everything in it stands in the URL.

use super::{EntryRow, Log};
use crate::{CompanyId, ContactId, LogId, Moment, OptionId, UserId};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Lines of one page.
pub const PAGE: usize = 50;
/// Words that a search looks for; more narrow nothing.
pub const WORDS_MAX: usize = 4;

/// Where the next page begins: after the line with this time and id. `1700000000000_42` in the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Place {
    pub at: Moment,
    pub id: LogId,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.at.0, self.id)
    }
}

impl std::str::FromStr for Place {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let read = || -> Option<Place> {
            let (at, id) = text.split_once('_')?;
            Some(Place { at: Moment(at.parse().ok()?), id: id.parse().ok()? })
        };
        read().ok_or_else(|| format!("{text:?} is no place"))
    }
}

impl From<Place> for String {
    fn from(place: Place) -> String {
        place.to_string()
    }
}

impl TryFrom<String> for Place {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// A list of one log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogQuery {
    pub log: Log,
    pub person: Option<UserId>,
    pub result: Option<OptionId>,
    pub contact: Option<ContactId>,
    pub company: Option<CompanyId>,
    /// Days, the last one included: `2026-11-24`. Empty: without a limit.
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub text: String,
    /// Only what somebody has to come back to.
    #[serde(default)]
    pub waiting: bool,
    pub before: Option<Place>,
}

impl LogQuery {
    pub fn of(log: Log) -> LogQuery {
        LogQuery {
            log,
            person: None,
            result: None,
            contact: None,
            company: None,
            from: String::new(),
            to: String::new(),
            text: String::new(),
            waiting: false,
            before: None,
        }
    }

    /// The list that an address names; `parameter` answers what stands behind its question mark. What cannot be read narrows nothing.
    pub fn named(log: Log, parameter: impl Fn(&str) -> Option<String>) -> LogQuery {
        fn read<T: std::str::FromStr>(text: Option<String>) -> Option<T> {
            text?.parse().ok()
        }
        let text = |name: &str| parameter(name).unwrap_or_default();
        LogQuery {
            log,
            person: read(parameter("person")),
            result: read(parameter("result")),
            contact: read(parameter("contact")),
            company: read(parameter("company")),
            from: text("from"),
            to: text("to"),
            text: text("q"),
            waiting: text("waiting") == "1",
            before: read(parameter("before")),
        }
    }

    /// What stands behind the question mark, with it; empty where nothing is narrowed. `encode` makes text fit for an address.
    pub fn parameters(&self, encode: impl Fn(&str) -> String) -> String {
        let mut said = String::new();
        let mut say = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let mark = if said.is_empty() { '?' } else { '&' };
                // Writing into a text never fails.
                let _ = write!(said, "{mark}{name}={}", encode(&value));
            }
        };
        say("q", Some(self.text.clone()));
        say("person", self.person.map(|id| id.to_string()));
        say("result", self.result.map(|id| id.to_string()));
        say("contact", self.contact.map(|id| id.to_string()));
        say("company", self.company.map(|id| id.to_string()));
        say("from", Some(self.from.clone()));
        say("to", Some(self.to.clone()));
        say("waiting", self.waiting.then(|| "1".to_owned()));
        say("before", self.before.map(|place| place.to_string()));
        said
    }

    pub fn is_narrowed(&self) -> bool {
        LogQuery { before: None, ..self.clone() } != LogQuery::of(self.log)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPage {
    pub rows: Vec<EntryRow>,
    pub next: Option<Place>,
    /// Names of the contact or company that the list is narrowed to.
    #[serde(default)]
    pub of: String,
    /// Whether the reader may write entries, and keep the settings.
    pub may_edit: bool,
    pub may_operate: bool,
}

/// What somebody has to come back to now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub count: i64,
    /// The one that waits longest.
    pub first: Option<EntryRow>,
}
