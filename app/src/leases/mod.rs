//! The reply lease on screen: who writes right now, and taking over.

pub mod api;
mod banner;
mod heartbeat;
mod take_over;
mod words;

pub use banner::{Banner, is_typing};
pub use heartbeat::keep_beating;
pub use take_over::TakeOver;
