//! Folding: the key under which text is found whatever its case, width or kana.

/// NFKC, lower case, katakana as hiragana. Half-width and full-width forms meet through NFKC.
pub fn fold(text: &str) -> String {
    nfkc(text)
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Full-width letters and digits as they are typed elsewhere, half-width kana as whole ones; without white space at the ends.
pub fn narrow(text: &str) -> String {
    nfkc(text).trim().to_owned()
}

#[cfg(not(target_arch = "wasm32"))]
fn nfkc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    text.nfkc().collect()
}

/// The browser has the tables of Unicode; a second set of them would be a tenth of what it loads first.
#[cfg(target_arch = "wasm32")]
fn nfkc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

/// Text as both engines take it: PostgreSQL refuses U+0000.
pub fn storable(text: &str) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_kana_meet() {
        for (a, b) in [("ｻﾎﾟｰﾄ", "サポート"), ("サポート", "さぽーと"), ("ＡＢＣ", "abc"), ("É", "é")] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("は"), fold("ば"));
    }
}
