//! Text of PDF (ISO 32000-2). Japanese works where the file says which characters its glyphs are, as what office programs and
//! browsers make does, and by the predefined encodings of older programs (9.7.5.2), which the library leaves out.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};
use pdf_extract::{Dictionary, Document, Object, PlainTextOutput, Stream, output_doc_page};
use std::{
    fmt::Write,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::TEXT_MAX;

/// Pages that are read.
const PAGES_MAX: usize = 2_000;

pub fn text(bytes: &[u8]) -> Option<String> {
    // Some programs put a line or two before the sign of the format.
    let start = bytes.windows(5).take(1024).position(|window| window == b"%PDF-")?;
    let mut doc = Document::load_mem(&bytes[start..]).ok()?;
    if doc.is_encrypted() {
        // Many files ask for no password to be read, only to be changed.
        doc.decrypt("").ok()?;
    }
    name_characters(&mut doc);
    let mut text = String::new();
    for page in doc.get_pages().into_keys().take(PAGES_MAX) {
        let mut words = String::new();
        // What of a page was read before something on it could not be stays.
        let _ = catch_unwind(AssertUnwindSafe(|| output_doc_page(&doc, &mut PlainTextOutput::new(&mut words), page)));
        text.push_str(&words);
        text.push('\n');
        if text.len() > TEXT_MAX * 2 {
            break;
        }
    }
    Some(text)
}

/// Gives fonts of predefined encodings what says which characters their codes are.
fn name_characters(doc: &mut Document) {
    let fonts: Vec<_> = doc.objects.iter().filter_map(|(id, object)| Some((*id, predefined(object.as_dict().ok()?)?))).collect();
    for (id, codes) in fonts {
        let (encoding, characters) = match codes {
            Codes::Units => (None, units()),
            Codes::Bytes(encoding) => {
                let codes = all_codes(encoding);
                (Some(codespace(&codes)), characters(&codes))
            }
        };
        let stream = |map: String| Stream::new(Dictionary::new(), map.into_bytes());
        let encoding = encoding.map_or_else(|| Object::Name(b"Identity-H".to_vec()), |map| Object::Reference(doc.add_object(stream(map))));
        let characters = doc.add_object(stream(characters));
        if let Ok(font) = doc.get_dictionary_mut(id) {
            font.set("Encoding", encoding);
            font.set("ToUnicode", Object::Reference(characters));
        }
    }
}

enum Codes {
    /// UTF-16, big end first.
    Units,
    Bytes(&'static Encoding),
}

/// What the codes of a font are, where it is of two bytes and goes by a predefined encoding alone.
fn predefined(font: &Dictionary) -> Option<Codes> {
    if font.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Type0") || font.has(b"ToUnicode") {
        return None;
    }
    let name = std::str::from_utf8(font.get(b"Encoding").and_then(Object::as_name).ok()?).ok()?;
    if name.contains("-UCS2-") || name.contains("-UTF16-") {
        return Some(Codes::Units);
    }
    let bytes = match name.trim_end_matches(['H', 'V']).trim_end_matches('-') {
        "90ms-RKSJ" | "90msp-RKSJ" | "90pv-RKSJ" | "83pv-RKSJ" | "Add-RKSJ" | "Ext-RKSJ" => SHIFT_JIS,
        "EUC" => EUC_JP,
        "GBK-EUC" | "GBKp-EUC" | "GBK2K" | "GB-EUC" | "GBpc-EUC" => GBK,
        "KSC-EUC" | "KSCms-UHC" | "KSCms-UHC-HW" | "KSCpc-EUC" => EUC_KR,
        "B5pc" | "HKscs-B5" | "ETen-B5" | "ETenms-B5" => BIG5,
        _ => return None,
    };
    Some(Codes::Bytes(bytes))
}

/// Each unit is the character of its own number. Halves of pairs stand for none.
fn units() -> String {
    let mut map = String::new();
    for row in (0x00..=0xff).filter(|row| !(0xd8..=0xdf).contains(row)) {
        let _ = writeln!(map, "1 beginbfrange <{row:02X}00> <{row:02X}FF> <{row:02X}00> endbfrange");
    }
    map
}

/// The codes of an encoding, of one byte or of two, and how they are written in UTF-16.
fn all_codes(encoding: &'static Encoding) -> Vec<(Vec<u8>, String)> {
    let singles = (0x20..=0xff_u8).map(|byte| vec![byte]);
    let pairs = (0x81..=0xfe_u8).flat_map(|lead| (0x40..=0xfe_u8).map(move |trail| vec![lead, trail]));
    let read = |code: Vec<u8>| {
        let character = encoding.decode_without_bom_handling_and_without_replacement(&code)?.into_owned();
        // Two bytes may also be two characters.
        (character.chars().count() == 1).then_some((code, character))
    };
    singles.chain(pairs).filter_map(read).collect()
}

fn codespace(codes: &[(Vec<u8>, String)]) -> String {
    // The library takes half of what is written for the length of a code, so each is written twice as long.
    let hex = |code: &[u8]| code.iter().fold("00".repeat(code.len()), |hex, byte| format!("{hex}{byte:02X}"));
    let mut map = String::new();
    for of_lead in codes.chunk_by(|(one, _), (next, _)| one[0] == next[0] && one.len() == next.len()) {
        if let (Some((first, _)), Some((last, _))) = (of_lead.first(), of_lead.last()) {
            let _ = writeln!(map, "1 begincodespacerange <{}> <{}> endcodespacerange", hex(first), hex(last));
        }
    }
    map.push_str("1 begincidrange <0000> <FFFF> 0 endcidrange\n");
    map
}

fn characters(codes: &[(Vec<u8>, String)]) -> String {
    let mut map = String::new();
    for (code, character) in codes {
        map.push_str("1 beginbfchar <");
        code.iter().for_each(|byte| {
            let _ = write!(map, "{byte:02X}");
        });
        map.push_str("> <");
        character.encode_utf16().for_each(|unit| {
            let _ = write!(map, "{unit:04X}");
        });
        map.push_str("> endbfchar\n");
    }
    map
}
