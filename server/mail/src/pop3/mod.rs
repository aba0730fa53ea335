//! A POP3 client (RFC 1939, 2449, 2595, 5034). Nothing is buffered whole: a mail of any size goes straight to its sink.

mod login;
mod unstuff;

use crate::wire::{Result, Timeouts, TlsTrust, Wire, WireError, open, words};
use domain::accounts::{Security, ServerSettings};
use secrecy::SecretString;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use unstuff::Unstuff;

/// Longer than the 512 octets of RFC 2449 section 4: servers put whole sentences into their answers.
const LONGEST_LINE: usize = 4 * 1024;
/// More waiting mails than this in one maildrop are taken for a fault of the server.
const MOST_LISTED: usize = 2_000_000;

/// A connection to a POP3 server. After an error of any kind but a refusal (`Other` with the server's words, `NoUidl`,
/// `NoMechanism`, `BadLogin`) it is to be dropped.
#[derive(Debug)]
pub struct Pop3 {
    wire: Wire,
    /// The `<process.clock@host>` of the greeting, needed for APOP.
    timestamp: Option<String>,
    /// The lines of CAPA in capitals, empty when the server does not know the command.
    capabilities: Vec<String>,
}

/// What STAT says: how many mails wait, and their sizes added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maildrop {
    pub count: u32,
    pub bytes: u64,
}

impl Pop3 {
    /// Connects, secures the connection as `settings` says, and logs in.
    ///
    /// # Errors
    /// Every [`WireError`] up to the login; nothing secret was sent unless the connection is as protected as wished.
    pub async fn connect(settings: &ServerSettings, password: &SecretString, trust: &TlsTrust, timeouts: Timeouts) -> Result<Self> {
        let mut pop = Self::greet(open(settings, trust, timeouts).await?).await?;
        if settings.security == Security::StartTls {
            pop = pop.start_tls(settings, trust).await?;
        }
        pop.login(settings, password).await?;
        Ok(pop)
    }

    /// Reads the greeting, and what the server can do.
    ///
    /// # Errors
    /// `NotThisProtocol` when it does not greet like a POP3 server.
    pub async fn greet(mut wire: Wire) -> Result<Self> {
        wire.answer_within(wire.timeouts().command);
        let greeting = wire.line(LONGEST_LINE).await?;
        if greeting.starts_with(b"-ERR") {
            return Err(WireError::Other(words(&greeting)));
        }
        if !greeting.starts_with(b"+OK") {
            return Err(WireError::NotThisProtocol(words(&greeting)));
        }
        let mut pop = Self { wire, timestamp: login::timestamp(&greeting), capabilities: Vec::new() };
        pop.ask_capabilities().await?;
        Ok(pop)
    }

    /// STLS (RFC 2595 section 4). What the server said it can do before counts no longer.
    ///
    /// # Errors
    /// `TlsNotOffered`, and those of the handshake.
    pub async fn start_tls(mut self, settings: &ServerSettings, trust: &TlsTrust) -> Result<Self> {
        if !self.capabilities.is_empty() && !self.can("STLS") {
            return Err(WireError::TlsNotOffered(format!("CAPA: {}", self.capabilities.join(", "))));
        }
        match self.command("STLS").await {
            Ok(_) => {}
            Err(WireError::Other(answer)) => return Err(WireError::TlsNotOffered(answer)),
            Err(error) => return Err(error),
        }
        let wire = self.wire.start_tls(settings, trust).await?;
        let mut pop = Self { wire, timestamp: self.timestamp, capabilities: Vec::new() };
        pop.ask_capabilities().await?;
        Ok(pop)
    }

    /// Whether what is sent is encrypted.
    pub fn is_protected(&self) -> bool {
        self.wire.is_protected()
    }

    /// How many mails wait.
    ///
    /// # Errors
    /// `Other` when the answer is none.
    pub async fn stat(&mut self) -> Result<Maildrop> {
        let answer = self.command("STAT").await?;
        let mut numbers = answer.split_ascii_whitespace();
        match (number(numbers.next()), number(numbers.next())) {
            (Some(count), Some(bytes)) => Ok(Maildrop { count: u32::try_from(count).unwrap_or(u32::MAX), bytes }),
            _ => Err(WireError::Other(format!("STAT: {answer}"))),
        }
    }

    /// The number and unique id of each waiting mail. Numbers are valid in this session only, ids for ever.
    ///
    /// # Errors
    /// `NoUidl` when the server does not know the command.
    pub async fn uidl(&mut self) -> Result<Vec<(u32, String)>> {
        match self.command("UIDL").await {
            Ok(_) => {}
            Err(WireError::Other(answer)) => return Err(WireError::NoUidl(answer)),
            Err(error) => return Err(error),
        }
        let mut listed = Vec::new();
        self.listing(|at, rest| {
            if !rest.is_empty() {
                listed.push((at, rest.to_owned()));
            }
        })
        .await?;
        Ok(listed)
    }

    /// The number and size in bytes of each waiting mail. Sizes are what the server believes.
    ///
    /// # Errors
    /// `Other` when the server refuses.
    pub async fn list(&mut self) -> Result<Vec<(u32, u64)>> {
        self.command("LIST").await?;
        let mut listed = Vec::new();
        self.listing(|at, rest| {
            if let Some(size) = number(rest.split_ascii_whitespace().next()) {
                listed.push((at, size));
            }
        })
        .await?;
        Ok(listed)
    }

    /// Streams mail `at` to `sink` and returns its length in bytes. Memory does not grow with the mail.
    ///
    /// # Errors
    /// `Other` when there is no such mail; `TooLarge` beyond `limit` bytes and `Sink`, after which the connection is
    /// to be dropped.
    pub async fn retrieve(&mut self, at: u32, sink: &mut (impl AsyncWrite + Unpin + ?Sized), limit: u64) -> Result<u64> {
        self.command(&format!("RETR {at}")).await?;
        self.body(sink, limit).await
    }

    /// Streams the header and the first `lines` lines of mail `at`.
    ///
    /// # Errors
    /// As [`Pop3::retrieve`]; `Other` too where the server does not know TOP.
    pub async fn top(&mut self, at: u32, lines: u32, sink: &mut (impl AsyncWrite + Unpin + ?Sized), limit: u64) -> Result<u64> {
        self.command(&format!("TOP {at} {lines}")).await?;
        self.body(sink, limit).await
    }

    /// Marks mail `at` for deletion, which happens at [`Pop3::quit`] and not if the connection breaks before.
    ///
    /// # Errors
    /// `Other` when there is no such mail.
    pub async fn delete(&mut self, at: u32) -> Result<()> {
        self.command(&format!("DELE {at}")).await.map(drop)
    }

    /// Takes all deletions of this session back.
    ///
    /// # Errors
    /// `Other` when the server refuses.
    pub async fn reset(&mut self) -> Result<()> {
        self.command("RSET").await.map(drop)
    }

    /// Keeps the connection alive.
    ///
    /// # Errors
    /// `Dropped` when it is not.
    pub async fn noop(&mut self) -> Result<()> {
        self.command("NOOP").await.map(drop)
    }

    /// Ends the session. Only when this returns `Ok` are the marked mails gone (RFC 1939 section 6).
    ///
    /// # Errors
    /// `Other` when the server could not delete all of them.
    pub async fn quit(mut self) -> Result<()> {
        let answer = self.command("QUIT").await;
        self.wire.close().await;
        answer.map(drop)
    }

    async fn ask_capabilities(&mut self) -> Result<()> {
        let mut lines = Vec::new();
        match self.command("CAPA").await {
            Ok(_) => {}
            // A server from before RFC 2449.
            Err(WireError::Other(_)) => return Ok(()),
            Err(error) => return Err(error),
        }
        while let Some(line) = self.item().await? {
            if lines.len() < 100 {
                lines.push(words(&line).to_ascii_uppercase());
            }
        }
        self.capabilities = lines;
        Ok(())
    }

    fn can(&self, name: &str) -> bool {
        self.capabilities.iter().any(|line| line.split(' ').next() == Some(name))
    }

    /// Sends one line and returns what follows `+OK`. A refusal is `Other` with the server's words.
    async fn command(&mut self, line: &str) -> Result<String> {
        self.send(line).await?;
        self.answer().await
    }

    async fn send(&mut self, line: &str) -> Result<()> {
        let line = secrecy::zeroize::Zeroizing::new(format!("{line}\r\n"));
        self.wire.send(line.as_bytes()).await?;
        self.wire.answer_within(self.wire.timeouts().command);
        Ok(())
    }

    async fn answer(&mut self) -> Result<String> {
        let line = self.wire.line(LONGEST_LINE).await?;
        if let Some(rest) = line.strip_prefix(b"+OK") {
            return Ok(words(rest));
        }
        if line.starts_with(b"-ERR") {
            return Err(WireError::Other(words(&line)));
        }
        Err(WireError::NotThisProtocol(words(&line)))
    }

    /// The next line of a multi-line answer, `None` after the last.
    async fn item(&mut self) -> Result<Option<Vec<u8>>> {
        let mut line = self.wire.line(LONGEST_LINE).await?;
        if line == b"." {
            return Ok(None);
        }
        if line.first() == Some(&b'.') {
            line.remove(0);
        }
        Ok(Some(line))
    }

    async fn listing(&mut self, mut each: impl FnMut(u32, &str)) -> Result<()> {
        self.wire.flow();
        let mut count = 0;
        while let Some(line) = self.item().await? {
            count += 1;
            if count > MOST_LISTED {
                return Err(WireError::Other("the list of mails does not end".to_owned()));
            }
            let text = words(&line);
            let (at, rest) = text.split_once(' ').unwrap_or((&text, ""));
            if let Ok(at) = at.parse() {
                each(at, rest.trim());
            }
        }
        Ok(())
    }

    async fn body(&mut self, sink: &mut (impl AsyncWrite + Unpin + ?Sized), limit: u64) -> Result<u64> {
        self.wire.flow();
        let mut unstuff = Unstuff::default();
        let mut clear = Vec::new();
        let mut total = 0;
        loop {
            let input = self.wire.available().await?;
            let all = input.len();
            let end = unstuff.feed(input, &mut clear);
            self.wire.consume(end.unwrap_or(all));
            total += clear.len() as u64;
            if total > limit {
                return Err(WireError::TooLarge { limit });
            }
            sink.write_all(&clear).await.map_err(WireError::Sink)?;
            clear.clear();
            if end.is_some() {
                sink.flush().await.map_err(WireError::Sink)?;
                return Ok(total);
            }
        }
    }
}

fn number(text: Option<&str>) -> Option<u64> {
    text.and_then(|text| text.parse().ok())
}
