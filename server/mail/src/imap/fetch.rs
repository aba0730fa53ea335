//! Finding out what is new and fetching it, large mails as a stream, small ones many at a time. Never sets \Seen.

use super::response::{self, Response, upper};
use super::{Imap, Next, uid_set};
use crate::wire::{Result, WireError};
use std::collections::VecDeque;
use tokio::io::{AsyncWrite, AsyncWriteExt, sink};

/// Mails of more bytes than this are not for [`Imap::fetch_batch`], which holds a mail in memory.
pub const LARGEST_IN_BATCH: u64 = 256 * 1024;
/// Mails asked for by one command.
const MAILS_IN_COMMAND: usize = 200;
/// Commands sent ahead, so that the server never waits for us.
const COMMANDS_AHEAD: usize = 2;

/// A mail in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub uid: u32,
    /// In bytes, as the server believes; some are wrong about it.
    pub size: u64,
}

impl Imap {
    /// The mails with a UID above `last`, ascending.
    ///
    /// # Errors
    /// `Other` when the server refuses.
    pub async fn uids_after(&mut self, last: u32) -> Result<Vec<Waiting>> {
        // Lets a folder that has been open for a while learn of what came in meanwhile.
        self.noop().await?;
        // What is announced from here on may not be in the listing; looking once too often is harmless.
        self.looked_at = self.exists;
        let Some(first) = last.checked_add(1).filter(|_| self.exists > 0) else { return Ok(Vec::new()) };
        let tag = self.begin(&format!("UID FETCH {first}:* (UID RFC822.SIZE)")).await?;
        self.wire.flow();
        let mut waiting = Vec::new();
        loop {
            match self.next(&tag).await? {
                Next::Untagged(response) => {
                    let attributes = Attributes::parse(&response);
                    if let (Some(uid), Some(size)) = (attributes.uid, attributes.size)
                        // `n:*` names the last mail even when its UID is below n (RFC 3501 section 6.4.8).
                        && uid > last
                    {
                        waiting.push(Waiting { uid, size });
                    }
                }
                Next::Continue(words) => return Err(WireError::Other(words)),
                Next::Done(status) => {
                    status.accepted()?;
                    waiting.sort_unstable_by_key(|mail| mail.uid);
                    waiting.dedup_by_key(|mail| mail.uid);
                    return Ok(waiting);
                }
            }
        }
    }

    /// Streams a mail to `sink` and returns its length in bytes, `None` when it is no longer there. Memory does not grow
    /// with the mail. The length is what the server announced with the body and is received in full or not at all.
    ///
    /// # Errors
    /// `TooLarge` beyond `limit` bytes; `Sink`; `Dropped` when the connection ended within the mail. In all these cases what
    /// is in `sink` is to be thrown away and the connection dropped.
    pub async fn fetch_to(&mut self, uid: u32, sink: &mut (impl AsyncWrite + Unpin + ?Sized), limit: u64) -> Result<Option<u64>> {
        let tag = self.begin(&format!("UID FETCH {uid} (UID BODY.PEEK[])")).await?;
        self.wire.flow();
        let mut received = None;
        loop {
            let (response, streamed) = self.read_body(Target::Stream(sink), limit).await?;
            match self.sort(&tag, response)? {
                Next::Untagged(response) => {
                    let attributes = Attributes::parse(&response);
                    if streamed.is_some() && attributes.uid.is_some_and(|given| given != uid) {
                        return Err(WireError::Other("the server gave another mail than was asked for".to_owned()));
                    }
                    whole(&attributes, streamed)?;
                    received = match (streamed, attributes.body) {
                        (Some(length), _) => Some(length),
                        (None, Some(Body::Quoted(text))) => {
                            sink.write_all(&text).await.map_err(WireError::Sink)?;
                            Some(text.len() as u64)
                        }
                        (None, _) => received,
                    };
                }
                Next::Continue(words) => return Err(WireError::Other(words)),
                Next::Done(status) => {
                    status.accepted()?;
                    sink.flush().await.map_err(WireError::Sink)?;
                    return Ok(received);
                }
            }
        }
    }

    /// Begins to fetch many small mails; take them from the [`Batch`] with `next`, to its end.
    ///
    /// # Errors
    /// Those of the wire.
    pub async fn fetch_batch(&mut self, uids: &[u32]) -> Result<Batch<'_>> {
        let sets = uid_set::sets(uids, MAILS_IN_COMMAND).into();
        let mut batch = Batch { imap: self, sets, running: VecDeque::new(), too_large: Vec::new() };
        batch.send_ahead().await?;
        Ok(batch)
    }

    /// Reads one response; the body of a mail in it goes to `target`, and the number of its bytes is returned.
    async fn read_body<S: AsyncWrite + Unpin + ?Sized>(&mut self, mut target: Target<'_, S>, limit: u64) -> Result<(Response, Option<u64>)> {
        let mut response = Response::default();
        let mut streamed = None;
        loop {
            let piece = response::read_piece(&mut self.wire, response.text.is_empty()).await?;
            response.text.extend_from_slice(&piece.text);
            let Some(length) = piece.literal else { return Ok((response, streamed)) };
            if !is_body(&response.text) {
                response::capture(&mut self.wire, length, limit, &mut response).await?;
                continue;
            }
            match &mut target {
                Target::Stream(_) if length > limit => return Err(WireError::TooLarge { limit }),
                Target::Stream(sink) => {
                    self.wire.copy(length, *sink).await?;
                    response.literals.push(Vec::new());
                }
                Target::Memory if length > limit => {
                    self.wire.copy(length, &mut sink()).await?;
                    response.literals.push(Vec::new());
                }
                Target::Memory => response::capture(&mut self.wire, length, limit, &mut response).await?,
            }
            streamed = Some(length);
        }
    }
}

enum Target<'a, S: ?Sized> {
    Stream(&'a mut S),
    Memory,
}

/// Small mails on their way. Left before its end, the connection is unusable.
#[derive(Debug)]
pub struct Batch<'a> {
    imap: &'a mut Imap,
    sets: VecDeque<String>,
    running: VecDeque<String>,
    too_large: Vec<u32>,
}

impl Batch<'_> {
    /// The next mail with its UID, in the server's order; `None` at the end. Mails that are gone do not come.
    ///
    /// # Errors
    /// `Other` when the server refuses; else those of the wire.
    pub async fn next(&mut self) -> Result<Option<(u32, Vec<u8>)>> {
        while let Some(tag) = self.running.front().cloned() {
            let (response, streamed) = self.imap.read_body(Target::<tokio::io::Sink>::Memory, LARGEST_IN_BATCH).await?;
            match self.imap.sort(&tag, response)? {
                Next::Untagged(mut response) => {
                    let attributes = Attributes::parse(&response);
                    whole(&attributes, streamed)?;
                    let Some(uid) = attributes.uid else { continue };
                    match attributes.body {
                        Some(_) if streamed.is_some_and(|length| length > LARGEST_IN_BATCH) => self.too_large.push(uid),
                        Some(Body::Literal(at)) => return Ok(Some((uid, response.literals.swap_remove(at)))),
                        Some(Body::Quoted(text)) => return Ok(Some((uid, text))),
                        None => {}
                    }
                }
                Next::Continue(words) => return Err(WireError::Other(words)),
                Next::Done(status) => {
                    self.running.pop_front();
                    self.imap.midway = !self.running.is_empty();
                    status.accepted()?;
                    self.send_ahead().await?;
                }
            }
        }
        Ok(None)
    }

    /// The mails that turned out larger than [`LARGEST_IN_BATCH`]; complete at the end. Fetch them with [`Imap::fetch_to`].
    pub fn too_large(&self) -> &[u32] {
        &self.too_large
    }

    async fn send_ahead(&mut self) -> Result<()> {
        while self.running.len() < COMMANDS_AHEAD
            && let Some(set) = self.sets.pop_front()
        {
            let command = format!("UID FETCH {set} (UID BODY.PEEK[])");
            let tag = if self.running.is_empty() { self.imap.begin(&command).await? } else { self.imap.send_tagged(&command).await? };
            self.running.push_back(tag);
        }
        self.imap.wire.flow();
        Ok(())
    }
}

/// A body whose length was announced wrongly swallows what follows it, or leaves its end behind: what came is no mail then, or
/// another one, and the connection is out of step.
fn whole(attributes: &Attributes, streamed: Option<u64>) -> Result<()> {
    if streamed.is_some() && !attributes.whole {
        return Err(WireError::Other("the server gave a mail of another length than it announced".to_owned()));
    }
    Ok(())
}

/// Whether the literal that follows is the whole mail: `BODY[] {123}`.
fn is_body(text: &[u8]) -> bool {
    let Some(start) = text.iter().rposition(|byte| *byte == b'{') else { return false };
    let before = text[..start].trim_ascii_end();
    before.len() >= 6 && before[before.len() - 6..].eq_ignore_ascii_case(b"BODY[]")
}

#[derive(Debug, PartialEq, Eq)]
enum Body {
    /// The position among the literals.
    Literal(usize),
    Quoted(Vec<u8>),
}

/// What we ask FETCH for, in whatever order the server gives it, among whatever else it gives.
#[derive(Debug, Default, PartialEq, Eq)]
struct Attributes {
    uid: Option<u32>,
    size: Option<u64>,
    body: Option<Body>,
    /// The list is closed at the end of the response, each literal stands between blanks, and there is one body at most.
    whole: bool,
}

impl Attributes {
    fn parse(response: &Response) -> Self {
        let mut attributes = Self::default();
        if !matches!(response.count(), Some((_, "FETCH"))) && !upper(&response.text).contains(" FETCH (") {
            return attributes;
        }
        let Some(open) = response.text.iter().position(|byte| *byte == b'(') else { return attributes };
        let mut tokens = Tokens { text: &response.text[open + 1..], literals: 0 };
        let (mut bodies, mut apart) = (0, true);
        while let Some(Token::Word(name)) = tokens.next() {
            let Some(value) = tokens.next() else { break };
            apart &= !matches!(value, Token::Literal(_)) || matches!(tokens.text.first(), Some(b' ' | b')'));
            let number = match &value {
                Token::Word(word) => std::str::from_utf8(word).ok().and_then(|word| word.parse::<u64>().ok()),
                Token::Quoted(_) | Token::Literal(_) | Token::List => None,
            };
            match upper(name).as_str() {
                "UID" => attributes.uid = number.and_then(|number| u32::try_from(number).ok()),
                "RFC822.SIZE" => attributes.size = number,
                "BODY[]" => {
                    bodies += 1;
                    attributes.body = match value {
                        Token::Literal(at) => Some(Body::Literal(at)),
                        Token::Quoted(text) => Some(Body::Quoted(text)),
                        Token::Word(_) | Token::List => None,
                    };
                }
                _ => {}
            }
        }
        attributes.whole = apart && bodies <= 1 && tokens.text.trim_ascii() == b")";
        attributes
    }
}

enum Token<'a> {
    Word(&'a [u8]),
    Quoted(Vec<u8>),
    Literal(usize),
    /// A parenthesised list, skipped whole.
    List,
}

struct Tokens<'a> {
    text: &'a [u8],
    literals: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        self.text = self.text.trim_ascii_start();
        match *self.text.first()? {
            b')' => None,
            b'"' => Some(Token::Quoted(self.quoted())),
            b'(' => {
                self.text = &self.text[1..];
                while self.next().is_some() {}
                self.text = self.text.strip_prefix(b")").unwrap_or(self.text);
                Some(Token::List)
            }
            b'{' | b'~' => {
                let end = self.text.iter().position(|byte| *byte == b'}')?;
                self.text = &self.text[end + 1..];
                self.literals += 1;
                Some(Token::Literal(self.literals - 1))
            }
            _ => {
                // A section may hold blanks: BODY[HEADER.FIELDS (DATE FROM)].
                let mut brackets = 0_usize;
                let end = self.text.iter().position(|byte| match byte {
                    b'[' => {
                        brackets += 1;
                        false
                    }
                    b']' => {
                        brackets = brackets.saturating_sub(1);
                        false
                    }
                    b' ' | b')' | b'(' => brackets == 0,
                    _ => false,
                });
                let (word, rest) = self.text.split_at(end.unwrap_or(self.text.len()));
                self.text = rest;
                Some(Token::Word(word))
            }
        }
    }

    fn quoted(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut bytes = self.text[1..].iter().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'"' => {
                    self.text = &self.text[at + 2..];
                    return out;
                }
                b'\\' => out.extend(bytes.next().map(|(_, escaped)| *escaped)),
                _ => out.push(*byte),
            }
        }
        self.text = &[];
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Attributes, Body, is_body};
    use crate::imap::response::Response;
    use rstest::rstest;

    fn parse(text: &str) -> (Option<u32>, Option<u64>, Option<Body>) {
        let attributes = Attributes::parse(&Response { text: text.as_bytes().to_vec(), literals: Vec::new() });
        (attributes.uid, attributes.size, attributes.body)
    }

    #[rstest]
    #[case("* 12 FETCH (UID 5 RFC822.SIZE 4477)", Some(5), Some(4477), None)]
    #[case("* 12 fetch (rfc822.size 1 uid 7)", Some(7), Some(1), None)]
    #[case("* 1 FETCH (FLAGS (\\Seen (x)) UID 9 BODY[] {3})", Some(9), None, Some(Body::Literal(0)))]
    #[case("* 1 FETCH (BODY[] {3} UID 9)", Some(9), None, Some(Body::Literal(0)))]
    #[case("* 1 FETCH (X {2} BODY[] ~{3} UID 9)", Some(9), None, Some(Body::Literal(1)))]
    #[case("* 1 FETCH (BODY[] \"a \\\"b\\\" )\" UID 9)", Some(9), None, Some(Body::Quoted(b"a \"b\" )".to_vec())))]
    #[case("* 1 FETCH (BODY[] NIL UID 9)", Some(9), None, None)]
    #[case("* 1 FETCH (BODY[HEADER.FIELDS (DATE FROM)] \"x\" UID 9)", Some(9), None, None)]
    #[case("* 1 FETCH (UID 4294967296)", None, None, None)]
    #[case("* 1 FETCH (UID", None, None, None)]
    #[case("* SEARCH 2 84", None, None, None)]
    fn attributes_are_read(#[case] text: &str, #[case] uid: Option<u32>, #[case] size: Option<u64>, #[case] body: Option<Body>) {
        assert_eq!(parse(text), (uid, size, body));
    }

    #[rstest]
    #[case::usual("* 1 FETCH (UID 9 BODY[] {3})", true)]
    #[case::uid_last("* 1 FETCH (BODY[] {3} UID 9)", true)]
    #[case::blank_at_the_end("* 1 FETCH (UID 9 BODY[] {3}) ", true)]
    #[case::more_than_announced("* 1 FETCH (UID 9 BODY[] {3}rest)", false)]
    #[case::a_line_more("* 1 FETCH (UID 9 BODY[] {3}", false)]
    #[case::the_next_one_swallowed("* 1 FETCH (UID 9 BODY[] {3} BODY[] {4})", false)]
    #[case::half_of_the_next_one("* 1 FETCH (UID 9 BODY[] {3}UID 10 BODY[] {4})", false)]
    fn what_does_not_fit_its_literal_is_noticed(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(Attributes::parse(&Response { text: text.as_bytes().to_vec(), literals: Vec::new() }).whole, expected);
    }

    #[test]
    fn only_the_whole_mail_is_streamed() {
        assert!(is_body(b"* 1 FETCH (UID 5 BODY[] {12}"));
        assert!(!is_body(b"* 1 FETCH (UID 5 BODY[HEADER] {12}"));
        assert!(!is_body(b"* 1 FETCH (X-SUBJECT {12}"));
    }
}
