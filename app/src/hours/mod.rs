//! How fast a mailbox means to answer, and when its space works.

pub mod api;
mod page;
mod words;

pub use page::PacePage;
