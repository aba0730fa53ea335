//! The frame of the settings: their own navigation, then one page. The pages themselves stand with their features.

mod frame;
mod loaded;
mod page;
pub mod words;

pub use frame::SettingsFrame;
pub use loaded::Loaded;
pub use page::{Needs, SettingsPage};
