//! Help inside the product: one page for newcomers, filtered by words, with an address for every entry.

mod data;
mod guide;
mod page;
mod words;

pub use page::HelpPage;
pub use words::title;

/// Where it is.
pub const HELP_URL: &str = "/help";
