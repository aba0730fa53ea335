//! How the logs are kept, as operators decide: dates, results, items.

mod dating;
mod dialogs;
mod items;
mod page;
mod results;

pub use page::LogSettingsPage;
