//! Encoded words (RFC 2047), joined before decoding: senders cut characters and escape sequences between words.

use super::charset::{self, Hints};
use super::fields::unfolded;
use super::transfer;

/// Longest piece that is looked at as one word; real ones have 75 characters, generators that do not fold write more.
const MAX_WORD: usize = 10_000;

/// The text of an unstructured field: unfolded, raw 8-bit and JIS bytes read, encoded words decoded.
pub(crate) fn text(value: &[u8], hints: &Hints) -> String {
    decode(&raw_text(value, hints), hints).trim().to_owned()
}

/// The field with its raw bytes read, encoded words still in place (they are ASCII).
pub(crate) fn raw_text(value: &[u8], hints: &Hints) -> String {
    charset::decode(&unfolded(value), None, hints).text
}

enum Piece<'a> {
    Plain(&'a str),
    Word(Word<'a>),
}

struct Word<'a> {
    charset: &'a str,
    is_base64: bool,
    text: &'a str,
}

/// Decodes every encoded word in `input`. Blanks between two words are not text (RFC 2047, 6.2).
pub(crate) fn decode(input: &str, hints: &Hints) -> String {
    if !input.contains("=?") {
        return input.to_owned();
    }
    let pieces = pieces(input);
    let mut out = String::with_capacity(input.len());
    let mut run: Vec<Word<'_>> = Vec::new();
    let mut pending = "";
    for piece in pieces {
        match piece {
            Piece::Word(word) => {
                if run.last().is_some_and(|last| !last.charset.eq_ignore_ascii_case(word.charset)) {
                    flush(&mut run, &mut out, hints);
                }
                pending = "";
                run.push(word);
            }
            Piece::Plain(text) if text.trim().is_empty() && !run.is_empty() => pending = text,
            Piece::Plain(text) => {
                flush(&mut run, &mut out, hints);
                out.push_str(pending);
                pending = "";
                out.push_str(text);
            }
        }
    }
    flush(&mut run, &mut out, hints);
    out.push_str(pending);
    out
}

fn pieces(input: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    while let Some(found) = input.get(at..).and_then(|rest| rest.find("=?")) {
        let start = at + found;
        match input.get(start..).and_then(word) {
            Some((word, length)) => {
                if let Some(plain) = input.get(plain_from..start).filter(|plain| !plain.is_empty()) {
                    pieces.push(Piece::Plain(plain));
                }
                pieces.push(Piece::Word(word));
                at = start + length;
                plain_from = at;
            }
            None => at = start + 2,
        }
    }
    if let Some(plain) = input.get(plain_from..).filter(|plain| !plain.is_empty()) {
        pieces.push(Piece::Plain(plain));
    }
    pieces
}

/// The word at the start of `input` and its length; used by the address reader too, to treat it as one token.
pub(crate) fn word_length(input: &str) -> Option<usize> {
    word(input).map(|(_, length)| length)
}

fn word(input: &str) -> Option<(Word<'_>, usize)> {
    let after = input.strip_prefix("=?")?;
    let (charset, after) = after.split_once('?')?;
    if charset.is_empty() || charset.len() > 60 || charset.contains(|c: char| c.is_whitespace() || c == '=') {
        return None;
    }
    let mut letters = after.char_indices();
    let is_base64 = match letters.next()?.1 {
        'B' | 'b' => true,
        'Q' | 'q' => false,
        _ => return None,
    };
    let text = after.get(1..)?.strip_prefix('?')?;
    let from = input.len() - text.len();
    let window = text.get(..text.floor_char_boundary(MAX_WORD)).unwrap_or(text);
    let (text, closing) = match window.find("?=") {
        // "=?utf-8?Q?a?=b": a question mark before a hex pair is text that should have been encoded.
        Some(end) => (window.get(..end)?, 2),
        // Cut off by a length limit: everything up to the next blank.
        None => (window.split_whitespace().next().unwrap_or_default().trim_end_matches('?'), 0),
    };
    // An opening inside means that this word lost its end.
    if let Some(next) = text.find("=?") {
        let text = text.get(..next)?;
        return Some((Word { charset, is_base64, text: text.trim_end() }, from + next));
    }
    let length = from + text.len() + closing;
    Some((Word { charset, is_base64, text }, length.min(input.len())))
}

/// Decodes a run of words of one charset as one piece of bytes.
fn flush(run: &mut Vec<Word<'_>>, out: &mut String, hints: &Hints) {
    let Some(label) = run.first().map(|word| word.charset) else { return };
    let mut bytes = Vec::new();
    let mut base64 = String::new();
    for word in run.iter() {
        if word.is_base64 {
            base64.push_str(word.text);
            // A sender that cuts inside a base64 group leaves the rest for the next word.
            if word.text.len() % 4 == 0 || word.text.ends_with('=') {
                bytes.append(&mut transfer::base64(base64.as_bytes()));
                base64.clear();
            }
            continue;
        }
        bytes.append(&mut transfer::base64(base64.as_bytes()));
        base64.clear();
        let spaced: Vec<u8> = word.text.bytes().map(|byte| if byte == b'_' { b' ' } else { byte }).collect();
        bytes.append(&mut q_bytes(&spaced));
    }
    bytes.append(&mut transfer::base64(base64.as_bytes()));
    let decoded = charset::decode(&bytes, Some(label), &Hints { forced: None, ..hints.clone() });
    let decoded = match hints.forced {
        Some(forced) if decoded.faults > 0 => charset::exact(&bytes, forced),
        _ => decoded,
    };
    // Line breaks and controls have no place in a header, encoded or not.
    out.extend(decoded.text.chars().filter(|c| !matches!(c, '\r' | '\n')));
    run.clear();
}

fn q_bytes(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'='
            && let [high, low, tail @ ..] = after
            && let (Some(high), Some(low)) = (transfer::hex(*high), transfer::hex(*low))
        {
            out.push(high << 4 | low);
            rest = tail;
        } else {
            out.push(byte);
            rest = after;
        }
    }
    out
}
