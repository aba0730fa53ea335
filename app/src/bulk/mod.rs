//! Bulk mail on screen: the list, a draft in its steps, how far it has come, and the page behind the link of opting out.

pub mod api;
mod audience_step;
mod body_part;
mod check_part;
mod check_step;
mod conditions;
mod editing;
mod limits_dialog;
mod lines;
mod list_page;
mod message_step;
mod opt_out_page;
mod opt_outs_dialog;
mod page;
mod preview;
mod progress;
mod remove_dialog;
mod repeat_fields;
mod repeat_words;
mod repeating;
mod send_part;
mod template_dialog;
mod uploading;
pub mod words;

pub use list_page::BulkListPage;
pub use opt_out_page::OptOutPage;
pub use page::BulkMailPage;
pub use repeat_fields::{Fields as RepeatAnswers, RepeatFields};
pub use repeat_words::said as repeat_said;
pub use words::title;
