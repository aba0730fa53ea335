//! Customer history: beside what is read, and as a page of its own.

pub mod api;
mod choice;
mod line;
mod others;
mod page;
mod panel;
mod switch;
mod url;
mod words;

pub use choice::Past;
pub use line::Line;
pub use others::Others;
pub use page::CustomerPage;
pub use panel::PastPanel;
pub use switch::{CustomerLink, PastLink, PastPlace, PastSwitch};
pub use url::customer_url;
