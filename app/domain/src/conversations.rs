//! Conversations: the unit of work. Lists, rows, the page of one, and how work moves.

use crate::{
    ConversationId, EventId, FieldId, FolderId, MailboxId, Moment, StatusId, ThreadChangeId, UserId,
    access::Rights,
    addresses::Address,
    checks::{CheckState, Checking},
    comments::CommentView,
    drafts::DraftView,
    fields::{Column, FieldFilter, FieldState, Shown},
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
    pub enum View { Tray = "tray", Mine = "mine", Unassigned = "unassigned", Confirm = "confirm", All = "all", Sent = "sent", Drafts = "drafts", Trash = "trash", Snoozed = "snoozed", Spam = "spam" }
}

stored_enum! {
    pub enum Priority { Normal = "normal", Urgent = "urgent", Critical = "critical" }
}

stored_enum! {
    /// The orders of a list, as they stand in the URL.
    #[derive(Default)]
    pub enum Sort {
        #[default]
        Newest = "newest",
        Oldest = "oldest",
        /// Who has waited longest comes first, those where nobody waits at the end.
        Waiting = "waiting",
        /// 大至急 on top, the newest first among equals.
        Priority = "priority",
    }
}

impl Sort {
    /// The orders that a list offers: those of work belong to unfinished work.
    pub fn of(view: View) -> &'static [Sort] {
        match view {
            View::Tray | View::Mine | View::Unassigned => Sort::ALL,
            View::All | View::Sent | View::Drafts | View::Trash | View::Confirm | View::Snoozed | View::Spam => &[Sort::Newest, Sort::Oldest],
        }
    }

    /// This order where the list offers it, else the ordinary one.
    pub fn within(self, view: View) -> Sort {
        if Sort::of(view).contains(&self) { self } else { Sort::Newest }
    }

    /// Where a row stands in this order.
    pub fn place_of(self, row: &RowView) -> Cursor {
        let at = if self == Sort::Waiting { row.waiting_since.unwrap_or(NEVER) } else { row.last_at };
        let rank = if self == Sort::Priority { row.priority.rank() } else { 0 };
        Cursor { rank, at, id: row.id }
    }

    /// Which of two rows comes first.
    pub fn compare(self, one: &RowView, other: &RowView) -> std::cmp::Ordering {
        let place = |row| {
            let Cursor { rank, at, id } = self.place_of(row);
            (rank, at, id)
        };
        match self {
            Sort::Newest | Sort::Priority => place(other).cmp(&place(one)),
            Sort::Oldest | Sort::Waiting => place(one).cmp(&place(other)),
        }
    }

    /// Before the first row of all.
    pub fn start(self) -> Cursor {
        match self {
            Sort::Newest | Sort::Priority => Cursor { rank: i64::MAX, at: Moment(i64::MAX), id: ConversationId(i64::MAX) },
            Sort::Oldest | Sort::Waiting => Cursor { rank: 0, at: Moment(i64::MIN), id: ConversationId(0) },
        }
    }
}

/// The end of all days, 9999-12-31: where a customer who does not wait stands among those who do.
pub const NEVER: Moment = Moment(253_402_214_400_000);

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

/// Whose conversations a list is filtered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Assigned {
    Nobody,
    To(UserId),
}

/// `none`, or the id, as it stands in the URL.
impl std::fmt::Display for Assigned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Assigned::Nobody => f.write_str("none"),
            Assigned::To(user) => user.fmt(f),
        }
    }
}

impl std::str::FromStr for Assigned {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Assigned::Nobody);
        }
        text.parse().map(Assigned::To).map_err(|_| format!("{text:?} is nobody"))
    }
}

impl From<Assigned> for String {
    fn from(assigned: Assigned) -> String {
        assigned.to_string()
    }
}

impl TryFrom<String> for Assigned {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Rows of one page of a list.
pub const PAGE: usize = 50;
/// How many conversations one bulk action may touch.
pub const SELECTED_MAX: usize = 500;

/// What lies in the trash this long is removed.
pub const TRASH_DAYS: i64 = 30;

/// Where the next page begins: after the row with this time and id, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// What comes before the time: the rank of the priority where that is the order, else 0.
    #[serde(default)]
    pub rank: i64,
    pub at: Moment,
    pub id: ConversationId,
}

/// `1700000000000-42`, or `2-1700000000000-42`, as it stands in the URL.
impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.rank != 0 {
            write!(f, "{}-", self.rank)?;
        }
        write!(f, "{}-{}", self.at.0, self.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (before, id) = text.rsplit_once('-').ok_or(())?;
        let (rank, at) = before.split_once('-').unwrap_or(("0", before));
        Ok(Cursor { rank: rank.parse().map_err(drop)?, at: Moment(at.parse().map_err(drop)?), id: id.parse().map_err(drop)? })
    }
}

/// What list is asked for. Everything in it stands in the URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    pub mailbox: MailboxId,
    pub view: View,
    pub status: Option<StatusId>,
    pub assignee: Option<Assigned>,
    #[serde(default)]
    pub sort: Sort,
    pub before: Option<Cursor>,
    /// Only what is filed there, or in a folder below it.
    #[serde(default)]
    pub folder: Option<FolderId>,
    /// Narrowed to a value of a field of the mailbox.
    #[serde(default)]
    pub field: Option<FieldFilter>,
}

impl ListQuery {
    /// A list without filters, from its beginning.
    pub fn of(mailbox: MailboxId, view: View) -> ListQuery {
        ListQuery { mailbox, view, status: None, assignee: None, sort: Sort::default(), before: None, folder: None, field: None }
    }

    /// The list that an address names; `parameter` answers what stands behind its question mark. What cannot be read narrows nothing.
    pub fn named(mailbox: MailboxId, view: View, parameter: impl Fn(&str) -> Option<String>) -> ListQuery {
        fn read<T: std::str::FromStr>(text: Option<String>) -> Option<T> {
            text?.parse().ok()
        }
        ListQuery {
            mailbox,
            view,
            status: read(parameter("status")),
            assignee: read(parameter("assignee")),
            sort: parameter("sort").and_then(|text| Sort::parse(&text)).unwrap_or_default(),
            before: read(parameter("before")),
            folder: read(parameter("folder")),
            field: read(parameter("field")),
        }
    }
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
    pub confirmer_id: Option<UserId>,
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
    /// A mail in it is not from whom it says, or may not be.
    #[serde(default)]
    pub suspicious: bool,
    /// Who writes a reply right now.
    pub replying_name: Option<String>,
    /// Where the check of its draft stands.
    #[serde(default)]
    pub check_state: Option<CheckState>,
    /// When a letter of it goes out that waits for its hour.
    #[serde(default)]
    pub scheduled_at: Option<Moment>,
    pub version: i64,
    /// Where it is filed.
    #[serde(default)]
    pub folder_id: Option<FolderId>,
    /// Values of the fields that are columns; those without one are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub fields: Vec<Shown>,
    /// Rests since then.
    #[serde(default)]
    pub snoozed_at: Option<Moment>,
    /// Rests until then, or until the customer answers.
    #[serde(default)]
    pub snoozed_until: Option<Moment>,
    #[serde(default)]
    pub snooze_reason: String,
    #[serde(default)]
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
