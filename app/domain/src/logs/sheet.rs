//! A log as a file for spreadsheets: its columns, and what came of reading one in.

use super::Log;
use crate::{Language, Refused};
use serde::{Deserialize, Serialize};

/// Lines that one file may bring.
pub const LINES_MAX: usize = 5_000;
/// Refused lines that are told one by one.
pub const TOLD_MAX: usize = 100;

/// The standard columns, in their order; items come behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    Starts,
    Ends,
    Way,
    With,
    Company,
    Subject,
    Person,
    Result,
    Text,
    Follow,
    FollowPerson,
}

impl Column {
    pub const ALL: [Column; 12] = [
        Column::Number,
        Column::Starts,
        Column::Ends,
        Column::Way,
        Column::With,
        Column::Company,
        Column::Subject,
        Column::Person,
        Column::Result,
        Column::Text,
        Column::Follow,
        Column::FollowPerson,
    ];

    /// Those of a log: visits have no way.
    pub fn of(log: Log) -> impl Iterator<Item = Column> {
        Column::ALL.into_iter().filter(move |column| log == Log::Calls || *column != Column::Way)
    }

    pub fn name(self, l: Language) -> &'static str {
        let (ja, en) = match self {
            Column::Number => ("番号", "Number"),
            Column::Starts => ("開始", "From"),
            Column::Ends => ("終了", "Until"),
            Column::Way => ("向き", "Direction"),
            Column::With => ("相手", "With"),
            Column::Company => ("会社", "Company"),
            Column::Subject => ("件名", "Subject"),
            Column::Person => ("担当", "By"),
            Column::Result => ("結果", "Result"),
            Column::Text => ("内容", "Notes"),
            Column::Follow => ("対応期限", "Follow up at"),
            Column::FollowPerson => ("対応する人", "Who follows up"),
        };
        if l == Language::Japanese { ja } else { en }
    }

    /// By its name in any language.
    pub fn named(name: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| [Language::Japanese, Language::English].iter().any(|l| column.name(*l) == name.trim()))
    }
}

/// What a file brought, or would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub added: i64,
    pub changed: i64,
    pub same: i64,
    /// The line, and why it was refused; at most [`TOLD_MAX`].
    pub refused: Vec<(usize, Refused)>,
    /// Whether it was kept. A file with a refused line changes nothing.
    pub kept: bool,
}
