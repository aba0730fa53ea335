//! Address lists (RFC 5322, 3.4): names, groups, comments, and the broken forms that arrive every day.

use super::charset::Hints;
use super::{limits, words};
use serde::{Deserialize, Serialize};

/// Comments nested deeper than this are read as text.
const MAX_COMMENT_DEPTH: usize = 20;
/// How far the end of a comment or quoted string is looked for, and how many may lack one before all further
/// brackets and quotes are text; without these bounds unclosed ones cost quadratic time.
const MAX_QUOTED: usize = 1_000;
const MAX_UNCLOSED: usize = 20;

/// Somebody named in a header. `name` is empty when there is none; `addr` has no angle brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub addr: String,
}

enum Token<'a> {
    /// Bare text or an encoded word.
    Text(&'a str),
    Quoted(String),
    Comment(String),
    Angle(String),
    Comma,
    Colon,
    Semicolon,
}

/// Everybody in the address fields of one role, groups flattened, to the limit that holds for all of them together.
pub(crate) fn people<'f>(fields: impl Iterator<Item = &'f [u8]>, hints: &Hints) -> Vec<Person> {
    let mut people = Vec::new();
    for field in fields {
        people.extend(people_of_field(field, limits::PEOPLE - people.len(), hints));
        if people.len() >= limits::PEOPLE {
            break;
        }
    }
    people
}

/// At most `most`, and that is at least one.
fn people_of_field(field: &[u8], most: usize, hints: &Hints) -> Vec<Person> {
    let text = words::raw_text(field, hints);
    let mut people = Vec::new();
    let mut entry = Entry::default();
    for token in tokens(&text) {
        match token {
            Token::Comma | Token::Semicolon => people.extend(std::mem::take(&mut entry).finish(hints)),
            // "Group name: a, b;" - but "Name: with colon <a@b>" stays a name because an address follows without a list.
            Token::Colon => entry = Entry::default(),
            Token::Text(text) => entry.text(text),
            Token::Quoted(text) => entry.quoted(&text),
            Token::Comment(text) => entry.comment = Some(text),
            Token::Angle(addr) => {
                if entry.addr.is_some() {
                    people.extend(std::mem::take(&mut entry).finish(hints));
                }
                entry.addr = Some(addr);
            }
        }
        if people.len() >= most {
            people.truncate(most);
            return people;
        }
    }
    people.extend(entry.finish(hints));
    people
}

#[derive(Default)]
struct Entry {
    phrase: String,
    comment: Option<String>,
    addr: Option<String>,
    ended_quoted: bool,
}

impl Entry {
    fn text(&mut self, text: &str) {
        self.phrase.push_str(text);
        self.ended_quoted = false;
    }

    fn quoted(&mut self, text: &str) {
        self.phrase.push_str(text);
        self.ended_quoted = true;
    }

    fn finish(self, hints: &Hints) -> Option<Person> {
        self.person(hints).map(within_limits)
    }

    fn person(self, hints: &Hints) -> Option<Person> {
        let decoded = |text: &str| one_line(&words::decode(text, hints));
        let phrase = self.phrase.trim();
        let comment = self.comment.as_deref().map(decoded).unwrap_or_default();
        let Some(addr) = self.addr else {
            return without_brackets(phrase, comment, &decoded);
        };
        let mut name = decoded(phrase);
        let unquoted = name.trim_matches(['"', '\'']).trim();
        if name.len() > 1 && (name.starts_with('"') && name.ends_with('"') || name.starts_with('\'') && name.ends_with('\'')) {
            name = unquoted.to_owned();
        }
        if name.is_empty() {
            name = comment;
        }
        let addr = address(&decoded(&addr));
        (!addr.is_empty() || !name.is_empty()).then_some(Person { name, addr })
    }
}

pub(super) fn within_limits(Person { name, addr }: Person) -> Person {
    let (name, addr) = match addr.len() > limits::ADDRESS {
        true if name.is_empty() => (addr, String::new()),
        true => (name, String::new()),
        false => (name, addr),
    };
    Person { name: limits::shortened(name, limits::NAME), addr }
}

/// "a@b", "a@b (Name)", "Name a@b", or only a name.
fn without_brackets(phrase: &str, comment: String, decoded: &impl Fn(&str) -> String) -> Option<Person> {
    if phrase.is_empty() {
        return None;
    }
    let text = decoded(phrase);
    if !text.contains('@') {
        let is_local_name = !text.contains(char::is_whitespace) && text.is_ascii();
        return Some(if is_local_name { Person { name: comment, addr: text } } else { Person { name: text, addr: String::new() } });
    }
    let Some(addr) = text.split_whitespace().rev().find(|word| word.contains('@')).map(address) else {
        return Some(Person { name: comment, addr: address(&text) });
    };
    // "user @ example.com": blanks around the sign are obsolete syntax, not a name.
    let joined: String = text.split_whitespace().collect();
    if addr.starts_with('@') || addr.ends_with('@') {
        return Some(Person { name: comment, addr: address(&joined) });
    }
    let name: Vec<&str> = text.split_whitespace().filter(|word| address(word) != addr).collect();
    let name = if name.is_empty() { comment } else { name.join(" ").trim_matches('"').to_owned() };
    Some(Person { name, addr })
}

/// Without blanks, route (`<@a,@b:c@d>`) and leftover brackets.
fn address(text: &str) -> String {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>').trim();
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let text = match text.strip_prefix('@').and_then(|route| route.split_once(':')) {
        Some((_, address)) => address,
        None => text,
    };
    if text.starts_with('"') {
        return text.to_owned();
    }
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// Controls and runs of blanks become one blank.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut unclosed) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (token, length) = token(rest, &mut unclosed);
        at += length.max(1);
        tokens.push(token);
    }
    tokens
}

fn token<'a>(rest: &'a str, unclosed: &mut usize) -> (Token<'a>, usize) {
    if let Some(length) = words::word_length(rest) {
        return (Token::Text(rest.get(..length).unwrap_or(rest)), length);
    }
    let Some(first) = rest.chars().next() else { return (Token::Text(""), 1) };
    match first {
        ',' => (Token::Comma, 1),
        ';' => (Token::Semicolon, 1),
        ':' if starts_group(rest) => (Token::Colon, 1),
        '"' | '(' if *unclosed < MAX_UNCLOSED => {
            let found = if first == '"' { quoted(rest) } else { comment(rest) };
            *unclosed += usize::from(matches!(found.0, Token::Text(_)));
            found
        }
        '<' => angle(rest),
        _ => {
            let skip = first.len_utf8();
            let end = rest
                .get(skip..)
                .and_then(|tail| tail.find([',', ';', ':', '"', '(', '<']).or_else(|| tail.find("=?")))
                .map_or(rest.len(), |end| end + skip);
            // The earlier of a separator and an encoded word.
            let end = rest.get(..end).and_then(|head| head.get(skip..)).and_then(|head| head.find("=?")).map_or(end, |word| word + skip);
            (Token::Text(rest.get(..end).unwrap_or(rest)), end)
        }
    }
}

/// A colon opens a group when a semicolon or a list follows; otherwise it is a slip inside a name.
fn starts_group(rest: &str) -> bool {
    let after = rest.get(1..).unwrap_or_default();
    let near = after.get(..after.floor_char_boundary(2_000)).unwrap_or(after);
    near.contains(';') || near.trim().is_empty()
}

fn quoted(rest: &str) -> (Token<'_>, usize) {
    let mut value = String::new();
    let mut letters = rest.char_indices().take(MAX_QUOTED).skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (Token::Quoted(value_of_quoted(rest, at, value)), at + 1),
            '\\' => value.extend(letters.next().map(|(_, next)| next)),
            _ => value.push(letter),
        }
    }
    // No closing quote: the mark is text.
    (Token::Text(" "), 1)
}

/// A quoted local part keeps its quotes (`"a b"@example.com`).
fn value_of_quoted(rest: &str, end: usize, value: String) -> String {
    if rest.get(end + 1..).is_some_and(|after| after.starts_with('@')) && !value.contains('@') {
        let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        return if plain { value } else { format!("\"{value}\"") };
    }
    value
}

fn comment(rest: &str) -> (Token<'_>, usize) {
    let mut depth = 0_usize;
    let mut value = String::new();
    let mut letters = rest.char_indices().take(MAX_QUOTED);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '(' if depth < MAX_COMMENT_DEPTH => {
                if depth > 0 {
                    value.push('(');
                }
                depth += 1;
            }
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return (Token::Comment(value), at + 1);
                }
                value.push(')');
            }
            '\\' => value.extend(letters.next().map(|(_, next)| next)),
            _ => value.push(letter),
        }
    }
    (Token::Text("("), 1)
}

fn angle(rest: &str) -> (Token<'_>, usize) {
    let mut in_quotes = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '"' => in_quotes = !in_quotes,
            '>' if !in_quotes => return (Token::Angle(rest.get(1..at).unwrap_or_default().to_owned()), at + 1),
            // "<a@b, c@d": the bracket was never closed.
            ',' | ';' if !in_quotes && !rest.starts_with("<@") => {
                return (Token::Angle(rest.get(1..at).unwrap_or_default().to_owned()), at);
            }
            _ => {}
        }
    }
    (Token::Angle(rest.get(1..).unwrap_or_default().to_owned()), rest.len())
}
