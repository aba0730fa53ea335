//! The header block as bytes: where each field starts and ends, whatever the line ends, and where the body begins.

use std::borrow::Cow;

/// More fields than this are not looked at: no honest mail has them.
const MAX_FIELDS: usize = 5_000;
/// Bytes of one field that are looked at: room for some 4,000 recipients, and a bound for the time a hostile one takes.
const MAX_VALUE: usize = 256 * 1024;
/// Lines that are looked at to find out whether a broken header goes on.
const LOOK_AHEAD: usize = 20;
const KNOWN: [&str; 18] = [
    "received",
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "reply-to",
    "sender",
    "mime-version",
    "return-path",
    "delivered-to",
    "dkim-signature",
    "authentication-results",
    "user-agent",
    "envelope-to",
];

/// One header field. `value` still holds its line breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    pub name: &'a [u8],
    pub value: &'a [u8],
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Fields<'a>(pub Vec<Field<'a>>);

impl<'a> Fields<'a> {
    pub(crate) fn first(&self, name: &str) -> Option<&'a [u8]> {
        self.all(name).next()
    }

    pub(crate) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'a [u8]> + 's {
        self.0.iter().filter(move |field| field.name.eq_ignore_ascii_case(name.as_bytes())).map(|field| field.value)
    }
}

/// Old Macintosh mail ends lines with a bare CR; everything else here expects LF.
pub(crate) fn with_line_feeds(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect())
}

/// The line that starts at `at`, without its end, and where the next one starts.
pub(crate) fn line_at(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    let line = rest.get(..length).unwrap_or_default();
    let kept = line.iter().rposition(|&byte| byte != b'\r').map_or(0, |last| last + 1);
    Some((line.get(..kept).unwrap_or_default(), at + (length + 1).min(rest.len())))
}

/// Splits `raw` into its fields and the offset of the body.
pub(crate) fn split(raw: &[u8]) -> (Fields<'_>, usize) {
    let mut fields = Vec::new();
    let mut at = skip_preamble(raw);
    while let Some((line, next)) = line_at(raw, at) {
        if ends_header(raw, line, next) {
            return (Fields(fields), next);
        }
        if line.trim_ascii().is_empty() {
            at = next;
            continue;
        }
        let Some(colon) = name_length(line) else {
            // Lost line breaks and stray text inside a header: go on if the header goes on.
            if header_goes_on(raw, next) {
                at = next;
                continue;
            }
            return (Fields(fields), at);
        };
        let start = at + colon + 1;
        let end = end_of_value(raw, next);
        if fields.len() < MAX_FIELDS {
            let name = line.get(..colon).unwrap_or_default();
            fields.push(Field { name: name.trim_ascii_end(), value: raw.get(start..end).unwrap_or_default() });
        }
        at = end;
    }
    (Fields(fields), raw.len())
}

/// Blank lines and an mbox "From " line before the first field.
fn skip_preamble(raw: &[u8]) -> usize {
    let mut at = if raw.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    while let Some((line, next)) = line_at(raw, at) {
        // "From  : a@b" is a field with blanks before its colon; "From a@b Mon ..." is an mbox line.
        let is_envelope = (line.starts_with(b"From ") || line.starts_with(b">From ")) && name_length(line).is_none();
        let is_noise = line.trim_ascii().is_empty() || is_envelope;
        if !is_noise {
            break;
        }
        at = next;
    }
    // Nothing but a body: keep it whole.
    if line_at(raw, at).is_some_and(|(line, _)| name_length(line).is_some()) { at } else { 0 }
}

/// A line of blanks is the end of the header, unless the header visibly goes on behind it.
fn ends_header(raw: &[u8], line: &[u8], next: usize) -> bool {
    line.is_empty()
        || line.iter().all(|byte| matches!(byte, b' ' | b'\t'))
            && line_at(raw, next).is_none_or(|(line, _)| name_length(line).is_none() && !is_continuation(line))
}

fn is_continuation(line: &[u8]) -> bool {
    matches!(line.first(), Some(b' ' | b'\t')) && !line.trim_ascii().is_empty()
}

/// Whether a field that mail systems write stands ahead, before any empty line.
fn header_goes_on(raw: &[u8], mut at: usize) -> bool {
    for _ in 0..LOOK_AHEAD {
        let Some((line, next)) = line_at(raw, at) else { return false };
        if line.is_empty() {
            return false;
        }
        if let Some(length) = name_length(line) {
            let name = String::from_utf8_lossy(line.get(..length).unwrap_or_default()).trim().to_lowercase();
            if KNOWN.contains(&name.as_str()) || name.starts_with("x-") || name.starts_with("content-") {
                return true;
            }
        }
        at = next;
    }
    false
}

fn end_of_value(raw: &[u8], mut at: usize) -> usize {
    while let Some((line, next)) = line_at(raw, at) {
        // RFC 5322, 4.2: a line of blanks inside a folded field is obsolete but allowed.
        let is_blank_fold = !line.is_empty() && line.trim_ascii().is_empty() && line_at(raw, next).is_some_and(|(line, _)| is_continuation(line));
        if !is_continuation(line) && !is_blank_fold {
            break;
        }
        at = next;
    }
    at
}

/// Offset of the colon when `line` starts with a field name (RFC 5322, 2.2; blanks before the colon tolerated).
fn name_length(line: &[u8]) -> Option<usize> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(colon)
}

/// Joins folded lines: line breaks go, the blanks of the fold stay.
pub(crate) fn unfolded(value: &[u8]) -> Vec<u8> {
    value.iter().take(MAX_VALUE).copied().filter(|byte| !matches!(byte, b'\r' | b'\n' | 0)).collect::<Vec<_>>().trim_ascii().to_vec()
}
