//! Letters on screen: what became of a mail that we sent.

mod letter_note;
mod words;

pub use letter_note::LetterNote;
