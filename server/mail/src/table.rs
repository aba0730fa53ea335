//! Files of tables as spreadsheets write them: UTF-8 with or without its mark, UTF-16 with it, or else the code page of Japanese
//! Windows (CP932).

use encoding_rs::{SHIFT_JIS, UTF_8};

pub fn text(bytes: &[u8]) -> String {
    let (text, _, faulty) = UTF_8.decode(bytes);
    if !faulty {
        return text.into_owned();
    }
    SHIFT_JIS.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn whatever_wrote_it_the_words_are_the_same() {
        for bytes in [
            "名前,①㈱".as_bytes().to_vec(),
            "\u{feff}名前,①㈱".as_bytes().to_vec(),
            vec![0x96, 0xbc, 0x91, 0x4f, 0x2c, 0x87, 0x40, 0x87, 0x8a],
            [0xff, 0xfe].into_iter().chain("名前,①㈱".encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        ] {
            assert_eq!(text(&bytes), "名前,①㈱", "{bytes:x?}");
        }
    }
}
