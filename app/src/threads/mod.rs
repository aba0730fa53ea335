//! What belongs together: joining, cutting and moving conversations and mails, and taking it back.

pub mod api;
mod ask;
mod deeds;
mod dialog;
mod join;
mod mailbox;
mod message_menu;
mod more;
mod undo;
pub mod words;

pub use ask::{Ask, AskPlace, Asking, What};
pub use deeds::Threads;
pub use dialog::AskDialog;
pub use message_menu::{Here, MessageMenu, close as fold_menu};
pub use more::MoreDeeds;
pub use undo::{UndoChange, Undoable};
