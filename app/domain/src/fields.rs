//! Fields (メール項目): what a mailbox wants to know of its conversations besides status and people, and the values they have.

mod date;
mod number;
mod value;

pub use value::{Value, shown_date};

use crate::{Field, FieldId, MailboxId, OptionId, Refused, Wrong, fold::fold, statuses::Color, stored_enum, users};
use serde::{Deserialize, Serialize};

/// Fields of one mailbox.
pub const FIELDS_MAX: i64 = 20;
/// Options of one field, archived ones included.
pub const OPTIONS_MAX: usize = 100;
/// Fields that are columns of the lists of one mailbox.
pub const LISTED_MAX: usize = 3;
/// Characters of the name of a field or of an option.
pub const NAME_MAX: usize = 30;
/// Values are counted up to here; who removes a field need not know more exactly.
pub const COUNTED_MAX: i64 = 10_000;

stored_enum! {
    /// One of several options, any of several options, a line of text, a number, a day, somebody of the mailbox, yes or no.
    pub enum Kind { Menu = "menu", Multi = "multi", Text = "text", Number = "number", Date = "date", Person = "person", Check = "check" }
}

impl Kind {
    pub fn has_options(self) -> bool {
        matches!(self, Kind::Menu | Kind::Multi)
    }

    /// Whether a list can be narrowed to one of its values.
    pub fn filters(self) -> bool {
        matches!(self, Kind::Menu | Kind::Multi | Kind::Person | Kind::Check)
    }
}

/// What a field of a menu can be set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct OptionView {
    pub id: OptionId,
    pub name: String,
    pub color: Color,
    /// Kept where it is set, offered no more.
    pub archived: bool,
}

/// A field with everything that it can be set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    pub id: FieldId,
    pub name: String,
    pub kind: Kind,
    /// A column of the lists.
    pub listed: bool,
    /// In their order; none for kinds without.
    pub options: Vec<OptionView>,
}

/// A field as operators keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSettings {
    pub field: FieldView,
    /// Conversations that have a value; [`COUNTED_MAX`] + 1 where there are more than that.
    pub used: i64,
}

/// What operators decide about a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldForm {
    pub name: String,
    /// Of a new one; it stays for good, since the values do.
    pub kind: Kind,
    pub listed: bool,
    /// In their order. One that is left out although it was there is archived.
    pub options: Vec<OptionForm>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionForm {
    /// `None`: a new one.
    pub id: Option<OptionId>,
    pub name: String,
    pub color: Color,
    pub archived: bool,
}

impl FieldForm {
    /// # Errors
    /// [`Refused::Invalid`] for names that are missing, too long or broken, and for a menu without options; [`Refused::Taken`] for two
    /// options of one name; [`Refused::OverLimit`].
    pub fn check(&self) -> Result<(), Refused> {
        check_name(&self.name, Field::Name)?;
        if !self.kind.has_options() {
            return Ok(());
        }
        if self.options.len() > OPTIONS_MAX {
            return Err(Refused::OverLimit { what: crate::Limit::Options, limit: OPTIONS_MAX as u64 });
        }
        if self.options.iter().all(|option| option.archived) {
            return Err(Refused::Invalid { field: Field::Value, wrong: Wrong::Missing });
        }
        let mut keys = Vec::with_capacity(self.options.len());
        for option in &self.options {
            check_name(&option.name, Field::Value)?;
            keys.push(name_key(&option.name));
        }
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) { Err(Refused::Taken { field: Field::Value }) } else { Ok(()) }
    }
}

fn check_name(name: &str, field: Field) -> Result<(), Refused> {
    users::check_name(name, field)?;
    if name.trim().chars().count() > NAME_MAX { Err(Refused::Invalid { field, wrong: Wrong::TooLong }) } else { Ok(()) }
}

/// By which two names are the same: without regard to case, width and kana.
pub fn name_key(name: &str) -> String {
    fold(name.trim())
}

/// One value as it is shown: in the head of a conversation and in the columns of a list. Names are those of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub field: FieldId,
    /// As [`Value`] prints it; empty: none.
    pub value: String,
    /// In words; several options are parted by 、.
    pub text: String,
    /// Of an option, the first one where there are several.
    pub color: Option<Color>,
}

/// A field of a conversation, with or without a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldState {
    pub name: String,
    pub kind: Kind,
    pub shown: Shown,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Column {
    pub id: FieldId,
    pub name: String,
}

/// A list narrowed to one value of a field, or to conversations without any. `12-34` and `12-none` in the URL; the second number is
/// the option, the person, or 1 for a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FieldFilter {
    pub field: FieldId,
    pub choice: Option<i64>,
}

impl std::fmt::Display for FieldFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.choice {
            Some(choice) => write!(f, "{}-{choice}", self.field),
            None => write!(f, "{}-none", self.field),
        }
    }
}

impl std::str::FromStr for FieldFilter {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no value of a field");
        let (field, choice) = text.split_once('-').ok_or_else(wrong)?;
        let choice = if choice == "none" { None } else { Some(choice.parse().ok().filter(|choice| *choice > 0).ok_or_else(wrong)?) };
        Ok(FieldFilter { field: field.parse().map_err(|_| wrong())?, choice })
    }
}

impl From<FieldFilter> for String {
    fn from(filter: FieldFilter) -> String {
        filter.to_string()
    }
}

impl TryFrom<String> for FieldFilter {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Everything that menus and filters of one mailbox need to know about its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldsOf {
    pub mailbox: MailboxId,
    pub fields: Vec<FieldView>,
}

#[cfg(test)]
mod tests;
