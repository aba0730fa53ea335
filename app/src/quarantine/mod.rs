//! Mail that came in and could not be taken in: seen, read again, downloaded as it is.

pub mod api;
mod page;
mod words;

pub use page::QuarantinePage;
