//! Being away: until when, and who looks after the work meanwhile.

use crate::{Field, MailboxId, Moment, Refused, UserId, Wrong, users::PersonName};
use serde::{Deserialize, Serialize};

/// Nobody is away for longer; whoever is, is suspended.
pub const DAYS_MAX: i64 = 366;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Absence {
    /// `None`, or past: at work.
    pub until: Option<Moment>,
    pub substitute: Option<UserId>,
}

impl Absence {
    pub fn holds(&self, now: Moment) -> bool {
        self.until.is_some_and(|until| until > now)
    }

    /// Whether `person` may be away like this.
    pub fn check(&self, person: UserId, now: Moment) -> Result<(), Refused> {
        if self.until.is_some_and(|until| until <= now || until > now.plus_days(DAYS_MAX)) {
            return Err(Refused::Invalid { field: Field::Days, wrong: Wrong::OutOfRange });
        }
        if self.substitute == Some(person) {
            return Err(Refused::Invalid { field: Field::User, wrong: Wrong::Same });
        }
        Ok(())
    }
}

/// Whose absence it is, with whom to choose a substitute from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceView {
    pub absence: Absence,
    /// The last day away, on the clocks of whoever is away: `2026-01-31`. Empty while at work.
    pub last_day: String,
    pub colleagues: Vec<PersonName>,
}

/// What somebody has in hand in one mailbox, and who could take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenWork {
    pub mailbox_id: MailboxId,
    pub mailbox_name: String,
    pub count: i64,
    pub people: Vec<PersonName>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absence_ends_and_nobody_stands_in_for_themselves() {
        let (now, me) = (Moment(1_000_000), UserId(1));
        let away = |until, substitute| Absence { until, substitute };
        assert!(away(Some(now.plus_days(1)), None).holds(now) && !away(Some(now), None).holds(now) && !away(None, None).holds(now));
        for (absence, fits) in [
            (away(None, None), true),
            (away(Some(now.plus_days(3)), Some(UserId(2))), true),
            (away(Some(now), None), false),
            (away(Some(now.plus_days(400)), None), false),
            (away(None, Some(me)), false),
        ] {
            assert_eq!(absence.check(me, now).is_ok(), fits, "{absence:?}");
        }
    }
}
