//! Folder names on the wire: modified UTF-7 (RFC 3501 section 5.1.3).

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// The alphabet has `,` for `/`; there is no padding. Bits left over are ignored, as old servers set them.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// A readable name as the server wants it.
pub fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut shifted: Vec<u8> = Vec::new();
    let flush = |shifted: &mut Vec<u8>, out: &mut String| {
        if !shifted.is_empty() {
            out.push('&');
            BASE64.encode_string(&*shifted, out);
            out.push('-');
            shifted.clear();
        }
    };
    for c in name.chars() {
        match c {
            '&' => {
                flush(&mut shifted, &mut out);
                out.push_str("&-");
            }
            ' '..='~' => {
                flush(&mut shifted, &mut out);
                out.push(c);
            }
            _ => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    shifted.extend_from_slice(&unit.to_be_bytes());
                }
            }
        }
    }
    flush(&mut shifted, &mut out);
    out
}

/// A name from the server, readable. What is not valid modified UTF-7 stays as it is: some servers send plain UTF-8.
pub fn decode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((inside, following)) = after.split_once('-') else {
            out.push('&');
            rest = after;
            continue;
        };
        if inside.is_empty() {
            out.push('&');
        } else if let Some(text) = shifted(inside) {
            out.push_str(&text);
        } else {
            out.push('&');
            rest = after;
            continue;
        }
        rest = following;
    }
    out.push_str(rest);
    out
}

fn shifted(inside: &str) -> Option<String> {
    let bytes = BASE64.decode(inside).ok()?;
    if bytes.len() % 2 != 0 {
        return None;
    }
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("INBOX", "INBOX")]
    #[case("台北", "&U,BTFw-")]
    #[case("日本語", "&ZeVnLIqe-")]
    #[case("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")]
    #[case("R&D", "R&-D")]
    #[case("😀", "&2D3eAA-")]
    fn examples(#[case] readable: &str, #[case] wire: &str) {
        assert_eq!(encode(readable), wire);
        assert_eq!(decode(wire), readable);
    }

    #[rstest]
    #[case("a&b", "a&b")]
    #[case("a&!!-b", "a&!!-b")]
    #[case("&2D0-", "&2D0-")]
    #[case("日本", "日本")]
    fn what_is_no_modified_utf7_stays(#[case] wire: &str, #[case] expected: &str) {
        assert_eq!(decode(wire), expected);
    }

    proptest! {
        #[test]
        fn names_come_back_and_travel_as_printable_ascii(name in "\\PC{0,20}") {
            let wire = encode(&name);
            prop_assert!(wire.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(decode(&wire), name);
        }
    }
}
