//! Why a mail came back: by the status code where a server gives an exact one (RFC 3463), else by its words.

use super::phrases::{EXACT, LATE, PHRASES};
use domain::returns::Why;

/// What the whole report says, asked where nothing is said about a recipient alone.
pub(super) struct Told<'a> {
    pub notice: &'a str,
    pub subject: &'a str,
}

/// Where each recipient has words of its own, those about the others are none.
pub(super) const NOTHING: Told<'static> = Told { notice: "", subject: "" };

/// One recipient, and what was said about it.
pub(super) struct Case<'a> {
    pub addr: &'a str,
    pub answer: &'a str,
    /// The field `Status`, which mail systems fill in themselves; the code inside the answer is the other server's.
    pub status: &'a str,
    pub told: &'a Told<'a>,
    pub is_final: bool,
}

pub(super) struct Judged {
    pub why: Why,
    pub hard: bool,
    pub status: String,
}

pub(super) fn judge(case: &Case<'_>) -> Judged {
    let host = case.addr.rsplit_once('@').map_or("", |(_, host)| host);
    // The address may hold words of its own ("spam@", "unknown.example").
    let plain = |text: &str| normal(&text.to_lowercase().replace(&case.addr.to_lowercase(), " @ ").replace(&host.to_lowercase(), " @ "));
    let (answer, notice) = (plain(beginning(case.answer)), plain(beginning(case.told.notice)));
    let code = enhanced(&answer).or_else(|| enhanced(&normal(case.status))).unwrap_or_default();
    let mut why = by_words(&answer, EXACT)
        .or_else(|| by_exact_code(&code, &answer))
        .or_else(|| by_words(&answer, PHRASES))
        .or_else(|| by_code(&code))
        .or_else(|| by_words(&notice, EXACT))
        .or_else(|| by_words(&notice, PHRASES))
        .or_else(|| by_words(&normal(&case.told.subject.to_lowercase()), PHRASES))
        .unwrap_or(Why::Other);
    if why == Why::NoUser && !matches!(code.as_str(), "5.1.1" | "5.1.10") && was_refused_after_data(&answer, &notice) {
        why = Why::Filtered;
    }
    let hard = case.is_final && why.is_of_the_address() && !is_temporary(&code, &answer);
    Judged { why, hard, status: code }
}

/// Bytes of words that are looked at: what servers have to say stands in front.
const MAX_WORDS: usize = 16 * 1024;

fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_WORDS)).unwrap_or(text)
}

/// A server that takes the address and refuses the mail says "user unknown" of somebody who exists: carriers of mobile
/// telephones answer so where the recipient's own settings let nobody in.
fn was_refused_after_data(answer: &str, notice: &str) -> bool {
    // Who names the address itself means it.
    if answer.contains("invalid recipient") {
        return false;
    }
    let holds = |words: &[&str]| words.iter().any(|words| answer.contains(words) || notice.contains(words));
    holds(&["end of data", "smtp command data", ">>> data", " data ] ", "to data command", "final data"])
        && !holds(&["reply to rcpt", ">>> rcpt", "command rcpt", "smtp command rcpt"])
}

fn is_temporary(code: &str, answer: &str) -> bool {
    if code.starts_with('4') {
        return true;
    }
    let begins = |digit: char| answer.split(' ').any(|word| reply_code(word).is_some_and(|code| code.starts_with(digit)));
    begins('4') && !begins('5')
}

/// A warning that it is still being tried.
pub(super) fn is_only_late(notice: &str, subject: &str) -> bool {
    let (notice, subject) = (normal(&beginning(notice).to_lowercase()), normal(&subject.to_lowercase()));
    LATE.iter().any(|words| matches(&notice, words) || matches(&subject, words))
}

/// Whether a line holds what a server answered: three digits and words.
pub(super) fn has_reply_code(line: &str) -> bool {
    let line = normal(&line.to_lowercase());
    line.split(' ').any(|word| reply_code(word).is_some()) && line.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count() > 1
}

/// "550" or "550-5.1.1": the code.
fn reply_code(word: &str) -> Option<&str> {
    let (code, rest) = word.split_at_checked(3)?;
    let fits = code.bytes().all(|byte| byte.is_ascii_digit()) && matches!(code.as_bytes(), [b'4' | b'5', b'0'..=b'5', _]);
    (fits && (rest.is_empty() || rest.starts_with('-'))).then_some(code)
}

fn by_exact_code(code: &str, answer: &str) -> Option<Why> {
    let why = match code {
        "5.1.1" | "5.1.10" | "5.1.351" => Why::NoUser,
        "5.1.2" => Why::NoHost,
        "5.1.6" => Why::Moved,
        "5.1.7" | "5.1.8" => Why::Refused,
        "5.2.2" | "4.2.2" => Why::Full,
        "5.2.3" | "5.3.4" => Why::TooLarge,
        _ => return None,
    };
    // 5.1.1 is what many servers say whatever the matter is.
    let other = by_words(answer, PHRASES).filter(|other| matches!(other, Why::Full | Why::Unproven | Why::Spam | Why::Expired));
    Some(other.filter(|_| why == Why::NoUser).unwrap_or(why))
}

fn by_code(code: &str) -> Option<Why> {
    Some(match code {
        "5.1.3" | "5.4.1" => Why::NoUser,
        "5.4.4" | "5.4.310" => Why::NoHost,
        "5.2.1" => Why::Suspended,
        "5.7.26" => Why::Unproven,
        "5.7.1" => Why::Refused,
        "4.4.1" | "4.4.7" | "5.4.7" => Why::Expired,
        _ => return None,
    })
}

fn by_words(text: &str, table: &[(Why, &[&str])]) -> Option<Why> {
    table.iter().find(|(_, phrases)| phrases.iter().any(|phrase| matches(text, phrase))).map(|(why, _)| *why)
}

/// How far apart the halves of a phrase may stand, in bytes.
const APART: usize = 60;

/// `phrase` stands in `text`; a star in it is up to a few words.
fn matches(text: &str, phrase: &str) -> bool {
    let Some((first, rest)) = phrase.split_once('*') else { return text.contains(phrase) };
    text.match_indices(first).any(|(at, _)| {
        let after = text.get(at + first.len()..).unwrap_or_default();
        let near = after.get(..after.floor_char_boundary(APART + rest.len())).unwrap_or(after);
        near.contains(rest)
    })
}

/// One blank between words, and around everything; of marks only those stay that codes and commands need.
fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars() {
        let kept = c.is_alphanumeric() || matches!(c, '.' | '-' | '@' | '>' | ']');
        match c {
            ']' => out.push_str(" ] "),
            _ if kept => out.push(c),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.push(' ');
    let mut squeezed = String::with_capacity(out.len());
    for c in out.chars() {
        if c != ' ' || !squeezed.ends_with(' ') {
            squeezed.push(c);
        }
    }
    squeezed
}

/// The first "5.1.1" of a text (RFC 3463, 2); an address of the internet is none.
fn enhanced(text: &str) -> Option<String> {
    text.split(|c: char| c != '.' && !c.is_ascii_digit()).map(|word| word.trim_matches('.')).find_map(|word| {
        let numbers: Vec<&str> = word.split('.').collect();
        let [class, subject, detail] = numbers.as_slice() else { return None };
        let fits = matches!(*class, "2" | "4" | "5") && [subject, detail].iter().all(|part| (1..=3).contains(&part.len()));
        fits.then(|| word.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_numbers_of_versions_and_addresses() {
        let cases = [
            ("550 5.1.1 <a@b>... User unknown", Some("5.1.1")),
            ("550-5.7.26 unauthenticated", Some("5.7.26")),
            ("host mx [192.0.2.25] said: 421 4.4.2 timeout", Some("4.4.2")),
            ("(5.65/1.37)", None),
            ("#5.1.1 - chkusr", Some("5.1.1")),
            ("10.5.1.1 is no code", None),
        ];
        for (text, expected) in cases {
            assert_eq!(enhanced(&normal(text)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_star_is_a_few_words_and_no_more() {
        assert!(matches(" user a@b is unknown here ", "user*unknown"));
        assert!(!matches(&format!(" user {} unknown", "x".repeat(100)), "user*unknown"));
        assert!(has_reply_code("<<< 550 User unknown") && !has_reply_code("in 1999") && !has_reply_code("4500 things"));
    }
}
