//! What a number counts: the list that it leads to.

use super::{Key, Measure};
use crate::{CompanyId, ContactId, ConversationId, LogId, MailboxId, MessageId, Moment, TemplateId};
use serde::{Deserialize, Serialize};

/// Which number of an answer. In the address: `row=12&column=3&m=done&before=1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub measure: Measure,
    /// `None`: the total.
    pub row: Option<Key>,
    pub column: Option<Key>,
    /// That of the period before.
    pub before: bool,
}

impl Cell {
    pub const fn total(measure: Measure) -> Cell {
        Cell { measure, row: None, column: None, before: false }
    }
}

/// Where the next page begins: after the line with this time and number. `1700000000000_42` in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Place {
    pub at: Moment,
    pub id: i64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.at.0, self.id)
    }
}

impl std::str::FromStr for Place {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
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

/// One of what was counted. What it does not have is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
#[serde(default)]
pub struct Item {
    /// Of the line, for the next page.
    pub id: i64,
    /// When it happened; of unfinished work since when it waits.
    pub at: Moment,
    pub mailbox_id: Option<MailboxId>,
    /// The conversation, where it leads to one.
    pub conversation_id: Option<ConversationId>,
    pub number: Option<i64>,
    /// The mail in it.
    pub message_id: Option<MessageId>,
    /// Subject, or the name of a template, a person, a company.
    pub title: String,
    /// The customer, the party, the address.
    pub who: String,
    /// Who had it then.
    pub assignee_name: Option<String>,
    /// Milliseconds, where it is about a wait, by the clocks that were asked for.
    pub wait: Option<i64>,
    pub replies: Option<i64>,
    pub log_id: Option<LogId>,
    pub template_id: Option<TemplateId>,
    pub contact_id: Option<ContactId>,
    pub company_id: Option<CompanyId>,
}

/// One page of what a number counts, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Behind {
    pub items: Vec<Item>,
    pub next: Option<Place>,
}
