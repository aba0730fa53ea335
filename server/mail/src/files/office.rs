//! Text of the documents of office programs: archives of XML (ECMA-376, ISO 26300).

use super::TEXT_MAX;
use quick_xml::{Reader, events::Event};
use std::io::{Cursor, Read};

/// Bytes of XML that are unpacked of one document.
const UNPACKED_MAX: u64 = 64 * 1024 * 1024;
/// Parts that are looked at: sheets and slides.
const PARTS_MAX: usize = 500;

pub fn text(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).filter(|name| says_something(name)).collect();
    // Sheet 10 comes after sheet 9.
    parts.sort_by_key(|name| (name.chars().filter(|c| !c.is_ascii_digit()).collect::<String>(), number(name)));
    let (mut text, mut left) = (String::new(), UNPACKED_MAX);
    for name in parts.iter().take(PARTS_MAX) {
        let Ok(part) = archive.by_name(name) else { continue };
        let mut xml = Vec::new();
        // What is announced may be a lie: what comes out is counted.
        if part.take(left).read_to_end(&mut xml).is_err() {
            continue;
        }
        left = left.saturating_sub(xml.len() as u64);
        add(&xml, &mut text);
        if text.len() >= TEXT_MAX || left == 0 {
            break;
        }
    }
    Some(text)
}

fn says_something(name: &str) -> bool {
    let numbered = |before: &str| name.strip_prefix(before).is_some_and(|rest| rest.ends_with(".xml") && !rest.contains('/'));
    name == "content.xml"
        || name == "xl/sharedStrings.xml"
        || numbered("word/document")
        || numbered("word/header")
        || numbered("word/footer")
        || numbered("word/footnotes")
        || numbered("word/comments")
        || numbered("xl/worksheets/")
        || numbered("xl/comments")
        || numbered("ppt/slides/")
        || numbered("ppt/notesSlides/")
}

fn number(name: &str) -> u64 {
    name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// The words of one part. Paragraphs, rows and cells are told apart; numbers of cells count as words, references to shared strings not.
fn add(xml: &[u8], text: &mut String) {
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    // Names of the elements that hold text, in `xl/worksheets` a value and whether it is a reference.
    let (mut refers, mut inside, mut phonetic) = (false, 0_usize, 0_usize);
    while text.len() < TEXT_MAX {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "t" | "p" | "h" | "span" | "v" | "a" => inside += 1,
                // How a word is read aloud is not what stands there.
                "rPh" | "ruby-text" | "rt" => phonetic += 1,
                "c" => refers = tag.attributes().flatten().any(|a| a.key.as_ref() == "t" && a.value == "s"),
                _ => {}
            },
            Ok(Event::Empty(tag)) => match tag.local_name().as_ref() {
                "br" | "line-break" | "cr" => text.push('\n'),
                "tab" | "s" => text.push(' '),
                _ => {}
            },
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                name @ ("t" | "p" | "h" | "span" | "v" | "a") => {
                    inside = inside.saturating_sub(1);
                    if matches!(name, "p" | "h") {
                        text.push('\n');
                    }
                }
                "rPh" | "ruby-text" | "rt" => phonetic = phonetic.saturating_sub(1),
                "si" | "row" | "table-row" => text.push('\n'),
                "c" | "tc" | "table-cell" => {
                    refers = false;
                    text.push('\t');
                }
                _ => {}
            },
            Ok(Event::Text(words)) if inside > 0 && phonetic == 0 && !refers => text.push_str(&words),
            Ok(Event::GeneralRef(reference)) if inside > 0 && phonetic == 0 && !refers => {
                let named = quick_xml::escape::resolve_xml_entity(&reference).map(str::to_owned);
                let numbered = reference.resolve_char_ref().ok().flatten().map(String::from);
                text.push_str(&named.or(numbered).unwrap_or_default());
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}
