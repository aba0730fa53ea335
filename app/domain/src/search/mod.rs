//! Search: what is asked for, how text is folded and cut into tokens, where a hit stands in it.
//!
//! An index of tokens only names candidates. What counts is the folded text itself: a hit is where [`Term`] stands in it, and
//! whoever changes a rule here changes both sides at once.

mod folded;
mod hit;
mod period;
pub mod query;
mod saved;
mod term;
mod tokens;

pub use folded::folded;
pub use hit::{Piece, marked, passage};
pub use period::{Day, month};
pub use query::{Clause, Condition, Key, Problem, Query, Thing, Within, Wrong};
pub use saved::{Counted, SAVED_MAX, SavedView, check_saved};
pub use term::Term;
pub use tokens::Tokens;

use crate::{CommentId, ConversationId, MailboxId, MessageId, Moment, StatusId, statuses::Class, stored_enum};
use serde::{Deserialize, Serialize};

/// Conversations on one page of hits.
pub const PAGE: usize = 30;
/// A question is a line, not a letter.
pub const QUERY_MAX: usize = 500;

stored_enum! {
    /// Where in a conversation something was found.
    pub enum Place { Subject = "subject", Sender = "sender", Recipients = "recipients", Body = "body", File = "file", FileText = "file-text", Comment = "comment" }
}

/// What is asked, as it stands in the URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub q: String,
    pub older: Option<Older>,
}

/// Where the next page begins: below this message and below this comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Older {
    pub message: MessageId,
    pub comment: CommentId,
}

/// `1200-34`, as it stands in the URL.
impl std::fmt::Display for Older {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.message, self.comment)
    }
}

impl std::str::FromStr for Older {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (message, comment) = text.split_once('-').ok_or(())?;
        Ok(Older { message: message.parse().map_err(drop)?, comment: comment.parse().map_err(drop)? })
    }
}

/// A conversation in which something was found, with the newest mail or comment that holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitView {
    pub id: ConversationId,
    pub mailbox_id: MailboxId,
    pub subject: Vec<Piece>,
    pub status_id: StatusId,
    pub class: Class,
    pub assignee_name: Option<String>,
    pub comments: i64,
    pub has_attachment: bool,
    /// The mail; `None`: a comment.
    pub message_id: Option<MessageId>,
    /// Who wrote it.
    pub writer: Vec<Piece>,
    pub at: Moment,
    pub passage: Vec<Piece>,
    pub places: Vec<Place>,
    pub language: String,
    /// How many more of its mails and comments were found on this page.
    pub more: usize,
    /// The address of a mail's writer; empty for a comment.
    #[serde(default)]
    pub address: String,
}

/// One page of hits, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HitsView {
    pub hits: Vec<HitView>,
    /// Where to look on. With few hits: looking took too long to go on by itself.
    pub older: Option<Older>,
    /// What of the question could not be understood; the rest was looked for.
    pub problems: Vec<Problem>,
    /// Mails of earlier versions are still being read for the index, so that some are missing.
    pub incomplete: bool,
}

#[cfg(test)]
mod tests;
