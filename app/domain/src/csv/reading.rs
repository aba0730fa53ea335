//! Comma-separated values as spreadsheets write them: quotes, line breaks inside cells, ends of lines of any kind, tabs or semicolons
//! in the place of commas.

use super::{MARK, meant};
use crate::Refused;

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In the file, from 1: where it begins.
    pub number: usize,
    /// What was meant: without the apostrophe that keeps a formula from being one, and with line breaks of one kind.
    pub cells: Vec<String>,
}

impl Line {
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }
}

/// Every record that is not empty.
///
/// # Errors
/// [`Refused::OpenQuote`] with the line on which a quoted cell begins that never ends.
pub fn read(text: &str) -> Result<Vec<Line>, Refused> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let separator = separator(text);
    let mut lines = Vec::new();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut quoted_since, mut was_quoted) = (None, false);
    let (mut number, mut begins) = (1, 1);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = c == '\n' || c == '\r' && chars.peek() != Some(&'\n');
        match c {
            '"' if quoted_since.is_some() && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if quoted_since.is_some() => quoted_since = None,
            _ if ends && quoted_since.is_some() => cell.push('\n'),
            '\r' if !ends => {}
            c if quoted_since.is_some() => cell.push(c),
            '"' if cell.is_empty() && !was_quoted => (quoted_since, was_quoted) = (Some(number), true),
            c if c == separator => {
                push(&mut cells, &mut cell);
                was_quoted = false;
            }
            _ if ends => {
                push(&mut cells, &mut cell);
                end(&mut lines, begins, &mut cells);
                was_quoted = false;
                begins = number + 1;
            }
            c => cell.push(c),
        }
        number += usize::from(ends);
    }
    if let Some(line) = quoted_since {
        return Err(Refused::OpenQuote { line });
    }
    push(&mut cells, &mut cell);
    end(&mut lines, begins, &mut cells);
    Ok(lines)
}

fn push(cells: &mut Vec<String>, cell: &mut String) {
    let cell = std::mem::take(cell);
    let plain = meant(&cell);
    cells.push(if plain.len() == cell.len() { cell } else { plain.to_owned() });
}

fn end(lines: &mut Vec<Line>, number: usize, cells: &mut Vec<String>) {
    let cells = std::mem::take(cells);
    if cells.iter().any(|cell| !cell.trim().is_empty()) {
        lines.push(Line { number, cells });
    }
}

/// What stands most often between the cells of the first line that says something; what is quoted does not count.
fn separator(text: &str) -> char {
    let first = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside: String = first.split('"').step_by(2).collect();
    let count = |c: char| outside.matches(c).count();
    [',', '\t', ';'].into_iter().rev().max_by_key(|c| count(*c)).filter(|c| count(*c) > 0).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::{super::line, *};

    #[test]
    fn what_spreadsheets_write_is_read() {
        /// A text, and its lines with their numbers.
        type Case<'a> = (&'a str, Vec<(usize, Vec<&'a str>)>);
        let cases: [Case<'_>; 12] = [
            ("\u{feff}a,b\r\n1,2\r\n", vec![(1, vec!["a", "b"]), (2, vec!["1", "2"])]),
            ("a,\"b,c\"\n", vec![(1, vec!["a", "b,c"])]),
            ("a,\"say \"\"hi\"\"\"\n", vec![(1, vec!["a", "say \"hi\""])]),
            ("a,\"one\r\ntwo\"\r\n\r\nb,c", vec![(1, vec!["a", "one\ntwo"]), (4, vec!["b", "c"])]),
            ("a,\"one\rtwo\nthree\"\rb,c", vec![(1, vec!["a", "one\ntwo\nthree"]), (4, vec!["b", "c"])]),
            ("a\tb,c\td\r1\t2\t3\r", vec![(1, vec!["a", "b,c", "d"]), (2, vec!["1", "2", "3"])]),
            ("a;b\n\"1;2\";3\n", vec![(1, vec!["a", "b"]), (2, vec!["1;2", "3"])]),
            ("\"a,b,c\";d\n1;2\n", vec![(1, vec!["a,b,c", "d"]), (2, vec!["1", "2"])]),
            (",,\n , \nx,,\n", vec![(3, vec!["x", "", ""])]),
            ("a\"b,\"c\"\"d\"", vec![(1, vec!["a\"b", "c\"d"])]),
            ("a,'=1+1,'-2+3,'-12.5,'O", vec![(1, vec!["a", "=1+1", "-2+3", "'-12.5", "'O"])]),
            ("\"a\"b,c", vec![(1, vec!["ab", "c"])]),
        ];
        for (text, expected) in cases {
            let expected: Vec<Line> =
                expected.into_iter().map(|(number, cells)| Line { number, cells: cells.into_iter().map(str::to_owned).collect() }).collect();
            assert_eq!(read(text), Ok(expected), "{text:?}");
        }
        assert_eq!(read(""), Ok(vec![]));
        for (text, line) in [("a\n\"b\nc", 2), ("\"", 1), ("a,\"b\r\nc\"\r\nd,\"\"\"\r\n", 3)] {
            assert_eq!(read(text), Err(Refused::OpenQuote { line }), "{text:?}");
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let cells = ["納期", "a,b", "say \"hi\"", "two\nlines", "=1+1", "-12", "'quoted'", "", " end ", "　=1"];
        let text = format!("{MARK}{}{}", line(cells), line(["次", "", "", "", "", "", "", "", "", ""]));
        let lines = read(&text).unwrap();
        assert_eq!((&lines[0].cells[..], lines[0].number, lines[1].number), (&cells.map(str::to_owned)[..], 1, 3));
        assert_eq!((lines[1].cell(0), lines[1].cell(99)), ("次", ""));
    }
}
