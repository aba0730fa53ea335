//! Lines of cards: unfolded, with their parameters, and their values as they are meant.

use crate::read::quoted_printable;
use base64::{Engine, prelude::BASE64_STANDARD};
use encoding_rs::{Encoding, UTF_8};

#[derive(Clone, Debug)]
pub struct Property {
    pub line: usize,
    /// In capitals, without the group before it (`item1.`).
    pub name: String,
    parameters: Vec<(String, String)>,
    /// As it stands there, but for its transfer encoding.
    pub value: String,
}

impl Property {
    /// Of one name in capitals. What only names a type (2.1) is under `TYPE`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn has_type(&self, kind: &str) -> bool {
        self.parameters.iter().any(|(name, value)| name == "TYPE" && value.split(',').any(|one| one.trim().eq_ignore_ascii_case(kind)))
    }

    /// The smaller the more preferred: `PREF=1` (4.0) or `TYPE=PREF`.
    pub fn preference(&self) -> u8 {
        let said = self.parameter("PREF").and_then(|number| number.trim().parse().ok());
        said.unwrap_or(if self.has_type("PREF") { 1 } else { 101 })
    }

    pub fn text(&self) -> String {
        self.list('\0').concat()
    }

    /// The components of a structured value.
    pub fn parts(&self) -> Vec<String> {
        self.list(';')
    }

    /// Cut where `separator` stands without a backslash, and without the backslashes (RFC 6350 section 3.4).
    pub fn list(&self, separator: char) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            let here = match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => '\n',
                    Some(other) => other,
                    None => '\\',
                },
                c if c == separator => {
                    parts.push(String::new());
                    continue;
                }
                c => c,
            };
            if let Some(last) = parts.last_mut() {
                last.push(here);
            }
        }
        parts.iter().map(|part| part.replace("\r\n", "\n").trim().to_owned()).collect()
    }
}

/// Every property of a file. What is none is left out.
pub fn properties(text: &str) -> Vec<Property> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let mut whole = line.to_owned();
        let is_printable = whole.split(':').next().is_some_and(|head| head.to_ascii_uppercase().contains("QUOTED-PRINTABLE"));
        while let Some((_, next)) = lines.peek() {
            if is_printable && whole.ends_with('=') {
                whole.pop();
                whole.push_str(next);
            } else if let Some(rest) = next.strip_prefix([' ', '\t']) {
                whole.push_str(rest);
            } else {
                break;
            }
            lines.next();
        }
        found.extend(property(&whole, number + 1));
    }
    found
}

fn property(line: &str, number: usize) -> Option<Property> {
    let (head, value) = cut(line, ':')?;
    let mut parts = all_cut(head, ';').into_iter();
    let name = parts.next()?;
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name).trim().to_ascii_uppercase();
    let parameters: Vec<(String, String)> = parts
        .map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim().to_ascii_uppercase(), plain(value)),
            None => ("TYPE".to_owned(), part.trim().to_owned()),
        })
        .collect();
    let said = |wanted: &str| parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.to_ascii_uppercase());
    let encoding = said("ENCODING")
        .or_else(|| parameters.iter().find(|(_, value)| value.eq_ignore_ascii_case("QUOTED-PRINTABLE")).map(|(_, value)| value.to_ascii_uppercase()));
    let in_charset =
        |bytes: &[u8]| said("CHARSET").and_then(|name| Encoding::for_label(name.as_bytes())).unwrap_or(UTF_8).decode(bytes).0.into_owned();
    let value = match encoding.as_deref() {
        Some("QUOTED-PRINTABLE") => in_charset(&quoted_printable(value.as_bytes())),
        // Only texts are asked for: pictures are never decoded.
        Some("B" | "BASE64") if value.len() < 10_000 => {
            BASE64_STANDARD.decode(value.replace(' ', "")).map_or_else(|_| value.to_owned(), |bytes| in_charset(&bytes))
        }
        _ => value.to_owned(),
    };
    Some(Property { line: number, name, parameters, value })
}

/// Without its quotes, and with what a caret stands for (RFC 6868).
fn plain(value: &str) -> String {
    value.trim().trim_matches('"').replace("^n", "\n").replace("^'", "\"").replace("^^", "^")
}

/// Before and behind the first sign that stands in no quotes.
fn cut(text: &str, sign: char) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (place, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == sign && !quoted => return Some((text.get(..place)?, text.get(place + sign.len_utf8()..)?)),
            _ => {}
        }
    }
    None
}

fn all_cut(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some((part, behind)) = cut(rest, sign) {
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}
