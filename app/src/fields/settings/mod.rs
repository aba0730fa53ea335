//! Fields of a mailbox, as its operators keep them.

mod dialogs;
mod page;
pub mod words;

pub use page::FieldsPage;
