//! The address book of a space: companies, people, groups, and items of the space's own.

pub mod api;
mod card;
mod company_page;
mod contact_page;
mod desk;
mod entry_dialog;
mod entry_fields;
mod entry_form;
mod erase_dialog;
mod files;
mod filters;
mod group_list;
mod import;
mod item_inputs;
mod list;
mod merge_dialog;
mod past_list;
mod people_table;
mod picker;
mod register;
mod sender_mark;
pub mod settings;
mod url;
pub mod words;

pub use company_page::CompanyPage;
pub use contact_page::ContactPage;
pub use desk::{DeskPage, NothingOpen};
pub use entry_dialog::EntryDialog;
pub use import::{ImportPage, column_name};
pub use picker::{BookPicker, Offers};
pub use register::{RegisterDialog, Registering};
pub use sender_mark::SenderMark;
pub use url::entry_url;
pub use words::title;
