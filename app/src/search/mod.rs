//! Search over all mailboxes: the field in the frame, and the page of hits.

mod advice;
pub mod api;
mod chips;
mod field;
mod hit;
mod page;
mod recent;
mod saved;
mod url;
mod words;

pub use field::{SearchField, SearchLink};
pub use page::SearchPage;
pub use recent::forget;
pub use words::title;
