//! Being away, and handing work over when somebody leaves.

pub mod api;
mod form;
mod hand_over;
mod words;

pub use form::{AbsenceCard, AbsenceDialog};
pub use hand_over::HandOverDialog;
pub use words::{away, away_until};
