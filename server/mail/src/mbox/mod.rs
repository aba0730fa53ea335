//! Reading mbox files (RFC 4155 and what came before it): one mail after the other out of a stream, with one mail in memory.
//!
//! Four dialects are about. In `mboxo` and `mboxrd` a line of a text that begins with `From ` has a `>` before it; in `mboxcl`
//! and `mboxcl2` the header says how long the body is, and `mboxcl2` leaves such lines alone. A length is believed only when
//! what follows it is the end or the next mail, because many programs change mails and not their lengths.

mod lines;
mod same;

pub use same::key;

use lines::Lines;
use std::io::{self, BufRead};

/// No header is longer.
const LONGEST_HEADER: u64 = 1024 * 1024;
/// Signature of UTF-8, which some editors put before everything.
const SIGNATURE: &[u8] = b"\xef\xbb\xbf";

/// One mail, and where the next one begins, in bytes from where the file begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub content: Content,
    pub end: u64,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    Mail(Vec<u8>),
    /// Beyond the limit, in bytes; they were passed over.
    TooLarge(u64),
}

/// Whether a file that begins so is an mbox.
pub fn is_mbox(start: &[u8]) -> bool {
    start.split(|byte| *byte == b'\n').next().is_some_and(is_separator)
}

/// The mails of an mbox.
pub struct Mbox<R> {
    lines: Lines<R>,
    limit: usize,
}

impl<R: BufRead> Mbox<R> {
    /// `source` stands `at` so many bytes from the beginning, where a mail begins. Mails of more than `limit` bytes are passed over.
    pub fn new(source: R, at: u64, limit: u64) -> Mbox<R> {
        Mbox { lines: Lines::new(source, at), limit: usize::try_from(limit).unwrap_or(usize::MAX) }
    }

    /// The next mail.
    ///
    /// # Errors
    /// Those of the source.
    pub fn piece(&mut self) -> io::Result<Option<Piece>> {
        // What stands before the first mail is none.
        loop {
            match self.lines.next()? {
                None => return Ok(None),
                Some(line) if is_separator(&line) => break,
                Some(_) => {}
            }
        }
        let mut mail = Growing { bytes: Vec::new(), size: 0, limit: self.limit };
        let body = match self.header(&mut mail)? {
            Some(length) => self.measured(length)?,
            None => None,
        };
        match body {
            Some(body) => mail.add(&unescaped(body)),
            None => self.by_lines(&mut mail)?,
        }
        Ok(Some(Piece { content: mail.finish(), end: self.lines.at() }))
    }

    /// Reads up to the empty line, and answers how long the body is by its own account.
    fn header(&mut self, mail: &mut Growing) -> io::Result<Option<usize>> {
        let mut length = None;
        while let Some(line) = self.lines.next()? {
            let is_end = line.trim_ascii().is_empty();
            if !is_end && is_separator(&line) && mail.ends_with_empty_line() {
                self.lines.give_back(line);
                return Ok(None);
            }
            length = content_length(&line).or(length);
            mail.add(&line);
            if is_end {
                return Ok(length);
            }
            if mail.size > LONGEST_HEADER {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// A body of this length, if the end or another mail follows; otherwise nothing was read.
    fn measured(&mut self, length: usize) -> io::Result<Option<Vec<u8>>> {
        if length > self.limit {
            return Ok(None);
        }
        let body = self.lines.exactly(length)?;
        let mut read = body.clone();
        let whole = body.len() == length;
        let follows = whole && {
            loop {
                match self.lines.next()? {
                    None => break true,
                    Some(line) if line.trim_ascii().is_empty() => read.extend_from_slice(&line),
                    Some(line) => {
                        let parts = is_separator(&line);
                        if parts {
                            self.lines.give_back(line);
                        } else {
                            read.extend_from_slice(&line);
                        }
                        break parts;
                    }
                }
            }
        };
        if follows {
            return Ok(Some(body));
        }
        self.lines.give_back(read);
        Ok(None)
    }

    /// A body up to the line that parts it from the next mail. Such a line follows an empty one; programs that forget it
    /// are told from sentences by the date in the line.
    fn by_lines(&mut self, mail: &mut Growing) -> io::Result<()> {
        while let Some(line) = self.lines.next()? {
            if is_separator(&line) && mail.ends_with_empty_line() {
                self.lines.give_back(line);
                break;
            }
            match line.strip_prefix(b">") {
                Some(rest) if rest.trim_start_with(b'>').starts_with(b"From ") => mail.add(rest),
                _ => mail.add(&line),
            }
        }
        mail.drop_last_empty_line();
        Ok(())
    }
}

/// A mail that grows up to a limit; beyond it only its size does.
struct Growing {
    bytes: Vec<u8>,
    size: u64,
    limit: usize,
}

impl Growing {
    fn add(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        if self.bytes.len() + bytes.len() <= self.limit && self.size <= self.limit as u64 {
            self.bytes.extend_from_slice(bytes);
        } else {
            // What is too large is no mail: only how it ends is of interest.
            let mut end = self.bytes.split_off(self.bytes.len().saturating_sub(4));
            end.extend_from_slice(&bytes[bytes.len().saturating_sub(4)..]);
            self.bytes = end.split_off(end.len().saturating_sub(4));
        }
    }

    fn ends_with_empty_line(&self) -> bool {
        self.bytes.ends_with(b"\n\n") || self.bytes.ends_with(b"\n\r\n") || self.bytes.is_empty()
    }

    fn drop_last_empty_line(&mut self) {
        for empty in [&b"\n\r\n"[..], b"\n\n"] {
            if self.bytes.ends_with(empty) {
                self.bytes.truncate(self.bytes.len() + 1 - empty.len());
                return;
            }
        }
    }

    fn finish(self) -> Content {
        if self.size > self.limit as u64 { Content::TooLarge(self.size) } else { Content::Mail(self.bytes) }
    }
}

trait TrimStart {
    fn trim_start_with(&self, byte: u8) -> &[u8];
}

impl TrimStart for [u8] {
    fn trim_start_with(&self, byte: u8) -> &[u8] {
        &self[self.iter().position(|found| *found != byte).unwrap_or(self.len())..]
    }
}

/// A body of known length: where a line of it begins with `From ` nothing was escaped.
fn unescaped(body: Vec<u8>) -> Vec<u8> {
    let lines = || body.split_inclusive(|byte| *byte == b'\n');
    let escaped = |line: &[u8]| line.starts_with(b">") && line.trim_start_with(b'>').starts_with(b"From ");
    if lines().any(|line| line.starts_with(b"From ")) || !lines().any(escaped) {
        return body;
    }
    lines().flat_map(|line| if escaped(line) { &line[1..] } else { line }).copied().collect()
}

/// `From somebody Thu Nov 26 22:40:16 2026`: whoever it names, a time and a year are in it.
fn is_separator(line: &[u8]) -> bool {
    let line = line.strip_prefix(SIGNATURE).unwrap_or(line);
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let words = || rest.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let is_number = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| {
        let parts: Vec<&[u8]> = word.split(|byte| *byte == b':').collect();
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| (1..=2).contains(&part.len()) && is_number(part))
    };
    rest.len() < 1_000 && words().any(is_time) && words().any(|word| word.len() == 4 && is_number(word))
}

fn content_length(line: &[u8]) -> Option<usize> {
    let (name, value) = line.split_at(line.iter().position(|byte| *byte == b':')?);
    if !name.eq_ignore_ascii_case(b"content-length") {
        return None;
    }
    std::str::from_utf8(&value[1..]).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests;
