//! Charts as PNG, for mails. Fonts are those of the machine: it may have none, or none with kanji.

use super::paper::{Part, Picture};
use crate::Result;
use anyhow::Context;
use resvg::{tiny_skia, usvg, usvg::fontdb};
use skrifa::{FontRef, MetadataProvider};
use std::sync::{Arc, OnceLock};

/// Points of the picture for each of the chart's: screens are sharp.
const SHARP: f32 = 2.0;
/// Families that read well where they are there, those with kanji first.
const FAMILIES: [&str; 9] =
    ["Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAGothic", "Hiragino Sans", "Yu Gothic", "Noto Sans", "Liberation Sans", "DejaVu Sans"];

/// # Errors
/// When it cannot be drawn, which is our fault.
pub fn png(picture: &Picture) -> Result<Vec<u8>> {
    let fonts = fonts();
    let parts = picture.parts.iter().filter_map(|part| match part {
        Part::Shape(svg) => Some(svg.as_str()),
        Part::Words { words, svg } => says(&fonts, words).then_some(svg.as_str()),
    });
    let parts: String = parts.collect();
    let Picture { width, height, .. } = picture;
    let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{parts}</svg>"#);
    let options = usvg::Options { fontdb: fonts, font_family: "sans-serif".to_owned(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(&svg, &options).context("the picture of a chart")?;
    let side = |length: f64| (length as f32 * SHARP).ceil().clamp(1.0, 8_000.0) as u32;
    let mut pixels = tiny_skia::Pixmap::new(side(*width), side(*height)).context("a picture without a size")?;
    pixels.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(SHARP, SHARP), &mut pixels.as_mut());
    Ok(pixels.encode_png().context("a picture as PNG")?)
}

/// Looked for once: a machine does not get new ones while the program runs.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let found = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        let named = |family: &&&str| fonts.faces().any(|face| face.families.iter().any(|(name, _)| name == **family));
        let first = || fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
        let family = FAMILIES.iter().find(named).map(|family| (*family).to_owned()).or_else(first);
        if let Some(family) = family {
            fonts.set_sans_serif_family(family);
        }
        Arc::new(fonts)
    });
    found.clone()
}

/// Whether the machine has letters for what charts say, in both languages.
pub fn has_letters() -> bool {
    says(&fonts(), "受信と処理済み・あア Aa0")
}

/// Whether each of its letters is in one of the fonts.
fn says(fonts: &fontdb::Database, words: &str) -> bool {
    let mut missing: Vec<char> = words.chars().filter(|letter| !letter.is_whitespace()).collect();
    for face in fonts.faces() {
        if missing.is_empty() {
            break;
        }
        fonts.with_face_data(face.id, |bytes, index| {
            if let Ok(font) = FontRef::from_index(bytes, index) {
                let letters = font.charmap();
                missing.retain(|letter| letters.map(*letter).is_none());
            }
        });
    }
    missing.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(parts: Vec<Part>) -> tiny_skia::Pixmap {
        let bytes = png(&Picture { width: 40.0, height: 20.0, parts }).unwrap();
        tiny_skia::Pixmap::decode_png(&bytes).unwrap()
    }

    #[test]
    fn a_bar_has_its_colour_and_its_place() {
        let bar = r##"<rect x="10" y="0" width="10" height="20" fill="#2A80E2"/>"##;
        let pixels = drawn(vec![Part::Shape(bar.into())]);
        assert_eq!((pixels.width(), pixels.height()), (80, 40));
        let at = |x, y| pixels.pixel(x, y).map(|pixel| (pixel.red(), pixel.green(), pixel.blue())).unwrap();
        assert_eq!(at(30, 20), (0x2A, 0x80, 0xE2));
        assert_eq!(at(60, 20), (255, 255, 255));
    }

    #[test]
    fn words_that_no_font_has_are_left_out_and_no_boxes_are_drawn() {
        let words = |words: &str| Part::Words {
            words: words.into(),
            svg: format!(r#"<text x="4" y="16" font-size="14" font-family="sans-serif" fill="black">{words}</text>"#),
        };
        let blank = drawn(vec![]);
        // A letter of a private area: no font of a machine has it.
        assert_eq!(drawn(vec![words("\u{10fffd}")]), blank);
        if says(&fonts(), "42") {
            assert_ne!(drawn(vec![words("42")]), blank);
        }
    }
}
