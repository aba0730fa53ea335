//! What happens: the verbs of the product and their SQL. No pages, no routes.
//!
//! A verb takes `&Cx` first (who asks, when, from where), asks a rule in `domain`, works in one transaction and
//! publishes after the commit.

pub mod absence;
pub mod accounts;
pub mod auth;
pub mod board;
pub mod book;
pub mod bulk;
pub mod checks;
pub mod clock;
pub mod comments;
pub mod conversations;
pub mod correspondents;
pub mod cx;
pub mod db;
pub mod drafts;
pub mod error;
pub mod fault;
pub mod fields;
pub mod files;
pub mod folders;
pub mod history;
pub mod hours;
pub mod imports;
pub mod ingest;
pub mod leases;
pub mod live;
pub mod logs;
pub mod mailboxes;
pub mod messages;
pub mod notifications;
pub mod once;
pub mod outbox;
pub mod outward;
pub mod practice;
pub mod presence;
pub mod priorities;
pub mod proofs;
pub mod reports;
mod reserved;
pub mod returns;
pub mod rules;
pub mod search;
pub mod secrets;
pub mod setup;
pub mod statuses;
pub mod templates;
pub mod threads;
pub mod users;
pub mod workload;

#[cfg(test)]
pub mod testing;

pub use cx::{Cx, Desk, Limits, Outward};
pub use error::{Error, Result};
