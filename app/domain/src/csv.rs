//! Comma-separated values (RFC 4180) as spreadsheets open them: a byte order mark, CRLF, and no cell that they would run as a formula.

mod reading;

pub use reading::{Line, read};

/// So that spreadsheets read UTF-8.
pub const MARK: &str = "\u{feff}";

/// One line with its end.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// A whole file: its mark, a line of heads, and the lines below it.
pub fn file<'a, H, R>(heads: H, rows: impl IntoIterator<Item = R>) -> String
where
    H: IntoIterator<Item = &'a str>,
    R: IntoIterator<Item = &'a str>,
{
    let mut text = format!("{MARK}{}", line(heads));
    rows.into_iter().for_each(|row| text.push_str(&line(row)));
    text
}

/// Quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe (OWASP, "CSV injection"); numbers stay numbers.
fn cell(text: &str) -> String {
    let text = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    let quoted = text.contains([',', '"', '\r', '\n', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn is_formula(text: &str) -> bool {
    let begins = text.trim_start_matches([' ', '　']);
    begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && text.parse::<f64>().is_err()
}

/// What a cell says that was written by [`line`]: without the apostrophe that keeps a formula from being one.
fn meant(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_only_text() {
        let cases = [
            ("納期", "納期"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("一\r\n二", "\"一\r\n二\""),
            ("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\""),
            ("+81-3-0000-0000", "'+81-3-0000-0000"),
            ("-2+3", "'-2+3"),
            ("-12.5", "-12.5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1+1", "'＝1+1"),
            ("　=1", "'　=1"),
            ("\t=1", "\"'\t=1\""),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected, "{text:?}");
        }
        for text in ["=1+1", "+81-3-0000-0000", "-2+3", "納期", "'quoted'", "-12.5", "'"] {
            assert_eq!(read(&line([text])).unwrap()[0].cells, [text]);
        }
        assert_eq!(line(["1", "a,b", ""]), "1,\"a,b\",\r\n");
    }
}
