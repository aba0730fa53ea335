//! Conversations: the lists of a mailbox, and the page of one conversation.

pub mod api;
mod assignee_chip;
mod bulk;
mod cells;
mod chips;
mod deeds;
mod event_line;
mod grid;
mod head;
mod home;
mod list;
mod menus;
mod more_menu;
mod page;
mod pill;
mod press;
mod props;
mod query;
mod receive;
mod row;
mod rows;
mod selection;
mod shortcuts;
mod sort_menu;
mod timeline;
mod tray;
pub mod words;

pub use deeds::Deeds;
pub use home::Home;
pub use page::{ConversationPage, NothingOpen};
pub use pill::{PriorityMark, StatusPill};
pub use query::{use_draft, use_list_query, use_open_id};
pub use tray::TrayPage;
