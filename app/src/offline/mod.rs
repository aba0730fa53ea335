//! Without a network: what the person reads is what this browser kept, what they do waits here. Keeping and sending is the service
//! worker's (`frontend/public/sw`); `away.js` tells this part of the client how things stand.

mod banner;
mod here;
mod late;
mod share;
mod state;
mod waiting_line;
mod waiting_page;
mod words;

pub use banner::AwayBanner;
pub use here::WaitingHere;
pub use late::{LateForm, LateOpen, newest_mail};
pub use share::{SharePage, Shared};
pub use state::{Away, show_badge, take_detour};
pub use waiting_page::WaitingPage;
pub use words::said_kept as kept_words;

/// The page that lists what waits.
pub const WAITING_URL: &str = "/waiting";
