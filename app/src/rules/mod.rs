//! Rules of a mailbox, as its operators keep them: the list, the page of one, trying them, and running them over earlier mail.

mod action_rows;
mod api;
mod choices;
mod condition_row;
mod draft;
mod edit_page;
mod field_rows;
mod letter_rows;
mod limit_part;
mod page;
mod rule_line;
mod run_dialog;
mod said;
mod trial;
mod words;

pub use condition_row::Asks;
pub use draft::Row as ConditionDraft;
pub use edit_page::RulePage;
pub use page::RulesPage;
pub use said::{condition as said_condition, what as said_what};
