//! The index as the rest of search sees it, whichever engine keeps it.

use super::{index_postgres, index_sqlite};
use crate::db::Tx;
use domain::search::Tokens;

/// What is kept in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Messages,
    Comments,
}

/// What must be known of a document: all of these, and of `any`, when there are some, at least one.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub all: Vec<String>,
    pub any: Vec<String>,
}

/// Documents of one bucket have neighbouring ids. A stretch of buckets is what is looked through at a time.
pub const BUCKET: i64 = 4_096;

/// The statements of one kind of document, and how an engine wants to be told of tokens.
pub struct Index {
    pub put: &'static str,
    pub remove: &'static str,
    pub purge: &'static str,
    pub candidates: &'static str,
    /// The tokens of document `id`, with what else is known of it.
    pub document: fn(id: i64, facts: &[String], tokens: &Tokens) -> String,
    /// The question to documents from `lowest` up to, not including, `below`.
    pub question: fn(wanted: &Wanted, lowest: i64, below: i64) -> String,
}

pub fn of(tx: &Tx, kind: Kind) -> &'static Index {
    match kind {
        Kind::Messages => tx.either(&index_sqlite::MESSAGES, &index_postgres::MESSAGES),
        Kind::Comments => tx.either(&index_sqlite::COMMENTS, &index_postgres::COMMENTS),
    }
}

/// Facts stand among the tokens behind a sign that no token of a text has.
fn fact(text: &str) -> String {
    format!("\u{e000}{text}")
}

/// Every document has it.
pub fn document() -> String {
    fact("d")
}

pub fn with_file() -> String {
    fact("f")
}

/// As [`domain::search::month`] counts.
pub fn of_month(month: i64) -> String {
    fact(&format!("m{month}"))
}
