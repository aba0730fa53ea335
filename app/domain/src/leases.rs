//! The reply lease: one person writes at a time (MW-27).

use crate::{DraftId, Moment, UserId};
use serde::{Deserialize, Serialize};

/// The browser says "still here" this often.
pub const HEARTBEAT_SECONDS: i64 = 15;
/// After this long without a word the lease is free for the next one.
pub const EXPIRES_MINUTES: i64 = 5;

/// Who writes, as everybody sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaseView {
    pub user_id: UserId,
    pub user_name: String,
    pub since: Moment,
    pub draft_id: Option<DraftId>,
    /// Silent for longer than [`EXPIRES_MINUTES`]: may be taken without asking.
    pub expired: bool,
    /// Whether the person who asks holds it.
    pub mine: bool,
}

/// What the holder gets: the token goes with every write of the draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    pub draft_id: DraftId,
    pub token: String,
}

pub fn is_expired(seen_at: Moment, now: Moment) -> bool {
    now.ms_since(seen_at) > EXPIRES_MINUTES * 60_000
}
