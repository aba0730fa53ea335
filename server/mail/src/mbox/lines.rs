//! Lines of a stream that can be given back.

use std::io::{self, BufRead, Read};

/// A longer line comes in pieces.
const LONGEST: u64 = 64 * 1024;

pub struct Lines<R> {
    source: R,
    /// What was given back, and how much of it was read again.
    ahead: Vec<u8>,
    read: usize,
    at: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(source: R, at: u64) -> Lines<R> {
        Lines { source, ahead: Vec::new(), read: 0, at }
    }

    /// Bytes from the beginning to what comes next.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// The next line with its end.
    pub fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let rest = &self.ahead[self.read..];
        if !rest.is_empty() {
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            line.extend_from_slice(&rest[..end]);
            self.take(end);
        }
        if !line.ends_with(b"\n") {
            (&mut self.source).take(LONGEST).read_until(b'\n', &mut line)?;
        }
        self.at += line.len() as u64;
        Ok(if line.is_empty() { None } else { Some(line) })
    }

    /// So many bytes, or fewer at the end.
    pub fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let rest = &self.ahead[self.read..];
        let held = rest.len().min(length);
        let mut bytes = rest[..held].to_vec();
        self.take(held);
        let missing = (length - held) as u64;
        (&mut self.source).take(missing).read_to_end(&mut bytes)?;
        self.at += bytes.len() as u64;
        Ok(bytes)
    }

    /// What was read last comes once more.
    pub fn give_back(&mut self, mut bytes: Vec<u8>) {
        self.at -= bytes.len() as u64;
        bytes.extend_from_slice(&self.ahead[self.read..]);
        (self.ahead, self.read) = (bytes, 0);
    }

    fn take(&mut self, count: usize) {
        self.read += count;
        if self.read == self.ahead.len() {
            (self.ahead, self.read) = (Vec::new(), 0);
        }
    }
}
