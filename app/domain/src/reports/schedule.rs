//! Reports that are mailed again and again (定期レポート): a view of the reports, when it goes out, and to whom of the colleagues.

use crate::{Field, Limit, Moment, Refused, ReportScheduleId, UserId, Wrong, recurring::Recurrence, stored_enum, users::check_name};
use serde::{Deserialize, Serialize};

/// Limits are data (decisions.md); these are their defaults. A space has so many schedules, and one of them so many readers.
pub const SCHEDULES_MAX: usize = 50;
pub const READERS_MAX: usize = 50;
/// Bytes of an address.
const ADDRESS_MAX: usize = 2_000;

/// A schedule as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleForm {
    pub name: String,
    /// Of the view, as the page of the reports reads it: `/reports?p=last-week&box=3`.
    pub address: String,
    pub recurrence: Recurrence,
    pub readers: Vec<UserId>,
}

impl ScheduleForm {
    /// # Errors
    /// [`Refused::Invalid`] for a name that is none, an address that is none of a report, days that there are none of, and for nobody
    /// to read it; [`Refused::OverLimit`] for too many readers.
    pub fn check(&self) -> Result<(), Refused> {
        let wrong = |field, wrong| Err(Refused::Invalid { field, wrong });
        check_name(&self.name, Field::Name)?;
        if !self.address.starts_with("/reports") || self.address.chars().any(char::is_control) {
            return wrong(Field::Address, Wrong::Malformed);
        }
        if self.address.len() > ADDRESS_MAX {
            return wrong(Field::Address, Wrong::TooLong);
        }
        self.recurrence.check()?;
        if self.readers.is_empty() {
            return wrong(Field::User, Wrong::Missing);
        }
        if self.readers.len() > READERS_MAX {
            return Err(Refused::OverLimit { what: Limit::Recipients, limit: READERS_MAX as u64 });
        }
        Ok(())
    }
}

stored_enum! {
    /// What became of the mail to one reader.
    pub enum PostState {
        Waiting = "waiting",
        Sent = "sent",
        /// The reader may not see it any more, or does not work here any more: nothing was sent.
        NoRight = "no-right",
        /// The condition that it is narrowed to was removed: nothing was sent.
        ConditionGone = "condition-gone",
        /// There is no account that mails of the program go out from.
        NoAccount = "no-account",
        /// The server refused it, or did not take it for a day; its words stand in the answer.
        Failed = "failed",
        /// The connection broke when everything had been handed over: it is not sent again by itself.
        Unsure = "unsure",
    }
}

impl PostState {
    /// Whether the owner has to hear of it.
    pub const fn is_trouble(self) -> bool {
        !matches!(self, PostState::Waiting | PostState::Sent)
    }
}

/// The last mail to one reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct PostView {
    pub user_id: UserId,
    pub reader: String,
    pub due_at: Moment,
    pub state: PostState,
    /// The server's words.
    pub answer: String,
    pub finished_at: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleView {
    pub id: ReportScheduleId,
    pub form: ScheduleForm,
    pub owner: UserId,
    pub owner_name: String,
    /// Whether the one who asks changes, pauses and removes it: the owner, and the operators.
    pub may_change: bool,
    /// None: paused.
    pub next_at: Option<Moment>,
    /// Those who read it, by name.
    pub readers: Vec<(UserId, String)>,
    /// The last mail to each of them.
    pub posts: Vec<PostView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_says_what_it_lacks() {
        let form =
            ScheduleForm { name: "週報".into(), address: "/reports?p=last-week".into(), readers: vec![UserId(1)], ..ScheduleForm::default() };
        assert_eq!(form.check(), Ok(()));
        let invalid = |field, wrong| Err(Refused::Invalid { field, wrong });
        let cases = [
            (ScheduleForm { name: " ".into(), ..form.clone() }, invalid(Field::Name, Wrong::Missing)),
            (ScheduleForm { address: "https://elsewhere.example/reports".into(), ..form.clone() }, invalid(Field::Address, Wrong::Malformed)),
            (ScheduleForm { address: format!("/reports?{}", "x".repeat(2_000)), ..form.clone() }, invalid(Field::Address, Wrong::TooLong)),
            (ScheduleForm { readers: vec![], ..form.clone() }, invalid(Field::User, Wrong::Missing)),
            (
                ScheduleForm { readers: vec![UserId(1); READERS_MAX + 1], ..form.clone() },
                Err(Refused::OverLimit { what: Limit::Recipients, limit: READERS_MAX as u64 }),
            ),
            (ScheduleForm { recurrence: Recurrence { minute: 1_440, ..Recurrence::default() }, ..form }, invalid(Field::SendAt, Wrong::OutOfRange)),
        ];
        for (form, expected) in cases {
            assert_eq!(form.check(), expected, "{form:?}");
        }
    }
}
