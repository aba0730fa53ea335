//! Items of the address book, as operators keep them.

mod edit_dialog;
mod line;
mod options;
mod page;
mod remove_dialog;
mod words;

pub use page::ItemsPage;
pub use words::title;
