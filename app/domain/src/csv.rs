//! Comma-separated values (RFC 4180) as spreadsheets open them: a byte order mark, CRLF, and no cell that they would run as a formula.

mod rows;

pub use rows::{plain, rows};

/// So that spreadsheets read UTF-8.
pub const MARK: &str = "\u{feff}";

/// One line with its end.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// Quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe (OWASP, "CSV injection"); numbers stay numbers.
fn cell(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '　']);
    let formula = begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && text.parse::<f64>().is_err();
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    let quoted = text.contains([',', '"', '\r', '\n', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
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
        assert_eq!(line(["1", "a,b", ""]), "1,\"a,b\",\r\n");
    }
}
