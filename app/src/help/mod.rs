//! Help inside the product: one page for newcomers, filtered by words, with an address for every entry.

pub mod api;
pub mod data;
pub mod guide;
pub mod html;
mod page;
pub mod sent;
mod words;

pub use page::HelpPage;
pub use words::title;

/// Where it is.
pub const HELP_URL: &str = "/help";
