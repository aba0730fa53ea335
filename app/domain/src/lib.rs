//! What things are and what is allowed: types, rules and the words of the glossary.
//! No clock, no network, no database driver: everything enters through arguments.

pub mod access;
pub mod accounts;
pub mod addresses;
pub mod auth;
pub mod charset;
pub mod comments;
pub mod conversations;
pub mod correspondents;
pub mod csv;
pub mod dangers;
pub mod drafts;
pub mod fields;
pub mod fold;
pub mod ids;
pub mod language;
pub mod leases;
pub mod likeness;
pub mod live;
pub mod mailboxes;
pub mod messages;
pub mod outbox;
pub mod own_fault;
pub mod palette;
pub mod presence;
pub mod presets;
pub mod priorities;
pub mod proofs;
pub mod refused;
pub mod returns;
pub mod search;
pub mod setup;
pub mod statuses;
pub mod stored;
pub mod time;
pub mod users;

pub use ids::*;
pub use language::Language;
pub use refused::{Field, Limit, Refused, Wrong};
pub use time::Moment;
