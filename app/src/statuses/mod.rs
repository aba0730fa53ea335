//! Statuses of a mailbox, as its operators keep them.

pub mod api;
mod class_select;
pub mod colors;
mod edit_dialog;
mod line;
mod page;
mod remove_dialog;
pub mod words;

pub use page::StatusesPage;
