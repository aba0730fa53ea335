//! A table of a report as spreadsheets take it: what every cell is, before anybody writes it as CSV or as a workbook.

use super::Day;
use crate::stored_enum;

stored_enum! {
    /// What a table is written as.
    #[derive(Default)]
    pub enum SheetFormat {
        /// Typed cells, the chart, and what was counted.
        #[default]
        Xlsx = "xlsx",
        /// CSV in UTF-8, with the mark that spreadsheets look for.
        Utf8 = "csv",
        /// CSV in the code page of Japanese Windows, which lacks many characters.
        Cp932 = "cp932",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing to tell.
    Empty,
    /// Never a formula, whatever it begins with.
    Text(String),
    Count(i64),
    /// Hundredths of one.
    Hundredths(i64),
    /// Milliseconds.
    Span(i64),
    Day {
        day: Day,
        /// As it is said where a cell is only text.
        said: String,
        /// It stands for its month.
        month: bool,
    },
    /// Minutes since 1970 on the clocks that the sheet names.
    Time(i64),
}

/// How the figures of a sheet are drawn, one series a column, over the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetChart {
    Columns,
    Stacked,
    Lines,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    /// Its cells are waits.
    pub is_span: bool,
    /// Drawn on the chart.
    pub is_drawn: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Over everything, also over rows that are left off; no sum that a program could make of the rows.
    pub total: Option<Vec<Cell>>,
    pub chart: Option<SheetChart>,
}

/// What is written into one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    pub title: String,
    pub sheets: Vec<Sheet>,
    /// What was counted, of when, on which clocks, and by whom: the name and the value of each line.
    pub about: Sheet,
}
