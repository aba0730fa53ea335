//! Measures how deep a document nests before any parser builds a tree of it: deep trees and unclosed formatting
//! elements cost HTML parsers quadratic time and memory.

use super::tokens::{Token, Tokens};

/// Open elements at one time.
const MAX_DEPTH: usize = 400;
/// Formatting elements that were opened and not closed; a parser opens all of them again in every block.
const MAX_UNCLOSED: usize = 150;

const VOID: [&str; 18] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr", "frame", "bgsound",
    "basefont",
];
const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// A start tag of these closes an open one of the same name.
const SELF_CLOSING: [&str; 10] = ["p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "colgroup"];
/// End tags do not look past these.
const SCOPE: [&str; 10] = ["table", "td", "th", "caption", "object", "applet", "marquee", "template", "svg", "math"];
const TABLE: [&str; 8] = ["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"];

/// Whether a parser can read `html` in time proportional to its size.
pub(super) fn is_harmless(html: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    let mut unclosed = 0_usize;
    for token in Tokens::new(html) {
        match token {
            Token::Start { name, attributes } => {
                let name = name.to_ascii_lowercase();
                if VOID.contains(&name.as_str()) || attributes.ends_with('/') && matches!(name.as_str(), "o:p" | "path") {
                    continue;
                }
                if SELF_CLOSING.contains(&name.as_str()) && open.last() == Some(&name) {
                    continue;
                }
                unclosed += usize::from(FORMATTING.contains(&name.as_str()));
                open.push(name);
            }
            Token::End { name } => {
                let name = name.to_ascii_lowercase();
                if FORMATTING.contains(&name.as_str()) {
                    unclosed = unclosed.saturating_sub(1);
                }
                close(&mut open, &name);
            }
            _ => {}
        }
        if open.len() > MAX_DEPTH || unclosed > MAX_UNCLOSED {
            return false;
        }
    }
    true
}

fn close(open: &mut Vec<String>, name: &str) {
    let is_table_part = TABLE.contains(&name);
    for at in (0..open.len()).rev() {
        let Some(candidate) = open.get(at) else { return };
        if candidate == name {
            if FORMATTING.contains(&name) {
                open.remove(at);
            } else {
                open.truncate(at);
            }
            return;
        }
        if !is_table_part && SCOPE.contains(&candidate.as_str()) {
            return;
        }
    }
}
