//! Something that is still growing: a mail on its way in, an upload. Hashed and counted while it is written.

use crate::files::hex;
use sha2::{Digest, Sha256};
use std::{
    io::{self, ErrorKind},
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::{
    fs::File,
    io::{AsyncWrite, AsyncWriteExt},
};

/// A file without a name: it is gone when this is dropped or the program ends, however it ends.
pub struct Spool {
    file: File,
    digest: Sha256,
    size: u64,
    limit: u64,
}

impl Spool {
    pub(super) fn new(file: std::fs::File, limit: u64) -> Spool {
        Spool { file: File::from_std(file), digest: Sha256::new(), size: 0, limit }
    }

    /// Bytes written so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The file, the hash of its content and its size.
    pub(super) async fn finish(mut self) -> io::Result<(std::fs::File, String, u64)> {
        self.file.flush().await?;
        Ok((self.file.into_std().await, hex(&self.digest.finalize()), self.size))
    }
}

/// Writing beyond the limit fails with `FileTooLarge`.
impl AsyncWrite for Spool {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.size + bytes.len() as u64 > self.limit {
            return Poll::Ready(Err(io::Error::new(ErrorKind::FileTooLarge, format!("larger than {} bytes", self.limit))));
        }
        let written = ready!(Pin::new(&mut self.file).poll_write(cx, bytes))?;
        self.digest.update(&bytes[..written]);
        self.size += written as u64;
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.file).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.file).poll_shutdown(cx)
    }
}
