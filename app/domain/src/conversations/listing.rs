//! Which list is asked for: its order, its filters, and where its next page begins.

use super::{RowView, View};
use crate::{ConversationId, FolderId, MailboxId, Moment, StatusId, UserId, fields::FieldFilter, stored_enum};
use serde::{Deserialize, Serialize};

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
            View::Today => &[Sort::Newest, Sort::Oldest, Sort::Waiting],
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
