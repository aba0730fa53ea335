//! An IMAP4rev1 client (RFC 3501) for one folder: find what is new, fetch it without marking it seen, delete it, wait for more.
//! Own code over [`crate::wire`]: bodies stream from the socket to their sink, every wait has a bound, and neither
//! passwords nor mails ever reach a log.

mod delete;
mod fetch;
mod folders;
mod idle;
mod login;
mod response;
mod uid_set;
mod utf7;

use crate::wire::{Result, Timeouts, TlsTrust, Wire, WireError, open, words};
use domain::accounts::{Security, ServerSettings};
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use std::time::Duration;
use tokio::time::timeout;

pub use delete::Deletion;
pub use fetch::{Batch, LARGEST_IN_BATCH, Waiting};
pub use folders::Listed;
pub use idle::Woken;
use response::{Response, Status, upper};
pub use utf7::{decode as decode_folder, encode as encode_folder};

/// How long the answer to LOGOUT may take.
const PARTING: Duration = Duration::from_secs(5);

/// A connection to an IMAP server. After an error other than a refusal it is unusable and says so at the next command.
#[derive(Debug)]
pub struct Imap {
    wire: Wire,
    tag: u32,
    capabilities: Vec<String>,
    /// The number of mails in the selected folder, as last announced.
    exists: u32,
    /// How many of them the last listing looked at, or were there when the folder was opened; those that are gone since
    /// then are taken off. What exceeds it is new, however early the server announced it.
    looked_at: u32,
    /// Of the open folder.
    uidvalidity: Option<u32>,
    /// Set while an answer is on its way: whoever stops reading in between leaves it set.
    midway: bool,
    authenticated: bool,
}

/// The folder that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    /// UIDs are comparable only under the same value (RFC 3501 section 2.3.1.1).
    pub uidvalidity: u32,
    pub uidnext: Option<u32>,
    /// How many mails are in it.
    pub exists: u32,
    pub read_only: bool,
}

impl Imap {
    /// Connects, secures the connection as `settings` says, and logs in.
    ///
    /// # Errors
    /// Every [`WireError`] up to the login; nothing secret was sent unless the connection is as protected as wished.
    pub async fn connect(settings: &ServerSettings, password: &SecretString, trust: &TlsTrust, timeouts: Timeouts) -> Result<Self> {
        let mut imap = Self::greet(open(settings, trust, timeouts).await?).await?;
        if settings.security == Security::StartTls {
            imap = imap.start_tls(settings, trust).await?;
        }
        imap.login(settings, password).await?;
        Ok(imap)
    }

    /// Reads the greeting, and what the server can do.
    ///
    /// # Errors
    /// `NotThisProtocol` when it does not greet like an IMAP server; `Other` when it does not want to serve.
    pub async fn greet(mut wire: Wire) -> Result<Self> {
        wire.answer_within(wire.timeouts().command);
        let greeting = response::read(&mut wire).await?;
        let text = upper(&greeting.text);
        let authenticated = text.starts_with("* PREAUTH");
        if text.starts_with("* BYE") {
            return Err(WireError::Other(words(&greeting.text)));
        }
        if !text.starts_with("* OK") && !authenticated {
            return Err(WireError::NotThisProtocol(words(&greeting.text)));
        }
        let mut imap = Self { wire, tag: 0, capabilities: Vec::new(), exists: 0, looked_at: 0, uidvalidity: None, midway: false, authenticated };
        imap.ask_capabilities().await?;
        Ok(imap)
    }

    /// STARTTLS (RFC 3501 section 6.2.1). What the server said it can do before counts no longer.
    ///
    /// # Errors
    /// `TlsNotOffered`, and those of the handshake. A connection that is logged in beforehand cannot be secured any more
    /// (CVE-2021-33515 and its kind): `TlsNotOffered` too.
    pub async fn start_tls(mut self, settings: &ServerSettings, trust: &TlsTrust) -> Result<Self> {
        if self.authenticated || !self.can("STARTTLS") {
            return Err(WireError::TlsNotOffered(format!("CAPABILITY: {}", self.capabilities.join(" "))));
        }
        let status = self.command("STARTTLS", |_| {}).await?;
        if !status.is_ok() {
            return Err(WireError::TlsNotOffered(status.words()));
        }
        let wire = self.wire.start_tls(settings, trust).await?;
        let mut imap =
            Self { wire, tag: self.tag, capabilities: Vec::new(), exists: 0, looked_at: 0, uidvalidity: None, midway: false, authenticated: false };
        imap.ask_capabilities().await?;
        Ok(imap)
    }

    /// Opens a folder, given by its readable name.
    ///
    /// # Errors
    /// `NoFolder` with the server's words; `Other` where the folder exists and cannot be served now, or the server gives
    /// its mails no lasting ids.
    pub async fn select(&mut self, folder: &str) -> Result<Selected> {
        self.enter("SELECT", folder).await
    }

    /// Opens a folder for looking only: not even the mark of what is recent changes.
    ///
    /// # Errors
    /// As [`Imap::select`].
    pub async fn examine(&mut self, folder: &str) -> Result<Selected> {
        self.enter("EXAMINE", folder).await
    }

    async fn enter(&mut self, command: &str, folder: &str) -> Result<Selected> {
        let name = utf7::encode(folder).replace('\\', "\\\\").replace('"', "\\\"");
        let (mut uidvalidity, mut uidnext) = (None, None);
        self.uidvalidity = None;
        let status = self
            .command(&format!("{command} \"{name}\""), |response| {
                uidvalidity = response.code_number("UIDVALIDITY").or(uidvalidity);
                uidnext = response.code_number("UIDNEXT").or(uidnext);
            })
            .await?;
        if !status.is_ok() {
            return Err(if status.is_passing() { WireError::Other(status.words()) } else { WireError::NoFolder(status.words()) });
        }
        self.looked_at = self.exists;
        self.uidvalidity = uidvalidity;
        let uidvalidity = uidvalidity.ok_or_else(|| WireError::Other("the server gives no UIDVALIDITY".to_owned()))?;
        Ok(Selected { uidvalidity, uidnext, exists: self.exists, read_only: status.code() == "READ-ONLY" })
    }

    /// Keeps the connection alive, and lets the server announce what is new.
    ///
    /// # Errors
    /// `Dropped` when it is not alive.
    pub async fn noop(&mut self) -> Result<()> {
        self.command("NOOP", |_| {}).await?.accepted().map(drop)
    }

    /// Ends the session.
    pub async fn logout(mut self) {
        // BYE is the proper answer here, and it ends the reading: the tagged one after it says nothing more. A server that
        // is slow to part is not waited for.
        if let Ok(Err(error)) = timeout(PARTING, self.command("LOGOUT", |_| {})).await
            && !matches!(error, WireError::Dropped(_))
        {
            tracing::debug!(%error, "the server did not say good-bye");
        }
        self.wire.close().await;
    }

    /// Whether what is sent is encrypted.
    pub fn is_protected(&self) -> bool {
        self.wire.is_protected()
    }

    /// Whether the server tells about new mail by itself (RFC 2177).
    pub fn can_idle(&self) -> bool {
        self.can("IDLE")
    }

    /// Whether the connection is between commands, where the next one can be sent.
    pub fn is_usable(&self) -> bool {
        !self.midway
    }

    fn can(&self, name: &str) -> bool {
        self.capabilities.iter().any(|known| known == name)
    }

    async fn ask_capabilities(&mut self) -> Result<()> {
        let mut known = Vec::new();
        let status = self
            .command("CAPABILITY", |response| {
                if let Some(list) = upper(&response.text).strip_prefix("* CAPABILITY ") {
                    known = list.split_ascii_whitespace().map(str::to_owned).collect();
                }
            })
            .await?;
        status.accepted()?;
        self.capabilities = known;
        Ok(())
    }

    /// Sends a command and reads until its end; `each` sees every untagged response.
    async fn command(&mut self, line: &str, mut each: impl FnMut(&Response)) -> Result<Status> {
        let tag = self.begin(line).await?;
        loop {
            match self.next(&tag).await? {
                Next::Untagged(response) => each(&response),
                Next::Done(status) => return Ok(status),
                Next::Continue(_) => return Err(WireError::Other("the server asks for more where there is no more".to_owned())),
            }
        }
    }

    /// Sends a command and returns its tag. Its answer must be complete within the time for commands.
    async fn begin(&mut self, line: &str) -> Result<String> {
        if self.midway {
            return Err(WireError::Dropped("the connection was left in the middle of an answer".to_owned()));
        }
        self.send_tagged(line).await
    }

    /// As [`Imap::begin`], while other commands are running.
    async fn send_tagged(&mut self, line: &str) -> Result<String> {
        self.midway = true;
        self.tag += 1;
        let tag = format!("M{}", self.tag);
        self.raw(&format!("{tag} {line}\r\n")).await?;
        self.wire.answer_within(self.wire.timeouts().command);
        Ok(tag)
    }

    async fn raw(&mut self, text: &str) -> Result<()> {
        let text = Zeroizing::new(text.to_owned());
        self.wire.send(text.as_bytes()).await
    }

    async fn next(&mut self, tag: &str) -> Result<Next> {
        let response = response::read(&mut self.wire).await?;
        self.sort(tag, response)
    }

    /// Tells the kinds of response apart, and notes what every command may bring along.
    fn sort(&mut self, tag: &str, response: Response) -> Result<Next> {
        if let Some(rest) = response.text.strip_prefix(b"+") {
            return Ok(Next::Continue(words(rest)));
        }
        if let Some(rest) = response.text.strip_prefix(tag.as_bytes()).and_then(|rest| rest.strip_prefix(b" ")) {
            self.midway = false;
            return Ok(Next::Done(Status::parse(rest)));
        }
        if !response.text.starts_with(b"* ") {
            return Err(WireError::NotThisProtocol(words(&response.text)));
        }
        if upper(&response.text).starts_with("* BYE") {
            return Err(WireError::Dropped(words(&response.text)));
        }
        if let Some(before) = self.uidvalidity
            && response.text.starts_with(b"* OK [")
            && response.code_number("UIDVALIDITY").is_some_and(|now| now != before)
        {
            // Every UID that we hold names another mail now, or none: nothing more may be fetched or deleted by it.
            return Err(WireError::Dropped("the server renumbered the folder while it was open".to_owned()));
        }
        match response.count() {
            Some((count, "EXISTS")) => {
                self.exists = count;
                self.looked_at = self.looked_at.min(count);
            }
            Some((number, "EXPUNGE")) => {
                self.exists = self.exists.saturating_sub(1);
                // A new mail that went away at once was not looked at.
                self.looked_at = self.looked_at.saturating_sub(u32::from(number <= self.looked_at)).min(self.exists);
            }
            _ => {}
        }
        Ok(Next::Untagged(response))
    }
}

/// One response while a command is running.
#[derive(Debug)]
enum Next {
    Untagged(Response),
    Continue(String),
    Done(Status),
}
