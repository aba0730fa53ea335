//! Presence (MD-21): who looks at a conversation right now.

use crate::Moment;

/// An open page says "still here" this often.
pub const HEARTBEAT_SECONDS: i64 = 20;
/// After this long without a word nobody looks any more: a page may have been closed.
pub const EXPIRES_SECONDS: i64 = 45;
/// Tabs of one person that are counted.
pub const TABS: usize = 20;

pub fn is_over(seen_at: Moment, now: Moment) -> bool {
    now.ms_since(seen_at) >= EXPIRES_SECONDS * 1_000
}
