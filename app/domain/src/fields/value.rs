//! What a field of a conversation is set to, and how that is written.

use super::{Kind, date, number};
use crate::{Field, OptionId, Refused, UserId, Wrong};

/// Characters of a text, at most: a line, not a letter.
const TEXT_MAX: usize = 200;

/// One value. [`Value::parse`] and [`Value::print`] are each other's way back; what they write is what forms send, what is kept in the
/// history, and what rules name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `12`, or `12,15` where several may be chosen; in the order of their ids, each once.
    Options(Vec<OptionId>),
    /// In one line, without white space at its ends.
    Text(String),
    /// `-1234.5`
    Number(String),
    /// `2026-11-24`
    Date(String),
    /// `7`
    Person(UserId),
    /// `1`
    Checked,
}

impl Value {
    /// What `text` says to a field of this kind; `None`: no value. Whether options and people exist is asked by whoever knows them.
    ///
    /// # Errors
    /// [`Refused::Invalid`] about [`Field::Value`] when it says nothing that such a field can hold.
    pub fn parse(kind: Kind, text: &str) -> Result<Option<Value>, Refused> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = |wrong| Refused::Invalid { field: Field::Value, wrong };
        let value = match kind {
            Kind::Menu => Some(Value::Options(vec![text.parse().map_err(|_| wrong(Wrong::Malformed))?])),
            Kind::Multi => {
                let mut ids: Vec<OptionId> =
                    text.split(',').map(str::trim).map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong(Wrong::Malformed))?;
                ids.sort_unstable();
                ids.dedup();
                Some(Value::Options(ids))
            }
            Kind::Text if text.chars().count() > TEXT_MAX => return Err(wrong(Wrong::TooLong)),
            Kind::Text if text.chars().any(char::is_control) => None,
            Kind::Text => Some(Value::Text(text.to_owned())),
            Kind::Number => number::canonical(text).map(Value::Number),
            Kind::Date => date::canonical(text).map(Value::Date),
            Kind::Person => text.parse().ok().map(Value::Person),
            Kind::Check => (text == "1").then_some(Value::Checked),
        };
        value.map(Some).ok_or(wrong(Wrong::Malformed))
    }

    pub fn print(&self) -> String {
        match self {
            Value::Options(ids) => ids.iter().map(OptionId::to_string).collect::<Vec<_>>().join(","),
            Value::Text(text) | Value::Number(text) | Value::Date(text) => text.clone(),
            Value::Person(user) => user.to_string(),
            Value::Checked => "1".to_owned(),
        }
    }

    /// As it is kept, a row for each: the number by which lists are narrowed, and what is written.
    pub fn rows(&self) -> Vec<(i64, &str)> {
        match self {
            Value::Options(ids) => ids.iter().map(|id| (id.0, "")).collect(),
            Value::Text(text) | Value::Number(text) | Value::Date(text) => vec![(0, text)],
            Value::Person(user) => vec![(user.0, "")],
            Value::Checked => vec![(1, "")],
        }
    }
}

/// A day as it is read in every language of the screens: `2026/11/24`.
pub fn shown_date(date: &str) -> String {
    date.replace('-', "/")
}
