//! Letters on screen: what became of a mail that we sent, and what can be done about it.

pub mod api;
mod hour_dialog;
mod letter_note;
mod place;
mod returns;
mod scheduled;
mod take_back;
mod trouble_acts;
pub mod words;

pub use hour_dialog::HourDialog;
pub use letter_note::LetterNote;
