//! Folders of a mailbox: in the navigation, and as its operators keep them. Filing is a change of conversations.

mod api;
mod edit_dialog;
mod folder_line;
mod nav_item;
mod page;
mod remove_dialog;
mod words;

pub use nav_item::FolderItem;
pub use page::FoldersPage;
