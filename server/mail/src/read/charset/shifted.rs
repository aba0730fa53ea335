//! Seven-bit charsets that browsers refuse but mail still brings: ISO-2022-KR (RFC 1557), HZ (RFC 1843), UTF-7 (RFC 2152).

use encoding_rs::{EUC_KR, GBK};

/// Korean between SO and SI; the designator `ESC $ ) C` is removed.
pub(super) fn iso_2022_kr(bytes: &[u8]) -> String {
    let mut eight_bit = Vec::with_capacity(bytes.len());
    let mut shifted = false;
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            0x1B if after.starts_with(b"$)C") => rest = after.get(3..).unwrap_or_default(),
            0x0E => shifted = true,
            0x0F => shifted = false,
            b'\r' | b'\n' => {
                shifted = false;
                eight_bit.push(byte);
            }
            0x21..=0x7E if shifted => eight_bit.push(byte | 0x80),
            _ => eight_bit.push(byte),
        }
    }
    EUC_KR.decode_without_bom_handling(&eight_bit).0.into_owned()
}

/// Chinese between `~{` and `~}`; `~~` is a tilde, a tilde at the line end joins lines.
pub(super) fn hz(bytes: &[u8]) -> String {
    let mut eight_bit = Vec::with_capacity(bytes.len());
    let mut chinese = false;
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after.first()) {
            (b'~', Some(b'{')) if !chinese => (chinese, rest) = (true, after.get(1..).unwrap_or_default()),
            (b'~', Some(b'}')) if chinese => (chinese, rest) = (false, after.get(1..).unwrap_or_default()),
            (b'~', Some(b'~')) if !chinese => {
                eight_bit.push(b'~');
                rest = after.get(1..).unwrap_or_default();
            }
            (b'~', Some(b'\n')) if !chinese => rest = after.get(1..).unwrap_or_default(),
            (b'\r' | b'\n', _) => {
                chinese = false;
                eight_bit.push(byte);
            }
            (0x21..=0x7E, _) if chinese => eight_bit.push(byte | 0x80),
            _ => eight_bit.push(byte),
        }
    }
    GBK.decode_without_bom_handling(&eight_bit).0.into_owned()
}

/// `+` starts UTF-16 in base64 without padding, `-` or any other character ends it.
pub(super) fn utf_7(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'+' {
            out.push(if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER });
            continue;
        }
        let length = after.iter().take_while(|&&byte| sextet(byte).is_some()).count();
        let (encoded, tail) = after.split_at(length);
        match (encoded, tail.first()) {
            ([], Some(b'-')) => out.push('+'),
            ([], _) => {
                out.push('+');
                continue;
            }
            _ => units(encoded, &mut out),
        }
        rest = if tail.first() == Some(&b'-') { tail.get(1..).unwrap_or_default() } else { tail };
    }
    out
}

fn units(encoded: &[u8], out: &mut String) {
    let (mut bits, mut count) = (0_u32, 0_u32);
    let mut units = Vec::with_capacity(encoded.len() / 2);
    for &byte in encoded {
        bits = (bits << 6) | u32::from(sextet(byte).unwrap_or(0));
        count += 6;
        if count >= 16 {
            count -= 16;
            units.push(u16::try_from((bits >> count) & 0xFFFF).unwrap_or(0));
            bits &= (1 << count) - 1;
        }
    }
    out.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}
