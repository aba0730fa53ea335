//! Files of companies and people: what their columns mean, and what would come of each line (MW-43).

use super::{EntryKind, ItemView};
use crate::{BookItemId, ImportId, Moment, fields::name_key, stored_enum};
use serde::{Deserialize, Serialize};

/// Lines of one file, and its bytes.
pub const ROWS_MAX: usize = 50_000;
pub const FILE_MAX: u64 = 20 * 1024 * 1024;
/// How long an import can be taken back.
pub const UNDO_DAYS: i64 = 30;
/// Lines that a dry run shows; all of them are counted.
pub const LINES_SHOWN: usize = 200;

/// What stands in a column. `item:12` and the like when it travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Column {
    /// Left out.
    Skip,
    Group,
    Code,
    Name,
    Reading,
    /// Of a person: by its code.
    CompanyCode,
    /// Of a person: by its name.
    Company,
    Section,
    Phone,
    /// One or several, with line breaks or semicolons between them.
    Addresses,
    OptOut,
    Item(BookItemId),
    InCharge,
}

const NAMED: &[(Column, &str)] = &[
    (Column::Skip, "skip"),
    (Column::Group, "group"),
    (Column::Code, "code"),
    (Column::Name, "name"),
    (Column::Reading, "reading"),
    (Column::CompanyCode, "company-code"),
    (Column::Company, "company"),
    (Column::Section, "section"),
    (Column::Phone, "phone"),
    (Column::Addresses, "addresses"),
    (Column::OptOut, "opt-out"),
    (Column::InCharge, "in-charge"),
];

impl std::fmt::Display for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Column::Item(id) => write!(f, "item:{id}"),
            other => f.write_str(NAMED.iter().find(|(column, _)| column == other).map_or("skip", |(_, name)| name)),
        }
    }
}

impl std::str::FromStr for Column {
    type Err = String;
    fn from_str(text: &str) -> Result<Column, String> {
        let item = || text.strip_prefix("item:").and_then(|id| id.parse().ok()).map(Column::Item);
        NAMED.iter().find(|(_, name)| *name == text).map(|(column, _)| *column).or_else(item).ok_or_else(|| format!("{text:?} is no column"))
    }
}

impl From<Column> for String {
    fn from(column: Column) -> String {
        column.to_string()
    }
}

impl TryFrom<String> for Column {
    type Error = String;
    fn try_from(text: String) -> Result<Column, String> {
        text.parse()
    }
}

impl Column {
    /// The columns of a file in their order (MW-43), for companies or for people.
    pub fn of(kind: EntryKind, items: &[ItemView]) -> Vec<Column> {
        let items = items.iter().filter(|item| item.entry_kind == kind).map(|item| Column::Item(item.id));
        use Column::{Addresses, Code, Company, CompanyCode, Group, InCharge, Name, OptOut, Phone, Reading, Section};
        match kind {
            EntryKind::Company => [Group, Code, Name, Reading, Phone].into_iter().chain(items).chain([InCharge]).collect(),
            EntryKind::Contact => {
                [Group, Code, Name, Reading, CompanyCode, Company, Section, Phone, Addresses, OptOut].into_iter().chain(items).collect()
            }
        }
    }
}

/// How people call the columns of a file.
const CALLED: &[(Column, EntryKind, &[&str])] = &[
    (Column::Group, EntryKind::Company, &["会社グループ", "グループ", "company group", "group"]),
    (Column::Code, EntryKind::Company, &["会社コード", "コード", "company code", "code"]),
    (Column::Name, EntryKind::Company, &["会社名", "名前", "会社", "company name", "company", "name"]),
    (Column::Reading, EntryKind::Company, &["よみ", "読み", "フリガナ", "会社名カナ", "reading", "kana"]),
    (Column::Phone, EntryKind::Company, &["電話", "電話番号", "tel", "phone"]),
    (Column::InCharge, EntryKind::Company, &["担当", "担当者", "in charge", "owner"]),
    (Column::Group, EntryKind::Contact, &["顧客グループ", "グループ", "customer group", "group"]),
    (Column::Code, EntryKind::Contact, &["顧客コード", "コード", "customer code", "code"]),
    (Column::Name, EntryKind::Contact, &["名前", "氏名", "顧客名", "name", "full name"]),
    (Column::Reading, EntryKind::Contact, &["よみ", "読み", "フリガナ", "氏名カナ", "reading", "kana"]),
    (Column::CompanyCode, EntryKind::Contact, &["会社コード", "company code"]),
    (Column::Company, EntryKind::Contact, &["会社", "会社名", "company", "company name"]),
    (Column::Section, EntryKind::Contact, &["部課", "部署", "section", "department"]),
    (Column::Phone, EntryKind::Contact, &["電話", "電話番号", "tel", "phone"]),
    (Column::Addresses, EntryKind::Contact, &["メールアドレス", "メール", "e-mail", "email", "mail", "mail address", "mail addresses"]),
    (Column::OptOut, EntryKind::Contact, &["配信停止", "opt-out", "opted out"]),
];

/// What the heads of a file mean, as far as they are known; each column once.
pub fn guess(kind: EntryKind, heads: &[String], items: &[ItemView]) -> Vec<Column> {
    let mut taken = Vec::new();
    heads
        .iter()
        .map(|head| {
            let key = name_key(head);
            let called =
                CALLED.iter().find(|(_, of, names)| *of == kind && names.iter().any(|name| name_key(name) == key)).map(|(column, ..)| *column);
            let item = || items.iter().find(|item| item.entry_kind == kind && name_key(&item.name) == key).map(|item| Column::Item(item.id));
            let column = called.or_else(item).filter(|column| !taken.contains(column)).unwrap_or(Column::Skip);
            taken.push(column);
            column
        })
        .collect()
}

/// Why a line cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    Missing,
    TooLong,
    Malformed,
    /// Two @ in an address.
    TwoAts,
    /// The same code or address stands in an earlier line.
    Twice {
        line: usize,
    },
    /// Somebody else has what nobody may have twice.
    Taken,
    NoSuchCompany,
    NoSuchOption,
    NoSuchPerson,
    /// What the line says fits two entries.
    Ambiguous,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// Of the file, from 1; `None`: what is missing has no column.
    pub column: Option<usize>,
    /// What it means.
    pub what: Column,
    /// As it stands in the cell.
    pub text: String,
    pub why: Reason,
}

/// What changes in one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub what: Column,
    pub before: String,
    pub after: String,
}

stored_enum! {
    /// What comes of a line.
    pub enum Outcome { New = "new", Overwrite = "overwrite", Same = "same", Error = "error" }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    pub number: usize,
    pub outcome: Outcome,
    pub name: String,
    pub changes: Vec<Change>,
    pub errors: Vec<RowError>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub new: usize,
    pub overwrite: usize,
    pub same: usize,
    pub error: usize,
}

impl Counts {
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Overwrite => self.overwrite += 1,
            Outcome::Same => self.same += 1,
            Outcome::Error => self.error += 1,
        }
    }
}

stored_enum! {
    /// How far an import is. `Stopped`: the program ended while it ran; what was done until then stays.
    pub enum Stage { Planned = "planned", Running = "running", Done = "done", Cancelled = "cancelled", Stopped = "stopped", Undoing = "undoing", Undone = "undone" }
}

/// An import and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportState {
    pub id: ImportId,
    pub kind: EntryKind,
    pub file_name: String,
    pub stage: Stage,
    pub total: i64,
    pub done: i64,
    pub added: i64,
    pub overwritten: i64,
    pub failed: i64,
    /// Cards that were put back as they were, and those that stay because somebody changed them since.
    pub undone: i64,
    pub kept: i64,
    pub at: Moment,
}

impl ImportState {
    /// Whether there is something of it to be taken back.
    pub fn can_be_undone(&self, now: Moment) -> bool {
        let ended = matches!(self.stage, Stage::Done | Stage::Cancelled | Stage::Stopped);
        ended && self.added + self.overwritten > self.undone + self.kept && self.at >= now.plus_days(-UNDO_DAYS)
    }
}

/// A file that waits for its columns to be confirmed, with what would come of it. Nothing has changed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    pub heads: Vec<String>,
    pub columns: Vec<Column>,
    /// What the columns can be set to.
    pub offered: Vec<Column>,
    /// UTF-8, CP932 or UTF-16.
    pub encoding: String,
    pub rows: usize,
    pub counts: Counts,
    /// Errors first, then what is overwritten, then what is new; [`LINES_SHOWN`] of each.
    pub lines: Vec<PlanLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub state: ImportState,
    /// As long as it has not begun.
    pub plan: Option<PlanView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_files_are_understood_each_once() {
        use Column::*;
        let heads = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let cases = [
            (
                EntryKind::Company,
                heads(&["会社グループ", "会社コード", "会社名", "読み", "ＴＥＬ", "担当"]),
                vec![Group, Code, Name, Reading, Phone, InCharge],
            ),
            (
                EntryKind::Contact,
                heads(&["顧客コード", "氏名", "フリガナ", "会社名", "部署", "E-mail", "名前", "色"]),
                vec![Code, Name, Reading, Company, Section, Addresses, Skip, Skip],
            ),
        ];
        for (kind, heads, expected) in cases {
            assert_eq!(guess(kind, &heads, &[]), expected);
        }
        for column in Column::of(EntryKind::Contact, &[]).into_iter().chain([Skip, InCharge, Item(BookItemId(12))]) {
            assert_eq!(column.to_string().parse(), Ok(column));
        }
        assert!("item:x".parse::<Column>().is_err());
    }
}
