//! The frame around every page: navigation, panes, tabs of the phone.

mod account;
mod frame;
mod nav;
mod not_found;
mod tabbar;
mod title;
pub mod words;

pub use frame::{Drawer, Frame, MenuButton};
pub use not_found::NotFound;
pub use title::{PageTitle, name_open, name_page};
