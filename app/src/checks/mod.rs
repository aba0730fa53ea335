//! Checks on screen: asking for one in the composer, deciding at the draft, the rules of a mailbox.

pub mod api;
mod ask_dialog;
mod difference;
mod panel;
mod return_dialog;
mod rules_page;
pub mod words;

pub use ask_dialog::{AskDialog, Asked};
pub use panel::{CheckMark, CheckPanel};
pub use rules_page::SendingRulesPage;
