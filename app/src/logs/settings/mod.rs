//! How the logs are kept, as operators decide: dates, results, items.

mod dating;
mod item_dialog;
mod items;
mod page;
mod results;

pub use page::LogSettingsPage;
