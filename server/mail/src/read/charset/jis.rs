//! ISO-2022-JP as it is sent: with vendor rows, half-width katakana by ESC ( I, by SO/SI or as 8-bit bytes, JIS X 0212,
//! the Chinese and Korean sets of ISO-2022-JP-2, and lines that forget to return to ASCII. Nothing is dropped.

use encoding_rs::{EUC_JP, EUC_KR, Encoding, GBK};

const ESC: u8 = 0x1B;

#[derive(Clone, Copy, PartialEq)]
enum Set {
    Ascii,
    Katakana,
    Kanji,
    Supplement,
    Chinese,
    Korean,
}

/// Whether the bytes hold an escape that starts a Japanese set.
pub(super) fn has_escape(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| matches!(three, [ESC, b'$', b'@' | b'B' | b'(' | b'A'] | [ESC, b'(', b'I']))
}

/// Relays have been seen that remove the ESC bytes only: "$B%(%9(B".
pub(super) fn escapes_lost(bytes: &[u8]) -> bool {
    !bytes.contains(&ESC) && bytes.windows(2).any(|two| two == b"$B") && restored(bytes).is_some()
}

/// Puts ESC back before every "$B ... (B" pair whose inside is well-formed; `None` when there is no such pair.
fn restored(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut rest = bytes;
    let mut any = false;
    while let Some(start) = rest.windows(2).position(|two| two == b"$B") {
        let (before, from) = rest.split_at(start);
        out.extend_from_slice(before);
        let inside = from.get(2..).unwrap_or_default();
        let line = inside.split(|&byte| byte == b'\n').next().unwrap_or_default();
        // An even distance, so that "(B" inside a character is not taken for the end.
        let end = (0..line.len()).step_by(2).find(|&at| matches!(line.get(at..at + 2), Some(b"(B" | b"(J")));
        match end {
            Some(end) if end > 0 && line.iter().take(end).all(|byte| (0x21..=0x7E).contains(byte)) => {
                any = true;
                out.extend_from_slice(b"\x1b$B");
                out.extend_from_slice(inside.get(..end).unwrap_or_default());
                out.extend_from_slice(b"\x1b(B");
                rest = inside.get(end + 2..).unwrap_or_default();
            }
            _ => {
                out.extend_from_slice(b"$B");
                rest = inside;
            }
        }
    }
    out.extend_from_slice(rest);
    any.then_some(out)
}

pub(super) fn decode(bytes: &[u8]) -> String {
    if !bytes.contains(&ESC)
        && let Some(repaired) = restored(bytes)
    {
        return decode(&repaired);
    }
    let mut reader = Reader { out: String::with_capacity(bytes.len()), set: Set::Ascii, shifted: false, run: Vec::new() };
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += reader.step(byte, bytes.get(at..).unwrap_or_default());
    }
    reader.flush();
    reader.out
}

struct Reader {
    out: String,
    set: Set,
    shifted: bool,
    /// Bytes of the current two-byte set with the high bit set, not yet decoded.
    run: Vec<u8>,
}

impl Reader {
    /// Takes at least one byte from `rest` (which starts with `byte`); returns how many.
    fn step(&mut self, byte: u8, rest: &[u8]) -> usize {
        if byte == ESC
            && let Some((set, length)) = escape(rest)
        {
            self.flush();
            self.set = set;
            self.shifted = false;
            return length;
        }
        match byte {
            0x0E | 0x0F => {
                self.flush();
                self.shifted = byte == 0x0E;
                1
            }
            // Every line starts in ASCII (RFC 1468), whether the sender said so or not.
            b'\r' | b'\n' => {
                self.flush();
                self.set = Set::Ascii;
                self.shifted = false;
                self.out.push(char::from(byte));
                1
            }
            0x21..=0x7E => self.graphic(byte, rest.get(1).copied()),
            0xA1..=0xDF => {
                self.flush();
                self.katakana(byte & 0x7F);
                1
            }
            _ => {
                self.flush();
                self.out.push(if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER });
                1
            }
        }
    }

    fn graphic(&mut self, byte: u8, next: Option<u8>) -> usize {
        if self.shifted || self.set == Set::Katakana {
            self.katakana(byte);
            return 1;
        }
        match (self.set, next) {
            (Set::Ascii, _) => {
                self.out.push(char::from(byte));
                1
            }
            (_, Some(second @ 0x21..=0x7E)) => {
                if self.set == Set::Supplement {
                    self.run.push(0x8F);
                }
                self.run.extend([byte | 0x80, second | 0x80]);
                2
            }
            _ => {
                self.flush();
                self.out.push(char::from(byte));
                1
            }
        }
    }

    fn katakana(&mut self, byte: u8) {
        match byte {
            0x21..=0x5F => self.out.push(char::from_u32(0xFF61 + u32::from(byte - 0x21)).unwrap_or(' ')),
            _ => self.out.push(char::from(byte)),
        }
    }

    fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let table: &'static Encoding = match self.set {
            Set::Chinese => GBK,
            Set::Korean => EUC_KR,
            _ => EUC_JP,
        };
        self.out.push_str(&table.decode_without_bom_handling(&self.run).0);
        self.run.clear();
    }
}

/// The set an escape selects, and the length of the escape.
fn escape(rest: &[u8]) -> Option<(Set, usize)> {
    Some(match rest {
        [_, b'(', b'B' | b'J' | b'H', ..] => (Set::Ascii, 3),
        [_, b'(', b'I', ..] => (Set::Katakana, 3),
        [_, b'$', b'@' | b'B', ..] => (Set::Kanji, 3),
        [_, b'$', b'A', ..] => (Set::Chinese, 3),
        [_, b'$', b'(', b'@' | b'B' | b'O' | b'Q', ..] => (Set::Kanji, 4),
        [_, b'$', b'(', b'D' | b'P', ..] => (Set::Supplement, 4),
        [_, b'$', b'(', b'C', ..] => (Set::Korean, 4),
        [_, b'$', b'(', b'A', ..] => (Set::Chinese, 4),
        [_, b'&', b'@', ESC, b'$', b'B', ..] => (Set::Kanji, 6),
        _ => return None,
    })
}
