//! Rest and spam: what leaves the tray for a while, or as nobody's work.

pub mod api;
mod banner;
mod deeds;
mod dialog;
mod mark;
mod times;
pub mod words;

pub use banner::AwayBanner;
pub use deeds::Away;
pub use dialog::SnoozeForm;
pub use mark::snooze_mark;
