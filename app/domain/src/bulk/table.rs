//! Recipients as lines of a file: reading what spreadsheets write (RFC 4180, tabs too), and writing the same form again.

use super::audience::{Audience, FileRow};
use crate::{Field, Refused, Wrong, addresses::is_address, csv};

/// Cells that have a place of their own: address, name, company, section.
pub const FIXED: usize = 4;
/// Lines of a file that are looked at.
pub const LINES_MAX: usize = 20_000;
const COLUMNS_MAX: usize = 40;

/// Reads a file. The first line names the columns where its first cell is no address.
///
/// # Errors
/// What [`csv::read`] says; [`Refused::Invalid`] for a file without a line, or with too many.
pub fn read(name: &str, text: &str) -> Result<Audience, Refused> {
    let wrong = |wrong| Refused::Invalid { field: Field::File, wrong };
    let mut rows: Vec<FileRow> = csv::read(text)?.into_iter().map(|line| FileRow { line: line.number as i64, cells: line.cells }).collect();
    if rows.len() > LINES_MAX || rows.iter().any(|row| row.cells.len() > COLUMNS_MAX) {
        return Err(wrong(Wrong::TooLong));
    }
    let mut columns = Vec::new();
    if rows.first().is_some_and(|first| !first.cell(0).contains('@')) {
        let head = rows.remove(0);
        columns = head.cells.iter().skip(FIXED).map(|cell| cell.trim().to_owned()).collect();
    }
    if rows.is_empty() {
        return Err(wrong(Wrong::Missing));
    }
    Ok(Audience::File { name: name.to_owned(), columns, rows })
}

/// The same form, for correcting and reading again. `head` names the four fixed columns.
pub fn write(head: [&str; FIXED], columns: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let names = head.into_iter().chain(columns.iter().map(String::as_str));
    let rows: Vec<Vec<String>> = rows.into_iter().collect();
    csv::file(names, rows.iter().map(|row| row.iter().map(String::as_str)))
}

/// Whether a line can be sent to.
pub fn is_sound(row: &FileRow) -> bool {
    is_address(row.cell(0))
}
