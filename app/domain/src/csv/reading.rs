//! Comma-separated values as spreadsheets write them: quotes, line breaks inside cells, ends of lines of any kind, tabs or semicolons
//! in the place of commas.

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In the file, from 1: where it begins.
    pub number: usize,
    pub cells: Vec<String>,
}

/// Every record that is not empty. Nothing is refused: a quote that is never closed reaches to the end.
pub fn read(text: &str) -> Vec<Line> {
    let text = text.strip_prefix(super::MARK).unwrap_or(text);
    let separator = separator(text);
    let mut lines = Vec::new();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut quoted, mut was_quoted) = (false, false);
    let (mut number, mut begins) = (1, 1);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' || c == '\r' && chars.peek() != Some(&'\n') {
            number += 1;
        }
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            c if quoted => cell.push(c),
            '"' if cell.is_empty() && !was_quoted => (quoted, was_quoted) = (true, true),
            c if c == separator => {
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                cells.push(std::mem::take(&mut cell));
                end(&mut lines, begins, std::mem::take(&mut cells));
                was_quoted = false;
                begins = number;
            }
            c => cell.push(c),
        }
    }
    cells.push(cell);
    end(&mut lines, begins, cells);
    lines
}

fn end(lines: &mut Vec<Line>, number: usize, cells: Vec<String>) {
    if cells.iter().any(|cell| !cell.trim().is_empty()) {
        lines.push(Line { number, cells });
    }
}

/// What stands between the cells of the first line most often.
fn separator(text: &str) -> char {
    let first = text.split(['\r', '\n']).next().unwrap_or_default();
    let count = |c: char| first.matches(c).count();
    [',', '\t', ';'].into_iter().rev().max_by_key(|c| count(*c)).filter(|c| count(*c) > 0).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        read(text).into_iter().map(|line| (line.number, line.cells)).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        /// A text, and its lines with their numbers.
        type Case<'a> = (&'a str, Vec<(usize, Vec<&'a str>)>);
        let cases: [Case<'_>; 8] = [
            ("\u{feff}a,b\r\n1,2\r\n", vec![(1, vec!["a", "b"]), (2, vec!["1", "2"])]),
            ("a,\"b,c\"\n", vec![(1, vec!["a", "b,c"])]),
            ("a,\"say \"\"hi\"\"\"\n", vec![(1, vec!["a", "say \"hi\""])]),
            ("a,\"one\r\ntwo\"\r\n\r\nb,c", vec![(1, vec!["a", "one\r\ntwo"]), (4, vec!["b", "c"])]),
            ("a\tb,c\td\r1\t2\t3\r", vec![(1, vec!["a", "b,c", "d"]), (2, vec!["1", "2", "3"])]),
            ("a;b\n\"1;2\";3\n", vec![(1, vec!["a", "b"]), (2, vec!["1;2", "3"])]),
            ("a,\"never closed\nb,c", vec![(1, vec!["a", "never closed\nb,c"])]),
            (",,\n , \nx,,\n", vec![(3, vec!["x", "", ""])]),
        ];
        for (text, expected) in cases {
            let expected: Vec<(usize, Vec<String>)> =
                expected.into_iter().map(|(number, cells)| (number, cells.into_iter().map(str::to_owned).collect())).collect();
            assert_eq!(cells(text), expected, "{text:?}");
        }
        assert!(cells("").is_empty());
    }
}
