//! The frame around every page: navigation, panes, tabs of the phone.

mod account;
mod desks;
mod drawer;
mod frame;
mod install;
mod key_list;
mod keys;
mod nav;
mod not_found;
mod practice;
mod tabbar;
mod title;
pub mod words;

pub use drawer::Drawer;
pub use frame::{Frame, MenuButton};
pub use install::Install;
pub use keys::KeysOpen;
pub use not_found::NotFound;
pub use practice::PracticeBanner;
pub use title::{PageTitle, name_open, name_page};
