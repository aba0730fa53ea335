//! Bytes become a message. Nothing fails here: broken mail is data, and what cannot be read is shown as it is.
//! Depth, parts and text are bounded, so that a hostile mail costs bounded time and memory.

pub(crate) mod addresses;
mod body;
pub(crate) mod charset;
mod danger;
mod date;
pub(crate) mod fields;
mod file_name;
mod files;
mod flowed;
pub(crate) mod ids;
mod invitation;
mod language;
pub(crate) mod limits;
mod parameters;
mod rtf;
mod snippet;
pub(crate) mod structure;
mod tnef;
mod transfer;
mod words;

pub use addresses::Person;
pub use file_name::clean as clean_file_name;
pub use invitation::Invitation;

/// The text of a file that does not say in which character set it is: UTF-8, UTF-16 by its mark, or what is likeliest in Japan.
pub fn text_of(bytes: &[u8]) -> String {
    charset::decode(bytes, None, &charset::Hints::default()).text
}
pub(crate) use parameters::percent as percent_decoded;
pub(crate) use transfer::quoted_printable;

use crate::automatic::{self, Automatic};
use charset::{Charset, Hints};
use domain::{Moment, dangers::Danger};
use fields::Fields;
use serde::Serialize;
use structure::Part;

/// A file in a message. `position` counts from 0 and is what [`attachment`] takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attachment {
    pub position: u32,
    /// Safe to show and to save; invented when the mail gives none.
    pub name: String,
    /// "application/pdf", lower case.
    pub kind: String,
    /// Decoded bytes.
    pub size: u64,
    /// Without angle brackets.
    pub content_id: Option<String>,
    pub inline: bool,
    /// Why it should be opened with care.
    pub danger: Option<Danger>,
}

/// A mail as people and the rest of the program see it. No text holds NUL.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Message {
    /// Ids are without angle brackets.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    pub subject: String,
    pub from: Vec<Person>,
    pub sender: Option<Person>,
    pub reply_to: Vec<Person>,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub bcc: Vec<Person>,
    pub date: Option<Moment>,
    /// The plain parts, else the HTML as text. Lines end with LF.
    pub text: String,
    /// Decoded, **not** cleaned: never show it without [`crate::html::clean`].
    pub html: Option<String>,
    /// At most 160 characters on one line.
    pub snippet: String,
    /// Label of the first text part as written, lower case.
    pub declared_charset: Option<String>,
    /// What its bytes are, lower case.
    pub charset: String,
    /// BCP 47, by script.
    pub language: Option<&'static str>,
    pub attachments: Vec<Attachment>,
    pub calendar: Option<Invitation>,
    pub automatic: Automatic,
}

/// Reads a mail. Never fails and never panics.
pub fn read(raw: &[u8]) -> Message {
    read_with(raw, None)
}

/// Reads a mail whose sender labelled it wrongly, with a charset that a person chose. An unknown label changes nothing.
pub fn read_as(raw: &[u8], charset: &str) -> Message {
    read_with(raw, Charset::from_label(charset))
}

/// The decoded bytes of an attachment of [`Message::attachments`].
pub fn attachment(raw: &[u8], position: u32) -> Option<Vec<u8>> {
    let raw = fields::with_line_feeds(raw);
    let hints = hints(&fields::split(&raw).0, None);
    let tree = structure::tree(&raw, &hints);
    let parts = files::parts(&tree, &hints);
    let position = usize::try_from(position).ok()?;
    match parts.get(position) {
        Some(part) => Some(part.bytes()),
        None => files::opened(&parts).into_iter().flat_map(|opened| opened.files).nth(position.checked_sub(parts.len())?).map(|file| file.bytes),
    }
}

/// The decoded bytes of all attachments, in the order of [`Message::attachments`]: one reading of the mail, where asking
/// for each with [`attachment`] reads it again and again.
pub fn attachments(raw: &[u8]) -> Vec<Vec<u8>> {
    let raw = fields::with_line_feeds(raw);
    let hints = hints(&fields::split(&raw).0, None);
    let tree = structure::tree(&raw, &hints);
    let parts = files::parts(&tree, &hints);
    let inside = files::opened(&parts).into_iter().flat_map(|opened| opened.files).map(|file| file.bytes);
    parts.iter().map(|part| part.bytes()).chain(inside).collect()
}

/// Every part that `cid:` links may name (RFC 2392): its id without angle brackets, and its decoded bytes.
pub fn parts_with_id(raw: &[u8]) -> Vec<(String, Vec<u8>)> {
    let raw = fields::with_line_feeds(raw);
    let tree = structure::tree(&raw, &Hints::default());
    let leaves = tree.leaves();
    let inside = files::opened(&leaves).into_iter().flat_map(|opened| opened.files).filter_map(|file| Some((file.content_id?, file.bytes)));
    leaves.iter().filter_map(|part: &&Part<'_>| Some((files::content_id(part)?, part.bytes()))).chain(inside).collect()
}

/// The header of the mail for people who want to see it: decoded to text, still folded, lines ended by LF.
pub fn header_block(raw: &[u8]) -> String {
    let raw = fields::with_line_feeds(raw);
    let (known, body_at) = fields::split(&raw);
    let text = charset::decode(raw.get(..body_at).unwrap_or_default(), None, &hints(&known, None)).text;
    text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned()
}

/// Names and values of the fields of the header, decoded and on one line each, as far as anybody looks at them.
pub fn header_fields(raw: &[u8]) -> Vec<(String, String)> {
    let raw = fields::with_line_feeds(raw);
    let (known, _) = fields::split(&raw);
    let hints = hints(&known, None);
    let named = known.0.iter().take(limits::FIELDS_KEPT).map(|field| {
        let value = field.value.get(..limits::FIELD_KEPT).unwrap_or(field.value);
        (String::from_utf8_lossy(field.name).into_owned(), words::text(value, &hints))
    });
    named.collect()
}

fn read_with(raw: &[u8], forced: Option<Charset>) -> Message {
    let raw = fields::with_line_feeds(raw);
    let (known, _) = fields::split(&raw);
    let hints = hints(&known, forced);
    let tree = structure::tree(&raw, &hints);
    let parts = files::parts(&tree, &hints);
    let opened = files::opened(&parts);
    let mut body = body::read(&tree, &hints);
    body.fill_from(&opened);
    let attachments = files::listed(&parts, &opened, &hints);
    let people = |name: &str| addresses::people(known.all(name), &hints);
    let text_of = |name: &str| known.first(name).map(|field| words::text(field, &hints)).unwrap_or_default();
    let subject = limits::shortened(text_of("Subject"), limits::SUBJECT);
    let from = people("From");
    Message {
        message_id: known.all("Message-ID").find_map(|field| ids::list(field).into_iter().next()),
        in_reply_to: ids::of_fields(known.all("In-Reply-To")),
        references: ids::of_fields(known.all("References")),
        sender: people("Sender").into_iter().next(),
        reply_to: people("Reply-To"),
        to: people("To"),
        cc: people("Cc"),
        bcc: people("Bcc"),
        date: known.all("Date").find_map(date::date),
        snippet: snippet::of(&body.text),
        language: language::of(&format!("{subject}\n{}", body.text), body.charset),
        charset: body.charset.unwrap_or(Charset::Ascii).name(),
        declared_charset: body.declared.map(|label| limits::shortened(label, limits::LABEL)),
        calendar: invitation::find(&tree, &hints),
        automatic: automatic::classify(&known, &tree, &subject, &from),
        subject,
        from,
        text: body.text,
        html: body.html,
        attachments,
    }
}

/// What the header says about the bytes: the sender's country and the body's charset.
fn hints(known: &Fields<'_>, forced: Option<Charset>) -> Hints {
    let unknown = Hints::default();
    let sender = addresses::people(known.first("From").into_iter(), &unknown);
    let tld = sender.first().and_then(|person| person.addr.rsplit_once('.')).map(|(_, tld)| tld.to_ascii_lowercase());
    let body =
        known.first("Content-Type").and_then(|field| parameters::Parameters::read(field, &unknown).plain("charset").and_then(Charset::from_label));
    Hints { tld, body, forced }
}
