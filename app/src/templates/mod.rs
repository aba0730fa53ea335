//! Templates on screen: their desk, and what the composer shows of them. Inserting is the composer's (`drafts`).

pub mod api;
mod aside;
mod body;
mod editor;
mod form_dialog;
mod list;
mod page;
mod publishing;
mod save_as;
mod shown;
mod table_dialog;
mod upload;
mod versions;
mod words;
mod work;

pub use page::TemplatesPage;
pub use save_as::{save_draft, save_item};
pub use shown::FilledShown;
pub use words::title;

use domain::TemplateId;

/// Where the desk is.
pub const TEMPLATES_URL: &str = "/templates";

pub fn template_url(id: TemplateId) -> String {
    format!("{TEMPLATES_URL}/{id}")
}
