//! Conditions (集計条件): what reports are narrowed to, as the operators of a mailbox keep them.

mod clause_row;
mod draft;
mod edit_page;
mod page;
mod said;
mod words;

pub use edit_page::ConditionPage;
pub use page::ConditionsPage;
pub use words::link;
