//! Items of the address book, as operators keep them.

mod dialogs;
mod page;
mod words;

pub use page::ItemsPage;
pub use words::title;
