//! Statuses of a mailbox, as its operators keep them.

pub mod api;
mod class_select;
pub mod colors;
mod dialogs;
mod page;
pub mod words;

pub use page::StatusesPage;
