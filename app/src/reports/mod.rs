//! Reports: figures of the work of a space, and the lists behind them.

pub mod api;
mod asked;
mod cards;
mod conditions;
mod explore;
mod export;
mod figures;
mod filters;
mod list_page;
mod listed;
mod menu_card;
mod names;
mod overview;
mod page;
mod people_card;
mod period;
pub mod sheet;
mod steady;
mod tiles;
mod wall_page;
mod words;

pub use asked::REPORTS_URL;
pub use conditions::{ConditionPage, ConditionsPage, link as conditions_link};
pub use list_page::ListPage;
pub use page::{AnyPage, ReportsPage};
pub use wall_page::WallPage;
pub use words::title;

use domain::MailboxId;

/// Where operators keep the conditions of a mailbox.
pub fn conditions_url(mailbox: MailboxId) -> String {
    format!("/settings/mailboxes/{mailbox}/conditions")
}
