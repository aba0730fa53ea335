//! Output that ends at a limit, so that a document cannot grow without bound while it is written.

use std::io::{Error, ErrorKind, Write};

pub(super) struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Bounded {
    pub(super) fn new(most: usize) -> Bounded {
        Bounded { bytes: Vec::new(), most }
    }

    /// `None` when it is no text.
    pub(super) fn into_text(self) -> Option<String> {
        String::from_utf8(self.bytes).ok()
    }
}

impl Write for Bounded {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + piece.len() > self.most {
            return Err(Error::new(ErrorKind::FileTooLarge, "more than is kept"));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
