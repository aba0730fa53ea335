//! A look through a source: how many mails, from when, from whom, and how many of them the mailbox has. Nothing is kept.

use super::{
    source::{Content, Found},
    sql::{self, ImportRow},
};
use crate::{Desk, Result, db::Tx, ingest, messages};
use bytes::Bytes;
use domain::{Moment, imports::Look};
use mail::mbox;
use std::collections::HashMap;
use tokio::task::spawn_blocking;

/// Writers that are counted; more of them would fill the memory.
const WRITERS: usize = 20_000;
const SENDERS_SHOWN: usize = 10;
const FOLDERS_SHOWN: usize = 200;
/// Of a mail, so much is read for who wrote it.
const HEADER: usize = 64 * 1024;

#[derive(Default)]
pub struct Looking {
    look: Look,
    writers: HashMap<String, i64>,
    folders: HashMap<String, i64>,
}

/// What is needed of one mail.
struct Glance {
    key: String,
    hashes: [String; 2],
    at: Option<Moment>,
    writer: String,
    message_id: Option<String>,
}

impl Looking {
    /// Looks at some mails.
    pub async fn at(&mut self, desk: &Desk, row: &ImportRow, found: Vec<Found>) -> anyhow::Result<()> {
        let mut mails = Vec::new();
        for Found { folder, content, .. } in found {
            if self.folders.len() < FOLDERS_SHOWN || self.folders.contains_key(&folder) {
                *self.folders.entry(folder).or_default() += 1;
            }
            self.look.mails += 1;
            match content {
                Content::Mail(bytes) => {
                    self.look.bytes += i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                    mails.push(bytes);
                }
                Content::TooLarge(size) | Content::NotGiven(size) => {
                    self.look.bytes += i64::try_from(size).unwrap_or(i64::MAX);
                    self.look.too_large += 1;
                }
            }
        }
        let glances = spawn_blocking(move || mails.into_iter().map(|bytes| glance(&bytes)).collect::<Vec<_>>()).await?;
        let mut tx = desk.db.read().await?;
        for glance in glances {
            self.look.known += i64::from(is_known(&mut tx, row, &glance).await.map_err(crate::Error::into_failure)?);
            // Dates before there was mail are mistakes of clocks.
            if let Some(at) = glance.at.filter(|at| at.0 > 0) {
                self.look.first = Some(self.look.first.map_or(at, |first| first.min(at)));
                self.look.last = Some(self.look.last.map_or(at, |last| last.max(at)));
            }
            if !glance.writer.is_empty() && (self.writers.len() < WRITERS || self.writers.contains_key(&glance.writer)) {
                *self.writers.entry(glance.writer).or_default() += 1;
            }
        }
        Ok(())
    }

    pub fn seen(&self) -> i64 {
        self.look.mails
    }

    pub fn finish(self) -> Look {
        Look { senders: most(self.writers, SENDERS_SHOWN), folders: most(self.folders, FOLDERS_SHOWN), ..self.look }
    }
}

fn most(counted: HashMap<String, i64>, shown: usize) -> Vec<(String, i64)> {
    let mut all: Vec<(String, i64)> = counted.into_iter().collect();
    all.sort_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    all.truncate(shown);
    all
}

fn glance(raw: &Bytes) -> Glance {
    let head = mail::read::read(&raw[..end_of_header(raw).min(HEADER)]);
    let writer = head.from.first().or(head.sender.as_ref()).map(|writer| writer.addr.to_lowercase()).unwrap_or_default();
    Glance { key: mbox::key(raw), hashes: hashes(raw), at: ingest::or_written(raw).or(head.date), writer, message_id: head.message_id }
}

fn end_of_header(raw: &[u8]) -> usize {
    let empty = raw.windows(2).position(|pair| pair == b"\n\n").into_iter().chain(raw.windows(4).position(|four| four == b"\r\n\r\n")).min();
    empty.map_or(raw.len(), |at| at + 2)
}

/// What an account would have noted of the same mail: as it is here, and with the line ends of the wire.
pub(super) fn hashes(raw: &[u8]) -> [String; 2] {
    let mut wired = Vec::with_capacity(raw.len() + raw.len() / 40);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(text) => {
                wired.extend_from_slice(text.strip_suffix(b"\r").unwrap_or(text));
                wired.extend_from_slice(b"\r\n");
            }
            None => wired.extend_from_slice(line),
        }
    }
    [mail::thread::content_hash(raw), mail::thread::content_hash(&wired)]
}

async fn is_known(tx: &mut Tx, row: &ImportRow, glance: &Glance) -> Result<bool> {
    let hashes = [glance.hashes[0].as_str(), glance.hashes[1].as_str()];
    if sql::is_known(tx, row.account_id, row.mailbox_id, &glance.key, hashes).await? {
        return Ok(true);
    }
    messages::is_under(tx, row.mailbox_id, glance.message_id.as_deref().unwrap_or_default()).await
}
