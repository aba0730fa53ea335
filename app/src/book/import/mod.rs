//! Taking in files of companies or people: choosing a file, what would come of it, and how far it is.

mod columns;
mod page;
mod plan;
mod progress;
mod recent;
mod upload;
pub mod words;

pub use page::ImportPage;
pub use words::column_name;
