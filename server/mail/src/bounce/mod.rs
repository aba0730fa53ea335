//! Delivery reports: who did not get which mail, and why. By RFC 3464 where a server writes it, else by the words that
//! mail systems use. Nothing here is believed yet: whoever knows what was sent decides what a report is about.

pub(crate) mod notice;
mod phrases;
mod reason;
mod status;

use crate::html;
use crate::read::charset::{self, Hints};
use crate::read::fields::{self, Fields};
use crate::read::structure::{self, Node, Part};
use crate::read::{ids, limits};
use domain::returns::{Fate, Why};
use notice::Notice;

/// Recipients of one report that are looked at.
const MAX_RECIPIENTS: usize = 100;
/// Characters of a server's own words that are kept.
const MAX_ANSWER: usize = 500;
/// Bytes of a text that is searched for words.
const MAX_TEXT: usize = 256 * 1024;
/// Reports inside reports that are opened.
const MAX_DEPTH: usize = 3;

/// What a report says of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub addr: String,
    /// The address as we wrote it, where the other side made another one of it.
    pub original: Option<String>,
    pub fate: Fate,
    pub why: Why,
    /// The address itself is wrong.
    pub hard: bool,
    /// "5.1.1" (RFC 3463); empty when not told.
    pub status: String,
    /// The server's own words on one line.
    pub answer: String,
    /// The server that said so; empty when not told.
    pub server: String,
}

/// A delivery report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub recipients: Vec<Recipient>,
    /// Message-IDs of the mail that it is about, the likeliest first, without angle brackets.
    pub about: Vec<String>,
}

/// Reads a mail as a delivery report; `None` when it names no recipient. Whether it is a report at all says
/// [`crate::automatic`]: here every mail that tells of an address is read as one.
pub fn read(raw: &[u8]) -> Option<Report> {
    let raw = fields::with_line_feeds(raw);
    let report = report(&raw, 0);
    (!report.recipients.is_empty()).then_some(report)
}

fn report(raw: &[u8], depth: usize) -> Report {
    let (known, _) = fields::split(raw);
    let hints = Hints::default();
    let tree = structure::tree(raw, &hints);
    let parts = Parts::of(&tree, &hints);
    let notice = Notice::of(&parts.texts);
    let subject = known.first("Subject").map(|field| String::from_utf8_lossy(field).into_owned()).unwrap_or_default();
    let told = reason::Told { notice: notice.words(), subject: &subject };
    let mut recipients = status::recipients(parts.status.as_deref().unwrap_or_default(), &told);
    if recipients.is_empty() {
        // Some systems write the fields of RFC 3464 into the text for people.
        recipients = status::recipients(notice.words(), &told);
    }
    if recipients.is_empty() {
        // Or send the report of another server on as text.
        recipients = status::recipients(notice.returned(), &told);
    }
    if recipients.is_empty() {
        recipients = notice::recipients(&notice, &known, &parts.returned, &told);
    }
    if depth < MAX_DEPTH
        && (recipients.is_empty() || parts.status.is_none())
        && let Some(inner) = parts.nested.iter().map(|bytes| report(bytes, depth + 1)).find(|inner| !inner.recipients.is_empty())
        && (recipients.is_empty() || inner.recipients.iter().any(|one| !one.status.is_empty()))
    {
        return inner;
    }
    recipients.truncate(MAX_RECIPIENTS);
    Report { recipients, about: about(&known, &parts, &notice) }
}

/// The parts of a report by what they are for.
#[derive(Default)]
struct Parts {
    /// For people; HTML comes as its text.
    texts: Vec<String>,
    /// For machines (RFC 3464).
    status: Option<String>,
    /// The head of the mail that comes back.
    returned: Vec<Vec<u8>>,
    /// Reports that come back inside this one.
    nested: Vec<Vec<u8>>,
}

impl Parts {
    fn of(tree: &Node<'_>, hints: &Hints) -> Parts {
        let mut parts = Parts::default();
        for part in tree.leaves() {
            match part.kind.value.as_str() {
                "message/delivery-status" | "message/global-delivery-status" => {
                    let text = parts.status.get_or_insert_default();
                    text.push_str(&text_of(part, hints));
                    text.push_str("\n\n");
                }
                "message/rfc822" | "message/global" | "message/partial" => {
                    let bytes = part.bytes();
                    if is_report(&bytes) {
                        parts.nested.push(bytes.clone());
                    }
                    parts.returned.push(bytes);
                }
                "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers" => parts.returned.push(part.bytes()),
                "text/html" => parts.texts.push(html::to_text(&text_of(part, hints))),
                kind if kind.starts_with("text/") => parts.texts.push(text_of(part, hints)),
                _ => {}
            }
        }
        parts
    }
}

fn text_of(part: &Part<'_>, hints: &Hints) -> String {
    let mut bytes = part.bytes();
    bytes.truncate(MAX_TEXT);
    charset::decode(&bytes, part.kind.plain("charset"), hints).text.replace("\r\n", "\n").replace('\r', "\n")
}

fn is_report(bytes: &[u8]) -> bool {
    let (known, _) = fields::split(bytes);
    known.first("Content-Type").is_some_and(|field| String::from_utf8_lossy(field).to_ascii_lowercase().contains("multipart/report"))
}

/// The mail that came back names itself; where only its text is left, its lines do; else what the report answers to.
fn about(known: &Fields<'_>, parts: &Parts, notice: &Notice) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for returned in &parts.returned {
        all.extend(ids::of_fields(fields::split(returned).0.all("Message-ID")));
    }
    let lines = notice.returned().lines().chain(notice.words().lines()).chain(parts.status.iter().flat_map(|text| text.lines()));
    for line in lines {
        let line = line.trim_start_matches(['>', ' ', '\t']);
        let Some((name, value)) = line.split_once(':') else { continue };
        if matches!(name.trim().to_ascii_lowercase().as_str(), "message-id" | "x-original-message-id" | "original-message-id" | "internet message id")
        {
            all.extend(ids::list(value.as_bytes()));
        }
    }
    for name in ["X-Original-Message-ID", "In-Reply-To", "References"] {
        all.extend(ids::of_fields(known.all(name)));
    }
    let mut once: Vec<String> = Vec::new();
    for id in all {
        if once.len() < limits::IDS && !once.contains(&id) {
            once.push(id);
        }
    }
    once
}

/// A server's words on one line, kept to a sane length.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    limits::shortened(words.join(" "), MAX_ANSWER)
}

#[cfg(test)]
mod tests;
