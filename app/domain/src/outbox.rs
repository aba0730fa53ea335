//! The outbox: letters on their way, and what became of them.

use crate::{
    ConversationId, DraftId, LetterId, MessageId, Moment, Refused, StatusId,
    drafts::{DraftContent, DraftKind},
    returns::ReturnView,
    stored_enum,
};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// `Unsure`: the connection broke after the data was handed over. Shown to people, never resent by itself.
    pub enum LetterState { Waiting = "waiting", Sending = "sending", Sent = "sent", Failed = "failed", Unsure = "unsure", Stopped = "stopped" }
}

stored_enum! {
    pub enum RecipientState { Waiting = "waiting", Accepted = "accepted", Refused = "refused" }
}

/// The state of a sent message, shown at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterView {
    pub id: LetterId,
    pub state: LetterState,
    pub due_at: Moment,
    pub attempts: i64,
    /// The server's own words at the last try.
    pub answer: String,
    /// Recipients that the server refused, with its words.
    pub refused: Vec<(String, String)>,
    /// It waits for an hour that was chosen, and whether a mail of the customer stops it.
    #[serde(default)]
    pub scheduled: bool,
    #[serde(default)]
    pub stops_on_reply: bool,
    /// A corrected letter was sent in its place.
    #[serde(default)]
    pub resent: bool,
    /// What delivery reports said, one entry a recipient.
    #[serde(default)]
    pub returns: Vec<ReturnView>,
}

/// What can be done about a letter that did not simply go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is tried again by itself, later.
    Delayed,
    /// Some recipients got it and the others never will.
    Partly,
    Failed,
    Unsure,
}

impl LetterView {
    pub fn trouble(&self) -> Option<Trouble> {
        match self.state {
            LetterState::Waiting if self.attempts > 0 => Some(Trouble::Delayed),
            LetterState::Sent if !self.refused.is_empty() => Some(Trouble::Partly),
            LetterState::Failed => Some(Trouble::Failed),
            LetterState::Unsure => Some(Trouble::Unsure),
            _ => None,
        }
    }
}

/// A reply that was written while the server could not be reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LateReply {
    pub conversation: ConversationId,
    pub kind: DraftKind,
    /// The newest mail of the conversation that its writer had read; 0 where there was none.
    pub seen: MessageId,
    /// What was written, above the quote that the server makes. Of a draft that is gone on with, its whole text.
    pub text: String,
    /// The draft that was open when the network went.
    #[serde(default)]
    pub draft: Option<LateDraft>,
    /// Sent, or kept as a draft.
    #[serde(default)]
    pub send: Option<After>,
}

/// A draft that was open when the network went: what stood in its fields, and the version that they were written upon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LateDraft {
    pub id: DraftId,
    pub version: i64,
    pub content: DraftContent,
}

/// What became of a late reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Late {
    Sent {
        message: MessageId,
    },
    /// It is a draft of its conversation; `why` where it should have been sent.
    Kept {
        draft: DraftId,
        why: Option<Refused>,
    },
}

/// What becomes of the conversation when its answer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "after", content = "status", rename_all = "kebab-case")]
pub enum After {
    /// The standard status of class `done`.
    Done,
    /// The status it has.
    Keep,
    Status(StatusId),
}

/// An hour that a letter waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    pub at: Moment,
    /// Not sent when the customer writes first.
    pub stops_on_reply: bool,
}

/// How far ahead a letter may wait.
pub const LATER_MAX_DAYS: i64 = 366;

/// What the sender gets: the message, and until when the send can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub message: MessageId,
    pub undo_until: Moment,
}

/// Pause in milliseconds before try number `attempts + 1`: 1, 5, 15, 30 minutes, then every hour.
pub fn retry_after_ms(attempts: i64) -> i64 {
    const MINUTES: [i64; 4] = [1, 5, 15, 30];
    MINUTES.get(usize::try_from(attempts.max(1) - 1).unwrap_or(usize::MAX)).copied().unwrap_or(60) * 60_000
}

/// Temporary failures are tried for two days (RFC 5321 section 4.5.4.1 asks for 4 to 5 days between servers; a person waits here).
pub const GIVE_UP_DAYS: i64 = 2;
/// A letter is claimed for this long and the claim prolonged while it is handed over; a copy of the program that died loses it after that.
pub const LEASE_MINUTES: i64 = 2;
