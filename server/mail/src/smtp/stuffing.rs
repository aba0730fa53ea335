//! A mail as it travels after DATA (RFC 5321 section 4.5.2): every line ends in CRLF, a leading dot is doubled.

/// Converts piece by piece. A bare CR or LF becomes CRLF: servers that disagree about what ends a line could be made
/// to see a second mail inside the first (SMTP smuggling).
#[derive(Debug)]
pub(super) struct Stuffing {
    line_start: bool,
    after_cr: bool,
}

impl Stuffing {
    pub(super) fn new() -> Self {
        Self { line_start: true, after_cr: false }
    }

    /// Appends `piece`, converted, to `out`.
    pub(super) fn feed(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        let mut rest = piece;
        while let Some(&first) = rest.first() {
            match first {
                b'\n' => {
                    if !self.after_cr {
                        out.extend_from_slice(b"\r\n");
                    }
                    (self.line_start, self.after_cr) = (true, false);
                    rest = &rest[1..];
                }
                b'\r' => {
                    out.extend_from_slice(b"\r\n");
                    (self.line_start, self.after_cr) = (true, true);
                    rest = &rest[1..];
                }
                _ => {
                    if self.line_start && first == b'.' {
                        out.push(b'.');
                    }
                    let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
                    out.extend_from_slice(&rest[..end]);
                    (self.line_start, self.after_cr) = (false, false);
                    rest = &rest[end..];
                }
            }
        }
    }

    /// The bytes that complete the mail.
    pub(super) fn end(&self) -> &'static [u8] {
        if self.line_start { b".\r\n" } else { b"\r\n.\r\n" }
    }
}

#[cfg(test)]
mod tests {
    use super::Stuffing;
    use rstest::rstest;

    #[rstest]
    #[case::plain("a\r\nb\r\n", "a\r\nb\r\n.\r\n")]
    #[case::no_last_line_end("a", "a\r\n.\r\n")]
    #[case::empty("", ".\r\n")]
    #[case::dots(".\r\n..a\r\nb.\r\n", "..\r\n...a\r\nb.\r\n.\r\n")]
    #[case::bare_lf("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n")]
    #[case::bare_cr("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n")]
    #[case::smuggled("a\n.\r\nMAIL FROM:<x@y>\r\n", "a\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n")]
    #[case::cr_cr_lf("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n")]
    fn lines_are_made_safe(#[case] mail: &str, #[case] expected: &str) {
        for piece in 1..=mail.len().max(1) {
            let (mut stuffing, mut out) = (Stuffing::new(), Vec::new());
            for part in mail.as_bytes().chunks(piece) {
                stuffing.feed(part, &mut out);
            }
            out.extend_from_slice(stuffing.end());
            assert_eq!(String::from_utf8_lossy(&out), expected, "in pieces of {piece}");
        }
    }
}
