//! Signing in: the pages before it, and one's own password and sessions.

pub mod api;
mod invite;
mod language_select;
mod login;
mod password;
mod plain_page;
mod sessions;
mod words;

pub use invite::InvitePage;
pub use language_select::{LanguageSelect, own_name};
pub use login::LoginPage;
pub use password::PasswordPage;
pub use plain_page::{Brand, PlainPage};
pub use sessions::SessionsPage;
