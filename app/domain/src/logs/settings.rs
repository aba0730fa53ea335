//! What operators decide about a log: how entries are dated, what can come of them, and items of the space's own.

use super::{Dating, Log};
use crate::{
    Field, LogItemId, Refused, Wrong,
    fields::{self, FieldForm, OptionForm, OptionView, Value},
    stored_enum,
};
use serde::{Deserialize, Serialize};

/// Minutes in which the times of a log can be chosen.
pub const STEPS: [i64; 5] = [1, 5, 10, 15, 30];
/// Characters of a long text.
const LONG_MAX: usize = 4_000;

stored_enum! {
    /// As the kinds of fields, and text of several lines.
    pub enum ItemKind {
        Text = "text", LongText = "long_text", Number = "number", Date = "date", Menu = "menu", Multi = "multi", Person = "person", Check = "check",
    }
}

impl ItemKind {
    /// The kind of field that holds the same.
    pub const fn field(self) -> fields::Kind {
        match self {
            ItemKind::Text | ItemKind::LongText => fields::Kind::Text,
            ItemKind::Number => fields::Kind::Number,
            ItemKind::Date => fields::Kind::Date,
            ItemKind::Menu => fields::Kind::Menu,
            ItemKind::Multi => fields::Kind::Multi,
            ItemKind::Person => fields::Kind::Person,
            ItemKind::Check => fields::Kind::Check,
        }
    }

    pub fn has_options(self) -> bool {
        self.field().has_options()
    }

    /// What `text` says to an item of this kind; `None`: nothing.
    ///
    /// # Errors
    /// [`Refused::Invalid`] about [`Field::Value`].
    pub fn value(self, text: &str) -> Result<Option<Value>, Refused> {
        if self != ItemKind::LongText {
            return Value::parse(self.field(), text);
        }
        let text = text.trim();
        if text.chars().count() > LONG_MAX {
            return Err(Refused::Invalid { field: Field::Value, wrong: Wrong::TooLong });
        }
        Ok((!text.is_empty()).then(|| Value::Text(text.to_owned())))
    }
}

/// An item with everything that it can be set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: LogItemId,
    pub name: String,
    pub kind: ItemKind,
    pub required: bool,
    /// In their order; none for kinds without.
    pub options: Vec<OptionView>,
}

/// What operators decide about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemForm {
    pub name: String,
    /// Of a new one; it stays for good, since the values do.
    pub kind: ItemKind,
    pub required: bool,
    /// In their order. One that is left out although it was there is archived.
    pub options: Vec<OptionForm>,
}

impl ItemForm {
    /// # Errors
    /// As [`FieldForm::check`].
    pub fn check(&self) -> Result<(), Refused> {
        FieldForm { name: self.name.clone(), kind: self.kind.field(), listed: false, options: self.options.clone() }.check()
    }
}

/// How a log is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogSettings {
    pub log: Log,
    pub dating: Dating,
    /// Minutes.
    pub step: i64,
    /// What can come of an entry; none: nobody is asked.
    pub results: Vec<OptionView>,
    pub items: Vec<ItemView>,
}

/// Results need no name of their own that could be wrong: only their options are checked. None at all is allowed.
///
/// # Errors
/// As [`FieldForm::check`].
pub fn check_results(options: &[OptionForm]) -> Result<(), Refused> {
    if options.iter().all(|option| option.archived) && options.iter().all(|option| option.id.is_some()) {
        return Ok(());
    }
    FieldForm { name: "-".to_owned(), kind: fields::Kind::Menu, listed: false, options: options.to_vec() }.check()
}
