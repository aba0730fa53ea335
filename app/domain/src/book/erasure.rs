//! Erasing somebody (MD-14): what goes and what stays, and how a text reads without them.

use crate::{ContactId, Field, Refused, Wrong, fold::fold, stored_enum};
use serde::{Deserialize, Serialize};

/// What stands where a name was.
pub const STAND_IN: &str = "＊＊＊";

stored_enum! {
    /// What becomes of mails with them: kept as records of business without their name and address, or deleted.
    pub enum MailsFate { Hidden = "hidden", Deleted = "deleted" }
}

/// What there is of somebody, before it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureView {
    pub id: ContactId,
    pub name: String,
    pub addresses: Vec<String>,
    /// Conversations that they are the customer of, and mails that name one of their addresses anywhere.
    pub conversations: i64,
    pub mails: i64,
    pub calls: i64,
    pub visits: i64,
    pub bulk_mails: i64,
    pub files: i64,
    pub opted_out: bool,
}

/// How far erasing somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct ErasureState {
    /// Conversations and mails that are to be gone through, and those that were.
    pub total: i64,
    pub done: i64,
}

impl ErasureState {
    pub fn is_over(self) -> bool {
        self.done >= self.total
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureForm {
    pub mails: MailsFate,
    /// The name of the card, typed once more.
    pub confirmed: String,
}

impl ErasureForm {
    /// # Errors
    /// [`Refused::Invalid`] about [`Field::Name`] when another name was typed.
    pub fn check(&self, name: &str) -> Result<(), Refused> {
        let key = |name: &str| fold(name).split_whitespace().collect::<String>();
        let same = !self.confirmed.trim().is_empty() && key(&self.confirmed) == key(name);
        if same { Ok(()) } else { Err(Refused::Invalid { field: Field::Name, wrong: Wrong::Same }) }
    }
}

/// What is searched for in texts.
#[derive(Clone, Debug)]
pub struct Redaction {
    /// Folded.
    pub addresses: Vec<String>,
    names: Vec<Vec<char>>,
    /// In the place of addresses: one that nobody can have (RFC 2606).
    pub stand_in: String,
}

impl Redaction {
    /// Names of one letter are none.
    pub fn new(id: ContactId, addresses: &[String], names: &[String]) -> Redaction {
        let mut names: Vec<Vec<char>> = names.iter().map(|name| needle(name)).filter(|name| name.len() > 1).collect();
        // The longest first: it may hold another one.
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Redaction { addresses: addresses.iter().map(|addr| fold(addr)).collect(), names, stand_in: format!("erased-{id}@erased.invalid") }
    }

    pub fn is_theirs(&self, addr: &str) -> bool {
        self.addresses.contains(&fold(addr))
    }

    /// The name with which a mail called them is hidden with their address, whatever it was.
    pub fn address(&self, name: &str, addr: &str) -> (String, String) {
        if self.is_theirs(addr) { (STAND_IN.to_owned(), self.stand_in.clone()) } else { (self.text(name), addr.to_owned()) }
    }

    /// A text without their names and addresses: in any case and width, with blanks in a name or without.
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for addr in &self.addresses {
            let addr: Vec<char> = addr.chars().collect();
            text = replaced(&text, &addr, false, &self.stand_in);
        }
        for name in &self.names {
            text = replaced(&text, name, true, STAND_IN);
        }
        text
    }
}

fn needle(name: &str) -> Vec<char> {
    name.chars().filter(|c| !c.is_whitespace()).map(simple).collect()
}

/// One letter as it is compared: small, narrow, kana of one kind.
fn simple(c: char) -> char {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '\u{30a1}'..='\u{30f6}' => char::from_u32(c as u32 - 0x60),
        _ => None,
    };
    narrow.unwrap_or(c).to_lowercase().next().unwrap_or(c)
}

fn replaced(text: &str, wanted: &[char], over_blanks: bool, stand_in: &str) -> String {
    let letters: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, simple(c))).collect();
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let (mut place, mut copied) = (0, 0);
    while place < letters.len() {
        let ends = (letters[place].1 == *first).then(|| end_of(&letters, place, wanted, over_blanks)).flatten();
        let at = |place: usize| letters.get(place).map(|(_, c)| *c);
        let before = place.checked_sub(1).and_then(at);
        match ends {
            Some(end) if is_apart(before, *first, None, over_blanks) && is_apart(at(end), *last, Some(at(end + 1)), over_blanks) => {
                out.push_str(text.get(copied..letters[place].0).unwrap_or_default());
                out.push_str(stand_in);
                copied = letters.get(end).map_or(text.len(), |(at, _)| *at);
                place = end;
            }
            _ => place += 1,
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// Where the stretch ends that begins at `place` and says `wanted`.
fn end_of(letters: &[(usize, char)], place: usize, wanted: &[char], over_blanks: bool) -> Option<usize> {
    let mut at = place;
    for (count, want) in wanted.iter().enumerate() {
        // One blank, as people put it between the parts of a name.
        if over_blanks && count > 0 && letters.get(at).is_some_and(|(_, c)| *c == ' ' || *c == '\u{3000}') {
            at += 1;
        }
        letters.get(at).filter(|(_, c)| c == want)?;
        at += 1;
    }
    Some(at)
}

/// Whether what stands beside an edge makes it no part of something longer. A full stop behind an address may end a sentence.
fn is_apart(beside: Option<char>, edge: char, end: Option<Option<char>>, in_words: bool) -> bool {
    match beside {
        _ if !edge.is_ascii_alphanumeric() => true,
        None => true,
        Some(c) if c.is_ascii_alphanumeric() => false,
        Some('.') => in_words || end.is_some_and(|beyond| beyond.is_none_or(|c| !c.is_ascii_alphanumeric())),
        Some(c) => in_words || !"._%+-@".contains(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_without_them() {
        let redaction =
            Redaction::new(ContactId(7), &["k.mishima@x.example".into()], &["三嶋 航太郎".into(), "Zoë Sena".into(), "み".into(), "ミシマ".into()]);
        let cases = [
            ("三嶋 航太郎 様", "＊＊＊ 様"),
            ("三嶋航太郎、三嶋　航太郎です", "＊＊＊、＊＊＊です"),
            ("みしま（三嶋）", "＊＊＊（三嶋）"),
            ("From: K.Mishima@X.example>", "From: erased-7@erased.invalid>"),
            ("ok.mishima@x.example k.mishima@x.example.", "ok.mishima@x.example erased-7@erased.invalid."),
            ("k.mishima@x.example.org", "k.mishima@x.example.org"),
            ("<k.mishima@x.example>", "<erased-7@erased.invalid>"),
            ("ZOË SENA, zoësena, Zoë Senator", "＊＊＊, ＊＊＊, Zoë Senator"),
            ("み", "み"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(redaction.text(text), expected, "{text}");
        }
        assert_eq!(redaction.address("K. M.", "K.MISHIMA@x.example"), ("＊＊＊".into(), "erased-7@erased.invalid".into()));
        assert_eq!(redaction.address("三嶋 航太郎", "other@x.example"), ("＊＊＊".into(), "other@x.example".into()));
    }

    #[test]
    fn only_the_name_itself_confirms() {
        let form = |confirmed: &str| ErasureForm { mails: MailsFate::Hidden, confirmed: confirmed.into() };
        assert!(form("三嶋航太郎 ").check("三嶋 航太郎").is_ok());
        for other in ["", " ", "三嶋", "削除"] {
            assert!(form(other).check("三嶋 航太郎").is_err(), "{other}");
        }
    }
}
