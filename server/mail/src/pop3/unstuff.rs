//! Takes the dots off a multi-line answer as it streams by (RFC 1939 section 3).

/// Where in the answer we are. Only CRLF ends a line: a mail with a bare LF before a dot must not end the answer early.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    LineStart,
    Dot,
    DotCr,
    Middle,
    Cr,
}

/// The state between two pieces of input.
#[derive(Debug, Default)]
pub(super) struct Unstuff {
    at: At,
}

impl Unstuff {
    /// Appends the mail's bytes in `input` to `clear`. `Some(n)` when the answer ended after `n` bytes of `input`.
    pub(super) fn feed(&mut self, input: &[u8], clear: &mut Vec<u8>) -> Option<usize> {
        let mut from = 0;
        while from < input.len() {
            let byte = input[from];
            self.at = match (self.at, byte) {
                (At::LineStart, b'.') => {
                    from += 1;
                    At::Dot
                }
                (At::Dot, b'\r') => {
                    from += 1;
                    At::DotCr
                }
                (At::DotCr, b'\n') => {
                    self.at = At::LineStart;
                    return Some(from + 1);
                }
                // The stuffed dot is gone already; a line of dot, CR and no LF keeps its CR.
                (At::DotCr, _) => {
                    clear.push(b'\r');
                    At::Cr
                }
                (At::Cr, b'\n') => {
                    clear.push(b'\n');
                    from += 1;
                    At::LineStart
                }
                (At::LineStart | At::Dot | At::Middle | At::Cr, _) => {
                    let rest = &input[from..];
                    let end = rest.iter().position(|byte| *byte == b'\r').map_or(rest.len(), |found| found + 1);
                    clear.extend_from_slice(&rest[..end]);
                    from += end;
                    if clear.last() == Some(&b'\r') { At::Cr } else { At::Middle }
                }
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Unstuff;
    use proptest::prelude::*;
    use rstest::rstest;

    fn all(input: &[u8], piece: usize) -> (Vec<u8>, Option<usize>) {
        let (mut unstuff, mut clear, mut before) = (Unstuff::default(), Vec::new(), 0);
        for part in input.chunks(piece) {
            if let Some(end) = unstuff.feed(part, &mut clear) {
                return (clear, Some(before + end));
            }
            before += part.len();
        }
        (clear, None)
    }

    #[rstest]
    #[case::empty(b".\r\n", b"", Some(3))]
    #[case::one_line(b"a\r\n.\r\nrest", b"a\r\n", Some(6))]
    #[case::stuffed(b"..a\r\n...\r\n.\r\n", b".a\r\n..\r\n", Some(13))]
    #[case::lone_stuffed_dot(b"..\r\n.\r\n", b".\r\n", Some(7))]
    #[case::bare_lf_does_not_end_it(b"a\n.\r\nb\r\n.\r\n", b"a\n.\r\nb\r\n", Some(11))]
    #[case::cr_cr_lf(b"a\r\r\n.\r\n", b"a\r\r\n", Some(7))]
    #[case::unfinished(b"a\r\n.\r", b"a\r\n", None)]
    fn dots_are_taken_off(#[case] input: &[u8], #[case] expected: &[u8], #[case] end: Option<usize>) {
        for piece in 1..=input.len() {
            assert_eq!(all(input, piece), (expected.to_vec(), end), "in pieces of {piece}");
        }
    }

    proptest! {
        #[test]
        fn what_was_stuffed_comes_back(lines in prop::collection::vec("[.a\n]{0,5}", 0..20), piece in 1_usize..40) {
            let mail: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
            let mut stuffed = String::new();
            for line in &lines {
                if line.starts_with('.') {
                    stuffed.push('.');
                }
                stuffed.push_str(line);
                stuffed.push_str("\r\n");
            }
            stuffed.push_str(".\r\n");
            prop_assert_eq!(all(stuffed.as_bytes(), piece), (mail.into_bytes(), Some(stuffed.len())));
        }
    }
}
