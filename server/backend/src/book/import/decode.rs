//! Bytes of a file as text: UTF-8 with or without a mark, UTF-16 with one, and else what Japanese spreadsheets write (CP932).

use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

/// The text, and how the file was written.
pub fn decode(bytes: &[u8]) -> (String, &'static str) {
    match bytes {
        [0xff, 0xfe, rest @ ..] => (UTF_16LE.decode_without_bom_handling(rest).0.into_owned(), "UTF-16"),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE.decode_without_bom_handling(rest).0.into_owned(), "UTF-16"),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.trim_start_matches('\u{feff}').to_owned(), "UTF-8"),
            Err(_) => (SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned(), "CP932"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_spreadsheets_are_read_whatever_wrote_them() {
        let text = "会社,髙島①㈱,〜\r\n";
        let (cp932, _, unmappable) = SHIFT_JIS.encode("会社,髙島①㈱,～\r\n");
        assert!(!unmappable);
        assert_eq!(decode(&cp932), ("会社,髙島①㈱,～\r\n".to_owned(), "CP932"));
        assert_eq!(decode(text.as_bytes()), (text.to_owned(), "UTF-8"));
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()), (text.to_owned(), "UTF-8"));
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide), (text.to_owned(), "UTF-16"));
        assert_eq!(decode(b""), (String::new(), "UTF-8"));
    }
}
