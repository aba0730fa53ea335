//! People: members, operators, system admins; and their own settings.

use crate::{Field, Language, Moment, Refused, UserId, Wrong, access::Role, addresses, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// Invited people have no password yet; suspended ones keep their history and lose every access.
    pub enum UserState { Invited = "invited", Active = "active", Suspended = "suspended" }
}

/// A line of the list of members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct UserView {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub state: UserState,
    pub operator: bool,
    pub created_at: Moment,
    pub seen_at: Option<Moment>,
}

/// A name for menus: who can be assignee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct PersonName {
    pub id: UserId,
    pub name: String,
    /// Away at the moment.
    #[serde(default)]
    pub absent: bool,
}

/// What a person sets for themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Profile {
    pub name: String,
    pub language: Language,
    pub zone: String,
    pub signature: String,
    /// Seconds in which a send can be taken back, 0 to 30.
    pub undo_seconds: i64,
    /// New drafts begin with formatted text.
    pub writes_rich: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewUser {
    pub name: String,
    pub email: String,
    pub role: Role,
}

pub const NAME_MAX: usize = 80;

pub fn check_name(name: &str, field: Field) -> Result<(), Refused> {
    let wrong = if name.trim().is_empty() {
        Wrong::Missing
    } else if name.chars().count() > NAME_MAX {
        Wrong::TooLong
    } else if name.chars().any(char::is_control) {
        Wrong::Malformed
    } else {
        return Ok(());
    };
    Err(Refused::Invalid { field, wrong })
}

pub fn check_email(email: &str) -> Result<(), Refused> {
    if email.trim().is_empty() {
        return Err(Refused::Invalid { field: Field::Email, wrong: Wrong::Missing });
    }
    if !addresses::is_address(email) {
        return Err(Refused::Invalid { field: Field::Email, wrong: Wrong::Malformed });
    }
    Ok(())
}

impl Profile {
    pub fn check(&self) -> Result<(), Refused> {
        check_name(&self.name, Field::Name)?;
        if !(0..=30).contains(&self.undo_seconds) {
            return Err(Refused::Invalid { field: Field::Interval, wrong: Wrong::OutOfRange });
        }
        if self.signature.chars().count() > 4_000 {
            return Err(Refused::Invalid { field: Field::Text, wrong: Wrong::TooLong });
        }
        Ok(())
    }
}
