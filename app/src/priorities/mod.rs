//! How a space calls the levels of priority.

pub mod api;
mod page;
mod words;

pub use page::PrioritiesPage;
