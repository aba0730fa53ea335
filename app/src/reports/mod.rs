//! Reports: figures of the work of a space, and the lists behind them.

pub mod api;
pub(crate) mod asked;
pub(crate) mod cards;
mod conditions;
mod explore;
mod export;
pub(crate) mod figures;
mod filters;
mod list_page;
mod listed;
mod mail_dialog;
pub mod mail_words;
mod mails;
mod menu_card;
pub(crate) mod names;
pub(crate) mod overview;
mod page;
mod people_card;
mod period;
mod said;
pub mod sheet;
mod sheet_words;
mod steady;
mod tiles;
mod wall_page;
pub(crate) mod words;

pub use asked::REPORTS_URL;
pub use conditions::{ConditionPage, ConditionsPage, link as conditions_link};
pub use list_page::ListPage;
pub use mails::MailsPage;
pub use page::{AnyPage, ReportsPage};
pub use wall_page::WallPage;
pub use words::title;

use domain::MailboxId;

/// Where operators keep the conditions of a mailbox.
pub fn conditions_url(mailbox: MailboxId) -> String {
    format!("/settings/mailboxes/{mailbox}/conditions")
}
