//! How much each person has in hand, and giving it to somebody else.

pub mod api;
mod page;
mod words;

pub use page::{Loads, WorkloadOf, WorkloadPage, loads};
pub use words::title;
