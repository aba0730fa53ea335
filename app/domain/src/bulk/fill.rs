//! The mail of one recipient: the common text with its reserved words filled in for nobody but them.

use super::BulkContent;
use crate::{
    Language,
    fold::fold,
    reserved::{self, Filled, Place, Word},
};
use jiff::Zoned;

/// Who gets it, as words tell of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addressee {
    pub addr: String,
    pub name: String,
    pub company: String,
    pub section: String,
    /// Further values by their names.
    pub items: Vec<(String, String)>,
}

/// What is the same for everybody.
#[derive(Clone, Debug)]
pub struct Common {
    pub writer: String,
    pub writer_mail: String,
    pub mailbox: String,
    pub now: Zoned,
    pub language: Language,
}

/// A mail with its words filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledMail {
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    /// Each once.
    pub blank: Vec<String>,
    pub left: Vec<String>,
}

/// What a word stands for in the mail of one recipient.
pub fn value(word: &Word, common: &Common, to: &Addressee) -> Option<String> {
    match word {
        Word::User => Some(common.writer.clone()),
        Word::UserLastName => Some(reserved::last_name(&common.writer).to_owned()),
        Word::UserMail => Some(common.writer_mail.clone()),
        Word::Mailbox => Some(common.mailbox.clone()),
        Word::Customer => Some(to.name.clone()),
        Word::CustomerLastName => Some(reserved::last_name(&to.name).to_owned()),
        Word::Company => Some(to.company.clone()),
        Word::Section => Some(to.section.clone()),
        Word::Item(name) => to.items.iter().find(|(known, _)| fold(known) == fold(name)).map(|(_, value)| value.clone()),
        Word::Subject => None,
        word => reserved::of_time(word, &common.now, common.language),
    }
}

pub fn fill(content: &BulkContent, common: &Common, to: &Addressee) -> FilledMail {
    let subject = reserved::fill(&content.subject, Place::Header, |word| value(word, common, to));
    let with_subject = |word: &Word| match word {
        Word::Subject => Some(subject.text.clone()),
        word => value(word, common, to),
    };
    let text = by_line(&content.text, &with_subject);
    let html = content.html.as_ref().map(|html| reserved::fill(html, Place::Html, with_subject));
    let mut filled = FilledMail { subject: subject.text.trim().to_owned(), text: text.text, html: None, blank: vec![], left: vec![] };
    let mut note = |blank: Vec<String>, left: Vec<String>| {
        for (from, into) in [(blank, &mut filled.blank), (left, &mut filled.left)] {
            from.into_iter().for_each(|word| {
                if !into.contains(&word) {
                    into.push(word);
                }
            });
        }
    };
    note(subject.blank, subject.left);
    note(text.blank, text.left);
    if let Some(html) = html {
        note(html.blank, html.left);
        filled.html = Some(html.text);
    }
    filled
}

/// Line by line: one that held nothing but words which came out blank goes whole, and none begins with the gap of one.
fn by_line(text: &str, value: &dyn Fn(&Word) -> Option<String>) -> Filled {
    let mut all = Filled::default();
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let Filled { text, left, blank, .. } = reserved::fill(line, Place::Text, value);
        let emptied = text.trim().is_empty() && !blank.is_empty();
        let gap = !blank.is_empty() && line.starts_with('%');
        all.left.extend(left);
        all.blank.extend(blank);
        if !emptied {
            lines.push(if gap { text.trim_start().to_owned() } else { text });
        }
    }
    all.text = lines.join("\n");
    all
}

/// The names of the items that a text asks for.
pub fn items_in(content: &BulkContent) -> Vec<String> {
    let words = [Some(&content.subject), Some(&content.text), content.html.as_ref()].into_iter().flatten().flat_map(|text| reserved::left_in(text));
    let mut items: Vec<String> = Vec::new();
    for word in words {
        if let Some(Word::Item(name)) = Word::parse(word.trim_matches('%'))
            && !items.iter().any(|known| fold(known) == fold(&name))
        {
            items.push(name);
        }
    }
    items
}
