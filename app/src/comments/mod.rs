//! Comments: internal notes in the time line. Never sent.

pub mod api;
mod calling;
mod comment_box;
mod note;
mod typed;
mod words;

pub use comment_box::CommentBox;
pub use note::Note;
