//! What an IMAP server says: responses with their literals, and the few shapes in them that we read.

use crate::wire::{Result, Wire, WireError, words};

/// Long enough for the capabilities and flags of any server.
const LONGEST_LINE: usize = 64 * 1024;
/// Literals outside of mail bodies are names and error texts.
const LONGEST_LITERAL: u64 = 1024 * 1024;
const MOST_LITERALS: usize = 64;

/// One response. Its text has `{n}` where a literal was; the literals stand beside it in their order.
#[derive(Debug, Default)]
pub(super) struct Response {
    pub(super) text: Vec<u8>,
    pub(super) literals: Vec<Vec<u8>>,
}

/// A stretch of a response up to its end or to a literal of the given length.
pub(super) struct Piece {
    pub(super) text: Vec<u8>,
    pub(super) literal: Option<u64>,
}

/// Reads one response with its literals.
///
/// # Errors
/// Those of the wire; `Other` when a literal is unreasonably long.
pub(super) async fn read(wire: &mut Wire) -> Result<Response> {
    let mut response = Response::default();
    loop {
        let piece = read_piece(wire, response.text.is_empty()).await?;
        response.text.extend_from_slice(&piece.text);
        let Some(length) = piece.literal else { return Ok(response) };
        capture(wire, length, LONGEST_LITERAL, &mut response).await?;
    }
}

/// Reads one stretch. At the `start` of a response, free text for people is not searched for literals.
pub(super) async fn read_piece(wire: &mut Wire, start: bool) -> Result<Piece> {
    let text = wire.line(LONGEST_LINE).await?;
    let literal = if start && is_status(&text) { None } else { announced(&text) };
    Ok(Piece { text, literal })
}

/// Reads a literal into memory.
pub(super) async fn capture(wire: &mut Wire, length: u64, longest: u64, response: &mut Response) -> Result<()> {
    if length > longest || response.literals.len() == MOST_LITERALS {
        return Err(WireError::Other(format!("a piece of {length} bytes in {}", words(&response.text))));
    }
    let mut literal = Vec::new();
    wire.copy(length, &mut literal).await?;
    response.literals.push(literal);
    Ok(())
}

fn is_status(line: &[u8]) -> bool {
    if line.starts_with(b"+") {
        return true;
    }
    let mut parts = line.splitn(3, |byte| *byte == b' ');
    let (_, word) = (parts.next(), parts.next().unwrap_or_default());
    [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"].iter().any(|status| word.eq_ignore_ascii_case(status))
}

/// The length in `{n}` (or `{n+}`, as some servers echo) at the end of a line.
fn announced(line: &[u8]) -> Option<u64> {
    let inner = line.strip_suffix(b"}")?;
    let start = inner.iter().rposition(|byte| *byte == b'{')?;
    let digits = &inner[start + 1..];
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
}

/// ASCII capitals of a line, for comparing.
pub(super) fn upper(line: &[u8]) -> String {
    String::from_utf8_lossy(line).to_ascii_uppercase()
}

impl Response {
    /// The number and word of `* 3 EXISTS` and its like.
    pub(super) fn count(&self) -> Option<(u32, &str)> {
        let text = std::str::from_utf8(&self.text).ok()?;
        let mut words = text.strip_prefix("* ")?.split_ascii_whitespace();
        let count = words.next()?.parse().ok()?;
        let word = words.next()?;
        let known = ["EXISTS", "EXPUNGE", "FETCH", "RECENT"].into_iter().find(|known| word.eq_ignore_ascii_case(known))?;
        Some((count, known))
    }

    /// The number in a response code: `* OK [UIDNEXT 4392] Predicted next UID`.
    pub(super) fn code_number(&self, name: &str) -> Option<u32> {
        let text = upper(&self.text);
        let (_, rest) = text.split_once('[')?;
        let (code, _) = rest.split_once(']')?;
        let mut parts = code.split_ascii_whitespace();
        (parts.next()? == name).then(|| parts.next())??.parse().ok()
    }
}

/// How a command ended.
#[derive(Debug)]
pub(super) struct Status {
    line: Vec<u8>,
}

impl Status {
    /// From what follows the tag.
    pub(super) fn parse(line: &[u8]) -> Self {
        Self { line: line.to_vec() }
    }

    pub(super) fn is_ok(&self) -> bool {
        self.is("OK")
    }

    /// NO: the command was understood and not carried out. BAD: it was not understood.
    pub(super) fn is_no(&self) -> bool {
        self.is("NO")
    }

    fn is(&self, word: &str) -> bool {
        self.line.split(|byte| *byte == b' ').next().is_some_and(|first| first.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// The response code in capitals, without its arguments; empty when there is none.
    pub(super) fn code(&self) -> String {
        let text = upper(&self.line);
        let code = text.split_once(' ').and_then(|(_, rest)| rest.strip_prefix('[')).and_then(|rest| rest.split_once(']'));
        code.map(|(code, _)| code.split(' ').next().unwrap_or_default().to_owned()).unwrap_or_default()
    }

    /// Whether the refusal is about the moment (RFC 5530) and not about what was asked.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self.code().as_str(), "UNAVAILABLE" | "INUSE" | "SERVERBUG" | "LIMIT" | "CONTACTADMIN")
    }

    pub(super) fn words(&self) -> String {
        words(&self.line)
    }

    pub(super) fn accepted(self) -> Result<Self> {
        if self.is_ok() { Ok(self) } else { Err(WireError::Other(self.words())) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Response, Status, announced, is_status};
    use rstest::rstest;

    #[rstest]
    #[case("* 1 FETCH (BODY[] {12}", Some(12))]
    #[case("* 1 FETCH (BODY[] {12+}", Some(12))]
    #[case("* LIST () \"/\" ~{3}", Some(3))]
    #[case("* 1 FETCH (BODY[] \"{12}\")", None)]
    #[case("{}", None)]
    #[case("{-1}", None)]
    #[case("{99999999999999999999}", None)]
    fn a_literal_is_announced_at_the_end_of_a_line(#[case] line: &str, #[case] expected: Option<u64>) {
        assert_eq!(announced(line.as_bytes()), expected);
    }

    #[rstest]
    #[case("* OK curly {5}", true)]
    #[case("M1 NO curly {5}", true)]
    #[case("+ go ahead {5}", true)]
    #[case("* 1 FETCH (BODY[] {5}", false)]
    fn free_text_announces_nothing(#[case] line: &str, #[case] expected: bool) {
        assert_eq!(is_status(line.as_bytes()), expected);
    }

    #[rstest]
    #[case("OK [READ-ONLY] done", "READ-ONLY", false)]
    #[case("NO [UNAVAILABLE] later", "UNAVAILABLE", true)]
    #[case("NO none", "", false)]
    #[case("NO text [not a code]", "", false)]
    fn codes_are_read(#[case] line: &str, #[case] code: &str, #[case] passing: bool) {
        let status = Status::parse(line.as_bytes());
        assert_eq!((status.code().as_str(), status.is_passing()), (code, passing));
    }

    #[test]
    fn numbers_are_read() {
        let response = |text: &str| Response { text: text.as_bytes().to_vec(), literals: Vec::new() };
        assert_eq!(response("* 23 exists").count(), Some((23, "EXISTS")));
        assert_eq!(response("* OK [UIDVALIDITY 38574] ok").code_number("UIDVALIDITY"), Some(38574));
        assert_eq!(response("* OK [UIDNEXT 4294967295] ok").code_number("UIDVALIDITY"), None);
    }
}
