//! When a mail was received: what the last server wrote into the topmost `Received` field (RFC 5321 section 4.4).
//! A mailbox that is fetched for the first time thus keeps its order of months.

use domain::Moment;
use jiff::fmt::rfc2822::DateTimeParser;

static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
/// No server writes a longer field, and none further down.
const SEARCHED: usize = 16 * 1024;

/// `None` where there is no such field, or no date in it that can be read.
pub fn at(raw: &[u8]) -> Option<Moment> {
    let field = topmost(raw, b"received:")?;
    let (_, date) = field.rsplit_once(';')?;
    read(date)
}

/// When a mail of an archive was received, or written where no server says so: what we sent ourselves.
pub fn or_written(raw: &[u8]) -> Option<Moment> {
    at(raw).or_else(|| read(&topmost(raw, b"date:")?))
}

fn read(date: &str) -> Option<Moment> {
    let at = PARSER.parse_timestamp(date.trim()).ok()?;
    Some(Moment(at.as_millisecond()))
}

/// The value of the first field of a name, in small letters with its colon, unfolded.
fn topmost(raw: &[u8], wanted: &[u8]) -> Option<String> {
    let raw = &raw[..raw.len().min(SEARCHED)];
    let mut found: Option<String> = None;
    for line in raw.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let folded = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        match &mut found {
            Some(value) if folded => {
                value.push(' ');
                value.push_str(String::from_utf8_lossy(line).trim());
            }
            Some(_) => break,
            None if line.is_empty() => break,
            None => {
                if let Some((name, value)) = line.split_at_checked(wanted.len())
                    && name.eq_ignore_ascii_case(wanted)
                {
                    found = Some(String::from_utf8_lossy(value).trim().to_owned());
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topmost_field_counts() {
        let cases: [(&str, Option<i64>); 9] = [
            ("Received: from a by b; Mon, 5 Jan 2026 09:00:00 +0900\r\nReceived: x; Sun, 4 Jan 2026 00:00:00 +0000\r\n\r\n", Some(1_767_571_200_000)),
            (
                "Return-Path: <a@b>\nRECEIVED: from a\n\tby b (c; d)\n\tid 7; Mon, 05 Jan 2026 09:00:00 +0900 (JST)\nSubject: x\n\n",
                Some(1_767_571_200_000),
            ),
            ("Received: from a by b; Tue, 5 Jan 2026 00:00:00 GMT\n\n", Some(1_767_571_200_000)),
            ("Received: from a by b; yesterday\n\n", None),
            ("Received: from a by b\n\n", None),
            ("Subject: x\n\nReceived: from a by b; Mon, 5 Jan 2026 09:00:00 +0900\n", None),
            ("Subject: x\n", None),
            ("", None),
            ("Received:\n\n", None),
        ];
        for (raw, expected) in cases {
            assert_eq!(at(raw.as_bytes()).map(|at| at.0), expected, "{raw:?}");
        }
    }
}
