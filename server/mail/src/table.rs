//! Files of tables as text, whatever spreadsheet wrote them: UTF-8 with or without its mark, UTF-16 with it, or else the code page of
//! Japanese Windows (CP932).

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    /// How it was written, as people call it.
    pub encoding: &'static str,
}

pub fn text(bytes: &[u8]) -> Text {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(encoding, &bytes[mark..]);
    }
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    read(if is_utf8 { UTF_8 } else { SHIFT_JIS }, bytes)
}

fn read(encoding: &'static Encoding, bytes: &[u8]) -> Text {
    let name = match encoding {
        known if known == SHIFT_JIS => "CP932",
        known if known == UTF_16LE || known == UTF_16BE => "UTF-16",
        other => other.name(),
    };
    Text { text: encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding: name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_wrote_it_the_words_are_the_same() {
        let words = "名前,髙島①㈱,～\r\n";
        let wide = |of: fn(u16) -> [u8; 2], mark: [u8; 2]| mark.into_iter().chain(words.encode_utf16().flat_map(of)).collect::<Vec<u8>>();
        let (cp932, _, lost) = SHIFT_JIS.encode(words);
        assert!(!lost);
        for (bytes, encoding) in [
            (words.as_bytes().to_vec(), "UTF-8"),
            (format!("\u{feff}{words}").into_bytes(), "UTF-8"),
            (cp932.into_owned(), "CP932"),
            (wide(u16::to_le_bytes, [0xff, 0xfe]), "UTF-16"),
            (wide(u16::to_be_bytes, [0xfe, 0xff]), "UTF-16"),
        ] {
            assert_eq!(text(&bytes), Text { text: words.to_owned(), encoding }, "{bytes:x?}");
        }
        assert_eq!(text(b""), Text { text: String::new(), encoding: "UTF-8" });
    }
}
