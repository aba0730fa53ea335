//! `type/subtype; name=value` fields: Content-Type and Content-Disposition, with RFC 2231 continuations and charsets.

use super::charset::{self, Hints};
use super::transfer::hex;
use super::words;

/// More parameters than this are ignored.
const MAX_PARAMETERS: usize = 200;

#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters {
    /// The part before the first semicolon, lower case, without blanks and comments.
    pub value: String,
    list: Vec<(String, String)>,
}

impl Parameters {
    pub(crate) fn read(field: &[u8], hints: &Hints) -> Parameters {
        let text = words::raw_text(field, hints);
        let mut rest = text.as_str();
        let value = take_value(&mut rest);
        let mut list = Vec::new();
        while list.len() < MAX_PARAMETERS && !rest.is_empty() {
            if let Some(pair) = take_parameter(&mut rest) {
                list.push(pair);
            }
        }
        Parameters { value, list }
    }

    /// A plain parameter as written (boundary, charset, format, ...).
    pub(crate) fn plain(&self, name: &str) -> Option<&str> {
        self.list.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A parameter for people: RFC 2231 in all its forms first, then encoded words and raw text.
    pub(crate) fn text(&self, name: &str, hints: &Hints) -> Option<String> {
        self.extended(name, hints).or_else(|| self.plain(name).map(|value| words::decode(value, hints)))
    }

    /// `name*=`, `name*0=`, `name*0*=` and so on (RFC 2231, 3 and 4), joined as bytes before decoding.
    fn extended(&self, name: &str, hints: &Hints) -> Option<String> {
        let mut segments: Vec<(u32, bool, &str)> = self
            .list
            .iter()
            .filter_map(|(known, value)| {
                let tail = known.strip_prefix(name)?.strip_prefix('*')?;
                let (number, is_encoded) = match tail.strip_suffix('*') {
                    Some(number) => (number, true),
                    None => (tail, tail.is_empty()),
                };
                let number = if number.is_empty() { 0 } else { number.parse().ok()? };
                Some((number, is_encoded, value.as_str()))
            })
            .collect();
        segments.sort_by_key(|&(number, _, _)| number);
        let &(_, first_is_encoded, first) = segments.first()?;
        let mut label = None;
        let mut bytes = Vec::new();
        for (at, &(_, is_encoded, value)) in segments.iter().enumerate() {
            let mut value = value;
            if at == 0
                && first_is_encoded
                && let Some((charset, rest)) = first.split_once('\'')
                && let Some((_language, rest)) = rest.split_once('\'')
            {
                label = Some(charset).filter(|charset| !charset.is_empty());
                value = rest;
            }
            if is_encoded {
                percent(value, &mut bytes);
            } else {
                bytes.extend_from_slice(value.as_bytes());
            }
        }
        let text = charset::decode(&bytes, label, &Hints { forced: None, ..hints.clone() }).text;
        // Some senders put encoded words into RFC 2231 segments.
        Some(words::decode(&text, hints))
    }
}

pub(crate) fn percent(value: &str, out: &mut Vec<u8>) {
    let mut rest = value.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%'
            && let [high, low, tail @ ..] = after
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high << 4 | low);
            rest = tail;
        } else {
            out.push(byte);
            rest = after;
        }
    }
}

fn take_value(rest: &mut &str) -> String {
    let end = rest.find(';').unwrap_or(rest.len());
    let (value, after) = rest.split_at(end);
    *rest = after.strip_prefix(';').unwrap_or(after);
    let value = value.split('(').next().unwrap_or_default();
    value.chars().filter(|c| !c.is_whitespace() && *c != '"').flat_map(char::to_lowercase).collect()
}

/// Takes one `name=value;` from `rest`; always makes it shorter.
fn take_parameter(rest: &mut &str) -> Option<(String, String)> {
    let input = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
    *rest = input;
    let Some(end) = input.find(['=', ';']) else {
        *rest = "";
        return None;
    };
    let (name, after) = input.split_at(end);
    let Some(after) = after.strip_prefix('=') else {
        *rest = after;
        return None;
    };
    let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let after = after.trim_start();
    let (value, after) = match after.strip_prefix('"') {
        Some(quoted) => quoted_value(quoted),
        None => {
            let end = token_end(after);
            let (value, after) = after.split_at(end);
            (value.trim().to_owned(), after)
        }
    };
    *rest = after;
    (!name.is_empty()).then_some((name, value))
}

/// An unquoted value ends at the semicolon; encoded words and names with blanks stay whole.
fn token_end(input: &str) -> usize {
    input.find(';').unwrap_or(input.len())
}

/// The inside of a quoted string. A backslash escapes quotes and backslashes only, because `C:\dir\file` is common.
fn quoted_value(input: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = input.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, input.get(at + 1..).unwrap_or_default()),
            '\\' => match letters.peek() {
                Some(&(_, next @ ('"' | '\\'))) => {
                    value.push(next);
                    letters.next();
                }
                _ => value.push('\\'),
            },
            _ => value.push(letter),
        }
    }
    (value, "")
}
