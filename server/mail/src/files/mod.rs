//! What attached files say, for the search: plain texts, web pages, PDF and the documents of office programs.
//!
//! Files come from strangers. What opens them is bounded in what it unpacks and answers, and whoever calls it for more than a test
//! does so in a process of its own (`madoguchi read-file`), because a library for PDF may panic, hang or fill the memory.

mod office;
mod pdf;

use crate::{html, read};

/// Bytes of text that are kept of a file. Ten novels have as much; a log file of a gigabyte has more.
pub const TEXT_MAX: usize = 256 * 1024;
/// Bytes of a file that is opened at all.
pub const FILE_MAX: i64 = 32 * 1024 * 1024;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Html,
    Pdf,
    Office,
}

/// Whether a file says anything that can be searched for, by its name and media type (RFC 2046).
pub fn is_readable(name: &str, kind: &str) -> bool {
    form(name, kind).is_some()
}

/// What a file says; `None` where its name and type promise no text or it is not what they promise. Lines end with LF.
///
/// # Panics
/// A broken PDF may make its library panic: see the module.
pub fn text_of(name: &str, kind: &str, bytes: &[u8]) -> Option<String> {
    let text = match form(name, kind)? {
        Form::Text => read::text_of(bytes),
        Form::Html => html::to_text(&read::text_of(bytes)),
        Form::Pdf => pdf::text(bytes)?,
        Form::Office => office::text(bytes)?,
    };
    Some(kept(&text)).filter(|text| !text.is_empty())
}

/// The ending tells more than the type: mail programs call what they do not know `application/octet-stream`.
fn form(name: &str, kind: &str) -> Option<Form> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "txt" | "text" | "csv" | "tsv" | "log" | "md" | "json" | "xml" | "yaml" | "yml" | "ini" | "ics" | "vcf" => return Some(Form::Text),
        "htm" | "html" | "xhtml" => return Some(Form::Html),
        "pdf" => return Some(Form::Pdf),
        "docx" | "docm" | "xlsx" | "xlsm" | "pptx" | "pptm" | "odt" | "ods" | "odp" => return Some(Form::Office),
        _ => {}
    }
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Form::Html),
        "application/pdf" | "application/x-pdf" => Some(Form::Pdf),
        "application/json" | "application/xml" => Some(Form::Text),
        _ if kind.starts_with("application/vnd.openxmlformats-officedocument.") || kind.starts_with("application/vnd.oasis.opendocument.") => {
            Some(Form::Office)
        }
        _ if kind.starts_with("text/") => Some(Form::Text),
        _ => None,
    }
}

/// Without what no text has (a file that is only called text is mostly that), blank lines in a row and what is beyond [`TEXT_MAX`].
fn kept(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() && (kept.is_empty() || kept.ends_with("\n\n")) {
            continue;
        }
        let room = TEXT_MAX.saturating_sub(kept.len());
        if room < line.len() {
            kept.push_str(&line[..line.floor_char_boundary(room)]);
            break;
        }
        kept.extend(line.chars().filter(|c| !c.is_control() || *c == '\t'));
        kept.push('\n');
    }
    kept.truncate(kept.trim_end().len());
    kept
}

#[cfg(test)]
mod tests;
