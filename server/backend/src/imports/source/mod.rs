//! Where imported mails come from: one after the other, each with the place at which reading goes on after it.

mod archive;
mod imap;
mod local;
mod tree;

pub use imap::{Server, count, read as read_imap};
pub use local::{Local, read as read_local};
pub use tree::places;

use bytes::Bytes;
use domain::imports::ImportFailure;

/// How far reading is: which entry of the source, where in it, and what else that depends on (the member of an archive, the
/// numbering of a server's folder).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub entry: i64,
    pub within: i64,
    pub mark: i64,
}

pub struct Found {
    /// As its source files it, levels with `/` between them; empty where there is none.
    pub folder: String,
    pub content: Content,
    /// Everything up to here was handed over.
    pub place: Place,
}

pub enum Content {
    Mail(Bytes),
    /// Bytes of a mail that is larger than what is accepted.
    TooLarge(u64),
    /// The server lists a mail of so many bytes, and does not give it.
    NotGiven(u64),
}

/// Why reading ended early.
#[derive(Debug)]
pub enum Trouble {
    /// It would be the same again.
    Failed(ImportFailure),
    /// The server says so; another time it may be otherwise.
    Server(String),
    Ours(anyhow::Error),
    /// Whoever takes the mails does not want more.
    Stopped,
}

impl From<std::io::Error> for Trouble {
    fn from(cause: std::io::Error) -> Trouble {
        match cause.kind() {
            std::io::ErrorKind::NotFound => Trouble::Failed(ImportFailure::Gone),
            // What unpacks wrongly.
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::InvalidInput | std::io::ErrorKind::UnexpectedEof => {
                Trouble::Failed(ImportFailure::BadArchive)
            }
            _ => Trouble::Ours(cause.into()),
        }
    }
}
