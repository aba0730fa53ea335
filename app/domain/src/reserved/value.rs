//! What reserved words stand for when one mail is written to one recipient. Pure: `backend::reserved` gathers it.

use super::{Filled, Place, Word, fill, last_name, of_time};
use crate::{Language, book::Known};
use jiff::Zoned;

/// Who handles the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agent {
    pub name: String,
    pub mail: String,
}

/// What is the same for everybody whom a text goes to.
#[derive(Clone, Debug)]
pub struct Around {
    /// `None` where nobody does.
    pub agent: Option<Agent>,
    pub mailbox: String,
    /// Empty where there is none.
    pub subject: String,
    pub now: Zoned,
    /// Of the text.
    pub language: Language,
}

/// Whom one mail goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The name that they write under; empty where they gave none.
    pub from_name: String,
    /// What the address book says of their address.
    pub known: Option<Known>,
}

impl From<Known> for Recipient {
    fn from(known: Known) -> Recipient {
        Recipient { from_name: String::new(), known: Some(known) }
    }
}

impl Around {
    /// Fills a text for one recipient. Without one, words about a recipient stay as they were written.
    pub fn fill(&self, recipient: Option<&Recipient>, text: &str, place: Place) -> Filled {
        fill(text, place, |word| self.value(recipient, word))
    }

    /// `None` where nobody can know.
    pub fn value(&self, recipient: Option<&Recipient>, word: &Word) -> Option<String> {
        let book = |value: fn(&Known) -> &str| recipient.map(|recipient| recipient.known.as_ref().map(value).map(line).unwrap_or_default());
        match word {
            Word::User => self.agent.as_ref().map(|agent| line(&agent.name)),
            Word::UserLastName => self.agent.as_ref().map(|agent| line(last_name(&agent.name))),
            Word::UserMail => self.agent.as_ref().map(|agent| line(&agent.mail)),
            Word::Customer => recipient.map(Recipient::name),
            Word::CustomerLastName => recipient.map(|recipient| last_name(&recipient.name()).to_owned()),
            Word::Company => book(|known| &known.company),
            Word::Section => book(|known| &known.section),
            Word::Item(name) => recipient.map(|recipient| recipient.item(name)),
            Word::Subject => Some(line(&self.subject)).filter(|subject| !subject.is_empty()),
            Word::Mailbox => Some(line(&self.mailbox)),
            Word::Date | Word::Time | Word::Year | Word::Month | Word::Day | Word::Weekday => of_time(word, &self.now, self.language),
        }
    }
}

impl Recipient {
    /// As the address book has it, else as they call themselves, else blank.
    fn name(&self) -> String {
        let known = self.known.as_ref().map(|known| line(&known.name)).filter(|name| !name.is_empty());
        known.unwrap_or_else(|| line(&self.from_name))
    }

    /// That of the contact goes before the company's.
    fn item(&self, name: &str) -> String {
        let items = self.known.as_ref().map(|known| known.items.as_slice()).unwrap_or_default();
        items.iter().find(|(known, _)| known == name.trim()).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    }
}

/// Names and the like are one line, however they were written.
fn line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a name may stand in a mail that nobody reads before it goes out. Whoever forges a sender chooses both the name and
/// who gets the answer: what looks like an address or a link is no name.
pub fn is_harmless_name(name: &str) -> bool {
    let leads = |window: &[char]| window[0] == '.' && window[1].is_alphanumeric();
    let chars: Vec<char> = name.chars().collect();
    chars.len() <= 60 && !name.contains(['/', '@', ':', '\\', '＠', '：', '／']) && !chars.windows(2).any(leads)
}

#[cfg(test)]
mod tests;
