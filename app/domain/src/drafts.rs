//! Drafts: what is being written. The team sees them; only the holder of the lease changes them.

mod rich;

pub use rich::html_from_text;

use crate::{AccountId, AttachmentId, ConversationId, DraftId, Field, MessageId, Moment, Refused, RevisionId, UserId, Wrong, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    pub enum DraftKind { Reply = "reply", ReplyAll = "reply-all", Forward = "forward", New = "new" }
}

pub const SUBJECT_MAX: usize = 998;
pub const TEXT_MAX: usize = 500_000;
/// Bytes of a formatted text with its tags.
pub const HTML_MAX: usize = 1_000_000;
/// Default limit of one attached file, in bytes.
pub const FILE_MAX: u64 = 25 * 1024 * 1024;

/// What the writer can change, saved as a whole. Address fields hold what was typed; they are read when it is sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftContent {
    pub account_id: AccountId,
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub subject: String,
    /// What was written, or what a formatted text says without its formatting: the server makes it from `html` then.
    pub text: String,
    /// Absent while the draft is plain text. Pictures in it are named by `cid:`.
    #[serde(default)]
    pub html: Option<String>,
}

impl PartialEq for DraftContent {
    /// The plain reading of a formatted text is made from it, here one way and there another: it makes no difference.
    fn eq(&self, other: &Self) -> bool {
        (self.account_id, &self.to, &self.cc, &self.bcc, &self.subject, &self.html)
            == (other.account_id, &other.to, &other.cc, &other.bcc, &other.subject, &other.html)
            && (self.html.is_some() || self.text == other.text)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct DraftFileView {
    pub id: AttachmentId,
    pub name: String,
    pub kind: String,
    pub size: i64,
    /// By which the text names it; empty for what is attached.
    pub content_id: String,
}

impl DraftFileView {
    /// A picture that stands in formatted text.
    pub fn is_inside(&self) -> bool {
        !self.content_id.is_empty()
    }
}

/// A line of the list of revisions: who kept what, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct RevisionLine {
    pub id: RevisionId,
    pub at: Moment,
    pub author_name: String,
}

/// What a revision says, and the names of the files that it had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionView {
    pub id: RevisionId,
    pub content: DraftContent,
    pub files: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    pub id: DraftId,
    pub conversation_id: ConversationId,
    pub kind: DraftKind,
    pub answers_id: Option<MessageId>,
    pub author_id: UserId,
    pub author_name: String,
    pub content: DraftContent,
    /// The address of the account that the content names, which may have been removed since.
    pub sender_address: String,
    /// The customer's newest mail that the writer has seen; 0 when there was none.
    pub seen_message_id: MessageId,
    pub files: Vec<DraftFileView>,
    pub saved_at: Moment,
    pub version: i64,
    /// How often it was saved with a change of substance.
    pub revisions: i64,
    /// When its letter, which waited for its hour, was stopped because the customer wrote first.
    #[serde(default)]
    pub stopped_at: Option<Moment>,
}

/// An account that the writer may send from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Sender {
    pub id: AccountId,
    pub address: String,
    pub from_name: String,
}

impl DraftContent {
    pub fn check(&self) -> Result<(), Refused> {
        let too_long = |field| Err(Refused::Invalid { field, wrong: Wrong::TooLong });
        if self.subject.chars().count() > SUBJECT_MAX {
            return too_long(Field::Subject);
        }
        if self.subject.chars().any(|c| c == '\r' || c == '\n') {
            return Err(Refused::Invalid { field: Field::Subject, wrong: Wrong::Malformed });
        }
        if self.text.len() > TEXT_MAX || self.html.as_ref().is_some_and(|html| html.len() > HTML_MAX) {
            return too_long(Field::Text);
        }
        if [&self.to, &self.cc, &self.bcc].iter().any(|f| f.len() > 100_000) {
            return too_long(Field::Address);
        }
        Ok(())
    }
}
