//! Items of a space's own: what it wants to know of its companies and people besides the standard ones.

use super::EntryKind;
use crate::{
    BookItemId, BookOptionId, Field, Limit, Refused, UserId, Wrong,
    fields::{self, NAME_MAX, Value, name_key},
    stored_enum, users,
};
use serde::{Deserialize, Serialize};

/// Items of companies, and of people.
pub const ITEMS_MAX: usize = 30;
/// Columns of the list of companies, and of people.
pub const LISTED_MAX: usize = 3;
const LONG_MAX: usize = 2_000;
const URL_MAX: usize = 500;

stored_enum! {
    /// A line, a text, a number, a day, one of several options, any of several options, one of us, a link.
    pub enum ItemKind {
        Text = "text", LongText = "long_text", Number = "number", Date = "date", Menu = "menu", Multi = "multi", Person = "person", Url = "url",
    }
}

impl ItemKind {
    pub fn has_options(self) -> bool {
        matches!(self, ItemKind::Menu | ItemKind::Multi)
    }

    /// Whether it can say of each that it is the only one.
    pub fn can_be_unique(self) -> bool {
        matches!(self, ItemKind::Text | ItemKind::Number | ItemKind::Url)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct ItemOption {
    pub id: BookOptionId,
    pub name: String,
    /// Kept where it is set, offered no more.
    pub archived: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct ItemView {
    pub id: BookItemId,
    pub entry_kind: EntryKind,
    pub name: String,
    pub kind: ItemKind,
    pub required: bool,
    pub is_unique: bool,
    /// A column of the lists.
    pub listed: bool,
    #[cfg_attr(feature = "db", sqlx(skip))]
    pub options: Vec<ItemOption>,
}

/// What is filled into an item, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    Options(Vec<BookOptionId>),
    Person(UserId),
    Text(String),
}

impl Written {
    /// A row for each: the option, the person or 0, and what is written.
    pub fn rows(&self) -> Vec<(i64, &str)> {
        match self {
            Written::Options(ids) => ids.iter().map(|id| (id.0, "")).collect(),
            Written::Person(user) => vec![(user.0, "")],
            Written::Text(text) => vec![(0, text)],
        }
    }

    /// As forms send it: `12,15`, `7`, or the text itself.
    pub fn print(&self) -> String {
        match self {
            Written::Options(ids) => ids.iter().map(BookOptionId::to_string).collect::<Vec<_>>().join(","),
            Written::Person(user) => user.to_string(),
            Written::Text(text) => text.clone(),
        }
    }
}

impl ItemView {
    /// What `text` fills in; `None`: nothing. Whether a person exists is asked by whoever knows them.
    ///
    /// # Errors
    /// [`Refused::Item`] when it says nothing that this item can hold, and when it is empty although it must not be.
    pub fn read(&self, text: &str) -> Result<Option<Written>, Refused> {
        let refused = |wrong| Refused::Item { item: self.name.clone(), wrong };
        let text = text.trim();
        if text.is_empty() {
            return if self.required { Err(refused(Wrong::Missing)) } else { Ok(None) };
        }
        let as_field =
            |kind| Value::parse(kind, text).map_err(|said| refused(if let Refused::Invalid { wrong, .. } = said { wrong } else { Wrong::Malformed }));
        let plain = |value: Option<Value>| value.map(|value| Written::Text(value.print()));
        match self.kind {
            ItemKind::Menu | ItemKind::Multi => {
                let kind = if self.kind == ItemKind::Menu { fields::Kind::Menu } else { fields::Kind::Multi };
                let Some(Value::Options(ids)) = as_field(kind)? else { return Ok(None) };
                let ids: Vec<BookOptionId> = ids.into_iter().map(|id| BookOptionId(id.0)).collect();
                let known = ids.iter().all(|id| self.options.iter().any(|option| option.id == *id));
                if known { Ok(Some(Written::Options(ids))) } else { Err(refused(Wrong::Malformed)) }
            }
            ItemKind::Person => {
                Ok(as_field(fields::Kind::Person)?.and_then(|value| if let Value::Person(user) = value { Some(Written::Person(user)) } else { None }))
            }
            ItemKind::Text => as_field(fields::Kind::Text).map(plain),
            ItemKind::Number => as_field(fields::Kind::Number).map(plain),
            ItemKind::Date => as_field(fields::Kind::Date).map(plain),
            ItemKind::LongText if text.chars().count() > LONG_MAX => Err(refused(Wrong::TooLong)),
            ItemKind::LongText if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t' && c != '\r') => Err(refused(Wrong::Malformed)),
            ItemKind::LongText => Ok(Some(Written::Text(text.replace("\r\n", "\n")))),
            ItemKind::Url if text.len() > URL_MAX => Err(refused(Wrong::TooLong)),
            // Nothing that a click could run.
            ItemKind::Url if is_link(text) => Ok(Some(Written::Text(text.to_owned()))),
            ItemKind::Url => Err(refused(Wrong::Malformed)),
        }
    }
}

fn is_link(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '"' || c == '<' || c == '>')
}

/// What operators decide about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemForm {
    pub name: String,
    /// Of a new one; it stays for good, since the values do.
    pub kind: ItemKind,
    pub required: bool,
    pub is_unique: bool,
    pub listed: bool,
    /// In their order. One that is left out although it was there is archived.
    pub options: Vec<ItemOptionForm>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOptionForm {
    /// `None`: a new one.
    pub id: Option<BookOptionId>,
    pub name: String,
    pub archived: bool,
}

impl ItemForm {
    /// # Errors
    /// [`Refused::Invalid`] for names that are missing, too long or broken, and for a menu without options; [`Refused::Taken`] for two
    /// options of one name; [`Refused::OverLimit`].
    pub fn check(&self) -> Result<(), Refused> {
        check_name(&self.name, Field::Name)?;
        if !self.kind.has_options() {
            return Ok(());
        }
        if self.options.len() > fields::OPTIONS_MAX {
            return Err(Refused::OverLimit { what: Limit::Options, limit: fields::OPTIONS_MAX as u64 });
        }
        if self.options.iter().all(|option| option.archived) {
            return Err(Refused::Invalid { field: Field::Value, wrong: Wrong::Missing });
        }
        for option in &self.options {
            check_name(&option.name, Field::Value)?;
        }
        let mut keys: Vec<String> = self.options.iter().map(|option| name_key(&option.name)).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) { Err(Refused::Taken { field: Field::Value }) } else { Ok(()) }
    }
}

fn check_name(name: &str, field: Field) -> Result<(), Refused> {
    users::check_name(name, field)?;
    if name.trim().chars().count() > NAME_MAX { Err(Refused::Invalid { field, wrong: Wrong::TooLong }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: ItemKind, required: bool) -> ItemView {
        let options = vec![ItemOption { id: BookOptionId(3), name: "保守プラス".into(), archived: false }];
        ItemView {
            id: BookItemId(1), entry_kind: EntryKind::Company, name: "項目".into(), kind, required, is_unique: false, listed: false, options
        }
    }

    #[test]
    fn each_kind_holds_what_it_can_hold_and_nothing_else() {
        use ItemKind::*;
        let good = [
            (Text, " 福祉 ", "福祉"),
            (LongText, "一\r\n二", "一\n二"),
            (Number, "１，２３４", "1234"),
            (Date, "2026/3/1", "2026-03-01"),
            (Menu, "3", "3"),
            (Multi, "3,3", "3"),
            (Person, "7", "7"),
            (Url, "https://db.example/h-0127", "https://db.example/h-0127"),
        ];
        for (kind, text, expected) in good {
            assert_eq!(item(kind, false).read(text).unwrap().map(|written| written.print()).as_deref(), Some(expected), "{kind} {text}");
        }
        let bad = [
            (Number, "三月"),
            (Date, "2026-13-01"),
            (Menu, "4"),
            (Multi, "3,9"),
            (Person, "x"),
            (Url, "javascript:alert(1)"),
            (Url, "https://"),
            (Url, "//x"),
        ];
        for (kind, text) in bad {
            assert_eq!(item(kind, false).read(text), Err(Refused::Item { item: "項目".into(), wrong: Wrong::Malformed }), "{kind} {text}");
        }
        assert_eq!(item(Text, true).read("  "), Err(Refused::Item { item: "項目".into(), wrong: Wrong::Missing }));
        assert_eq!(item(Text, false).read("  "), Ok(None));
    }
}
