//! Fields: their values in heads and lists, and how operators keep them.

pub mod api;
mod bulk;
mod cells;
mod chip;
mod editor;
mod setters;
mod settings;
mod store;
mod value_dialog;
mod value_form;
pub mod words;

pub use bulk::FieldsButton;
pub use cells::{cells, heads};
pub use chip::FieldChip;
pub use editor::Editor;
pub use setters::FieldSetters;
pub use settings::{FieldsPage, words as settings_words};
pub use store::Fields;
pub use value_dialog::Asked;
pub use value_form::{ValueForm, in_words};
