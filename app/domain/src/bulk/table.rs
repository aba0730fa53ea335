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
/// [`Refused::Invalid`] for a file without a line, with too many, or with a quote that never ends.
pub fn read(name: &str, text: &str) -> Result<Audience, Refused> {
    let wrong = |wrong| Refused::Invalid { field: Field::File, wrong };
    let mut rows = lines(text.trim_start_matches('\u{feff}'))?;
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
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
    let mut text = format!("{}{}", csv::MARK, csv::line(names));
    for row in rows {
        text.push_str(&csv::line(row.iter().map(String::as_str)));
    }
    text
}

/// Whether a line can be sent to.
pub fn is_sound(row: &FileRow) -> bool {
    is_address(row.cell(0))
}

fn lines(text: &str) -> Result<Vec<FileRow>, Refused> {
    let separator = separator(text);
    let (mut rows, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut begun_at, mut line) = (false, 1, 1);
    let mut chars = text.chars().peekable();
    let mut end = |cells: &mut Vec<String>, cell: &mut String, line: i64| {
        cells.push(unformulated(std::mem::take(cell)));
        rows.push(FileRow { line, cells: std::mem::take(cells) });
    };
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\n' if quoted => {
                line += 1;
                cell.push('\n');
            }
            c if c == separator && !quoted => cells.push(unformulated(std::mem::take(&mut cell))),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                end(&mut cells, &mut cell, begun_at);
                line += 1;
                begun_at = line;
            }
            c => cell.push(c),
        }
    }
    if quoted {
        return Err(Refused::Invalid { field: Field::File, wrong: Wrong::Malformed });
    }
    if !cell.is_empty() || !cells.is_empty() {
        end(&mut cells, &mut cell, begun_at);
    }
    Ok(rows)
}

/// What stands more often in the first line.
fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |wanted: char| first.chars().filter(|c| *c == wanted).count();
    [',', '\t', ';'].into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(',')
}

/// Without the apostrophe that keeps a spreadsheet from running a cell: what we wrote is read as what it was.
fn unformulated(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches([' ', '　']).starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']) => rest.to_owned(),
        _ => cell,
    }
}
