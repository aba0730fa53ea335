//! Mail accounts: their list, the form, and the live test of what is entered.

mod account_line;
mod account_page;
pub mod api;
mod fields;
mod form;
mod half;
mod list_page;
mod live_test;
mod receive_part;
mod remedies;
mod remedy;
mod send_part;
mod server_part;
mod trust_part;
pub(crate) mod words;

pub use account_page::AccountPage;
pub use fields::{AccountFields, Errors, Half};
pub use form::AccountFormPart;
pub use list_page::{AccountsPage, use_mailbox};
pub use live_test::{LiveTest, Tests};
