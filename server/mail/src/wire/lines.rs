//! Lines and counted bytes over a stream, every wait bounded: answers by a deadline, transfers by a least pace.

use super::{Result, Stream, TlsTrust, WireError, secure, words};
use bytes::{Buf, BytesMut};
use domain::accounts::ServerSettings;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout, timeout_at};

/// How long to wait for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Name look-up, connection and TLS handshake, each.
    pub connect: Duration,
    /// The complete answer to one command.
    pub command: Duration,
    /// A transfer must bring (or take) at least 4 KiB in this time, else the other side counts as hanging.
    pub idle: Duration,
    /// The answer after the last byte of a mail, during which a server may scan and store it.
    pub delivery: Duration,
}

impl Default for Timeouts {
    /// 15 s, 60 s, 60 s, and 10 minutes (RFC 5321 section 4.5.3.2.6).
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connect: seconds(15), command: seconds(60), idle: seconds(60), delivery: seconds(600) }
    }
}

impl Timeouts {
    /// The same bound for everything: what a live test uses.
    pub fn all(limit: Duration) -> Self {
        Self { connect: limit, command: limit, idle: limit, delivery: limit }
    }
}

/// The least that must pass in one idle time. A server that sends a byte a second is as good as one that hangs.
const LEAST_FLOW: usize = 4 * 1024;
/// How much is read or written at once.
const PIECE: usize = 32 * 1024;

#[derive(Clone, Copy, Debug)]
enum Patience {
    /// An answer: all of it by this time.
    Until(Instant),
    /// A transfer: as long as it flows.
    Flowing { until: Instant, received: usize },
    /// As long as it takes; the caller stops waiting by itself (IMAP IDLE).
    Endless,
}

/// A connection that is read by lines or counted bytes.
#[derive(Debug)]
pub struct Wire {
    stream: Stream,
    buffer: BytesMut,
    timeouts: Timeouts,
    patience: Patience,
}

impl Wire {
    pub fn new(stream: Stream, timeouts: Timeouts) -> Self {
        let patience = Patience::Until(Instant::now() + timeouts.command);
        Self { stream, buffer: BytesMut::with_capacity(PIECE), timeouts, patience }
    }

    pub fn is_protected(&self) -> bool {
        self.stream.is_protected()
    }

    pub fn timeouts(&self) -> Timeouts {
        self.timeouts
    }

    pub fn local_addr(&self) -> Option<SocketAddr> {
        self.stream.local_addr().ok()
    }

    /// From now on the answer must be complete within `limit`.
    pub fn answer_within(&mut self, limit: Duration) {
        self.patience = Patience::Until(Instant::now() + limit);
    }

    /// From now on a transfer is read, of any length, as long as it flows.
    pub fn flow(&mut self) {
        self.patience = Patience::Flowing { until: Instant::now() + self.timeouts.idle, received: 0 };
    }

    /// From now on reading waits for ever; the caller bounds it.
    pub fn wait_endlessly(&mut self) {
        self.patience = Patience::Endless;
    }

    /// Writes all of `bytes` and flushes, at the least pace or faster.
    ///
    /// # Errors
    /// `TimedOut`, `Dropped`.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        let mut end = Instant::now() + self.timeouts.idle;
        for piece in bytes.chunks(PIECE) {
            timeout_at(end, self.stream.write_all(piece)).await.map_err(|_| hanging())?.map_err(|error| WireError::from_io(&error))?;
            end = Instant::now() + self.timeouts.idle;
        }
        timeout_at(end, self.stream.flush()).await.map_err(|_| hanging())?.map_err(|error| WireError::from_io(&error))
    }

    /// Reads one line of at most `longest` bytes, without its CRLF (a bare LF ends it too). Losing this future loses
    /// no bytes.
    ///
    /// # Errors
    /// `NotThisProtocol` when the line is longer; `TimedOut`; `Dropped` with what had been said until then.
    pub async fn line(&mut self, longest: usize) -> Result<Vec<u8>> {
        let mut searched = 0;
        loop {
            if let Some(found) = self.buffer[searched..].iter().position(|byte| *byte == b'\n') {
                let end = searched + found;
                if end > longest {
                    return Err(too_long(&self.buffer));
                }
                let mut line = self.buffer.split_to(end + 1).to_vec();
                line.truncate(end);
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            searched = self.buffer.len();
            if searched > longest {
                return Err(too_long(&self.buffer));
            }
            self.fill().await?;
        }
    }

    /// Copies exactly `count` bytes to `sink`, holding no more than one piece in memory.
    ///
    /// # Errors
    /// `Sink` when it cannot be written, else as [`Wire::line`].
    pub async fn copy(&mut self, count: u64, sink: &mut (impl AsyncWrite + Unpin + ?Sized)) -> Result<()> {
        let mut left = count;
        while left > 0 {
            if self.buffer.is_empty() {
                self.fill().await?;
            }
            let now = self.buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            sink.write_all(&self.buffer[..now]).await.map_err(WireError::Sink)?;
            self.buffer.advance(now);
            left -= now as u64;
        }
        Ok(())
    }

    /// What has been received and not yet read; waits until there is something. Use [`Wire::consume`] afterwards.
    pub(crate) async fn available(&mut self) -> Result<&[u8]> {
        if self.buffer.is_empty() {
            self.fill().await?;
        }
        Ok(&self.buffer)
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.buffer.advance(count);
    }

    /// Continues under TLS after the server agreed to it. Whatever it had sent beyond its agreement came in the clear and
    /// could have been put there by anybody: then the connection ends here (the class of CVE-2011-0411).
    ///
    /// # Errors
    /// `Other` in that case, else as [`secure`].
    pub async fn start_tls(self, settings: &ServerSettings, trust: &TlsTrust) -> Result<Self> {
        if !self.buffer.is_empty() {
            return Err(WireError::Other("the server sent data before TLS was set up".to_owned()));
        }
        let stream = match self.stream {
            Stream::Plain(tcp) => secure(tcp, settings, trust, self.timeouts.connect).await?,
            already @ Stream::Tls(_) => already,
        };
        Ok(Self::new(stream, self.timeouts))
    }

    /// Ends the connection politely; what cannot be said any more is not missed.
    pub async fn close(mut self) {
        let limit = self.timeouts.command.min(Duration::from_secs(2));
        if let Ok(Err(error)) = timeout(limit, self.stream.shutdown()).await {
            tracing::trace!(%error, "closing a connection that was closed already");
        }
    }

    /// Reads what there is. `read_buf` may be dropped at any time without losing bytes.
    async fn fill(&mut self) -> Result<()> {
        self.buffer.reserve(PIECE);
        let count = match self.patience {
            Patience::Endless => self.stream.read_buf(&mut self.buffer).await,
            Patience::Until(end) | Patience::Flowing { until: end, .. } => {
                timeout_at(end, self.stream.read_buf(&mut self.buffer)).await.map_err(|_| hanging())?
            }
        }
        .map_err(|error| self.dropped(&error.to_string()))?;
        if count == 0 {
            return Err(self.dropped("closed by the server"));
        }
        if let Patience::Flowing { until, received } = &mut self.patience {
            *received += count;
            if *received >= LEAST_FLOW {
                *until = Instant::now() + self.timeouts.idle;
                *received = 0;
            }
        }
        Ok(())
    }

    fn dropped(&self, reason: &str) -> WireError {
        let said = match self.patience {
            Patience::Until(_) => words(&self.buffer),
            Patience::Flowing { .. } | Patience::Endless => String::new(),
        };
        WireError::Dropped(if said.is_empty() { reason.to_owned() } else { format!("{reason}: {said}") })
    }
}

fn hanging() -> WireError {
    WireError::TimedOut("the server does not answer".to_owned())
}

fn too_long(line: &[u8]) -> WireError {
    let start: String = words(&line[..line.len().min(200)]).chars().take(60).collect();
    WireError::NotThisProtocol(format!("a line without end: {start}…"))
}
