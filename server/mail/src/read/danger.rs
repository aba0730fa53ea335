//! Files that can do harm: what their names tell (`domain::dangers`), and what only their bytes do.

use domain::dangers::{self, Danger};

/// Entries of an archive that are looked at.
const MAX_ENTRIES: usize = 5_000;
/// Bytes at the end of a ZIP where its list may begin (APPNOTE 4.3.16: a comment has up to 64 KB).
const ZIP_TAIL: usize = 66 * 1024;

/// `bytes` is asked only of archives and of old office documents.
pub(super) fn of(name: &str, kind: &str, disguised: bool, bytes: impl FnOnce() -> Vec<u8>) -> Option<Danger> {
    if disguised {
        return Some(Danger::Disguised);
    }
    let by_name = dangers::of_name(name, kind);
    if by_name.is_some() {
        return by_name;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "zip" | "7z" | "rar" | "doc" | "dot" | "xls" | "xlt" | "ppt" | "pot" | "pps" | "docx" | "xlsx" | "pptx" => of_bytes(&bytes()),
        _ if matches!(kind, "application/zip" | "application/x-zip-compressed" | "application/x-7z-compressed" | "application/vnd.rar") => {
            of_bytes(&bytes())
        }
        _ => None,
    }
}

fn of_bytes(bytes: &[u8]) -> Option<Danger> {
    match bytes {
        [b'P', b'K', ..] => zip(bytes),
        [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => seven_zip(bytes),
        [b'R', b'a', b'r', b'!', 0x1A, 0x07, 0x01, 0x00, rest @ ..] => rar5(rest),
        [b'R', b'a', b'r', b'!', 0x1A, 0x07, 0x00, rest @ ..] => rar4(rest),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => compound(bytes),
        _ => None,
    }
}

/// The names and the flags of a ZIP's list (APPNOTE 4.3.12).
fn zip(bytes: &[u8]) -> Option<Danger> {
    let tail = bytes.get(bytes.len().saturating_sub(ZIP_TAIL)..)?;
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let at = u32::from_le_bytes(tail.get(end + 16..end + 20)?.try_into().ok()?);
    let mut rest = bytes.get(usize::try_from(at).ok()?..)?;
    let mut locked = false;
    for _ in 0..MAX_ENTRIES {
        if !rest.starts_with(b"PK\x01\x02") {
            break;
        }
        let number = |at: usize| Some(usize::from(u16::from_le_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
        let (flags, name, extra, comment) = (number(8)?, number(28)?, number(30)?, number(32)?);
        locked |= flags & 1 != 0;
        let name_bytes = rest.get(46..46 + name)?;
        if is_program(&String::from_utf8_lossy(name_bytes)) {
            return Some(Danger::ProgramInside);
        }
        // A document that grew macros under an ending without them.
        if name_bytes.ends_with(b"vbaProject.bin") {
            return Some(Danger::Macros);
        }
        rest = rest.get(46 + name + extra + comment..)?;
    }
    locked.then_some(Danger::Locked)
}

fn is_program(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    matches!(dangers::of_name(name, ""), Some(Danger::Program | Danger::TwoEndings | Danger::DiskImage))
}

/// Files of a 7z are sealed with AES; its number stands in the list at the end, even of one whose names are sealed as well.
fn seven_zip(bytes: &[u8]) -> Option<Danger> {
    let tail = bytes.get(bytes.len().saturating_sub(64 * 1024)..)?;
    tail.windows(4).any(|window| window == [0x06, 0xF1, 0x07, 0x01]).then_some(Danger::Locked)
}

/// Blocks of RAR 4: checksum, type, flags, size. 0x73 is the archive (0x80: names sealed), 0x74 a file (0x04: sealed).
fn rar4(mut rest: &[u8]) -> Option<Danger> {
    for _ in 0..MAX_ENTRIES {
        let kind = *rest.get(2)?;
        let number = |at: usize| Some(usize::from(u16::from_le_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
        let (flags, size) = (number(3)?, number(5)?);
        if kind == 0x73 && flags & 0x80 != 0 || kind == 0x74 && flags & 0x04 != 0 {
            return Some(Danger::Locked);
        }
        let data = if flags & 0x8000 != 0 { u32::from_le_bytes(rest.get(7..11)?.try_into().ok()?) } else { 0 };
        rest = rest.get(size.max(7).checked_add(usize::try_from(data).ok()?)?..)?;
    }
    None
}

/// Blocks of RAR 5: checksum, size, type, flags, all but the first as numbers of seven bits a byte. Type 4: everything is
/// sealed; of a file (2) an extra record of type 1 says so.
fn rar5(mut rest: &[u8]) -> Option<Danger> {
    for _ in 0..MAX_ENTRIES {
        let mut block = rest.get(4..)?;
        let size = seven(&mut block)?;
        let next = block.get(size..);
        let mut head = block.get(..size)?;
        let (kind, flags) = (seven(&mut head)?, seven(&mut head)?);
        if kind == 4 {
            return Some(Danger::Locked);
        }
        let extra = if flags & 1 != 0 { seven(&mut head)? } else { 0 };
        let data = if flags & 2 != 0 { seven(&mut head)? } else { 0 };
        if kind == 2 && extra > 0 && has_seal(head.get(head.len().checked_sub(extra)?..)?) {
            return Some(Danger::Locked);
        }
        rest = next?.get(data..)?;
    }
    None
}

fn has_seal(mut extra: &[u8]) -> bool {
    while !extra.is_empty() {
        let Some(size) = seven(&mut extra).filter(|size| *size > 0) else { return false };
        let Some(mut record) = extra.get(..size) else { return false };
        if seven(&mut record) == Some(1) {
            return true;
        }
        extra = extra.get(size..).unwrap_or_default();
    }
    false
}

/// A number of seven bits a byte, the lowest first.
fn seven(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0_usize;
    for shift in (0..56).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= usize::from(byte & 0x7F).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Office documents before 2007, and sealed ones of today (MS-OFFCRYPTO): names of their streams, in UTF-16.
fn compound(bytes: &[u8]) -> Option<Danger> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("_VBA_PROJECT") {
        return Some(Danger::Macros);
    }
    holds("EncryptedPackage").then_some(Danger::Locked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(name: &str, flags: u16) -> Vec<u8> {
        let mut out = b"PK\x01\x02".to_vec();
        out.extend([0; 4]);
        out.extend(flags.to_le_bytes());
        out.resize(28, 0);
        out.extend((name.len() as u16).to_le_bytes());
        out.resize(46, 0);
        out.extend(name.as_bytes());
        out
    }

    fn archive(entries: &[Vec<u8>]) -> Vec<u8> {
        let mut out = b"PK\x03\x04data".to_vec();
        let at = out.len() as u32;
        out.extend(entries.concat());
        out.extend(b"PK\x05\x06");
        out.extend([0; 12]);
        out.extend(at.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    #[test]
    fn archives_tell_what_they_hold() {
        let found = |name: &str, bytes: Vec<u8>| of(name, "application/octet-stream", false, || bytes);
        assert_eq!(found("a.zip", archive(&[entry("見積.pdf", 0)])), None);
        assert_eq!(found("a.zip", archive(&[entry("見積.pdf", 1)])), Some(Danger::Locked));
        assert_eq!(found("a.zip", archive(&[entry("a.txt", 0), entry("x/請求書.pdf.exe", 1)])), Some(Danger::ProgramInside));
        assert_eq!(found("a.docx", archive(&[entry("word/vbaProject.bin", 0)])), Some(Danger::Macros));
        assert_eq!(found("a.7z", b"7z\xBC\xAF\x27\x1C rest \x06\xF1\x07\x01".to_vec()), Some(Danger::Locked));
        assert_eq!(found("a.7z", b"7z\xBC\xAF\x27\x1C rest".to_vec()), None);
        let rar4 = b"Rar!\x1A\x07\x00\0\0\x73\0\0\x0d\0\0\0\0\0\0\0\0\0\x74\x04\0\x20\0".to_vec();
        assert_eq!(found("a.rar", rar4), Some(Danger::Locked));
        assert_eq!(found("a.rar", b"Rar!\x1A\x07\x01\x00\0\0\0\0\x03\x04\0\0".to_vec()), Some(Danger::Locked));
        let old = |name: &str| [&[0xD0, 0xCF, 0x11, 0xE0][..], &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
        assert_eq!((found("a.xls", old("_VBA_PROJECT")), found("a.docx", old("EncryptedPackage"))), (Some(Danger::Macros), Some(Danger::Locked)));
        assert_eq!(found("a.doc", old("WordDocument")), None);
        assert_eq!(of("写真.jpg", "image/jpeg", true, Vec::new), Some(Danger::Disguised));
    }

    proptest! {
        #[test]
        fn noise_is_looked_at_without_panic(noise in prop::collection::vec(any::<u8>(), 0..300), start in prop::sample::select(vec![&b"PK\x03\x04"[..], b"7z\xBC\xAF\x27\x1C", b"Rar!\x1A\x07\x00", b"Rar!\x1A\x07\x01\x00", b"\xD0\xCF\x11\xE0"])) {
            of_bytes(&[start, &noise, b"PK\x05\x06", &noise].concat());
            of_bytes(&[start, &noise].concat());
        }
    }
}
