//! Notifications on the screen: the bell, the list, what each person wants to hear, and the ways out that admins keep.

pub mod api;
mod bell;
mod choices_page;
mod device;
mod list_page;
mod log;
mod seen;
mod ways_page;
mod webhook_dialog;
pub mod words;

pub use bell::{Bell, Notices};
pub use choices_page::ChoicesPage;
pub use list_page::ListPage;
pub use seen::SeenNotices;
pub use ways_page::WaysPage;
