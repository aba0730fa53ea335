//! The first-run wizard: one question at a time, carried out at once at its end.

mod account_step;
mod admin_step;
pub mod api;
mod company_step;
mod draft;
mod finished;
mod mailbox_step;
mod member_row;
mod members_step;
mod page;
mod steps;
mod words;

pub use page::SetupPage;
