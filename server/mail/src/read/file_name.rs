//! Attachment names: found in every broken form, and made safe to show and to save.

use super::charset::{self, Hints};
use super::parameters::{Parameters, percent};

/// Characters of a name, its extension included.
const MAX_NAME: usize = 180;

/// The name as the sender meant it, cleaned; `None` when the part has none.
pub(crate) fn find(disposition: &Parameters, kind: &Parameters, hints: &Hints) -> Option<String> {
    let candidates = [disposition.text("filename", hints), kind.text("name", hints), disposition.text("name", hints)];
    let named: Vec<String> = candidates.into_iter().flatten().map(|name| clean(&unescaped(&name))).filter(|name| !name.is_empty()).collect();
    // The first that could be read without loss; Japanese clients write one form right and the other wrong.
    named.iter().find(|name| !name.contains(char::REPLACEMENT_CHARACTER)).or(named.first()).cloned()
}

/// "%E8%AB%8B%E6%B1%82.pdf" without the star of RFC 2231.
fn unescaped(name: &str) -> String {
    if name.matches('%').count() < 3 {
        return name.to_owned();
    }
    let mut bytes = Vec::with_capacity(name.len());
    percent(name, &mut bytes);
    if bytes.is_ascii() {
        return name.to_owned();
    }
    let (label, bytes) = match bytes.splitn(3, |&byte| byte == b'\'').collect::<Vec<_>>().as_slice() {
        [label, _, rest] if !label.is_empty() && label.is_ascii() => (String::from_utf8_lossy(label).into_owned(), rest.to_vec()),
        _ => (String::new(), bytes.clone()),
    };
    let decoded = charset::decode(&bytes, Some(label.as_str()).filter(|label| !label.is_empty()), &Hints::default());
    if decoded.faults == 0 { decoded.text } else { name.to_owned() }
}

/// No path, no controls, no direction overrides, no trailing dots or blanks; at most 180 characters.
pub fn clean(name: &str) -> String {
    let visible: String = name.chars().filter(|&c| !is_hidden(c)).collect();
    let last = last_component(visible.trim());
    // Ideographic blanks inside a name are part of it.
    let last = last.trim().trim_end_matches(['.', ' ']);
    let last = last.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let named = if last.starts_with('.') && last.trim_start_matches('.').is_empty() { String::new() } else { last };
    let named = if is_reserved(&named) { format!("_{named}") } else { named };
    shortened(&named)
}

/// Controls, zero-width characters and everything that turns the reading direction ("gpj.exe" shown as "exe.jpg").
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{00AD}' | '\u{2028}' | '\u{2029}')
}

/// Whether a name turns the reading direction, to show another ending than it has ("exe.jpg" for "gpj.exe").
pub(crate) fn turns(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
}

fn last_component(name: &str) -> String {
    let is_path = name.starts_with(['/', '\\', '~', '.']) || name.get(1..3).is_some_and(|drive| matches!(drive, ":\\" | ":/"));
    if is_path || name.contains("../") || name.contains("..\\") {
        return name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default().to_owned();
    }
    // "Re: 1/2.pdf" is not a path; the slash only must not survive.
    name.replace(['/', '\\'], "_")
}

/// Names that Windows takes for devices.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem.ends_with(|c: char| c.is_ascii_digit()))
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension).filter(|extension| extension.len() <= 10);
    let room = MAX_NAME - extension.map_or(0, |extension| extension.chars().count() + 1);
    let stem: String = name.chars().take(room).collect();
    match extension {
        Some(extension) => format!("{stem}.{extension}"),
        None => stem,
    }
}

/// A name for a part that has none, by its kind: "attachment-3.png".
pub(crate) fn invented(kind: &str, number: usize) -> String {
    let extension = match kind {
        "text/plain" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "text/csv" => "csv",
        "text/vcard" | "text/x-vcard" => "vcf",
        "text/rfc822-headers" | "message/delivery-status" | "message/disposition-notification" | "message/feedback-report" => "txt",
        "message/rfc822" | "message/global" | "message/partial" => "eml",
        "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/bmp" => "bmp",
        "image/tiff" => "tif",
        "image/heic" => "heic",
        "application/pdf" => "pdf",
        "application/zip" | "application/x-zip-compressed" => "zip",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "p7m",
        "application/pgp-signature" => "asc",
        "application/ms-tnef" => "dat",
        "application/json" => "json",
        "application/xml" | "text/xml" => "xml",
        "audio/mpeg" => "mp3",
        "audio/basic" => "au",
        "video/mp4" => "mp4",
        _ => "bin",
    };
    format!("attachment-{number}.{extension}")
}
