//! How much each person has in hand, and giving it to somebody else.

pub mod api;
mod page;
mod words;

pub use page::WorkloadPage;
pub use words::title;
