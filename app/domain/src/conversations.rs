//! Conversations: the unit of work. Lists, rows, the page of one, and how work moves.

use crate::{
    ConversationId, EventId, MailboxId, Moment, StatusId, UserId,
    access::Rights,
    comments::CommentView,
    drafts::DraftView,
    leases::LeaseView,
    messages::{Direction, MessageView},
    statuses::Class,
    stored_enum,
};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// The lists of a mailbox, as they stand in the URL.
    pub enum View { Tray = "tray", Mine = "mine", Unassigned = "unassigned", All = "all", Sent = "sent", Drafts = "drafts", Trash = "trash" }
}

stored_enum! {
    pub enum Priority { Normal = "normal", Urgent = "urgent", Critical = "critical" }
}

/// Rows of one page of a list.
pub const PAGE: usize = 50;
/// How many conversations one bulk action may touch.
pub const SELECTED_MAX: usize = 500;

/// What lies in the trash this long is removed.
pub const TRASH_DAYS: i64 = 30;

/// Where the next page begins: after the row with this time and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub at: Moment,
    pub id: ConversationId,
}

/// `1700000000000-42`, as it stands in the URL.
impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.0, self.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.rsplit_once('-').ok_or(())?;
        Ok(Cursor { at: Moment(at.parse().map_err(drop)?), id: id.parse().map_err(drop)? })
    }
}

/// What list is asked for. Everything in it stands in the URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    pub mailbox: MailboxId,
    pub view: View,
    pub status: Option<StatusId>,
    pub assignee: Option<UserId>,
    pub before: Option<Cursor>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct RowView {
    pub id: ConversationId,
    pub number: i64,
    pub subject: String,
    pub customer_name: String,
    pub customer_addr: String,
    pub snippet: String,
    pub language: String,
    pub status_id: StatusId,
    pub class: Class,
    pub assignee_id: Option<UserId>,
    pub assignee_name: Option<String>,
    pub confirmer_name: Option<String>,
    pub priority: Priority,
    pub last_at: Moment,
    pub waiting_since: Option<Moment>,
    pub messages: i64,
    pub comments: i64,
    pub has_attachment: bool,
    pub has_draft: bool,
    pub has_failed: bool,
    pub automatic: bool,
    /// Who writes a reply right now.
    pub replying_name: Option<String>,
    pub version: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub rows: Vec<RowView>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

stored_enum! {
    /// What an entry of the history tells.
    pub enum EventKind {
        Arrived = "arrived", Reopened = "reopened", Status = "status", Assignee = "assignee", Confirmer = "confirmer", Priority = "priority",
        Trashed = "trashed", Restored = "restored", ReplyStarted = "reply-started", ReplyCancelled = "reply-cancelled", ReplySaved = "reply-saved",
        TakenOver = "taken-over", Sent = "sent", SendFailed = "send-failed", SendUnsure = "send-unsure", SendStopped = "send-stopped", Commented = "commented",
        CommentDeleted = "comment-deleted", Created = "created", DraftDeleted = "draft-deleted",
    }
}

/// One line of the history. `before` and `after` are names as they read today, or counts and words by kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct EventView {
    pub id: EventId,
    pub at: Moment,
    /// `None`: the program itself.
    pub actor_name: Option<String>,
    pub kind: EventKind,
    pub before: String,
    pub after: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "most items of a time line are messages")]
pub enum Item {
    Message(MessageView),
    Comment(CommentView),
    Event(EventView),
}

impl Item {
    pub fn at(&self) -> Moment {
        match self {
            Item::Message(message) => message.at,
            Item::Comment(comment) => comment.at,
            Item::Event(event) => event.at,
        }
    }
}

/// Everything the page of one conversation shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConversationView {
    pub id: ConversationId,
    pub number: i64,
    pub mailbox_id: MailboxId,
    pub subject: String,
    pub status_id: StatusId,
    pub class: Class,
    pub assignee_id: Option<UserId>,
    pub assignee_name: Option<String>,
    pub confirmer_id: Option<UserId>,
    pub confirmer_name: Option<String>,
    pub priority: Priority,
    pub waiting_since: Option<Moment>,
    pub trashed_at: Option<Moment>,
    pub version: i64,
    pub lease: Option<LeaseView>,
    /// The open drafts of this conversation, oldest first.
    pub drafts: Vec<DraftView>,
    pub items: Vec<Item>,
    pub rights: Rights,
}

/// A change of what the list and the head of a conversation show. Absent = leave it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub status: Option<StatusId>,
    /// `Some(None)` clears it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub assignee: Option<Option<UserId>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub confirmer: Option<Option<UserId>>,
    pub priority: Option<Priority>,
}

/// A field that is there, even as `null`: serde would read `Some(None)` back as "leave it".
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<UserId>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// What was there before a change, so that it can be undone: one per conversation, with the version that the change produced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Undo {
    pub id: ConversationId,
    pub version: i64,
    pub change: Change,
}

/// How a message moves work (decisions.md): the customer's mail reopens and starts the waiting clock,
/// an automatic one does so too unless the conversation was ours alone, our own answer stops the clock.
pub fn class_after_arrival(before: Option<Class>, automatic: bool) -> Class {
    match before {
        None => Class::Open,
        // A newsletter or an out-of-office note does not drag finished work back into the tray.
        Some(Class::Done) if automatic => Class::Done,
        Some(Class::Working) => Class::Working,
        Some(_) => Class::Open,
    }
}

/// Since when the customer waits, after one more message.
pub fn waiting_after(before: Option<Moment>, direction: Direction, automatic: bool, at: Moment) -> Option<Moment> {
    match direction {
        Direction::Out => None,
        Direction::In if automatic => before,
        Direction::In => before.or(Some(at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clearing_an_assignee_survives_the_wire() {
        for assignee in [None, Some(None), Some(Some(UserId(3)))] {
            let change = Change { assignee, ..Change::default() };
            let text = serde_json::to_string(&change).unwrap();
            assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change, "{text}");
        }
    }
}
