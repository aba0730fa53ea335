//! Text as it is compared: folded like [`crate::fold::fold`], white space as one space, invisible characters gone, and lines that
//! a mail program broke in the middle of Japanese joined again.

use super::tokens::{Kind, kind};
use std::ops::Range;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{canonical_combining_class, decompose_compatible},
    is_nfc_quick,
};

/// A line of this many columns was broken by a program and not by its writer (RFC 3676 asks for 66 to 78).
const FULL_LINE: u32 = 60;

pub fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    each(text, |c, _| all.push(c));
    all
}

/// Where ranges of the folded text stand in `text`. They come in order and apart from each other.
pub(super) fn sources(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    let (mut at, mut last, mut next) = (0, 0, 0);
    // Where the range that is being walked through began, and the end of it in the folded text.
    let mut open: Option<(usize, usize)> = None;
    let ended = |start: usize, end: usize| start..start + text[start..end].trim_end().len();
    each(text, |c, source| {
        // A range ends before the first character that came from further on: one sign may become several.
        if let Some((start, end)) = open
            && at >= end
            && source > last
        {
            found.push(ended(start, source));
            open = None;
        }
        if open.is_none() {
            while ranges.get(next).is_some_and(|range| range.end <= at) {
                next += 1;
            }
            if let Some(range) = ranges.get(next).filter(|range| range.start <= at) {
                open = Some((source, range.end));
                next += 1;
            }
        }
        (at, last) = (at + c.len_utf8(), source);
    });
    if let Some((start, _)) = open {
        found.push(ended(start, text.len()));
    }
    found
}

/// Every character of the folded text, with the place of what it comes from.
fn each(text: &str, mut push: impl FnMut(char, usize)) {
    let mut state = Lines::default();
    let mut emit = |c: char, source: usize| {
        for lower in c.to_lowercase() {
            let lower = match lower {
                'ァ'..='ヶ' => char::from_u32(lower as u32 - 0x60).unwrap_or(lower),
                _ => lower,
            };
            state.take(lower, source, &mut push);
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if is_inert(c) && chars.peek().is_none_or(|(_, next)| begins(*next)) {
            emit(c, start);
            continue;
        }
        while let Some((_, next)) = chars.next_if(|(_, next)| !begins(*next)) {
            end += next.len_utf8();
        }
        text[start..end].nfkc().for_each(|c| emit(c, start));
    }
}

/// Whether NFKC leaves this character alone and composes nothing with what stands before it.
fn is_inert(c: char) -> bool {
    matches!(c, '\0'..='\x7f' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='\u{9fff}' | '가'..='힣' | '、'..='〃')
}

/// Whether normalisation may begin anew at this character: it starts with what neither combines nor composes backwards.
fn begins(c: char) -> bool {
    if is_inert(c) {
        return true;
    }
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    first.is_none_or(|first| canonical_combining_class(first) == 0 && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes)
}

/// White space between what is kept.
#[derive(Default)]
struct Lines {
    /// The last character that was kept.
    last: Option<char>,
    /// Columns of the line so far.
    columns: u32,
    /// White space that waits for what follows: where it began, and its line breaks.
    gap: Option<(usize, u32)>,
}

impl Lines {
    fn take(&mut self, c: char, source: usize, push: &mut impl FnMut(char, usize)) {
        if is_invisible(c) {
            return;
        }
        if c.is_whitespace() {
            let (_, breaks) = self.gap.get_or_insert((source, 0));
            *breaks += u32::from(c == '\n');
            return;
        }
        if let Some((began, breaks)) = self.gap.take() {
            let dense = |c: char| kind(c) == Kind::Dense;
            let goes_on = breaks == 1 && self.columns >= FULL_LINE && self.last.is_some_and(dense) && dense(c);
            if breaks > 0 {
                self.columns = 0;
            }
            if self.last.is_some() && !goes_on {
                push(' ', began);
                self.columns += 1;
            }
        }
        push(c, source);
        self.columns += if c.is_ascii() { 1 } else { 2 };
        self.last = Some(c);
    }
}

/// What nobody sees and nobody types: it must not keep a word from being found.
fn is_invisible(c: char) -> bool {
    matches!(c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
