//! The address book of a space: companies, people, groups, and items of the space's own.

pub mod api;
mod picker;
pub mod words;

pub use picker::{BookPicker, Offers};
