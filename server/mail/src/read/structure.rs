//! The MIME tree (RFC 2046), bounded in depth and number of parts. Broken boundaries lose no bytes.

use super::charset::Hints;
use super::fields::{self, Fields, line_at};
use super::limits;
use super::parameters::Parameters;
use super::transfer::Transfer;
use std::cell::Cell;

/// Multiparts inside multiparts; deeper ones become one attachment.
const MAX_DEPTH: usize = 30;
/// Leaves of one mail; what follows is not listed.
const MAX_PARTS: usize = 10_000;

#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub fields: Fields<'a>,
    pub kind: Parameters,
    pub disposition: Parameters,
    pub transfer: Transfer,
    pub body: &'a [u8],
}

#[derive(Debug)]
pub(crate) enum Node<'a> {
    Leaf(Box<Part<'a>>),
    /// `subtype` is "mixed", "alternative", "related", ...
    Many {
        subtype: String,
        children: Vec<Node<'a>>,
    },
}

impl<'a> Node<'a> {
    /// All leaves in the order of the mail.
    pub(crate) fn leaves(&self) -> Vec<&Part<'a>> {
        let mut leaves = Vec::new();
        self.collect(&mut leaves);
        leaves
    }

    fn collect<'s>(&'s self, leaves: &mut Vec<&'s Part<'a>>) {
        match self {
            Node::Leaf(part) => leaves.push(part),
            Node::Many { children, .. } => children.iter().for_each(|child| child.collect(leaves)),
        }
    }
}

impl Part<'_> {
    pub(crate) fn is_text(&self) -> bool {
        self.kind.value == "text/plain" || self.kind.value == "text/html"
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.transfer.decode(self.body)
    }

    /// Decoded bytes, counted without holding them.
    pub(crate) fn size(&self) -> usize {
        self.transfer.decoded_len(self.body)
    }
}

pub(crate) fn tree<'a>(raw: &'a [u8], hints: &Hints) -> Node<'a> {
    let (fields, body_at) = fields::split(raw);
    Builder { hints, parts: Cell::new(0) }.node(fields, raw.get(body_at..).unwrap_or_default(), 0, "text/plain")
}

struct Builder<'h> {
    hints: &'h Hints,
    parts: Cell<usize>,
}

impl Builder<'_> {
    fn node<'a>(&self, fields: Fields<'a>, body: &'a [u8], depth: usize, default_kind: &str) -> Node<'a> {
        let mut kind = fields.first("Content-Type").map(|value| Parameters::read(value, self.hints)).unwrap_or_default();
        kind.value = usable_kind(&kind.value, default_kind);
        if let Some(subtype) = kind.value.strip_prefix("multipart/").filter(|_| depth < MAX_DEPTH)
            && let Some(children) = self.children(&kind, body, depth)
        {
            return Node::Many { subtype: subtype.to_owned(), children };
        }
        if kind.value.starts_with("multipart/") && depth < MAX_DEPTH {
            if depth > 0 && body.trim_ascii().is_empty() {
                // Its parts stand beside it: a sender used one boundary for two levels.
                return Node::Many { subtype: "mixed".to_owned(), children: Vec::new() };
            }
            // A multipart that cannot be split is shown as the text it holds.
            kind.value = "text/plain".into();
        }
        self.parts.set(self.parts.get() + 1);
        let transfer = fields.first("Content-Transfer-Encoding").map_or(Transfer::Identity, Transfer::from_header);
        let disposition = fields.first("Content-Disposition").map(|value| Parameters::read(value, self.hints)).unwrap_or_default();
        Node::Leaf(Box::new(Part { fields, kind, disposition, transfer, body }))
    }

    fn children<'a>(&self, kind: &Parameters, body: &'a [u8], depth: usize) -> Option<Vec<Node<'a>>> {
        let default_kind = if kind.value == "multipart/digest" { "message/rfc822" } else { "text/plain" };
        let declared = kind.plain("boundary").map(|boundary| boundary.trim_end().as_bytes()).filter(|boundary| !boundary.is_empty());
        let sections = declared
            .map(|boundary| sections(body, boundary))
            .filter(|sections| !sections.is_empty())
            .or_else(|| guessed_boundary(body).map(|boundary| self::sections(body, boundary)))
            .filter(|sections| !sections.is_empty())?;
        let mut children = Vec::new();
        for section in sections {
            if self.parts.get() >= MAX_PARTS {
                break;
            }
            let (fields, body_at) = part_fields(section);
            children.push(self.node(fields, section.get(body_at..).unwrap_or_default(), depth + 1, default_kind));
        }
        Some(children)
    }
}

/// A part may have no header at all: then it starts with an empty line, or directly with its text.
fn part_fields(section: &[u8]) -> (Fields<'_>, usize) {
    match line_at(section, 0) {
        Some((line, next)) if line.trim_ascii().is_empty() => (Fields::default(), next),
        _ => fields::split(section),
    }
}

fn usable_kind(value: &str, default_kind: &str) -> String {
    match value.split_once('/') {
        Some((kind, subtype)) if !kind.is_empty() && !subtype.is_empty() => {
            // RFC 6838, 4.2: no registered name comes near this.
            if value.len() <= limits::MEDIA_TYPE { value.to_owned() } else { "application/octet-stream".into() }
        }
        _ if value == "text" => "text/plain".into(),
        _ if value.is_empty() => default_kind.to_owned(),
        // RFC 2045, 5.2: what cannot be understood is plain text.
        _ => "text/plain".into(),
    }
}

/// What stands between the lines `--boundary`; a missing last line ends at the end of `body`.
fn sections<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut sections = Vec::new();
    let mut start = None;
    let mut at = 0;
    let mut closed = false;
    while let Some((line, next)) = line_at(body, at) {
        if let Some(is_last) = delimiter(line, boundary) {
            if let Some(start) = start.take() {
                sections.push(without_last_break(body.get(start..at).unwrap_or_default()));
            }
            if is_last {
                closed = true;
            } else {
                closed = false;
                start = Some(next);
            }
            if sections.len() > MAX_PARTS {
                return sections;
            }
        }
        at = next;
    }
    if let Some(start) = start.filter(|_| !closed) {
        let rest = body.get(start..).unwrap_or_default();
        if !rest.is_empty() || sections.is_empty() {
            sections.push(rest);
        }
    }
    sections
}

/// `Some(true)` for the closing line.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let after = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    if after.trim_ascii().is_empty() {
        return Some(false);
    }
    after.starts_with(b"--").then_some(true)
}

/// The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1).
fn without_last_break(section: &[u8]) -> &[u8] {
    let section = section.strip_suffix(b"\n").unwrap_or(section);
    section.strip_suffix(b"\r").unwrap_or(section)
}

/// Without a usable `boundary` parameter: the first line `--x` that is followed by a field named `Content-`.
fn guessed_boundary(body: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while let Some((line, next)) = line_at(body, at) {
        if let Some(boundary) = line.strip_prefix(b"--").map(<[u8]>::trim_ascii_end).filter(|boundary| !boundary.is_empty() && boundary.len() <= 200)
        {
            let starts_field =
                line_at(body, next).is_some_and(|(line, _)| line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-")));
            if starts_field {
                return Some(boundary);
            }
        }
        at = next;
    }
    None
}
