//! Reading what [`super::line`] writes, and what spreadsheets do: CRLF or LF, quoted cells with line breaks in them (RFC 4180).

/// The rows with the number of the line on which each begins, counted from 1. Empty lines are none.
///
/// # Errors
/// The line on which a quoted cell begins that never ends.
pub fn rows(text: &str) -> Result<Vec<(usize, Vec<String>)>, usize> {
    let text = text.strip_prefix(super::MARK).unwrap_or(text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begun, mut quoted_since) = (1, 1, None);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, quoted_since) {
            ('"', Some(_)) if signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            ('"', Some(_)) => quoted_since = None,
            ('"', None) if cell.is_empty() => quoted_since = Some(line),
            (',', None) => row.push(std::mem::take(&mut cell)),
            ('\r', None) if signs.peek() == Some(&'\n') => {}
            ('\n' | '\r', None) => {
                line += 1;
                row.push(std::mem::take(&mut cell));
                end(&mut rows, begun, &mut row);
                begun = line;
            }
            (sign, quoted) => {
                if sign == '\n' && quoted.is_some() {
                    line += 1;
                }
                cell.push(sign);
            }
        }
    }
    if let Some(line) = quoted_since {
        return Err(line);
    }
    row.push(cell);
    end(&mut rows, begun, &mut row);
    Ok(rows)
}

fn end(rows: &mut Vec<(usize, Vec<String>)>, begun: usize, row: &mut Vec<String>) {
    let row = std::mem::take(row);
    if row.iter().any(|cell| !cell.is_empty()) {
        rows.push((begun, row));
    }
}

/// A cell without the apostrophe that [`super::line`] put before what a spreadsheet would run.
pub fn plain(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'').unwrap_or(cell);
    let begins = rest.trim_start_matches([' ', '　']);
    if begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { rest } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::{MARK, line};

    #[test]
    fn what_was_written_is_read_back() {
        let cells = ["納期", "a,b", "say \"hi\"", "two\r\nlines", "=1+1", "-12", "'quoted'", "", " end "];
        let text = format!("{MARK}{}{}", line(cells), line(["次", "", "", "", "", "", "", "", ""]));
        let read = rows(&text).unwrap();
        assert_eq!(read[0].1.iter().map(|cell| plain(cell)).collect::<Vec<_>>(), cells);
        assert_eq!((read[0].0, read[1].0), (1, 3));
    }

    #[test]
    fn spreadsheets_end_their_lines_as_they_like() {
        let read = |text: &str| rows(text).unwrap().into_iter().map(|(line, cells)| format!("{line}:{}", cells.join("|"))).collect::<Vec<_>>();
        for (text, expected) in [
            ("a,b\nc,d", vec!["1:a|b", "2:c|d"]),
            ("a\r\rb\r", vec!["1:a", "3:b"]),
            ("a,\r\n\r\n,\r\n\"\",x\r\n", vec!["1:a|", "4:|x"]),
            ("a\"b,\"c\"\"d\"", vec!["1:a\"b|c\"d"]),
            ("", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
        assert_eq!(rows("a\n\"b\nc"), Err(2));
    }
}
