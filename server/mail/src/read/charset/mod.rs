//! From bytes to text. Labels lie or are missing, so every decision is checked against the bytes:
//! strict UTF-8 first, then the label, then detection with a hint from the sender's country.

mod jis;
mod labels;
mod shifted;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1252};

/// A way to read bytes. `Table` is a WHATWG decoder; the others are ones that the WHATWG list refuses or reads too strictly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    Ascii,
    Table(&'static Encoding),
    Jis,
    KoreanShift,
    Hz,
    Utf7,
}

impl Charset {
    /// `None` for labels that say nothing ("unknown-8bit", "x-unknown", ...).
    pub(crate) fn from_label(label: &str) -> Option<Charset> {
        labels::find(label)
    }

    /// Lower case, as in the IANA list where it has the charset.
    pub(crate) fn name(self) -> String {
        match self {
            Charset::Ascii => "us-ascii".into(),
            Charset::Jis => "iso-2022-jp".into(),
            Charset::KoreanShift => "iso-2022-kr".into(),
            Charset::Hz => "hz-gb-2312".into(),
            Charset::Utf7 => "utf-7".into(),
            Charset::Table(table) if table == WINDOWS_874 => "tis-620".into(),
            Charset::Table(table) => table.name().to_ascii_lowercase(),
        }
    }

    fn is_western(self) -> bool {
        matches!(self, Charset::Table(table) if table == WINDOWS_1252
            || matches!(table.name(), "ISO-8859-15" | "ISO-8859-2" | "windows-1250" | "macintosh"))
    }

    fn is_seven_bit_stateful(self) -> bool {
        matches!(self, Charset::KoreanShift | Charset::Hz | Charset::Utf7)
    }
}

/// What is known about a mail besides the bytes at hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    /// Top-level domain of the sender, lower case; `None` means Japan.
    pub tld: Option<String>,
    /// Charset declared by the body, tried first for raw headers.
    pub body: Option<Charset>,
    /// Chosen by a person: no label and no detection.
    pub forced: Option<Charset>,
}

#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    pub text: String,
    pub charset: Charset,
    /// How many characters could not be read.
    pub faults: usize,
}

/// Reads `bytes` by `label`, unless the bytes show that the label is wrong. NUL is removed.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>, hints: &Hints) -> Decoded {
    let declared = label.and_then(Charset::from_label);
    if let Some(forced) = hints.forced {
        return exact(bytes, forced);
    }
    if let Some(wide) = wide(bytes, declared) {
        return exact(bytes, wide);
    }
    if bytes.is_ascii() {
        return exact(bytes, seven_bit(bytes, declared));
    }
    match declared {
        None | Some(Charset::Ascii) => detect(bytes, hints),
        Some(charset) => checked(bytes, charset, hints),
    }
}

/// Reads `bytes` as `charset`, whatever comes out.
pub(crate) fn exact(bytes: &[u8], charset: Charset) -> Decoded {
    let mut text = match charset {
        Charset::Ascii => String::from_utf8_lossy(bytes).into_owned(),
        Charset::Table(table) => table.decode(bytes).0.into_owned(),
        Charset::Jis => jis::decode(bytes),
        Charset::KoreanShift => shifted::iso_2022_kr(bytes),
        Charset::Hz => shifted::hz(bytes),
        Charset::Utf7 => shifted::utf_7(bytes),
    };
    text.retain(|c| c != '\0');
    let faults = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    Decoded { text, charset, faults }
}

/// UTF-16 by its byte order mark, or by the label together with many zero bytes.
fn wide(bytes: &[u8], declared: Option<Charset>) -> Option<Charset> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(Charset::Table(UTF_16LE)),
        [0xFE, 0xFF, ..] => return Some(Charset::Table(UTF_16BE)),
        _ => {}
    }
    let Some(Charset::Table(table)) = declared else { return None };
    if table != UTF_16LE && table != UTF_16BE {
        return None;
    }
    let zeros_at = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros_at(0), zeros_at(1));
    Some(Charset::Table(if even > odd {
        UTF_16BE
    } else if odd > even {
        UTF_16LE
    } else {
        table
    }))
}

/// Seven-bit bytes: only escapes can make them anything but ASCII.
fn seven_bit(bytes: &[u8], declared: Option<Charset>) -> Charset {
    match declared {
        Some(charset) if charset.is_seven_bit_stateful() => charset,
        _ if jis::has_escape(bytes) => Charset::Jis,
        Some(Charset::Jis) if jis::escapes_lost(bytes) => Charset::Jis,
        _ => Charset::Ascii,
    }
}

fn checked(bytes: &[u8], charset: Charset, hints: &Hints) -> Decoded {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    // One byte a character decodes anything, but text that is UTF-8 by chance is next to impossible.
    if is_utf8 && matches!(charset, Charset::Table(table) if table.is_single_byte()) {
        return exact(bytes, Charset::Table(UTF_8));
    }
    if charset == Charset::Jis && !jis::has_escape(bytes) {
        return detect(bytes, hints);
    }
    let by_label = exact(bytes, charset);
    if charset.is_western() {
        return japanese_behind_western(bytes, hints).unwrap_or(by_label);
    }
    if by_label.faults == 0 {
        return by_label;
    }
    let detected = detect(bytes, hints);
    // A few faults in a long text are damage on the way; a wrong label breaks nearly everything.
    if detected.faults * 4 < by_label.faults { detected } else { by_label }
}

/// Western labels decode anything, so the bytes alone must show that they are Japanese, Chinese or Korean.
fn japanese_behind_western(bytes: &[u8], hints: &Hints) -> Option<Decoded> {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if high < 8 || high * 10 < bytes.len() * 3 {
        return None;
    }
    let detected = detect(bytes, hints);
    let wide = detected.text.chars().filter(|&c| c >= '\u{1100}').count();
    let is_cjk = matches!(detected.charset, Charset::Table(table)
        if [SHIFT_JIS, EUC_JP, EUC_KR, GBK, GB18030, BIG5].contains(&table));
    (is_cjk && detected.faults == 0 && wide * 3 >= high).then_some(detected)
}

/// No usable label: strict UTF-8, escapes, the body's charset, then statistics.
pub(crate) fn detect(bytes: &[u8], hints: &Hints) -> Decoded {
    if std::str::from_utf8(bytes).is_ok() {
        return exact(bytes, Charset::Table(UTF_8));
    }
    if let Some(body) = hints.body.filter(|body| !matches!(body, Charset::Ascii) && !body.is_western()) {
        let by_body = exact(bytes, body);
        if by_body.faults == 0 {
            return by_body;
        }
    }
    if jis::has_escape(bytes) {
        let by_escape = exact(bytes, Charset::Jis);
        if by_escape.faults == 0 {
            return by_escape;
        }
    }
    let mostly_utf8 = exact(bytes, Charset::Table(UTF_8));
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(top_level(hints)), chardetng::Utf8Detection::Allow);
    let by_guess = exact(bytes, Charset::Table(if guessed == ISO_2022_JP { WINDOWS_1252 } else { guessed }));
    let multibyte = mostly_utf8.text.chars().filter(|&c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER).count();
    // Long UTF-8 with one broken byte is still UTF-8.
    if multibyte >= 10 * mostly_utf8.faults.max(1) { mostly_utf8 } else { by_guess }
}

/// chardetng panics on anything but a plain label.
fn top_level(hints: &Hints) -> &[u8] {
    match hints.tld.as_deref() {
        Some(tld) if tld.len() == 2 && tld.bytes().all(|byte| byte.is_ascii_lowercase()) => tld.as_bytes(),
        _ => b"jp",
    }
}

#[cfg(test)]
mod tests;
