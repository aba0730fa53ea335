//! One word or phrase that is looked for, and where it stands in a folded text.

use super::{
    folded::folded,
    tokens::{Kind, kind, needed},
};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    folded: String,
    tokens: Vec<String>,
}

impl Term {
    /// `None` when there is nothing in it but signs.
    pub fn new(text: &str) -> Option<Term> {
        let folded = folded(text);
        let tokens = needed(&folded);
        if tokens.is_empty() { None } else { Some(Term { folded, tokens }) }
    }

    /// What the index must know of a document that holds it.
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    pub fn is_in(&self, folded: &str) -> bool {
        self.ranges(folded).next().is_some()
    }

    /// Where it stands. A word is found whole: `port` is not in `report`, while scripts without spaces have no such borders.
    pub fn ranges<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let start = from + folded.get(from..)?.find(&self.folded)?;
                let end = start + self.folded.len();
                if self.is_whole(folded, start, end) {
                    from = end;
                    return Some(start..end);
                }
                from = start + folded[start..].chars().next().map_or(1, char::len_utf8);
            }
        })
    }

    fn is_whole(&self, folded: &str, start: usize, end: usize) -> bool {
        let in_word = |inside: Option<char>, outside: Option<char>| {
            let is_word = |c: Option<char>| c.is_some_and(|c| kind(c) == Kind::Word);
            is_word(inside) && is_word(outside)
        };
        !in_word(self.folded.chars().next(), folded[..start].chars().next_back())
            && !in_word(self.folded.chars().next_back(), folded[end..].chars().next())
    }
}
