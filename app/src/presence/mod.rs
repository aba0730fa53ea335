//! Presence on screen: who else looks at the conversation that is open.

pub mod api;
mod viewers;
mod words;

pub use viewers::Viewers;
