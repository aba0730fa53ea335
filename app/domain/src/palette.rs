//! Conversations that the palette finds while somebody types.

use crate::{ConversationId, MailboxId, statuses::Class};
use serde::{Deserialize, Serialize};

/// How many are offered.
pub const FOUND_MAX: usize = 8;
/// How many of each mailbox are looked at, the newest first. Older ones are found by searching.
pub const NEWEST: i64 = 500;
/// What is typed beyond this is nobody's subject.
pub const TYPED_MAX: usize = 200;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Found {
    pub id: ConversationId,
    pub mailbox_id: MailboxId,
    pub number: i64,
    pub subject: String,
    pub customer_name: String,
    pub customer_addr: String,
    pub class: Class,
}
