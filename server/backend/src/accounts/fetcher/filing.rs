//! From the wire to the receipt: bytes are durable first, then the rows say so, and the cursor moves with them.

use super::{
    sql::{self, NewArrival},
    work::Job,
};
use crate::{
    Desk, Result,
    files::{Spool, Stored},
    ingest::{self, Waiting},
};
use anyhow::Context;
use bytes::Bytes;
use domain::{AccountId, ArrivalId, Moment, accounts::QuarantineReason};
use futures::{StreamExt, TryStreamExt, stream};
use std::sync::Arc;
use tokio::{sync::mpsc, task::JoinHandle};

/// Mails filed by one transaction.
pub const CHUNK_MAILS: usize = 100;
/// A chunk is closed when it holds this many bytes.
pub const CHUNK_BYTES: u64 = 16 * 1024 * 1024;
/// Files written at the same time: their syncs are grouped by the file system.
const FILED_AT_ONCE: usize = 32;

/// How the server knows a mail.
#[derive(Clone, Debug)]
pub enum Key {
    Uid { uidvalidity: i64, uid: i64 },
    Uidl(String),
}

impl Key {
    pub fn uid(&self) -> Option<i64> {
        match self {
            Key::Uid { uid, .. } => Some(*uid),
            Key::Uidl(_) => None,
        }
    }
}

pub enum Content {
    Bytes(Bytes),
    Spool(Spool),
    /// It stays on the server: bytes as the server counts them.
    TooLarge(u64),
    /// The server lists it and does not give it; bytes as it counts them.
    NotGiven(u64),
}

pub struct Incoming {
    pub key: Key,
    pub content: Content,
}

/// Mails that become receipts together, and where reading stands after them.
pub struct Chunk {
    pub mails: Vec<Incoming>,
    pub cursor: Option<Cursor>,
}

pub struct Cursor {
    pub folder: String,
    pub uidvalidity: i64,
    pub last_uid: i64,
}

/// Files chunks until there are no more, and answers how many new mails they held, also when one could not be filed.
/// While one chunk is taken in, the next one is filed.
pub async fn file_all(job: &Job, mut chunks: mpsc::Receiver<Chunk>) -> (u32, anyhow::Result<()>) {
    let mut came = 0;
    let mut taking: Option<JoinHandle<()>> = None;
    let mut outcome = Ok(());
    while let Some(chunk) = chunks.recv().await {
        match file(job, chunk).await {
            Ok(new) => {
                came += u32::try_from(new.len()).unwrap_or(u32::MAX);
                // One after the other: an answer must find the mail before it.
                finished(taking.take()).await;
                taking = Some(tokio::spawn(take_in(job.desk.clone(), job.now(), new)));
            }
            Err(cause) => {
                outcome = Err(cause);
                break;
            }
        }
    }
    finished(taking).await;
    (came, outcome)
}

async fn finished(taking: Option<JoinHandle<()>>) {
    let Some(taking) = taking else { return };
    if let Err(cause) = taking.await {
        tracing::error!(%cause, "taking in broke off; the mails are stored and come in later");
    }
}

/// When this fails the mails are safe, and the worker takes them in later.
async fn take_in(desk: Arc<Desk>, now: Moment, new: Vec<Waiting>) {
    if let Err(cause) = ingest::take_in_all(&desk, now, new).await {
        tracing::error!(cause = format!("{cause:#}"), "received mails are stored and not yet taken in");
    }
}

/// Makes one chunk durable and writes its receipts; answers the mails that are new.
pub async fn file(job: &Job, chunk: Chunk) -> anyhow::Result<Vec<Waiting>> {
    let (desk, account, now) = (&job.desk, job.claim.id, job.now());
    if !chunk.mails.is_empty() {
        // A first fetch may take hours and fill the disk by itself.
        desk.files.want_room(desk.limits.reserve_bytes()).await?;
    }
    let (receipts, cursor) = (store(desk, chunk.mails).await?, chunk.cursor);
    let mut tx = job.write().await?;
    let mut new = Vec::new();
    for (receipt, bytes) in receipts {
        if let Some((id, state)) = sql::insert_arrival(&mut tx, account, &receipt, now).await?
            && state == "stored"
        {
            new.push(Waiting { id, bytes });
        }
    }
    if let Some(cursor) = cursor {
        sql::set_cursor(&mut tx, account, &cursor.folder, cursor.uidvalidity, cursor.last_uid).await?;
    }
    tx.commit().await?;
    metrics::counter!("madoguchi_mails_received_total").increment(new.len() as u64);
    Ok(new)
}

async fn store(desk: &Desk, mails: Vec<Incoming>) -> anyhow::Result<Vec<(NewArrival, Option<Bytes>)>> {
    let stored = mails.into_iter().map(|mail| async move {
        let (stored, bytes, refused) = match mail.content {
            Content::Bytes(bytes) => (desk.files.put(bytes.clone()).await?, Some(bytes), None),
            Content::Spool(spool) => (desk.files.put_spool(spool).await?, None, None),
            Content::TooLarge(size) => (elsewhere(size), None, Some(QuarantineReason::TooLarge)),
            Content::NotGiven(size) => (elsewhere(size), None, Some(QuarantineReason::NotGiven)),
        };
        let (uidvalidity, uid, uidl) = match mail.key {
            Key::Uid { uidvalidity, uid } => (Some(uidvalidity), Some(uid), None),
            Key::Uidl(uidl) => (None, None, Some(uidl)),
        };
        let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
        anyhow::Ok((NewArrival { uidvalidity, uid, uidl, hash: stored.hash, file: stored.file, size, refused }, bytes))
    });
    stream::iter(stored).buffered(FILED_AT_ONCE).try_collect().await
}

/// A mail that stays on its server.
fn elsewhere(size: u64) -> Stored {
    Stored { file: String::new(), hash: String::new(), size }
}

/// Files one mail as if account `id` had fetched it under the name `uidl` at `at`, without taking it in.
/// `None` when the account has it already.
///
/// # Errors
/// When the store or the database fails.
pub async fn deliver(desk: &Desk, id: AccountId, uidl: &str, raw: Bytes, at: Moment) -> Result<Option<ArrivalId>> {
    let mail = Incoming { key: Key::Uidl(uidl.to_owned()), content: Content::Bytes(raw) };
    let (receipt, _) = store(desk, vec![mail]).await?.pop().context("one mail gives one receipt")?;
    let mut tx = desk.db.write().await?;
    let inserted = sql::insert_arrival(&mut tx, id, &receipt, at).await?;
    tx.commit().await?;
    Ok(inserted.filter(|(_, state)| state == "stored").map(|(id, _)| id))
}
