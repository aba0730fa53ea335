//! One answer of an SMTP server, of one line or many (RFC 5321 section 4.2).

use crate::wire::{Result, Wire, WireError, words};

/// Twice the 512 octets of RFC 5321 section 4.5.3.1.5, and more: servers put links to explanations into their answers.
const LONGEST_LINE: usize = 4 * 1024;
const MOST_LINES: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    /// The lines without their code.
    pub(super) lines: Vec<String>,
}

impl Reply {
    /// Reads one answer. The caller has set its deadline.
    ///
    /// # Errors
    /// `NotThisProtocol` for what is no SMTP answer; `TimedOut`; `Dropped`.
    pub(super) async fn read(wire: &mut Wire) -> Result<Self> {
        let mut reply = Self { code: 0, lines: Vec::new() };
        loop {
            let line = wire.line(LONGEST_LINE).await?;
            let (code, more, text) = parse(&line).ok_or_else(|| WireError::NotThisProtocol(words(&line)))?;
            if (reply.code != 0 && reply.code != code) || reply.lines.len() == MOST_LINES {
                return Err(WireError::NotThisProtocol(words(&line)));
            }
            reply.code = code;
            reply.lines.push(text);
            if !more {
                return Ok(reply);
            }
        }
    }

    pub(super) fn is_positive(&self) -> bool {
        (200..400).contains(&self.code)
    }

    /// Whether the same command would be refused again. The answers about missing or failed login are about the
    /// account, not the mail: once its settings are right the mail can go.
    pub(super) fn is_permanent(&self) -> bool {
        self.code >= 500 && !matches!(self.code, 530 | 534 | 535 | 538)
    }

    /// The answer as it is shown: code and text, lines separated by line feeds.
    pub(super) fn text(&self) -> String {
        words(format!("{} {}", self.code, self.lines.join("\n")).as_bytes())
    }
}

/// Code, whether more lines follow, text.
fn parse(line: &[u8]) -> Option<(u16, bool, String)> {
    let digits = line.get(..3)?;
    if !digits.iter().all(u8::is_ascii_digit) || !(b'2'..=b'5').contains(&digits[0]) {
        return None;
    }
    let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    match line.get(3) {
        None => Some((code, false, String::new())),
        Some(b' ') => Some((code, false, words(&line[4..]))),
        Some(b'-') => Some((code, true, words(&line[4..]))),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use rstest::rstest;

    #[rstest]
    #[case("250 ok", Some((250, false, "ok")))]
    #[case("250-SIZE 10", Some((250, true, "SIZE 10")))]
    #[case("250", Some((250, false, "")))]
    #[case("+OK POP3", None)]
    #[case("* OK IMAP", None)]
    #[case("25", None)]
    #[case("199 x", None)]
    #[case("250_x", None)]
    fn a_line_is_an_answer_or_not(#[case] line: &str, #[case] expected: Option<(u16, bool, &str)>) {
        assert_eq!(parse(line.as_bytes()), expected.map(|(code, more, text)| (code, more, text.to_owned())));
    }
}
