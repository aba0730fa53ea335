//! winmail.dat (MS-OXTNEF): the envelope in which Exchange sends text and files to everybody. Opened, so that people need no
//! tool for it. Bounded: nothing in it is larger than it is itself, but for the compressed text.

use super::charset::{self, Hints};
use super::file_name;
use super::rtf;

const SIGNATURE: u32 = 0x223E_9F78;
/// Files of one envelope.
const MAX_FILES: usize = 500;
/// Mails inside mails that are opened.
const MAX_DEPTH: usize = 3;
/// Properties of one list.
const MAX_PROPERTIES: u32 = 10_000;

// Attributes (MS-OXTNEF 2.1.3.2).
const CODE_PAGE: u32 = 0x0006_9007;
const BODY: u32 = 0x0002_800C;
const MESSAGE_PROPERTIES: u32 = 0x0006_9003;
const NEW_FILE: u32 = 0x0006_9002;
const FILE_TITLE: u32 = 0x0001_8010;
const FILE_DATA: u32 = 0x0006_800F;
const FILE_PROPERTIES: u32 = 0x0006_9005;
// Properties (MS-OXPROPS).
const PR_BODY: u16 = 0x1000;
const PR_RTF: u16 = 0x1009;
const PR_HTML: u16 = 0x1013;
const PR_NAME: u16 = 0x3001;
const PR_DATA: u16 = 0x3701;
const PR_SHORT_NAME: u16 = 0x3704;
const PR_LONG_NAME: u16 = 0x3707;
const PR_KIND: u16 = 0x370E;
const PR_CONTENT_ID: u16 = 0x3712;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct File {
    pub name: String,
    pub kind: String,
    pub content_id: Option<String>,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opened {
    pub text: Option<String>,
    pub html: Option<String>,
    pub files: Vec<File>,
}

pub(crate) fn is_tnef(bytes: &[u8]) -> bool {
    Reader(bytes).u32() == Some(SIGNATURE)
}

/// `None` for what is no such envelope. One that breaks off gives what came before.
pub(crate) fn open(bytes: &[u8]) -> Option<Opened> {
    is_tnef(bytes).then(|| {
        let mut opened = Opened::default();
        walk(bytes, &mut opened, 0);
        opened
    })
}

fn walk(bytes: &[u8], opened: &mut Opened, depth: usize) {
    let mut reader = Reader(bytes);
    // Signature and key.
    if reader.u32() != Some(SIGNATURE) || reader.u16().is_none() {
        return;
    }
    let mut page = Page(1252);
    let mut file: Option<File> = None;
    while let Some((id, data)) = attribute(&mut reader) {
        match id {
            CODE_PAGE => page = Page(Reader(data).u32().unwrap_or(1252)),
            BODY if depth == 0 && opened.text.is_none() => opened.text = Some(page.text(data)),
            MESSAGE_PROPERTIES if depth == 0 => properties(data, |id, kind, value| match id {
                PR_BODY => opened.text = Some(page.string(kind, value)),
                PR_HTML => opened.html = Some(page.html(kind, value)),
                PR_RTF => {
                    let read = rtf::decompressed(value).map(|rtf| rtf::read(&rtf)).unwrap_or_default();
                    opened.html = opened.html.take().or(read.html);
                    opened.text = opened.text.take().filter(|text| !text.trim().is_empty()).or(Some(read.text));
                }
                _ => {}
            }),
            NEW_FILE => {
                keep(opened, file.take());
                file = Some(File::default());
            }
            FILE_TITLE => {
                if let Some(file) = file.as_mut().filter(|file| file.name.is_empty()) {
                    file.name = page.text(data);
                }
            }
            FILE_DATA => {
                if let Some(file) = file.as_mut() {
                    file.bytes = data.to_vec();
                }
            }
            FILE_PROPERTIES => {
                if let Some(file) = file.as_mut() {
                    file_properties(data, page, file, opened, depth);
                }
            }
            _ => {}
        }
    }
    keep(opened, file);
}

fn file_properties(data: &[u8], page: Page, file: &mut File, opened: &mut Opened, depth: usize) {
    let mut inner: Option<Vec<u8>> = None;
    let mut short = String::new();
    properties(data, |id, kind, value| match id {
        PR_LONG_NAME => file.name = page.string(kind, value),
        PR_SHORT_NAME | PR_NAME if short.is_empty() => short = page.string(kind, value),
        PR_KIND => file.kind = page.string(kind, value).trim().to_ascii_lowercase(),
        PR_CONTENT_ID => file.content_id = Some(page.string(kind, value).trim_matches(['<', '>', ' ']).to_owned()).filter(|id| !id.is_empty()),
        // An object begins with the number of its interface.
        PR_DATA if kind == 0x000D => inner = value.get(16..).map(<[u8]>::to_vec),
        PR_DATA if file.bytes.is_empty() => file.bytes = value.to_vec(),
        _ => {}
    });
    if file.name.trim().is_empty() {
        file.name = short;
    }
    match inner {
        // A mail inside the mail: its files are what people look for.
        Some(inner) if is_tnef(&inner) && depth < MAX_DEPTH => walk(&inner, opened, depth + 1),
        Some(inner) if file.bytes.is_empty() => file.bytes = inner,
        _ => {}
    }
}

fn keep(opened: &mut Opened, file: Option<File>) {
    if let Some(mut file) = file.filter(|file| !file.bytes.is_empty() && opened.files.len() < MAX_FILES) {
        file.name = file_name::clean(file.name.trim_end_matches('\0'));
        opened.files.push(file);
    }
}

/// Level, id, length, data, checksum. The sum is not compared: what can be read of a damaged file is better than nothing.
fn attribute<'a>(reader: &mut Reader<'a>) -> Option<(u32, &'a [u8])> {
    reader.take(1)?;
    let (id, length) = (reader.u32()?, reader.u32()?);
    let data = reader.take(usize::try_from(length).ok()?)?;
    reader.take(2.min(reader.0.len()))?;
    Some((id, data))
}

/// Calls `each` with id, type and value of every single-valued property (MS-OXTNEF 2.1.3.4).
fn properties<'a>(data: &'a [u8], mut each: impl FnMut(u16, u16, &'a [u8])) {
    let mut reader = Reader(data);
    let Some(count) = reader.u32() else { return };
    for _ in 0..count.min(MAX_PROPERTIES) {
        if property(&mut reader, &mut each).is_none() {
            return;
        }
    }
}

fn property<'a>(reader: &mut Reader<'a>, each: &mut impl FnMut(u16, u16, &'a [u8])) -> Option<()> {
    let (kind, id) = (reader.u16()?, reader.u16()?);
    if id >= 0x8000 {
        reader.take(16)?;
        if reader.u32()? == 0 {
            reader.u32()?;
        } else {
            let length = usize::try_from(reader.u32()?).ok()?;
            reader.take(padded(length)?)?;
        }
    }
    let (many, kind) = (kind & 0x1000 != 0, kind & 0x0FFF);
    let fixed = match kind {
        0x0002..=0x0004 | 0x000A | 0x000B => Some(4),
        0x0005..=0x0007 | 0x0014 | 0x0040 => Some(8),
        0x0048 => Some(16),
        _ => None,
    };
    let count = if many || fixed.is_none() { reader.u32()? } else { 1 };
    for _ in 0..count {
        let value = match fixed {
            Some(length) => reader.take(length)?,
            None => {
                let length = usize::try_from(reader.u32()?).ok()?;
                let value = reader.0.get(..length)?;
                reader.take(padded(length)?.min(reader.0.len()))?;
                value
            }
        };
        if !many {
            each(id, kind, value);
        }
    }
    Some(())
}

/// Values end at a border of four bytes.
fn padded(length: usize) -> Option<usize> {
    length.checked_next_multiple_of(4)
}

/// The code page of strings that are not Unicode.
#[derive(Clone, Copy)]
struct Page(u32);

impl Page {
    fn text(self, bytes: &[u8]) -> String {
        let label = rtf::label_of(self.0);
        let text = charset::decode(bytes, Some(&label), &Hints::default()).text;
        text.trim_end_matches('\0').replace("\r\n", "\n").replace('\0', "")
    }

    /// `kind` 0x1F is UTF-16.
    fn string(self, kind: u16, bytes: &[u8]) -> String {
        if kind != 0x001F {
            return self.text(bytes);
        }
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units).replace("\r\n", "\n").replace('\0', "")
    }

    /// HTML names its own charset.
    fn html(self, kind: u16, bytes: &[u8]) -> String {
        if kind == 0x001F {
            return self.string(kind, bytes);
        }
        let declared = crate::html::declared_charset(bytes).unwrap_or_else(|| rtf::label_of(self.0));
        charset::decode(bytes, Some(&declared), &Hints::default()).text.replace('\0', "")
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn attribute(level: u8, id: u32, data: &[u8]) -> Vec<u8> {
        let mut out = vec![level];
        out.extend(id.to_le_bytes());
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        out.extend(data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte))).to_le_bytes());
        out
    }

    fn property(kind: u16, id: u16, value: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(kind.to_le_bytes());
        out.extend(id.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend((value.len() as u32).to_le_bytes());
        out.extend(value);
        out.resize(out.len().next_multiple_of(4), 0);
        out
    }

    fn list(all: &[Vec<u8>]) -> Vec<u8> {
        let mut out = (all.len() as u32).to_le_bytes().to_vec();
        out.extend(all.concat());
        out
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
    }

    fn envelope() -> Vec<u8> {
        let mut out = SIGNATURE.to_le_bytes().to_vec();
        out.extend([1, 0]);
        out.extend(attribute(1, CODE_PAGE, &932_u32.to_le_bytes().repeat(2)));
        out.extend(attribute(1, MESSAGE_PROPERTIES, &list(&[property(0x1F, PR_BODY, &utf16("お世話になっております。"))])));
        out.extend(attribute(2, NEW_FILE, &[0; 14]));
        // 見積 in Shift_JIS, as old programs write it.
        out.extend(attribute(2, FILE_TITLE, b"\x8c\xa9\x90\xcf~1.PDF\0"));
        out.extend(attribute(2, FILE_DATA, b"%PDF-1.4"));
        out.extend(attribute(
            2,
            FILE_PROPERTIES,
            &list(&[property(0x1F, PR_LONG_NAME, &utf16("../見積書.pdf")), property(0x1E, PR_KIND, b"application/pdf\0")]),
        ));
        out.extend(attribute(2, NEW_FILE, &[0; 14]));
        out.extend(attribute(2, FILE_TITLE, b"\x8c\xa9\x90\xcf.txt\0"));
        out.extend(attribute(2, FILE_DATA, b"text"));
        out
    }

    #[test]
    fn text_and_files_come_out_of_the_envelope() {
        let opened = open(&envelope()).unwrap();
        assert_eq!(opened.text.as_deref(), Some("お世話になっております。"));
        let files: Vec<_> = opened.files.iter().map(|file| (file.name.as_str(), file.kind.as_str(), file.bytes.as_slice())).collect();
        assert_eq!(files, [("見積書.pdf", "application/pdf", &b"%PDF-1.4"[..]), ("見積.txt", "", &b"text"[..])]);
        assert_eq!(open(b"no envelope"), None);
    }

    #[test]
    fn what_breaks_off_gives_what_came_before() {
        let whole = envelope();
        for length in 4..whole.len() {
            let opened = open(&whole[..length]).unwrap();
            assert!(opened.files.iter().all(|file| file.bytes.len() <= whole.len()));
        }
    }

    proptest! {
        #[test]
        fn noise_is_opened_without_panic(noise in prop::collection::vec(any::<u8>(), 0..600), at in 0_usize..400, byte: u8) {
            open(&[&SIGNATURE.to_le_bytes()[..], &noise].concat());
            let mut changed = envelope();
            let length = changed.len();
            changed[at % length] = byte;
            open(&changed);
        }
    }
}
