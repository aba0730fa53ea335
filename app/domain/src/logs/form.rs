//! What somebody writes down of a call or a visit.

use super::{Dating, Log, LogSettings, Way};
use crate::{CompanyId, ContactId, ConversationId, Field, LogItemId, Moment, OptionId, Refused, UserId, Wrong, fields::Value};
use serde::{Deserialize, Serialize};

const SUBJECT_MAX: usize = 200;
const TEXT_MAX: usize = 20_000;

/// An entry as it is filled in. Days and times are those of the writer's clocks: `2026-11-24`, `2026-11-24T10:00`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    pub subject: String,
    pub starts: String,
    /// Empty: it has no end, or none yet.
    pub ends: String,
    pub contact: Option<ContactId>,
    pub company: Option<CompanyId>,
    /// Somebody whom the address book does not know.
    pub party: String,
    /// Who of us; `None`: the writer.
    pub person: Option<UserId>,
    /// Of calls.
    pub way: Option<Way>,
    pub result: Option<OptionId>,
    pub text: String,
    pub conversation: Option<ConversationId>,
    /// When somebody has to come back to it; empty: nobody has.
    pub follow: String,
    /// `None`: the writer.
    pub follow_person: Option<UserId>,
    /// As [`Value`] prints them.
    pub values: Vec<(LogItemId, String)>,
}

/// A form to begin with, and the names of what it has chosen already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    pub form: EntryForm,
    pub contact_name: String,
    pub company_name: String,
    /// Subject of the conversation that it will belong to.
    pub conversation_subject: String,
}

impl EntryForm {
    /// What can be said of it without knowing what there is.
    ///
    /// # Errors
    /// [`Refused::Invalid`] about the subject, the text, the party or a value.
    pub fn check(&self, settings: &LogSettings) -> Result<Vec<(LogItemId, Value)>, Refused> {
        let wrong = |field, wrong| Err(Refused::Invalid { field, wrong });
        if self.subject.trim().is_empty() {
            return wrong(Field::Subject, Wrong::Missing);
        }
        if self.subject.trim().chars().count() > SUBJECT_MAX {
            return wrong(Field::Subject, Wrong::TooLong);
        }
        if self.party.trim().chars().count() > SUBJECT_MAX {
            return wrong(Field::Name, Wrong::TooLong);
        }
        if self.text.chars().count() > TEXT_MAX {
            return wrong(Field::Text, Wrong::TooLong);
        }
        let mut values = Vec::new();
        for item in &settings.items {
            let text = self.values.iter().find(|(id, _)| *id == item.id).map_or("", |(_, text)| text.as_str());
            match item.kind.value(text)? {
                Some(value) => values.push((item.id, value)),
                None if item.required => return wrong(Field::Value, Wrong::Missing),
                None => {}
            }
        }
        Ok(values)
    }

    /// Which way; only calls have one.
    pub fn way_in(&self, log: Log) -> Option<Way> {
        (log == Log::Calls).then(|| self.way.unwrap_or(Way::In))
    }
}

/// When something was, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    pub at: Moment,
    pub until: Option<Moment>,
    pub whole_days: bool,
}

impl When {
    /// `read` turns what was typed into an instant: a day into its midnight in UTC, a time by the writer's clocks.
    ///
    /// # Errors
    /// [`Refused::Invalid`] about [`Field::Days`] for what is no time, and about [`Field::Until`] for an end before the beginning.
    pub fn read(dating: Dating, starts: &str, ends: &str, read: impl Fn(&str) -> Option<Moment>) -> Result<When, Refused> {
        let starts = starts.trim();
        if starts.is_empty() {
            return Err(Refused::Invalid { field: Field::Days, wrong: Wrong::Missing });
        }
        // What an older form brought with a time is a day where days are kept, and the other way round a day begins at midnight.
        let cut = |text: &str| if dating.has_time() { text.to_owned() } else { text.chars().take(10).collect() };
        let at = read(&cut(starts)).ok_or(Refused::Invalid { field: Field::Days, wrong: Wrong::Malformed })?;
        let ends = if dating.has_end() { ends.trim() } else { "" };
        let until = match ends {
            "" => None,
            ends => Some(read(&cut(ends)).ok_or(Refused::Invalid { field: Field::Until, wrong: Wrong::Malformed })?),
        };
        if until.is_some_and(|until| until < at) {
            return Err(Refused::Invalid { field: Field::Until, wrong: Wrong::OutOfRange });
        }
        Ok(When { at, until, whole_days: !dating.has_time() })
    }
}
