//! Questions that are kept: one's own, and those that the members of a mailbox share.

use super::{QUERY_MAX, query::Query};
use crate::{Field, MailboxId, Refused, SavedSearchId, Wrong, users::check_name};
use serde::{Deserialize, Serialize};

/// Limits are data (decisions.md); this is the default for one person, shared ones included.
pub const SAVED_MAX: usize = 50;

/// A kept question. Whoever asks it finds what they may see, whoever kept it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct SavedView {
    pub id: SavedSearchId,
    pub name: String,
    pub q: String,
    /// Shared with everybody in this mailbox; `None`: one's own.
    pub mailbox_id: Option<MailboxId>,
    pub mailbox_name: String,
    pub owner_name: String,
    /// The reader kept it.
    pub mine: bool,
}

/// How many conversations a kept question finds, as far as one page of hits counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub count: usize,
    /// There may be more.
    pub more: bool,
}

/// # Errors
/// [`Refused::Invalid`] for a name that is none, and for a question that asks for nothing.
pub fn check_saved(name: &str, q: &str) -> Result<(), Refused> {
    check_name(name, Field::Name)?;
    let wrong = |wrong| Err(Refused::Invalid { field: Field::Text, wrong });
    if q.trim().is_empty() || Query::parse(q).clauses.is_empty() {
        return wrong(Wrong::Missing);
    }
    if q.chars().count() > QUERY_MAX {
        return wrong(Wrong::TooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_has_a_name_and_asks_for_something() {
        assert_eq!(check_saved("納期", "納期 status:open"), Ok(()));
        for (name, q, field) in [("", "納期", Field::Name), ("納期", " ", Field::Text), ("納期", &"あ".repeat(QUERY_MAX + 1), Field::Text)] {
            assert!(matches!(check_saved(name, q), Err(Refused::Invalid { field: found, .. }) if found == field), "{name:?} {q:?}");
        }
    }
}
