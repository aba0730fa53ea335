//! Reports (集計レポート): what can be asked about the work of a space, and what an answer looks like. How each figure is counted
//! stands in the help; the figures themselves come from facts that were noted when things happened.

mod answer;
mod axis;
mod behind;
mod condition;
mod day;
mod measure;
mod question;
mod schedule;
mod sheet;
#[cfg(test)]
mod tests;

pub use answer::{Answer, BookMenu, Head, ReportsBox, ReportsDesk, Row};
pub use axis::{Axis, Key, WAIT_STEPS, WAITS};
pub use behind::{Behind, Cell, Item, Place};
pub use condition::{CLAUSES_MAX, CONDITIONS_MAX, Clause, ConditionForm, ConditionView, MAIL_WHATS};
pub use day::{Day, Period, YEARS_MAX};
pub use measure::{Fact, Measure, Source, Unit};
pub use question::{Clocks, MEASURES_MAX, NARROWED_MAX, Narrow, Question};
pub use schedule::{PostState, PostView, READERS_MAX, SCHEDULES_MAX, ScheduleForm, ScheduleView};
pub use sheet::{Cell as SheetCell, Column as SheetColumn, Sheet, SheetChart, SheetFormat, Workbook};

/// Rows of an axis that has no end, such as companies; the totals count what is left off too.
pub const ROWS_MAX: usize = 100;
/// Lines of one page of what a number counts.
pub const PAGE: usize = 50;
