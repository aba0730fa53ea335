//! Whom a bulk mail is for: lines of a file, or conditions over the address book. What conditions there are, and what they say.

use crate::{BookGroupId, BookItemId, ContactId, Field, Refused, UserId, Wrong, fold::fold, stored_enum, users::PersonName};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{collections::HashSet, fmt, str::FromStr};

/// Conditions of one audience.
pub const CONDITIONS_MAX: usize = 20;
/// Characters of a name of a saved audience.
pub const NAME_MAX: usize = 60;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Audience {
    #[default]
    Nobody,
    /// Lines of a file. The first four cells are address, name, company and section; `columns` names the further ones.
    File { name: String, columns: Vec<String>, rows: Vec<FileRow> },
    /// Contacts of the address book. `any`: one condition is enough.
    Book { any: bool, conditions: Vec<Condition> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRow {
    /// Where it stands in the file, from 1.
    pub line: i64,
    pub cells: Vec<String>,
}

impl FileRow {
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", |cell| cell.trim())
    }
}

/// An audience that was kept for the next time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct SavedAudience {
    pub id: i64,
    pub name: String,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Name,
    Company,
    Section,
    /// Who of us looks after the company.
    InCharge,
    /// A mail of theirs came in the last days.
    Wrote,
    /// A bulk mail went to them in the last days.
    BulkMail,
    OptedOut,
    /// A group of contacts or of companies.
    Group(BookGroupId),
    /// An item of the contact or of the company.
    Item(BookItemId),
}

stored_enum! {
    pub enum Test { Contains = "contains", Lacks = "lacks", Is = "is", IsNot = "is-not", Within = "within", NotWithin = "not-within" }
}

impl Test {
    /// The others are true of whoever this is not true of.
    pub fn is_negative(self) -> bool {
        matches!(self, Test::Lacks | Test::IsNot | Test::NotWithin)
    }

    /// Whether a folded text passes its positive side.
    pub fn holds(self, text_key: &str, wanted_key: &str) -> bool {
        match self {
            Test::Contains | Test::Lacks => text_key.contains(wanted_key),
            _ => text_key.trim() == wanted_key.trim(),
        }
    }
}

impl Subject {
    pub fn tests(self) -> &'static [Test] {
        match self {
            Subject::Name | Subject::Company | Subject::Section | Subject::Item(_) => &[Test::Contains, Test::Lacks, Test::Is, Test::IsNot],
            Subject::InCharge | Subject::OptedOut | Subject::Group(_) => &[Test::Is, Test::IsNot],
            Subject::Wrote | Subject::BulkMail => &[Test::Within, Test::NotWithin],
        }
    }

    pub fn has_value(self) -> bool {
        !matches!(self, Subject::Group(_) | Subject::OptedOut)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Name => f.write_str("name"),
            Subject::Company => f.write_str("company"),
            Subject::Section => f.write_str("section"),
            Subject::InCharge => f.write_str("in-charge"),
            Subject::Wrote => f.write_str("wrote"),
            Subject::BulkMail => f.write_str("bulk"),
            Subject::OptedOut => f.write_str("opted-out"),
            Subject::Group(id) => write!(f, "group-{id}"),
            Subject::Item(id) => write!(f, "item-{id}"),
        }
    }
}

impl FromStr for Subject {
    type Err = String;

    fn from_str(text: &str) -> Result<Subject, String> {
        Ok(match text {
            "name" => Subject::Name,
            "company" => Subject::Company,
            "section" => Subject::Section,
            "in-charge" => Subject::InCharge,
            "wrote" => Subject::Wrote,
            "bulk" => Subject::BulkMail,
            "opted-out" => Subject::OptedOut,
            other => {
                let number = |prefix: &str| other.strip_prefix(prefix).and_then(|id| id.parse().ok());
                match (number("group-"), number("item-")) {
                    (Some(id), _) => Subject::Group(BookGroupId(id)),
                    (None, Some(id)) => Subject::Item(BookItemId(id)),
                    (None, None) => return Err(format!("{other:?} is nothing to choose by")),
                }
            }
        })
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Subject, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub subject: Subject,
    pub test: Test,
    #[serde(default)]
    pub value: String,
}

impl Condition {
    /// Days of a condition about time.
    pub fn days(&self) -> Option<i64> {
        self.value.trim().parse().ok().filter(|days| (1..=3_650).contains(days))
    }

    pub fn user(&self) -> Option<UserId> {
        self.value.trim().parse().ok()
    }

    pub fn key(&self) -> String {
        fold(self.value.trim())
    }

    fn check(&self) -> Result<(), Refused> {
        let wrong = |wrong| Err(Refused::Invalid { field: Field::Condition, wrong });
        if !self.subject.tests().contains(&self.test) {
            return wrong(Wrong::Malformed);
        }
        if self.value.chars().count() > 200 {
            return wrong(Wrong::TooLong);
        }
        match self.subject {
            Subject::Wrote | Subject::BulkMail if self.days().is_none() => wrong(Wrong::OutOfRange),
            Subject::InCharge if self.user().is_none() => wrong(Wrong::Missing),
            subject if subject.has_value() && self.value.trim().is_empty() => wrong(Wrong::Missing),
            _ => Ok(()),
        }
    }
}

impl Audience {
    /// # Errors
    /// [`Refused::Invalid`] for conditions that say nothing, or too many of them.
    pub fn check(&self) -> Result<(), Refused> {
        match self {
            Audience::Book { conditions, .. } => {
                if conditions.is_empty() {
                    return Err(Refused::Invalid { field: Field::Condition, wrong: Wrong::Missing });
                }
                if conditions.len() > CONDITIONS_MAX {
                    return Err(Refused::Invalid { field: Field::Condition, wrong: Wrong::TooLong });
                }
                conditions.iter().try_for_each(Condition::check)
            }
            Audience::Nobody | Audience::File { .. } => Ok(()),
        }
    }
}

/// Those who satisfy all conditions, or any: each condition as the people of whom its positive side is true.
pub fn chosen(all: &[ContactId], any: bool, conditions: &[(Test, HashSet<ContactId>)]) -> HashSet<ContactId> {
    let holds = |(test, people): &(Test, HashSet<ContactId>), id: &ContactId| people.contains(id) != test.is_negative();
    let is_chosen = |id: &&ContactId| {
        if any { conditions.iter().any(|condition| holds(condition, id)) } else { conditions.iter().all(|condition| holds(condition, id)) }
    };
    if conditions.is_empty() { HashSet::new() } else { all.iter().filter(is_chosen).copied().collect() }
}

/// What conditions can name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub groups: Vec<(BookGroupId, String)>,
    pub items: Vec<(BookItemId, String)>,
    pub people: Vec<PersonName>,
}
