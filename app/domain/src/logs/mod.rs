//! Calls and visits (電話履歴, 訪問履歴): what a space notes of its contacts beside mail (MW-50).

mod entry;
mod form;
mod list;
mod settings;
mod sheet;
#[cfg(test)]
mod tests;

pub use entry::{EntryRow, EntryView, FILES_MAX, ItemName, LinkedView, LogComment, LogFile, ShownValue};
pub use form::{Blank, EntryForm, When};
pub use list::{Due, LogPage, LogQuery, PAGE, Place, WORDS_MAX};
pub use settings::{ItemForm, ItemKind, ItemView, LogSettings, STEPS, check_results};

pub use sheet::{Column, Imported, LINES_MAX, TOLD_MAX};

use crate::stored_enum;

stored_enum! {
    /// The two logs of a space.
    pub enum Log { Calls = "call", Visits = "visit" }
}

stored_enum! {
    /// Who called whom.
    pub enum Way { In = "in", Out = "out" }
}

stored_enum! {
    /// How the entries of a log are dated: a day, from a day to a day, a time, from a time to a time.
    pub enum Dating { Day = "day", Days = "days", Time = "time", Times = "times" }
}

impl Log {
    /// As it stands in addresses: `/logs/calls`.
    pub const fn path(self) -> &'static str {
        match self {
            Log::Calls => "calls",
            Log::Visits => "visits",
        }
    }

    pub fn of_path(path: &str) -> Option<Log> {
        Log::ALL.iter().copied().find(|log| log.path() == path)
    }

    /// Until operators say otherwise. The minutes are the step in which times are chosen.
    pub const fn usual(self) -> (Dating, i64) {
        match self {
            Log::Calls => (Dating::Time, 1),
            Log::Visits => (Dating::Times, 15),
        }
    }
}

impl Dating {
    pub const fn has_time(self) -> bool {
        matches!(self, Dating::Time | Dating::Times)
    }

    pub const fn has_end(self) -> bool {
        matches!(self, Dating::Days | Dating::Times)
    }
}
