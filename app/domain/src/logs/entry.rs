//! An entry of a log as it is shown.

use super::{Log, Way};
use crate::{AttachmentId, CommentId, CompanyId, ContactId, ConversationId, LogId, LogItemId, MailboxId, Moment, OptionId, UserId, statuses::Color};
use serde::{Deserialize, Serialize};

/// Files of one entry.
pub const FILES_MAX: i64 = 20;

/// One line of a list. Names are those of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct EntryRow {
    pub id: LogId,
    pub log: Log,
    /// Of whole days: midnight of the first one in UTC, whatever the reader's clocks say.
    pub at: Moment,
    /// The end; of whole days, midnight of the last one.
    pub until_at: Option<Moment>,
    pub whole_days: bool,
    pub subject: String,
    pub way: Option<Way>,
    pub contact_id: Option<ContactId>,
    pub contact_name: String,
    pub company_id: Option<CompanyId>,
    pub company_name: String,
    /// With whom, where the address book does not know them.
    pub party: String,
    pub person_id: Option<UserId>,
    pub person_name: String,
    pub result_name: String,
    pub result_color: Option<Color>,
    /// When somebody has to come back to it, and who.
    pub follow_at: Option<Moment>,
    pub follow_id: Option<UserId>,
    pub follow_name: String,
    pub follow_done_at: Option<Moment>,
    pub comments: i64,
    pub files: i64,
}

impl EntryRow {
    /// Contact, company, or what was typed; empty where nobody is named.
    pub fn with(&self) -> &str {
        [&self.contact_name, &self.party, &self.company_name].into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
    }

    /// Where it is shown.
    pub fn path(&self) -> String {
        format!("/logs/{}/{}", self.log.path(), self.id)
    }

    pub fn is_waiting(&self) -> bool {
        self.follow_at.is_some() && self.follow_done_at.is_none()
    }
}

/// What an item of an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownValue {
    pub item: LogItemId,
    /// As [`crate::fields::Value`] prints it.
    pub value: String,
    /// In words; several options are parted by 、.
    pub text: String,
}

/// A colleague's note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct LogComment {
    pub id: CommentId,
    pub author_id: UserId,
    pub author_name: String,
    pub at: Moment,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct LogFile {
    pub id: AttachmentId,
    pub name: String,
    pub kind: String,
    pub size: i64,
}

/// The conversation that an entry belongs to, where the reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct LinkedView {
    pub id: ConversationId,
    pub mailbox_id: MailboxId,
    pub number: i64,
    pub subject: String,
}

/// Everything about one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    pub row: EntryRow,
    pub text: String,
    pub result_id: Option<OptionId>,
    pub conversation: Option<LinkedView>,
    pub values: Vec<ShownValue>,
    pub comments: Vec<LogComment>,
    pub files: Vec<LogFile>,
    /// A change names it, and is refused when another one came first.
    pub version: i64,
    pub writer: String,
    pub created_at: Moment,
    pub updated_at: Moment,
    /// Items in their order, with their names; those without a value too.
    pub items: Vec<ItemName>,
    pub may_edit: bool,
    pub may_remove: bool,
}

/// The name of an item.
pub type ItemName = (LogItemId, String);

impl EntryView {
    pub fn value(&self, item: LogItemId) -> Option<&ShownValue> {
        self.values.iter().find(|value| value.item == item)
    }
}
