//! What can go wrong between us and a mail server, told apart the way a person would repair it.

use domain::accounts::{ProbeFailure, ProbeFailureKind};
use std::io;

/// A failure on the way to, or in talk with, a server. The text is the server's own words where it said any, never a
/// password: answers given while a secret was on the line pass through [`conceal`].
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    #[error("unknown host: {0}")]
    UnknownHost(String),
    #[error("connection refused: {0}")]
    Refused(String),
    #[error("timed out: {0}")]
    TimedOut(String),
    #[error("the server offers no TLS: {0}")]
    TlsNotOffered(String),
    #[error("certificate not trusted: {0}")]
    BadCertificate(String),
    #[error("the server speaks another protocol: {0}")]
    NotThisProtocol(String),
    #[error("login refused: {0}")]
    BadLogin(String),
    #[error("no login method in common: {0}")]
    NoMechanism(String),
    #[error("the server has no UIDL: {0}")]
    NoUidl(String),
    #[error("sender refused: {0}")]
    SenderRefused(String),
    #[error("connection lost: {0}")]
    Dropped(String),
    #[error("no such folder: {0}")]
    NoFolder(String),
    #[error("{0}")]
    Other(String),
    /// One mail is larger than the caller allows. The connection is unusable afterwards: the rest of it is on the way.
    #[error("larger than {limit} bytes")]
    TooLarge { limit: u64 },
    /// The place the mail was being written to failed. The connection is unusable afterwards.
    #[error("could not store what was received: {0}")]
    Sink(#[source] io::Error),
}

impl WireError {
    /// The kind a live test shows, with its remedy. The two failures of our own side are `Other`.
    pub fn kind(&self) -> ProbeFailureKind {
        match self {
            Self::UnknownHost(_) => ProbeFailureKind::UnknownHost,
            Self::Refused(_) => ProbeFailureKind::Refused,
            Self::TimedOut(_) => ProbeFailureKind::TimedOut,
            Self::TlsNotOffered(_) => ProbeFailureKind::TlsNotOffered,
            Self::BadCertificate(_) => ProbeFailureKind::BadCertificate,
            Self::NotThisProtocol(_) => ProbeFailureKind::NotThisProtocol,
            Self::BadLogin(_) => ProbeFailureKind::BadLogin,
            Self::NoMechanism(_) => ProbeFailureKind::NoMechanism,
            Self::NoUidl(_) => ProbeFailureKind::NoUidl,
            Self::SenderRefused(_) => ProbeFailureKind::SenderRefused,
            Self::Dropped(_) => ProbeFailureKind::Dropped,
            Self::NoFolder(_) => ProbeFailureKind::NoFolder,
            Self::Other(_) | Self::TooLarge { .. } | Self::Sink(_) => ProbeFailureKind::Other,
        }
    }

    /// The server's own words, or the technical reason where it said nothing.
    pub fn answer(&self) -> String {
        match self {
            Self::UnknownHost(text)
            | Self::Refused(text)
            | Self::TimedOut(text)
            | Self::TlsNotOffered(text)
            | Self::BadCertificate(text)
            | Self::NotThisProtocol(text)
            | Self::BadLogin(text)
            | Self::NoMechanism(text)
            | Self::NoUidl(text)
            | Self::SenderRefused(text)
            | Self::Dropped(text)
            | Self::NoFolder(text)
            | Self::Other(text) => text.clone(),
            Self::TooLarge { .. } | Self::Sink(_) => self.to_string(),
        }
    }

    /// This failure as a line of a live test.
    pub fn failure(&self) -> ProbeFailure {
        ProbeFailure { kind: self.kind(), answer: self.answer() }
    }

    /// A failed read or write on a connection that had been established.
    pub(crate) fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::TimedOut => Self::TimedOut(error.to_string()),
            io::ErrorKind::ConnectionRefused => Self::Refused(error.to_string()),
            _ => Self::Dropped(error.to_string()),
        }
    }
}

/// The longest answer that is kept, in characters.
const LONGEST_ANSWER: usize = 500;

/// A server's line as text for people: undecodable bytes replaced, control characters dropped, cut at 500 characters.
pub(crate) fn words(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(LONGEST_ANSWER).collect::<String>().trim().to_owned()
}

/// Removes a secret that a server repeated ("-ERR unknown command: PASS hunter2") from its answer.
pub(crate) fn conceal(answer: &str, secret: &str) -> String {
    if secret.is_empty() {
        return answer.to_owned();
    }
    answer.replace(secret, "***")
}
