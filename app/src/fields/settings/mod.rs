//! Fields of a mailbox, as its operators keep them.

mod edit_dialog;
mod line;
mod options;
mod page;
mod remove_dialog;
pub mod words;

pub use options::{Options, Row as OptionRow};
pub use page::FieldsPage;
