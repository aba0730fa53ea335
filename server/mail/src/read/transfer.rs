//! Content-Transfer-Encoding undone (RFC 2045, 6), forgiving what real senders get wrong.

/// How the bytes of a part were made fit for transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transfer {
    Identity,
    Base64,
    QuotedPrintable,
    Uuencode,
}

impl Transfer {
    pub(crate) fn from_header(value: &[u8]) -> Transfer {
        let value = value.trim_ascii().to_ascii_lowercase();
        let holds = |name: &[u8]| value.windows(name.len()).any(|window| window == name);
        if holds(b"base64") {
            Transfer::Base64
        } else if holds(b"quoted-printable") {
            Transfer::QuotedPrintable
        } else if holds(b"uue") {
            Transfer::Uuencode
        } else {
            Transfer::Identity
        }
    }

    pub(crate) fn decode(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Transfer::Identity => bytes.to_vec(),
            Transfer::Base64 => base64(bytes),
            Transfer::QuotedPrintable => quoted_printable(bytes),
            Transfer::Uuencode => uuencode(bytes).unwrap_or_else(|| bytes.to_vec()),
        }
    }

    /// How many bytes [`Transfer::decode`] would answer. The usual ways of large parts are counted without memory for them.
    pub(crate) fn decoded_len(self, bytes: &[u8]) -> usize {
        match self {
            Transfer::Identity => bytes.len(),
            Transfer::Base64 => {
                let mut count = 0;
                for_each_of_base64(bytes, |_| count += 1);
                count
            }
            Transfer::QuotedPrintable | Transfer::Uuencode => self.decode(bytes).len(),
        }
    }
}

pub(crate) fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    for_each_of_base64(bytes, |byte| out.push(byte));
    out
}

/// Skips everything outside the alphabet; padding ends a group, and another group may follow it.
fn for_each_of_base64(bytes: &[u8], mut out: impl FnMut(u8)) {
    let (mut bits, mut count) = (0_u32, 0_u32);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out(u8::try_from((bits >> count) & 0xFF).unwrap_or(0));
            bits &= (1 << count) - 1;
            // A group of four ends on a byte border; dropping rests keeps a broken group from shifting the next.
            if count == 0 {
                bits = 0;
            }
        }
    }
}

/// `=XX` and soft line breaks; anything malformed stays as it is written.
pub(crate) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let ended = line.ends_with(b"\n");
        let text = line.trim_ascii_end();
        let soft = text.ends_with(b"=");
        let text = if soft { text.get(..text.len() - 1).unwrap_or_default() } else { text };
        hex_line(text, &mut out);
        if ended && !soft {
            out.extend_from_slice(if line.ends_with(b"\r\n") { b"\r\n" } else { b"\n" });
        } else if !ended && !soft {
            // The last line of a part has no line end of its own; its blanks are text.
            out.extend_from_slice(line.get(text.len()..).unwrap_or_default());
        }
    }
    out
}

fn hex_line(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'='
            && let [high, low, tail @ ..] = after
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high << 4 | low);
            rest = tail;
            continue;
        }
        out.push(byte);
        rest = after;
    }
}

pub(crate) fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// From the "begin" line to "end"; `None` when there is no "begin".
fn uuencode(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    lines.find(|line| line.starts_with(b"begin "))?;
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    for line in lines {
        let Some((&first, data)) = line.split_first() else { continue };
        let length = usize::from(first.wrapping_sub(b' ') & 0x3F);
        if line == b"end" {
            break;
        }
        let mut decoded = Vec::with_capacity(length + 3);
        for group in data.chunks(4) {
            let sextet = |at: usize| group.get(at).map_or(0, |byte| byte.wrapping_sub(b' ') & 0x3F);
            let (a, b, c, d) = (sextet(0), sextet(1), sextet(2), sextet(3));
            decoded.extend([a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
        }
        decoded.truncate(length);
        out.extend_from_slice(&decoded);
    }
    Some(out)
}
