//! A message becomes bytes (RFC 5322, 2045-2047, 2231): UTF-8, CRLF, lines within 998 bytes, no way to smuggle a header.

mod header;
mod subject;

pub use subject::{forward_subject, reply_subject, without_prefixes};

use crate::read::Person;
use domain::Moment;
use header::Header;
use jiff::Timestamp;
use mail_builder::headers::{content_type::ContentType, raw::Raw};
use mail_builder::mime::{BodyPart, MimePart};
use thiserror::Error;

/// Everything a mail is made of. `bcc` is for the envelope only and is never written.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Without angle brackets.
    pub message_id: String,
    pub date: Moment,
    pub from: Person,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub bcc: Vec<Person>,
    pub reply_to: Vec<Person>,
    pub subject: String,
    /// Ids without angle brackets.
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    pub text: String,
    pub html: Option<String>,
    pub attachments: Vec<OutgoingFile>,
    /// Adds `Auto-Submitted: auto-replied` (RFC 3834, 5).
    pub auto_submitted: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutgoingFile {
    pub name: String,
    /// "application/pdf"; anything malformed is sent as `application/octet-stream`.
    pub kind: String,
    pub bytes: Vec<u8>,
    /// By which the HTML names it (`cid:`, RFC 2392); without angle brackets. `None`: a file beside the text.
    pub content_id: Option<String>,
}

impl OutgoingFile {
    /// Its place is inside the HTML. An id that could not stand in a header makes it a file like others.
    fn is_inside(&self) -> bool {
        self.content_id
            .as_deref()
            .is_some_and(|id| id.contains('@') && id.len() <= 200 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"@.-_".contains(&b)))
    }
}

/// Why a mail cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ComposeError {
    /// Not an address: blanks, controls, brackets or no "@".
    #[error("not a mail address: {0:?}")]
    Address(String),
    /// An id with blanks, controls or brackets, or an empty one.
    #[error("not a message id: {0:?}")]
    MessageId(String),
    /// Before year 1 or after year 9999.
    #[error("not a date that mail can carry")]
    Date,
}

/// Bytes of one References field; long threads keep their root and their newest ids (RFC 5322, 3.6.4 sets no limit, servers do).
const MAX_REFERENCES: usize = 6_000;

/// Writes the mail. Controls in subject, names and file names become blanks; in addresses and ids they are refused.
pub fn write(mail: &Outgoing) -> Result<Vec<u8>, ComposeError> {
    let mut header = Header::default();
    header.plain("Date", &date(mail.date)?);
    header.people("From", std::slice::from_ref(&mail.from))?;
    if !mail.reply_to.is_empty() {
        header.people("Reply-To", &mail.reply_to)?;
    }
    if !mail.to.is_empty() {
        header.people("To", &mail.to)?;
    } else if mail.cc.is_empty() {
        // RFC 5322, 3.6.3 asks for a destination field only by custom; many filters ask for it in earnest.
        header.plain("To", "undisclosed-recipients:;");
    }
    if !mail.cc.is_empty() {
        header.people("Cc", &mail.cc)?;
    }
    // Bcc recipients are checked like all others although they appear nowhere.
    header::check_people(&mail.bcc)?;
    header.text("Subject", &mail.subject);
    header.ids("Message-ID", std::slice::from_ref(&mail.message_id))?;
    if let Some(parent) = &mail.in_reply_to {
        header.ids("In-Reply-To", std::slice::from_ref(parent))?;
    }
    if !mail.references.is_empty() {
        header.ids("References", &kept_references(&mail.references))?;
    }
    if mail.auto_submitted {
        header.plain("Auto-Submitted", "auto-replied");
        header.plain("X-Auto-Response-Suppress", "All");
    }
    header.plain("MIME-Version", "1.0");
    let mut out = header.into_bytes();
    body(mail).write_part(&mut out);
    Ok(out)
}

/// Root first, then the newest ones that fit.
fn kept_references(references: &[String]) -> Vec<String> {
    let Some((root, rest)) = references.split_first() else { return Vec::new() };
    let mut room = MAX_REFERENCES.saturating_sub(root.len() + 3);
    let mut newest: Vec<String> = rest
        .iter()
        .rev()
        .take_while(|id| {
            let fits = id.len() + 3 <= room;
            room = room.saturating_sub(id.len() + 3);
            fits
        })
        .cloned()
        .collect();
    newest.push(root.clone());
    newest.reverse();
    newest
}

/// The same mail under another date, as long as it was never handed to anybody.
///
/// # Errors
/// [`ComposeError`] for a moment that no date can tell, or bytes that [`write`] did not write.
pub fn redated(raw: &[u8], at: Moment) -> Result<Vec<u8>, ComposeError> {
    const FIELD: &[u8] = b"Date: ";
    let mut from = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if line == b"\r\n" {
            break;
        }
        if line.starts_with(FIELD) {
            let mut dated = raw[..from + FIELD.len()].to_vec();
            dated.extend_from_slice(date(at)?.as_bytes());
            dated.extend_from_slice(b"\r\n");
            dated.extend_from_slice(&raw[from + line.len()..]);
            return Ok(dated);
        }
        from += line.len();
    }
    Err(ComposeError::Date)
}

/// "Mon, 3 Jun 2024 00:01:00 +0000". UTC, because an instant has no zone and readers see their own.
fn date(moment: Moment) -> Result<String, ComposeError> {
    let stamp = Timestamp::from_millisecond(moment.0).map_err(|_| ComposeError::Date)?;
    let civil = stamp.to_zoned(jiff::tz::TimeZone::UTC);
    if civil.year() < 1 {
        return Err(ComposeError::Date);
    }
    Ok(civil.strftime("%a, %-d %b %Y %H:%M:%S +0000").to_string())
}

fn body(mail: &Outgoing) -> MimePart<'_> {
    let text = MimePart::new("text/plain", BodyPart::Text(crlf(&mail.text).into()));
    let readable = match &mail.html {
        Some(html) => multipart("alternative", vec![text, with_pictures(html, &mail.attachments)]),
        None => text,
    };
    let mut beside = mail.attachments.iter().filter(|file| mail.html.is_none() || !file.is_inside()).map(file).peekable();
    if beside.peek().is_none() {
        return readable;
    }
    multipart("mixed", std::iter::once(readable).chain(beside).collect())
}

/// The HTML, and what it shows (RFC 2387).
fn with_pictures<'x>(html: &str, files: &'x [OutgoingFile]) -> MimePart<'x> {
    let html = MimePart::new("text/html", BodyPart::Text(crlf(html).into()));
    let mut inside = files.iter().filter(|file| file.is_inside()).map(file).peekable();
    if inside.peek().is_none() {
        return html;
    }
    let parts = std::iter::once(html).chain(inside).collect();
    MimePart::new(ContentType::new("multipart/related").attribute("type", "text/html"), BodyPart::Multipart(parts))
}

fn multipart<'x>(subtype: &str, parts: Vec<MimePart<'x>>) -> MimePart<'x> {
    MimePart::new(format!("multipart/{subtype}"), BodyPart::Multipart(parts))
}

/// RFC 2231 for today's clients, RFC 2047 in `name=` for old Japanese ones that know nothing else.
fn file(file: &OutgoingFile) -> MimePart<'_> {
    let name = crate::read::clean_file_name(&file.name);
    let name = if name.is_empty() { "attachment.bin".to_owned() } else { name };
    let place = if file.is_inside() { "inline" } else { "attachment" };
    let mut part = MimePart::new("application/octet-stream", BodyPart::Binary(file.bytes.as_slice().into()));
    part.headers = vec![
        ("Content-Type".into(), Raw::new(format!("{}; {}", kind(&file.kind), header::legacy_parameter("name", &name))).into()),
        ("Content-Transfer-Encoding".into(), Raw::new("base64").into()),
        ("Content-Disposition".into(), Raw::new(format!("{place}; {}", header::parameter("filename", &name))).into()),
    ];
    if let Some(id) = file.content_id.as_deref().filter(|_| file.is_inside()) {
        part.headers.push(("Content-ID".into(), Raw::new(format!("<{id}>")).into()));
    }
    part.contents = BodyPart::Binary(base64_lines(&file.bytes).into());
    part
}

fn kind(kind: &str) -> String {
    let is_token =
        |text: &str| !text.is_empty() && text.len() <= 100 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte));
    let kind = kind.trim().to_ascii_lowercase();
    match kind.split_once('/') {
        // RFC 2046 (5.2.1) and RFC 2045 (6.4) forbid base64 for these, and readers take what is under it for no mail at all.
        // Without an encoding the bytes would have to fit lines of 998; as a plain file they stay what they are.
        Some((main, sub)) if is_token(main) && is_token(sub) && !matches!(main, "multipart" | "message") => kind,
        _ => "application/octet-stream".to_owned(),
    }
}

/// 76 characters a line (RFC 2045, 6.8).
fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let mut out = Vec::with_capacity(bytes.len() / 57 * 78 + 80);
    for chunk in bytes.chunks(57) {
        out.extend_from_slice(base64::engine::general_purpose::STANDARD.encode(chunk).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn crlf(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.replace("\r\n", "\n").replace(['\r', '\n'], "\n").replace('\0', "").split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                out.push_str(line);
                out.push_str("\r\n");
            }
            None => out.push_str(line),
        }
    }
    if !out.ends_with('\n') {
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests;
