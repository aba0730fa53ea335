//! Mailboxes: the shared boxes people work in, and the rights matrix of each.

use crate::{
    MailboxId, SpaceId, UserId,
    access::{Rights, Viewing},
    folders::FolderView,
    priorities::Level,
    statuses::StatusView,
};
use serde::{Deserialize, Serialize};

/// Limits are data (decisions.md); these are their defaults.
pub const SPACES_MAX: i64 = 5;
pub const MAILBOXES_MAX: i64 = 20;
pub const ACCOUNTS_MAX: i64 = 10;

/// One mailbox in the navigation, with the counts that every screen shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MailboxView {
    pub id: MailboxId,
    pub space_id: SpaceId,
    pub name: String,
    pub counts: Counts,
    pub statuses: Vec<StatusView>,
    pub rights: Rights,
    /// Addresses of its accounts, the first one being the default sender.
    pub addresses: Vec<String>,
    /// In the order of the tree.
    #[serde(default)]
    pub folders: Vec<FolderView>,
    /// Whether its conversations have fields.
    #[serde(default)]
    pub has_fields: bool,
    /// The levels of priority that its space calls or colours in its own way.
    #[serde(default)]
    pub priorities: Vec<Level>,
    /// How its waits are counted and coloured.
    #[serde(default)]
    pub pace: crate::hours::Pace,
}

/// Unfinished work of one mailbox. Nothing ever counts what is done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    pub tray: i64,
    pub mine: i64,
    pub unassigned: i64,
    pub drafts: i64,
    /// What this person is asked to confirm.
    #[serde(default)]
    pub confirm: i64,
    /// What is to be answered on this day; 0 where the mailbox has no such hour.
    #[serde(default)]
    pub today: i64,
    /// Unfinished conversations by status id.
    pub by_status: Vec<(crate::StatusId, i64)>,
}

/// A mailbox as operators see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct MailboxSettings {
    pub id: MailboxId,
    pub space_id: SpaceId,
    pub name: String,
    pub signature: String,
    pub accounts: i64,
}

/// A line of the rights matrix: one person in one mailbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct GrantView {
    pub mailbox_id: MailboxId,
    pub user_id: UserId,
    pub user_name: String,
    pub viewing: Viewing,
    pub editing: bool,
    pub sending: bool,
    pub deleting: bool,
}
