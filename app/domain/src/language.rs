//! The languages of the screens. Mails may be in any language; that is another matter.

use crate::stored_enum;

stored_enum! {
    pub enum Language { Japanese = "ja", English = "en" }
}

impl Language {
    /// The best match for an `Accept-Language` header (RFC 9110 section 12.5.4); Japanese when it names neither.
    pub fn preferred(accept: &str) -> Language {
        let mut best: Option<(f32, Language)> = None;
        for range in accept.split(',') {
            let mut parts = range.trim().split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let quality = parts.find_map(|p| p.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok())).unwrap_or(1.0);
            let language = match tag.split('-').next() {
                Some("ja") => Language::Japanese,
                Some("en") => Language::English,
                _ => continue,
            };
            if quality > 0.0 && best.is_none_or(|(q, _)| quality > q) {
                best = Some((quality, language));
            }
        }
        best.map_or(Language::Japanese, |(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_chooses_between_japanese_and_english() {
        let cases = [
            ("", Language::Japanese),
            ("en-US,en;q=0.9,ja;q=0.8", Language::English),
            ("de,fr;q=0.5", Language::Japanese),
            ("en;q=0.3, ja;q=0.7", Language::Japanese),
            ("ja;q=0, en;q=0.1", Language::English),
        ];
        for (accept, expected) in cases {
            assert_eq!(Language::preferred(accept), expected, "{accept}");
        }
    }
}
