//! Files of tables as text, whatever spreadsheet wrote them: UTF-8 with or without its mark, UTF-16 with it, or else the code page of
//! Japanese Windows (CP932). And text as CP932, for programs that read nothing else.

use encoding_rs::{EncoderResult, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use unicode_normalization::char::compose;

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

/// Stands for a character that CP932 lacks, as printers have always done it.
const LACKING: char = '〓';

/// What CP932 has by another number: it is no loss.
const ALIKE: &[(char, char)] = &[
    ('—', '―'),
    ('〜', '～'),
    ('‖', '∥'),
    ('−', '－'),
    ('–', '‐'),
    ('\u{a0}', ' '),
    ('¢', '￠'),
    ('£', '￡'),
    ('¬', '￢'),
    ('·', '・'),
    ('•', '・'),
];

/// Text in CP932, and how many characters it lacked: they are replaced by [`LACKING`].
pub fn cp932(text: &str) -> (Vec<u8>, usize) {
    let mut text_of_it = String::with_capacity(text.len());
    for letter in text.chars() {
        // か and its mark are one character there. Nothing else is composed: it would take old forms of kanji for their new ones.
        if matches!(letter, '\u{3099}' | '\u{309a}')
            && let Some(voiced) = text_of_it.chars().next_back().and_then(|before| compose(before, letter))
        {
            text_of_it.pop();
            text_of_it.push(voiced);
        } else {
            text_of_it.push(ALIKE.iter().find(|(from, _)| *from == letter).map_or(letter, |(_, to)| *to));
        }
    }
    let mut encoder = SHIFT_JIS.new_encoder();
    let (mut bytes, mut lost, mut rest) = (Vec::with_capacity(text.len() + 16), 0, text_of_it.as_str());
    loop {
        bytes.reserve(encoder.max_buffer_length_from_utf8_without_replacement(rest.len()).unwrap_or(rest.len() * 2 + 16));
        let (ended, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = rest.get(read..).unwrap_or_default();
        match ended {
            EncoderResult::InputEmpty => return (bytes, lost),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(_) => {
                lost += 1;
                bytes.extend_from_slice(&SHIFT_JIS.encode(LACKING.encode_utf8(&mut [0; 4])).0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cp932_lacks_is_counted_and_marked() {
        let written = |text: &str| {
            let (bytes, lost) = cp932(text);
            (SHIFT_JIS.decode_without_bom_handling(&bytes).0.into_owned(), lost)
        };
        assert_eq!(written("髙島①㈱,～\r\n"), ("髙島①㈱,～\r\n".to_owned(), 0));
        assert_eq!(written("9時〜17時 — 午後"), ("9時～17時 ― 午後".to_owned(), 0));
        assert_eq!(written("か\u{3099}くせい"), ("がくせい".to_owned(), 0));
        assert_eq!(written("𠮷野さん😀と Zoë"), ("〓野さん〓と Zo〓".to_owned(), 3));
        assert_eq!(written(""), (String::new(), 0));
        let long = "あ".repeat(70_000);
        assert_eq!(cp932(&long), (SHIFT_JIS.encode(&long).0.into_owned(), 0));
    }

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
