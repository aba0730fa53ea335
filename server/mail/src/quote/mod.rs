//! Which lines of a text are the sender's own, which are quoted, which are a signature: for folding, never for deleting.
//! Careful by design: without a known opener nothing is folded, and text after a quoted block is the sender's again.

mod openers;
mod words;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Own,
    Quote,
    Signature,
}

/// A run of lines of one kind, line ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub kind: Kind,
    pub text: String,
}

/// Splits a text into segments; their texts joined are exactly `text`.
pub fn split(text: &str) -> Vec<Segment> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut kinds = vec![Kind::Own; lines.len()];
    let (mut at, mut own_seen) = (0, false);
    while at < lines.len() {
        let next = step(&lines, &mut kinds, at, own_seen);
        own_seen |= (at..next).any(|line| is_own(&lines, &kinds, line));
        at = next;
    }
    // A mail of quotes only has nothing to fold them under.
    if !own_seen {
        kinds.fill(Kind::Own);
    }
    sign(&lines, &mut kinds);
    segments(&lines, &kinds)
}

/// The text of `text` as a quote under `attribution` ("On ... wrote:"), for the editor of a reply.
pub fn quote_for_reply(text: &str, attribution: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16 + attribution.len() + 2);
    out.push_str(attribution.trim_end());
    out.push('\n');
    for line in text.trim_end().lines() {
        let line = line.trim_end();
        out.push('>');
        // ">> a" and not "> > a": quotes in quotes stay narrow (RFC 3676, 4.5).
        if !line.is_empty() && !line.starts_with('>') {
            out.push(' ');
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Marks the lines from `at` on; returns where to go on. `own_seen` says whether the sender wrote something above `at`:
/// looking for it again at each opener costs quadratic time.
fn step(lines: &[&str], kinds: &mut [Kind], at: usize, own_seen: bool) -> usize {
    if is_marked(lines, at) {
        mark(kinds, at, at + 1, Kind::Quote);
        return at + 1;
    }
    let Some(opener) = openers::find(lines, at) else { return at + 1 };
    let end = at + opener.lines;
    let next = (end..lines.len()).find(|&next| !is_blank(lines, next));
    match next {
        // The quoted lines speak for themselves; what follows them is the sender's.
        Some(next) if is_marked(lines, next) => {
            mark(kinds, at, next, Kind::Quote);
            next
        }
        // Everything below is the older mail, provided that the sender wrote something above it.
        _ if opener.opens_rest && own_seen => {
            mark(kinds, ruler_above(lines, at), lines.len(), Kind::Quote);
            lines.len()
        }
        // A forwarded mail with nothing above it is what the sender wanted to show.
        _ if opener.is_separator => lines.len(),
        _ if opener.opens_rest => {
            mark(kinds, at, end, Kind::Quote);
            end
        }
        _ => at + 1,
    }
}

fn mark(kinds: &mut [Kind], from: usize, to: usize, kind: Kind) {
    kinds.iter_mut().take(to).skip(from).for_each(|known| *known = kind);
}

/// A line that starts with ">" or its wide form; ">>>" prompts of programs are quotes too, by convention.
fn is_marked(lines: &[&str], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.trim_start_matches(' ').starts_with(['>', '＞']))
}

fn is_blank(lines: &[&str], at: usize) -> bool {
    lines.get(at).is_none_or(|line| line.trim().is_empty())
}

/// Words of the sender.
fn is_own(lines: &[&str], kinds: &[Kind], at: usize) -> bool {
    kinds.get(at) == Some(&Kind::Own) && lines.get(at).is_some_and(|line| line.chars().any(char::is_alphanumeric))
}

/// Rulers and blank lines directly above an opener belong to it.
fn ruler_above(lines: &[&str], at: usize) -> usize {
    let mut start = at;
    for candidate in (0..at).rev().take(3) {
        if lines.get(candidate).is_some_and(|line| openers::is_ruler(line)) {
            start = candidate;
        } else if !is_blank(lines, candidate) {
            break;
        }
    }
    start
}

/// Marks signatures: "-- " (RFC 3676, 4.3), "Sent from my ...", and ruled blocks of contact data at the end.
fn sign(lines: &[&str], kinds: &mut [Kind]) {
    let own_end = (0..lines.len()).rev().find(|&at| kinds.get(at) == Some(&Kind::Own) && !is_blank(lines, at)).map_or(0, |at| at + 1);
    let (mut start, mut own_seen) = (None, false);
    for at in 0..own_end {
        if kinds.get(at) != Some(&Kind::Own) {
            start = None;
            continue;
        }
        if start.is_none() && own_seen && words::opens_signature(lines, at, own_end) {
            start = Some(at);
        }
        own_seen |= is_own(lines, kinds, at);
    }
    if let Some(start) = start {
        mark(kinds, start, own_end, Kind::Signature);
    }
    // One device line above a quote is a signature as well.
    own_seen = false;
    for at in 0..lines.len() {
        if own_seen && kinds.get(at) == Some(&Kind::Own) && lines.get(at).is_some_and(|line| words::is_device_line(line)) {
            let rest_is_blank = (at + 1..lines.len()).take_while(|&next| kinds.get(next) == Some(&Kind::Own)).all(|next| is_blank(lines, next));
            if rest_is_blank {
                mark(kinds, at, at + 1, Kind::Signature);
            }
        }
        own_seen |= is_own(lines, kinds, at);
    }
}

/// Joins neighbours of one kind; blank lines go with what stands above them.
fn segments(lines: &[&str], kinds: &[Kind]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (line, &kind) in lines.iter().zip(kinds) {
        match segments.last_mut() {
            Some(last) if last.kind == kind || line.trim().is_empty() => last.text.push_str(line),
            _ => segments.push(Segment { kind, text: (*line).to_owned() }),
        }
    }
    segments
}

#[cfg(test)]
mod tests;
