//! Messages: one mail, as the conversation shows it.

mod body;
mod card;
mod files;
mod invitation;
mod links;
mod words;

pub use card::MessageCard;
pub use files::{file_icon, size_words};
