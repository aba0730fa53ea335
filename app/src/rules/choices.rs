//! What the menus of a rule's actions offer: one value, or to leave things as they are.

use domain::UserId;
use std::fmt;

/// A value, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maybe<T>(pub Option<T>);

impl<T: fmt::Display> fmt::Display for Maybe<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.fmt(f))
    }
}

/// Whom a rule gives work to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Nobody,
    Previous,
    Person(UserId),
}

/// Whom a rule tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    Nobody,
    Chats,
    Person(UserId),
}

impl fmt::Display for Tell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tell::Nobody => Ok(()),
            Tell::Chats => f.write_str("chats"),
            Tell::Person(id) => id.fmt(f),
        }
    }
}

impl fmt::Display for To {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            To::Nobody => Ok(()),
            To::Previous => f.write_str("previous"),
            To::Person(id) => id.fmt(f),
        }
    }
}
