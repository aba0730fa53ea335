//! The notice board of a space, and links that everybody needs.

pub mod api;
mod link_dialog;
mod links;
mod notice;
mod notice_dialog;
mod page;
mod strip;
mod words;

pub use page::BoardPage;
pub use strip::BoardStrip;
pub use words::title;
