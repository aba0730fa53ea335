//! Messages: one mail, as the conversation shows it.

pub mod api;
mod body;
mod card;
mod charset;
mod files;
mod invitation;
mod links;
mod print;
mod proof;
mod words;

pub use card::MessageCard;
pub use files::{file_icon, size_words};
pub use words::proof_short;
