//! Comments: internal notes on a conversation. Never sent.

use crate::{CommentId, Field, Moment, Refused, UserId, Wrong};
use serde::{Deserialize, Serialize};

pub const TEXT_MAX: usize = 10_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct CommentView {
    pub id: CommentId,
    pub author_id: UserId,
    pub author_name: String,
    pub at: Moment,
    pub edited_at: Option<Moment>,
    pub text: String,
    /// The names that are called in it, as they read today.
    #[serde(default)]
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub mentions: Vec<String>,
}

pub fn check_text(text: &str) -> Result<(), Refused> {
    let wrong = if text.trim().is_empty() {
        Wrong::Missing
    } else if text.chars().count() > TEXT_MAX {
        Wrong::TooLong
    } else {
        return Ok(());
    };
    Err(Refused::Invalid { field: Field::Text, wrong })
}

/// Only its author changes or removes a comment.
pub fn may_change(author: UserId, who: Option<UserId>) -> Result<(), Refused> {
    if who == Some(author) { Ok(()) } else { Err(Refused::NotAllowed) }
}
