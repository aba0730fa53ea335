//! What the browser hears: which thing changed, never its content. It reads again by the ordinary way.

use crate::{ConversationId, MailboxId, UserId};
use serde::{Deserialize, Serialize};

/// Events carry topics and ids, never data: rights are asked when it is read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "topic", rename_all = "kebab-case")]
pub enum Event {
    /// A conversation of a mailbox changed; `by` is who did it, so that one's own deed does not flash.
    Conversation { mailbox: MailboxId, id: ConversationId, by: Option<UserId> },
    /// New mail came in: how many.
    Arrived { mailbox: MailboxId, count: u32 },
    /// Accounts, members, rights or statuses changed: read the frame again.
    Settings,
    /// The writer's lease was taken over: who took it.
    TakenOver { mailbox: MailboxId, id: ConversationId, from: UserId, by: UserId },
    /// The sessions of this person ended: go to the sign-in page.
    SignedOut { user: UserId },
}
