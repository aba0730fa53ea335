//! Header fields in bytes: encoded words, quoted names, folded lines.

use super::ComposeError;
use crate::read::Person;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// RFC 5322, 2.1.1: lines should not be longer.
const LINE: usize = 76;
/// Bytes of text in one encoded word, so that the word stays within 75 (RFC 2047, 2).
const WORD_BYTES: usize = 42;

/// The header block being written.
#[derive(Default)]
pub(super) struct Header {
    out: String,
}

impl Header {
    /// A value that is ASCII and short by nature.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.pieces(name, &[value.to_owned()], "");
    }

    /// Unstructured text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let value = one_line(value);
        if needs_words(&value) {
            self.pieces(name, &words(&value), "");
        } else {
            self.pieces(name, &value.split_inclusive(' ').map(|word| word.trim_end().to_owned()).collect::<Vec<_>>(), "");
        }
    }

    pub(super) fn people(&mut self, name: &str, people: &[Person]) -> Result<(), ComposeError> {
        check_people(people)?;
        let last = people.len().saturating_sub(1);
        let mut pieces = Vec::new();
        for (at, person) in people.iter().enumerate() {
            let comma = if at < last { "," } else { "" };
            let addr = person.addr.trim();
            let display = display_name(&person.name);
            if display.is_empty() {
                pieces.push(format!("{addr}{comma}"));
            } else {
                pieces.extend(display);
                pieces.push(format!("<{addr}>{comma}"));
            }
        }
        self.pieces(name, &pieces, "");
        Ok(())
    }

    pub(super) fn ids(&mut self, name: &str, ids: &[String]) -> Result<(), ComposeError> {
        for id in ids {
            let is_plain = !id.is_empty() && id.len() <= 900 && id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'<' && byte != b'>');
            if !is_plain {
                return Err(ComposeError::MessageId(id.clone()));
            }
        }
        self.pieces(name, &ids.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>(), "");
        Ok(())
    }

    /// Joins pieces by blanks and folds before one that would pass the line length.
    fn pieces(&mut self, name: &str, pieces: &[String], end: &str) {
        self.out.push_str(name);
        self.out.push(':');
        let mut column = name.len() + 1;
        let mut line_has_text = false;
        for piece in pieces {
            if column + 1 + piece.len() > LINE && line_has_text {
                self.out.push_str("\r\n");
                column = 0;
            }
            self.out.push(' ');
            self.out.push_str(piece);
            column += 1 + piece.len();
            // A line of blanks only would end the header for some readers.
            line_has_text |= !piece.is_empty();
            if column == 1 + piece.len() {
                line_has_text = !piece.is_empty();
            }
        }
        self.out.push_str(end);
        self.out.push_str("\r\n");
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

/// One "@" with something on both sides, and nothing that ends an address or a line.
pub(super) fn check_people(people: &[Person]) -> Result<(), ComposeError> {
    for person in people {
        let addr = person.addr.trim();
        let is_clean = addr.len() <= 320 && !addr.chars().any(|c| c.is_control() || c.is_whitespace() || "<>,;:\\()[]\"".contains(c));
        let has_sides = addr.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !local.contains('@'));
        if !is_clean || !has_sides {
            return Err(ComposeError::Address(person.addr.clone()));
        }
    }
    Ok(())
}

/// Controls (and so line breaks) become blanks: a value can never start another field.
fn one_line(value: &str) -> String {
    value.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// Text that cannot stand as it is: not ASCII, looks encoded, has runs of blanks that folding would change, or cannot be folded.
fn needs_words(value: &str) -> bool {
    !value.is_ascii() || value.contains("=?") || value.contains("  ") || value.split(' ').any(|word| word.len() > LINE - 12)
}

/// Base64 words in UTF-8, cut between characters.
fn words(value: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        let cut = rest.floor_char_boundary(WORD_BYTES.min(rest.len()));
        let (piece, after) = rest.split_at(cut);
        words.push(format!("=?UTF-8?B?{}?=", STANDARD.encode(piece)));
        rest = after;
    }
    words
}

/// A display name as atoms, as a quoted string, or as encoded words.
fn display_name(name: &str) -> Vec<String> {
    let name = one_line(name);
    if name.is_empty() {
        return Vec::new();
    }
    if needs_words(&name) {
        return words(&name);
    }
    let is_atoms = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~ ".contains(&byte));
    if is_atoms {
        return name.split(' ').map(str::to_owned).collect();
    }
    vec![format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))]
}

/// `filename="report.pdf"` or RFC 2231 with continuations.
pub(super) fn parameter(key: &str, value: &str) -> String {
    if is_plain(value) && value.len() < 60 {
        return format!("{key}=\"{value}\"");
    }
    let encoded: Vec<String> = value.chars().map(percent).collect();
    let mut segments = vec![String::new()];
    for character in encoded {
        // A character is never cut, so that readers which decode segment by segment get it right as well.
        if segments.last().is_some_and(|last| last.len() + character.len() > LINE - 26) {
            segments.push(String::new());
        }
        if let Some(last) = segments.last_mut() {
            last.push_str(&character);
        }
    }
    if let [only] = segments.as_slice() {
        return format!("{key}*=UTF-8''{only}");
    }
    let numbered = segments.iter().enumerate().map(|(at, segment)| {
        let charset = if at == 0 { "UTF-8''" } else { "" };
        format!("{key}*{at}*={charset}{segment}")
    });
    numbered.collect::<Vec<_>>().join("; ")
}

/// `name="=?UTF-8?B?...?="`: outside RFC 2047, understood by every mail program of the last thirty years.
pub(super) fn legacy_parameter(key: &str, value: &str) -> String {
    if is_plain(value) {
        return format!("{key}=\"{value}\"");
    }
    format!("{key}=\"{}\"", words(value).join(" "))
}

fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !b"\"\\%".contains(&byte)) && !value.contains("=?") && !value.contains("  ")
}

fn percent(c: char) -> String {
    let mut buffer = [0; 4];
    c.encode_utf8(&mut buffer)
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
