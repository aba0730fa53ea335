//! Hits as they are shown: a text in pieces, of which some are marked.

use super::{
    folded::{folded, sources},
    term::Term,
};
use serde::{Deserialize, Serialize};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    pub marked: bool,
}

/// Characters before and after the first hit of a passage.
const BEFORE: usize = 24;
const AFTER: usize = 120;
/// Hits that are marked at most: a passage shows few of them.
const MARKS: usize = 50;

/// The whole text, with every hit marked.
pub fn marked(text: &str, terms: &[&Term]) -> Vec<Piece> {
    pieces(text, 0..text.len(), &places(text, terms))
}

/// What stands around the first hit; `None` where there is none.
pub fn passage(text: &str, terms: &[&Term]) -> Option<Vec<Piece>> {
    let places = places(text, terms);
    let first = places.first()?;
    let start = text[..first.start].char_indices().rev().take(BEFORE).last().map_or(first.start, |(at, _)| at);
    let end = text[first.end..].char_indices().nth(AFTER).map_or(text.len(), |(at, _)| first.end + at);
    let inside: Vec<Range<usize>> = places.into_iter().filter(|place| place.end <= end).collect();
    let mut pieces = pieces(text, start..end, &inside);
    let dots = |text: &str| Piece { text: text.to_owned(), marked: false };
    if !text[..start].trim().is_empty() {
        pieces.insert(0, dots("…"));
    }
    if !text[end..].trim().is_empty() {
        pieces.push(dots("…"));
    }
    Some(pieces)
}

/// Where the terms stand in `text`, in order and apart from each other.
fn places(text: &str, terms: &[&Term]) -> Vec<Range<usize>> {
    let folded = folded(text);
    let mut found: Vec<Range<usize>> = terms.iter().flat_map(|term| term.ranges(&folded).take(MARKS)).collect();
    found.sort_unstable_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    sources(text, &apart)
}

/// `shown` of the text in pieces. Lines become one.
fn pieces(text: &str, shown: Range<usize>, places: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(places.len() * 2 + 1);
    let mut add = |range: Range<usize>, marked: bool| {
        let text = one_line(&text[range]);
        if !text.is_empty() {
            pieces.push(Piece { text, marked });
        }
    };
    let mut at = shown.start;
    for place in places {
        add(at..place.start.max(at), false);
        add(place.start.max(at)..place.end.max(at), true);
        at = place.end.max(at);
    }
    add(at..shown.end.max(at), false);
    pieces
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}
