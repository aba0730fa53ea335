//! What belongs together: conversations that are joined, cut, moved, and how it is taken back (MD-08, MW-03, MW-05).

use crate::{ConversationId, MailboxId, MessageId, ThreadChangeId, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// What was done.
    pub enum ThreadKind {
        /// One conversation went into another one, whole.
        Merge = "merge",
        /// Mails of one conversation became one of their own.
        Split = "split",
        /// One mail went into another conversation that was there.
        Message = "message",
        /// The conversation went into another mailbox.
        Mailbox = "mailbox",
    }
}

stored_enum! {
    /// How much of a conversation is cut off.
    pub enum Cut {
        /// This mail and everything after it.
        From = "from",
        /// This mail alone.
        Only = "only",
    }
}

/// Conversations that are joined at once, at most.
pub const JOINED_MAX: usize = 20;

/// What came of a change: where the conversation stands now, and what takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regrouped {
    pub mailbox: MailboxId,
    pub conversation: ConversationId,
    /// In the order in which they were made; taken back from the last to the first.
    pub changes: Vec<ThreadChangeId>,
}

/// A mail and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageMove {
    pub message: MessageId,
    pub to: ConversationId,
}
