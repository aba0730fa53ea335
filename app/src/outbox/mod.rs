//! Letters on screen: what became of a mail that we sent, and what can be done about it.

pub mod api;
mod letter_note;
mod place;
mod returns;
mod take_back;
mod trouble_acts;
mod words;

pub use letter_note::LetterNote;
