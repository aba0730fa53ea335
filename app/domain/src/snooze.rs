//! Work that rests: until a time, or until the customer answers (MD-10).

use crate::{Field, Moment, Refused, Wrong};
use serde::{Deserialize, Serialize};

/// Characters of a reason.
pub const REASON_MAX: usize = 200;
/// Nothing rests longer: what is put off for years is forgotten.
pub const LONGEST_DAYS: i64 = 400;

/// How long a conversation rests, and why. Whatever the time, a customer who answers ends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// `None`: until the customer answers.
    pub until: Option<Moment>,
    pub reason: String,
}

impl Snooze {
    /// # Errors
    /// A time that is over or too far away, and a reason that is too long.
    pub fn check(&self, now: Moment) -> Result<(), Refused> {
        if self.reason.chars().count() > REASON_MAX {
            return Err(Refused::Invalid { field: Field::Reason, wrong: Wrong::TooLong });
        }
        match self.until {
            Some(until) if until <= now || until > now.plus_days(LONGEST_DAYS) => {
                Err(Refused::Invalid { field: Field::Until, wrong: Wrong::OutOfRange })
            }
            _ => Ok(()),
        }
    }
}

/// A conversation at rest, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnoozeView {
    pub since: Moment,
    pub until: Option<Moment>,
    pub by_name: Option<String>,
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_ends_within_reason() {
        let now = Moment(1_000);
        let rest = |until: Option<i64>, reason: &str| Snooze { until: until.map(Moment), reason: reason.to_owned() };
        assert_eq!(rest(None, "").check(now), Ok(()));
        assert_eq!(rest(Some(1_001), "部品の入荷待ち").check(now), Ok(()));
        for until in [0, 1_000, now.plus_days(LONGEST_DAYS).0 + 1] {
            assert_eq!(rest(Some(until), "").check(now), Err(Refused::Invalid { field: Field::Until, wrong: Wrong::OutOfRange }), "{until}");
        }
        let long = "あ".repeat(REASON_MAX + 1);
        assert_eq!(rest(None, &long).check(now), Err(Refused::Invalid { field: Field::Reason, wrong: Wrong::TooLong }));
    }
}
