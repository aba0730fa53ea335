//! Imports of mail of earlier years, as those see them who keep a mailbox: where it comes from, what was found, what becomes of
//! it, and how far it is.

mod api;
mod begin_part;
mod choices_part;
mod current;
mod look_part;
mod page;
mod past;
mod server_part;
mod upload;
pub mod words;

pub use page::ImportPage;
