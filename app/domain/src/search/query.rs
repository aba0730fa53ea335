//! The language of questions: words, "phrases", `-not`, `from:` and its kin, in English and Japanese.
//!
//! What cannot be understood is told and left out; it never keeps the rest from being looked for.

use super::{QUERY_MAX, folded::folded, period::Day, term::Term};
use crate::stored_enum;
use serde::{Deserialize, Serialize};

stored_enum! {
    /// What stands before a colon.
    pub enum Key {
        From = "from", To = "to", Subject = "subject", Status = "status", Assignee = "assignee", Has = "has", After = "after", Before = "before", In = "in",
    }
}

impl Key {
    /// As people may write it, in any width and case.
    pub fn read(text: &str) -> Option<Key> {
        let text: String = text.chars().map(narrow).collect();
        Some(match text.as_str() {
            "from" | "差出人" | "送信者" => Key::From,
            "to" | "宛先" => Key::To,
            "subject" | "件名" => Key::Subject,
            "status" | "状況" | "処理状況" => Key::Status,
            "assignee" | "担当" | "担当者" => Key::Assignee,
            "has" | "添付" | "コメント" => Key::Has,
            "after" | "since" | "以降" => Key::After,
            "before" | "以前" => Key::Before,
            "in" | "対象" => Key::In,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    Anywhere,
    Sender,
    Recipients,
    Subject,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Attachment,
    Comment,
}

/// What must hold of a hit. Names are folded; who and what they name is looked up by whoever knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Text(Within, Term),
    Status(Vec<String>),
    Assignee(Vec<String>),
    In(Vec<String>),
    Has(Thing),
    After(Day),
    Before(Day),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// As it was written.
    pub text: String,
    pub not: bool,
    pub condition: Condition,
}

/// A part of the question that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub text: String,
    pub wrong: Wrong,
}

stored_enum! {
    pub enum Wrong {
        NoWord = "no-word", NoValue = "no-value", NoDay = "no-day", NoThing = "no-thing", NoStatus = "no-status", NoPerson = "no-person", NoMailbox = "no-mailbox",
        TooMuch = "too-much", NoFieldValue = "no-field-value",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub clauses: Vec<Clause>,
    pub problems: Vec<Problem>,
}

/// Clauses that are looked at: nobody writes more by hand.
const CLAUSES_MAX: usize = 20;

impl Query {
    pub fn parse(text: &str) -> Query {
        let mut query = Query::default();
        let end = text.char_indices().nth(QUERY_MAX).map_or(text.len(), |(end, _)| end);
        for (number, part) in split(&text[..end]).into_iter().enumerate() {
            let part = part.to_owned();
            match if number < CLAUSES_MAX { clause(&part) } else { Err(Wrong::TooMuch) } {
                Ok((not, condition)) => query.clauses.push(Clause { text: part, not, condition }),
                Err(wrong) => query.problems.push(Problem { text: part, wrong }),
            }
        }
        if end < text.len() {
            query.problems.push(Problem { text: text[end..].chars().take(40).collect(), wrong: Wrong::TooMuch });
        }
        query
    }
}

/// The clauses of a question, as they were written. White space of any width parts them; quotation marks hold together.
pub fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (part, later) = rest.split_at(part_end(rest));
        parts.push(part.trim_end());
        rest = later.trim_start();
    }
    parts
}

/// Where the first part of `text` ends, which begins with no white space.
fn part_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    // A quotation begins where a word or a value does.
    let mut begins = true;
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            return at;
        }
        if begins && is_quote(c) {
            chars.by_ref().find(|(_, c)| is_quote(*c));
            begins = false;
            continue;
        }
        begins = at == 0 && is_minus(c);
        if is_colon(c) && Key::read(text[..at].trim_start_matches(is_minus)).is_some() {
            // `from: name` is read like `from:name`.
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            begins = true;
        } else if is_colon(c) && chars.peek().is_some_and(|(_, c)| is_quote(*c)) {
            // `種別:"故障 不具合"`: what stands before the colon may be the name of a field.
            begins = true;
        }
    }
    text.len()
}

/// The question with `part` in the place of what it says about `key`; what else was asked stays as it was written.
pub fn with(text: &str, key: Key, part: Option<&str>) -> String {
    let others = split(text).into_iter().filter(|part| key_of(part).map(|(key, _)| key) != Some(key));
    others.chain(part).collect::<Vec<_>>().join(" ")
}

/// `status:"in progress"`: a part of a question.
pub fn written(name: &str, value: &str) -> String {
    let quote = if value.contains(char::is_whitespace) { "\"" } else { "" };
    format!("{name}:{quote}{value}{quote}")
}

/// The value that `key` has in the question, without quotation marks.
pub fn value(text: &str, key: Key) -> Option<String> {
    split(text).into_iter().filter_map(key_of).find(|(of, _)| *of == key).map(|(_, value)| unquoted(value).to_owned())
}

/// Key and value of a clause that has both.
fn key_of(part: &str) -> Option<(Key, &str)> {
    let part = part.trim_start_matches(is_minus);
    let (key, value) = part.split_once(is_colon)?;
    Some((Key::read(key)?, value.trim()))
}

fn clause(part: &str) -> Result<(bool, Condition), Wrong> {
    let positive = part.strip_prefix(is_minus).filter(|rest| !rest.is_empty());
    let not = positive.is_some();
    let part = positive.unwrap_or(part);
    // 添付:あり says what has: says in English.
    if let Some((thing, value)) = part.split_once(is_colon).and_then(|(key, value)| Some((thing(&folded(key))?, folded(value))))
        && let Some(there) = match value.as_str() {
            "あり" | "有り" | "有" | "yes" => Some(true),
            "なし" | "無し" | "無" | "no" => Some(false),
            _ => None,
        }
    {
        return Ok((not == there, Condition::Has(thing)));
    }
    let Some((key, value)) = key_of(part) else {
        return Ok((not, Condition::Text(Within::Anywhere, Term::new(unquoted(part)).ok_or(Wrong::NoWord)?)));
    };
    let value = unquoted(value);
    if value.trim().is_empty() {
        return Err(Wrong::NoValue);
    }
    let term = |within| Ok(Condition::Text(within, Term::new(value).ok_or(Wrong::NoWord)?));
    let day = || Day::parse(&folded(value)).ok_or(Wrong::NoDay);
    let condition = match key {
        Key::From => term(Within::Sender)?,
        Key::To => term(Within::Recipients)?,
        Key::Subject => term(Within::Subject)?,
        Key::Status => Condition::Status(names(value)),
        Key::Assignee => Condition::Assignee(names(value)),
        Key::In => Condition::In(names(value)),
        Key::Has => Condition::Has(thing(&folded(value)).ok_or(Wrong::NoThing)?),
        Key::After => Condition::After(day()?),
        Key::Before => Condition::Before(day()?),
    };
    Ok((not, condition))
}

/// `つなぎ,保留`: either.
fn names(value: &str) -> Vec<String> {
    value.split([',', '，', '、']).map(folded).filter(|name| !name.is_empty()).collect()
}

fn thing(word: &str) -> Option<Thing> {
    match word {
        "attachment" | "attachments" | "file" | "files" | "添付" | "添付ふぁいる" => Some(Thing::Attachment),
        "comment" | "comments" | "こめんと" | "社内こめんと" => Some(Thing::Comment),
        _ => None,
    }
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let Some(inside) = text.strip_prefix(is_quote) else { return text };
    inside.strip_suffix(is_quote).unwrap_or(inside)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// Full-width letters as ASCII, in lower case: enough for keys, and small enough for the browser.
fn narrow(c: char) -> char {
    let narrow = match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    narrow.to_ascii_lowercase()
}
