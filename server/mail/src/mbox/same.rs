//! Which mails of archives are the same: what programs write into the header while they keep a mail does not count, nor does how
//! lines end.

use crate::thread::content_hash;

/// Fields that mail programs and archives add.
const KEEPING: [&[u8]; 12] = [
    b"status",
    b"x-status",
    b"x-keywords",
    b"x-keys",
    b"x-uid",
    b"x-uidl",
    b"x-imap",
    b"x-imapbase",
    b"x-gmail-labels",
    b"x-gm-thrid",
    b"content-length",
    b"lines",
];

/// The same for two copies of one mail, 64 hexadecimal digits.
pub fn key(raw: &[u8]) -> String {
    let mut counted = Vec::with_capacity(raw.len());
    let (mut in_header, mut kept) = (true, true);
    for line in raw.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if in_header {
            if line.is_empty() {
                in_header = false;
            } else if !matches!(line[0], b' ' | b'\t') {
                kept = !is_of_keeping(line);
            }
            if in_header && !kept {
                continue;
            }
        }
        counted.extend_from_slice(line);
        counted.push(b'\n');
    }
    let end = counted.iter().rposition(|byte| *byte != b'\n').map_or(0, |last| last + 1);
    content_hash(&counted[..end])
}

fn is_of_keeping(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
    KEEPING.contains(&name.as_slice()) || name.starts_with(b"x-mozilla-") || name.starts_with(b"x-evolution")
}
