//! Reserved words (MW-45): `%Customer%` and its like, in signatures and templates. They are filled when a text is inserted, so
//! that its writer sees the result; what nobody knows stays as it was written, and sending asks about it. Pure.

mod blank;
mod value;

pub use blank::{Blank, blanks};
pub use value::{Agent, Around, Recipient, is_harmless_name};

use crate::Language;
use jiff::{Zoned, civil::Weekday};

/// Stand around what was filled in, on its way to the screen that shows where it is. No value and no text keeps them.
pub const BEGIN: char = '\u{e000}';
pub const END: char = '\u{e001}';

/// The words of the decisions. `%item:NAME%` names an item of the address book.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    User,
    UserLastName,
    UserMail,
    Customer,
    CustomerLastName,
    Company,
    Section,
    Subject,
    Mailbox,
    Date,
    Time,
    Year,
    Month,
    Day,
    Weekday,
    Item(String),
}

/// Letters of a word between its percent signs, and of what stands there for nothing.
const LONGEST: usize = 60;

/// The word, and what is written in its place where it comes out blank: `%Customer|お客様%`.
fn with_default(name: &str) -> (&str, Option<&str>) {
    name.split_once('|').map_or((name, None), |(word, instead)| (word, Some(instead)))
}

impl Word {
    /// As they are offered while somebody types. Items go by their own names.
    pub const NAMES: [&'static str; 15] = [
        "Customer",
        "CustomerLastName",
        "Company",
        "Section",
        "User",
        "UserLastName",
        "UserMail",
        "Mailbox",
        "Subject",
        "Date",
        "Time",
        "Year",
        "Month",
        "Day",
        "Weekday",
    ];

    /// What stands for a blank is no part of it.
    pub fn parse(name: &str) -> Option<Word> {
        Some(match with_default(name).0 {
            "User" => Word::User,
            "UserLastName" => Word::UserLastName,
            "UserMail" => Word::UserMail,
            "Customer" => Word::Customer,
            "CustomerLastName" => Word::CustomerLastName,
            "Company" => Word::Company,
            "Section" => Word::Section,
            "Subject" => Word::Subject,
            "Mailbox" => Word::Mailbox,
            "Date" => Word::Date,
            "Time" => Word::Time,
            "Year" => Word::Year,
            "Month" => Word::Month,
            "Day" => Word::Day,
            "Weekday" => Word::Weekday,
            other => Word::Item(other.strip_prefix("item:").filter(|item| !item.trim().is_empty())?.to_owned()),
        })
    }
}

/// Where a text is put: what a value must not be able to do there differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Text,
    /// The text is HTML already; values are not.
    Html,
    /// One line of a head: a value ends no line.
    Header,
}

/// A text with its words filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// Words that stayed as they were written: unknown ones, and those whose value nobody knows.
    pub left: Vec<String>,
    /// Words that came out blank, each time they did.
    pub blank: Vec<String>,
    /// The text again, with [`BEGIN`] and [`END`] around every value. Nothing between them: a blank.
    pub marked: String,
    /// The word of each of these places, in their order.
    pub marks: Vec<String>,
}

/// Fills the words of a text. `value` gives what a word stands for: `None` where nobody can know here, blank where it is known
/// to be nothing.
pub fn fill(text: &str, place: Place, value: impl Fn(&Word) -> Option<String>) -> Filled {
    let mut filled = Filled::default();
    for piece in pieces(text) {
        let (name, whole) = match piece {
            Piece::Plain(plain) => {
                let plain = without_marks(plain);
                filled.text.push_str(&plain);
                filled.marked.push_str(&plain);
                continue;
            }
            Piece::Word { name, whole } => (name, whole),
        };
        let mut put_in = String::new();
        let (value, instead) = (Word::parse(name).and_then(|word| value(&word)).map(|value| tame(&value)), with_default(name).1);
        match value.filter(|value| instead.is_none() || !value.trim().is_empty()) {
            // Of the text itself, and written like it.
            None if instead.is_some() => put_in.push_str(instead.unwrap_or_default()),
            Some(value) if value.trim().is_empty() => filled.blank.push(whole.to_owned()),
            Some(value) => put(&value, place, &mut put_in),
            None => {
                put_in.push_str(whole);
                filled.left.push(whole.to_owned());
            }
        }
        filled.marks.push(whole.to_owned());
        filled.text.push_str(&put_in);
        filled.marked.extend([BEGIN]);
        filled.marked.push_str(&put_in);
        filled.marked.extend([END]);
    }
    filled
}

/// A text as it is without what shows where something was filled in.
pub fn without_marks(text: &str) -> String {
    text.replace([BEGIN, END], "")
}

/// A value is words: nothing that moves a cursor, turns the writing round, or stands for a mark. Lines end in one way.
fn tame(value: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = value.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| (!c.is_control() || *c == '\n') && !turns(*c) && *c != BEGIN && *c != END).collect()
}

/// What still looks like a reserved word in a text that is about to go out, each once.
pub fn left_in(text: &str) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Word { whole, .. } = piece
            && !left.iter().any(|known| known == whole)
        {
            left.push(whole.to_owned());
        }
    }
    left
}

enum Piece<'a> {
    Plain(&'a str),
    Word { name: &'a str, whole: &'a str },
}

/// A word begins right behind a percent sign and ends right before the next one.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut plain, mut from) = (0, 0);
    while let Some(start) = text[from..].find('%').map(|at| from + at) {
        let inside = &text[start + 1..];
        let end = inside.find('%').filter(|end| is_name(&inside[..*end]));
        match end {
            Some(end) => {
                let after = start + 1 + end + 1;
                if start > plain {
                    pieces.push(Piece::Plain(&text[plain..start]));
                }
                pieces.push(Piece::Word { name: &inside[..end], whole: &text[start..after] });
                (plain, from) = (after, after);
            }
            None => from = start + 1,
        }
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(&text[plain..]));
    }
    pieces
}

/// Letters only, as all our words are, or an item by its name. Two hexadecimal digits are a byte in an address of the web. Only a word
/// that there is has something in its place: a stroke between two percentages says nothing.
fn is_name(name: &str) -> bool {
    if let (word, Some(instead)) = with_default(name) {
        let fits = !instead.trim().is_empty() && instead.chars().count() <= LONGEST && !instead.contains(['<', '>', '|']);
        return fits && !instead.chars().any(char::is_control) && Word::parse(word).is_some() && is_name(word);
    }
    if let Some(item) = name.strip_prefix("item:") {
        return !item.trim().is_empty() && item.chars().count() <= LONGEST && !item.chars().any(char::is_control);
    }
    let is_byte = name.len() == 2 && name.bytes().all(|b| b.is_ascii_hexdigit());
    (2..=LONGEST).contains(&name.len()) && !is_byte && name.bytes().all(|b| b.is_ascii_alphabetic())
}

fn put(value: &str, place: Place, text: &mut String) {
    match place {
        Place::Text => text.push_str(value),
        Place::Header => {
            let line: Vec<&str> = value.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect();
            text.push_str(&line.join(" "));
        }
        Place::Html => {
            for c in value.chars() {
                match c {
                    '&' => text.push_str("&amp;"),
                    '<' => text.push_str("&lt;"),
                    '>' => text.push_str("&gt;"),
                    '"' => text.push_str("&quot;"),
                    '\'' => text.push_str("&#39;"),
                    '\n' => text.push_str("<br>"),
                    _ => text.push(c),
                }
            }
        }
    }
}

/// The words that tell the day and the hour, in the language of the text.
pub fn of_time(word: &Word, now: &Zoned, language: Language) -> Option<String> {
    let japanese = language == Language::Japanese;
    Some(match word {
        Word::Date if japanese => format!("{}年{}月{}日", now.year(), now.month(), now.day()),
        Word::Date => now.strftime("%B %-d, %Y").to_string(),
        Word::Time if japanese => format!("{}時{:02}分", now.hour(), now.minute()),
        Word::Time => now.strftime("%-I:%M %p").to_string(),
        Word::Year => now.year().to_string(),
        Word::Month => now.month().to_string(),
        Word::Day => now.day().to_string(),
        Word::Weekday if japanese => weekday(now.weekday()).to_owned(),
        Word::Weekday => now.strftime("%A").to_string(),
        _ => return None,
    })
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月曜日",
        Weekday::Tuesday => "火曜日",
        Weekday::Wednesday => "水曜日",
        Weekday::Thursday => "木曜日",
        Weekday::Friday => "金曜日",
        Weekday::Saturday => "土曜日",
        Weekday::Sunday => "日曜日",
    }
}

/// The family name: before the first blank where it comes first, behind the last one elsewhere. A name in one piece is all of it.
pub fn last_name(name: &str) -> &str {
    let name = name.trim();
    let family_first = name.chars().any(|c| matches!(c, 'ぁ'..='ヿ' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
    if let (false, Some((family, _))) = (family_first, name.split_once(',')) {
        // "Doe, Jane".
        return family.trim_end();
    }
    let parts = if family_first {
        name.split_once(char::is_whitespace).map(|(family, _)| family)
    } else {
        name.rsplit_once(char::is_whitespace).map(|(_, family)| family)
    };
    parts.unwrap_or(name)
}

#[cfg(test)]
mod tests;
