//! Conversations: the unit of work. Lists, rows, the page of one, and how work moves.

mod listing;

pub use listing::{Assigned, Cursor, ListQuery, NEVER, PAGE, SELECTED_MAX, Sort, TRASH_DAYS};

use crate::{
    ConversationId, EventId, FieldId, FolderId, MailboxId, Moment, StatusId, ThreadChangeId, UserId,
    access::Rights,
    addresses::Address,
    checks::{CheckState, Checking},
    comments::CommentView,
    drafts::DraftView,
    fields::{Column, FieldState, Shown},
    history::OtherView,
    leases::LeaseView,
    messages::{Direction, MessageView},
    snooze::SnoozeView,
    statuses::Class,
    stored_enum,
};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// The lists of a mailbox, as they stand in the URL.
    pub enum View { Tray = "tray", Mine = "mine", Unassigned = "unassigned", Today = "today", Confirm = "confirm", All = "all", Sent = "sent", Drafts = "drafts", Trash = "trash", Snoozed = "snoozed", Spam = "spam" }
}

stored_enum! {
    pub enum Priority { Normal = "normal", Urgent = "urgent", Critical = "critical" }
}

impl Priority {
    /// The higher, the more urgent.
    pub fn rank(self) -> i64 {
        match self {
            Priority::Normal => 0,
            Priority::Urgent => 1,
            Priority::Critical => 2,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(value: &bool) -> bool {
    !value
}

/// One line of a list. What it does not have is left out when it travels: a page carries dozens of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct RowView {
    pub id: ConversationId,
    pub number: i64,
    pub subject: String,
    pub customer_name: String,
    pub customer_addr: String,
    pub language: String,
    pub status_id: StatusId,
    pub class: Class,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmer_id: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmer_name: Option<String>,
    pub priority: Priority,
    pub last_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<Moment>,
    pub messages: i64,
    pub comments: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_attachment: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_draft: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub has_failed: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub automatic: bool,
    /// A mail in it is not from whom it says, or may not be.
    #[serde(default, skip_serializing_if = "is_false")]
    pub suspicious: bool,
    /// Who writes a reply right now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replying_name: Option<String>,
    /// Where the check of its draft stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_state: Option<CheckState>,
    /// When a letter of it goes out that waits for its hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Moment>,
    pub version: i64,
    /// Where it is filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_id: Option<FolderId>,
    /// The customer's address stands in no card of the address book.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub unknown: bool,
    /// Values of the fields that are columns; those without one are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub fields: Vec<Shown>,
    /// Rests since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_at: Option<Moment>,
    /// Rests until then, or until the customer answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Moment>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub snooze_reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub rows: Vec<RowView>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
    /// The fields that are columns of this list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}

stored_enum! {
    /// What an entry of the history tells.
    pub enum EventKind {
        Arrived = "arrived", Reopened = "reopened", Status = "status", Assignee = "assignee", Confirmer = "confirmer", Priority = "priority",
        Trashed = "trashed", Restored = "restored", ReplyStarted = "reply-started", ReplyCancelled = "reply-cancelled", ReplySaved = "reply-saved",
        TakenOver = "taken-over", Sent = "sent", SendFailed = "send-failed", SendUnsure = "send-unsure", SendStopped = "send-stopped", Returned = "returned", Commented = "commented",
        CommentDeleted = "comment-deleted", Created = "created", DraftDeleted = "draft-deleted",
        Filed = "filed",
        Field = "field",
        CheckAsked = "check-asked", CheckApproved = "check-approved", CheckReturned = "check-returned", CheckWithdrawn = "check-withdrawn", CheckVoid = "check-void",
        SendScheduled = "send-scheduled", SendOvertaken = "send-overtaken",
        Merged = "merged", Unmerged = "unmerged", SplitOff = "split-off", SplitFrom = "split-from", MessageCame = "message-came",
        MessageLeft = "message-left", MailboxChanged = "mailbox-changed", Snoozed = "snoozed", Woken = "woken", Spam = "spam", NotSpam = "not-spam", Forwarded = "forwarded",
        Logged = "logged",
        AnswersBulk = "answers-bulk",
        Imported = "imported",
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
    /// The rule that did it, by the name that it had then.
    #[serde(default)]
    pub rule: Option<String>,
    /// The name of the field that was changed; empty for everything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub what: String,
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
    #[serde(default)]
    pub folder_id: Option<FolderId>,
    /// The fields of the mailbox in their order, with the values of this conversation.
    #[serde(default)]
    pub fields: Vec<FieldState>,
    pub checking: Checking,
    /// Whom it is with.
    #[serde(default)]
    pub customer: Address,
    #[serde(default)]
    pub spam: bool,
    #[serde(default)]
    pub snooze: Option<SnoozeView>,
    /// Other unfinished conversations with the same customer that the person may see, at most [`crate::history::OTHERS_MAX`].
    #[serde(default)]
    pub others: Vec<OtherView>,
    /// It was asked for by the number of this one, which was joined with it.
    #[serde(default)]
    pub merged_from: Option<ConversationId>,
    /// What can be taken back of the joining and cutting that its history tells.
    #[serde(default)]
    pub undoable: Vec<ThreadChangeId>,
    /// What the address book says to the customer's address; `None` where there is no address book to ask.
    #[serde(default)]
    pub sender: Option<crate::book::SenderView>,
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
    /// `Some(None)` takes it out of its folder.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub folder: Option<Option<FolderId>>,
    /// Values as [`crate::fields::Value`] prints them; an empty one clears the field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<(FieldId, String)>,
}

/// A field that is there, even as `null`: serde would read `Some(None)` back as "leave it".
fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
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
    fn a_place_in_a_list_survives_the_address() {
        for cursor in [Cursor { rank: 0, at: Moment(1_700), id: ConversationId(42) }, Cursor { rank: 2, at: Moment(1_700), id: ConversationId(42) }] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor), "{cursor}");
        }
        for text in ["", "1700", "a-1", "x-1-2", "1-2-3-4"] {
            assert_eq!(text.parse::<Cursor>(), Err(()), "{text}");
        }
        for assigned in [Assigned::Nobody, Assigned::To(UserId(7))] {
            assert_eq!(assigned.to_string().parse(), Ok(assigned));
        }
    }

    #[test]
    fn orders_of_work_belong_to_unfinished_work() {
        assert_eq!(Sort::Priority.within(View::Tray), Sort::Priority);
        assert_eq!(Sort::Priority.within(View::Trash), Sort::Newest);
        assert_eq!(Sort::Oldest.within(View::Sent), Sort::Oldest);
    }

    #[test]
    fn clearing_an_assignee_survives_the_wire() {
        for assignee in [None, Some(None), Some(Some(UserId(3)))] {
            let change = Change { assignee, ..Change::default() };
            let text = serde_json::to_string(&change).unwrap();
            assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change, "{text}");
        }
    }
}
