//! What is answered: rows of values, with everything that a chart needs to name them.

use super::{Axis, ConditionView, Day, Key, Measure, Period, Question};
use crate::{
    BookItemId, FieldId, LogItemId, MailboxId, SpaceId,
    fields::FieldView,
    folders::FolderView,
    logs::Log,
    statuses::{Class, Color},
    users::PersonName,
};
use serde::{Deserialize, Serialize};

/// The name of a row or a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub key: Key,
    /// What it is called today. Empty where the screen says it: nobody, no company, times, hours, waits, the levels of priority that go by
    /// their standard words, and standard statuses (see `class`).
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    /// Of a status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// Of a folder: 0 for those at the top.
    #[serde(default)]
    pub level: usize,
    /// A day on which the space does not work.
    #[serde(default)]
    pub shut: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub head: Head,
    /// One for each measure; with columns, those of the first column, then those of the second one.
    /// `None`: nothing to tell, such as the middle of no waits.
    pub values: Vec<Option<i64>>,
    /// The same in the period before; empty where it was not asked for. Rows of time stand beside the row of the same place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Option<i64>>,
}

/// Counts, milliseconds or hundredths, by [`Measure::unit`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was asked, with the mailboxes that were counted.
    pub question: Question,
    pub before: Option<Period>,
    /// On whose clocks days and hours are counted.
    pub zone: String,
    /// Empty without a second axis.
    pub columns: Vec<Head>,
    /// In the order in which they are shown.
    pub rows: Vec<Row>,
    /// One for each measure, over everything, also over rows that are left off. Where one thing counts in several rows (folders, menus
    /// with several answers) it counts once here.
    pub totals: Vec<Option<i64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub totals_before: Vec<Option<i64>>,
    /// Rows that are not shown, because they were too many.
    pub left_off: usize,
    /// For [`Axis::Age`]: where its steps end, in minutes, and their colours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ages: Vec<(i64, Color)>,
    /// Minutes until a customer has an answer, and until the work is done, where all the mailboxes have the same target.
    pub answer_target: Option<i64>,
    pub done_target: Option<i64>,
    /// What was there before reports were kept is still being read in: figures of the past will rise.
    pub reading_in: bool,
    /// Uses of templates of earlier days were counted without their mailboxes: they are not in the figures. Only where the period
    /// reaches back so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_since: Option<Day>,
}

impl Answer {
    /// The value of a measure in a row and a column.
    pub fn value(&self, row: usize, column: usize, measure: usize) -> Option<i64> {
        let at = column * self.question.measures.len() + measure;
        self.rows.get(row)?.values.get(at).copied().flatten()
    }

    pub fn measure(&self, at: usize) -> Option<Measure> {
        self.question.measures.get(at).copied()
    }
}

/// Everything that the page of the reports can ask about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportsDesk {
    pub space: SpaceId,
    pub zone: String,
    /// On the clocks of the space.
    pub today: Day,
    /// Those that the reader sees whole: only they are counted.
    pub mailboxes: Vec<ReportsBox>,
    /// Menus of calls and visits, and of the address book (`company` says whose they are).
    pub log_items: Vec<(Log, LogItemId, String)>,
    pub book_items: Vec<BookMenu>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookMenu {
    pub id: BookItemId,
    pub name: String,
    /// Of companies, else of people.
    pub company: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportsBox {
    pub id: MailboxId,
    pub name: String,
    /// Whether the reader keeps its conditions.
    pub may_operate: bool,
    pub people: Vec<PersonName>,
    pub folders: Vec<FolderView>,
    /// Those with options.
    pub menus: Vec<FieldView>,
    pub conditions: Vec<ConditionView>,
}

impl ReportsBox {
    /// Its menus as axes.
    pub fn axes(&self) -> impl Iterator<Item = (Axis, FieldId)> {
        self.menus.iter().map(|menu| (Axis::Field(menu.id), menu.id))
    }
}
