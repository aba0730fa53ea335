//! How much each person has in hand, mailbox by mailbox, and what they finished this month.

use crate::{MailboxId, Moment, StatusId, UserId, statuses::StatusView};
use serde::{Deserialize, Serialize};

/// One mailbox: its unfinished statuses are the columns, its people the rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoxLoad {
    pub mailbox_id: MailboxId,
    pub name: String,
    /// Whether the reader may give work to others here.
    pub may_edit: bool,
    pub statuses: Vec<StatusView>,
    pub people: Vec<PersonLoad>,
}

/// What one person has in hand in a mailbox. Every number is that of a list: the tray narrowed to the person, and to the status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonLoad {
    /// `None`: nobody looks after it.
    pub user_id: Option<UserId>,
    pub name: String,
    pub away_until: Option<Moment>,
    pub by_status: Vec<(StatusId, i64)>,
    /// Customers who have been waiting for more than a day, and for more than three.
    pub over_day: i64,
    pub over_three_days: i64,
    /// Since when the one who has waited longest waits.
    pub longest: Option<Moment>,
    /// Conversations that this person finished since the month began.
    pub done: i64,
}

impl PersonLoad {
    pub fn total(&self) -> i64 {
        self.by_status.iter().map(|(_, count)| count).sum()
    }
}
