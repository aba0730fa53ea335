//! Signing in: what a password must be, how long things last, how tries are slowed down.

use crate::{Field, Moment, Refused, SessionId, UserId, Wrong};
use serde::{Deserialize, Serialize};

/// A session that nobody uses ends after a day; one in use is prolonged up to 30 days.
pub const SESSION_IDLE_DAYS: i64 = 1;
pub const SESSION_MAX_DAYS: i64 = 30;
/// Invitation and reset links (security class 18).
pub const INVITE_DAYS: i64 = 7;

/// Failed tries in the window after which the next one must wait, per account name and per address.
pub const TRIES_PER_NAME: i64 = 5;
pub const TRIES_PER_ADDRESS: i64 = 30;
pub const TRIES_WINDOW_MINUTES: i64 = 15;

pub const PASSWORD_MIN: usize = 8;
pub const PASSWORD_MAX: usize = 128;

/// Passwords that every list of leaked ones begins with.
const COMMON: &[&str] = &[
    "password",
    "12345678",
    "123456789",
    "1234567890",
    "qwertyui",
    "qwerty123",
    "password1",
    "iloveyou",
    "11111111",
    "00000000",
    "abcd1234",
    "passw0rd",
    "sakura01",
    "doraemon",
    "aaaaaaaa",
    "asdfghjk",
    "1qaz2wsx",
    "zaq12wsx",
    "admin123",
    "letmein1",
    "welcome1",
    "changeme",
];

/// At least 8 characters, letters and something else, not the login name, not one that everybody tries first.
pub fn check_password(password: &str, email: &str) -> Result<(), Refused> {
    let wrong = |wrong| Err(Refused::Invalid { field: Field::Password, wrong });
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return wrong(Wrong::TooShort);
    }
    if length > PASSWORD_MAX {
        return wrong(Wrong::TooLong);
    }
    let lower = password.to_lowercase();
    let same_as_name = !email.is_empty() && (lower == email.to_lowercase() || Some(lower.as_str()) == email.to_lowercase().split('@').next());
    let letters = password.chars().any(char::is_alphabetic);
    let others = password.chars().any(|c| !c.is_alphabetic());
    if same_as_name || COMMON.contains(&lower.as_str()) || !(letters && others || length >= 16) {
        return wrong(Wrong::TooCommon);
    }
    Ok(())
}

/// One of a person's sessions, as the list of sessions shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct SessionView {
    pub id: SessionId,
    pub created_at: Moment,
    pub seen_at: Moment,
    pub ip: String,
    pub agent: String,
    /// The session that asks.
    #[cfg_attr(feature = "db", sqlx(default))]
    pub current: bool,
}

/// Who is signed in, for the frame of every page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Me {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub language: crate::Language,
    pub zone: String,
    pub admin: bool,
    pub operator: bool,
    pub must_change_password: bool,
    /// Whether single keys do something by themselves (WCAG 2.1.4).
    pub single_keys: bool,
    /// Whether the tour of the first day was seen.
    pub toured: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged() {
        let cases = [
            ("short1", Some(Wrong::TooShort)),
            ("password1", Some(Wrong::TooCommon)),
            ("onlyletters", Some(Wrong::TooCommon)),
            ("mina@x.example", Some(Wrong::TooCommon)),
            ("komorebi-2026", None),
            ("正しい馬の電池ホチキス1", None),
            ("four words without digits", None),
        ];
        for (password, expected) in cases {
            let found = match check_password(password, "mina@x.example") {
                Err(Refused::Invalid { wrong, .. }) => Some(wrong),
                _ => None,
            };
            assert_eq!(found, expected, "{password}");
        }
        assert!(check_password(&"é1".repeat(65), "").is_err());
    }
}
