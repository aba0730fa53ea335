//! Takes in what a source gives: a batch is filed and noted with its place in one transaction, then taken in like everything that
//! is received. Killed in between, it goes on where it stopped.

use super::{
    look::hashes,
    source::{Content, Found, Trouble},
    sql::{self, ImportRow, NewArrival},
};
use crate::{
    Desk, Error,
    db::Tx,
    fault,
    files::Stored,
    folders,
    ingest::{self, Waiting},
};
use bytes::Bytes;
use domain::{
    accounts::QuarantineReason,
    imports::{Choices, Filing, ImportFailure},
    *,
};
use mail::mbox;
use std::{collections::HashMap, sync::Arc};
use tokio::task::spawn_blocking;

/// One import that is worked on, under the name of its claim.
pub struct Work {
    pub row: ImportRow,
    pub by: String,
    pub choices: Choices<Moment>,
    /// Folders of the source that have one here.
    folders: HashMap<String, Option<FolderId>>,
}

/// A mail that may be new.
struct Fresh {
    key: String,
    hashes: [String; 2],
    bytes: Bytes,
    folder: String,
}

/// What becomes of mails before they are filed.
#[derive(Default)]
struct Sorted {
    fresh: Vec<Fresh>,
    left_out: i64,
    refused: Vec<(String, u64, QuarantineReason)>,
}

impl Work {
    pub fn new(row: ImportRow, by: String) -> crate::Result<Work> {
        let choices = serde_json::from_str(&row.choices)?;
        Ok(Work { row, by, choices, folders: HashMap::new() })
    }

    /// Files and takes in one batch. `until` is when the claim ends if nothing more is heard of us.
    pub async fn batch(&mut self, desk: &Arc<Desk>, now: Moment, until: Moment, found: Vec<Found>) -> Result<(), Trouble> {
        let Some(place) = found.last().map(|last| last.place) else { return Ok(()) };
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        desk.files.want_room(desk.limits.reserve_bytes()).await.map_err(ours)?;
        let choices = self.choices.clone();
        let sorted = spawn_blocking(move || sort(&choices, found)).await.map_err(|cause| Trouble::Ours(cause.into()))?;
        let (fresh, known) = self.unknown(desk, sorted.fresh).await?;
        let stored = desk.files.put_all(fresh.iter().map(|mail| mail.bytes.clone()).collect()).await.map_err(ours)?;

        let mut tx = desk.db.write().await?;
        if sql::advance(&mut tx, self.row.id, &self.by, until, place, count, known, sorted.left_out).await? == 0 {
            return Err(Trouble::Stopped);
        }
        let mut waiting = Vec::with_capacity(fresh.len());
        for (mail, stored) in fresh.into_iter().zip(stored) {
            let folder = self.folder(&mut tx, &mail.folder).await?;
            match self.note(&mut tx, now, &mail.key, &stored, folder, "").await? {
                Some(id) => waiting.push(Waiting { id, bytes: Some(mail.bytes) }),
                // Twice in this batch, or in another import meanwhile.
                None => drop(sql::add_known(&mut tx, self.row.id).await?),
            }
        }
        for (key, size, reason) in sorted.refused {
            let none = Stored { file: String::new(), hash: String::new(), size };
            self.note(&mut tx, now, &key, &none, None, reason.as_str()).await?;
        }
        tx.commit().await?;
        ingest::take_in_all(desk, now, waiting).await.map_err(ours)?;
        Ok(())
    }

    async fn note(
        &self,
        tx: &mut Tx,
        now: Moment,
        key: &str,
        stored: &Stored,
        folder: Option<FolderId>,
        reason: &str,
    ) -> sqlx::Result<Option<ArrivalId>> {
        let new = NewArrival {
            account: self.row.account_id,
            import: self.row.id,
            key,
            hash: &stored.hash,
            file: &stored.file,
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            folder,
            reason,
        };
        sql::insert_arrival(tx, &new, now).await
    }

    /// Leaves out what the mailbox has, before anything is filed.
    async fn unknown(&self, desk: &Desk, all: Vec<Fresh>) -> Result<(Vec<Fresh>, i64), Trouble> {
        let mut tx = desk.db.read().await?;
        let (mut fresh, mut known) = (Vec::with_capacity(all.len()), 0);
        for mail in all {
            let hashes = [mail.hashes[0].as_str(), mail.hashes[1].as_str()];
            if sql::is_known(&mut tx, self.row.account_id, self.row.mailbox_id, &mail.key, hashes).await? {
                known += 1;
            } else {
                fresh.push(mail);
            }
        }
        Ok((fresh, known))
    }

    /// Where a mail of this folder of the source is filed.
    async fn folder(&mut self, tx: &mut Tx, named: &str) -> Result<Option<FolderId>, Trouble> {
        match self.choices.filing {
            Filing::Nowhere => Ok(None),
            Filing::In(id) => Ok(Some(id)),
            Filing::AsSource => {
                if let Some(known) = self.folders.get(named) {
                    return Ok(*known);
                }
                let id = folders::ensure(tx, self.row.mailbox_id, &named.split('/').collect::<Vec<_>>()).await.map_err(of_error)?;
                self.folders.insert(named.to_owned(), id);
                Ok(id)
            }
        }
    }
}

fn sort(choices: &Choices<Moment>, found: Vec<Found>) -> Sorted {
    let mut sorted = Sorted::default();
    for Found { folder, content, place } in found {
        // Where it lies is all that is known of a mail that did not come.
        let key = || format!("place {} {} {} {folder}", place.entry, place.within, place.mark);
        match content {
            Content::Mail(bytes) => match ingest::or_written(&bytes) {
                Some(at) if !choices.wants(at) => sorted.left_out += 1,
                _ => sorted.fresh.push(Fresh { key: mbox::key(&bytes), hashes: hashes(&bytes), bytes, folder }),
            },
            Content::TooLarge(size) => sorted.refused.push((key(), size, QuarantineReason::TooLarge)),
            Content::NotGiven(size) => sorted.refused.push((key(), size, QuarantineReason::NotGiven)),
        }
    }
    sorted
}

fn ours(cause: anyhow::Error) -> Trouble {
    if fault::of(&cause) == own_fault::OwnFault::DiskFull { Trouble::Failed(ImportFailure::Disk) } else { Trouble::Ours(cause) }
}

fn of_error(cause: Error) -> Trouble {
    Trouble::Ours(cause.into_failure())
}

impl From<sqlx::Error> for Trouble {
    fn from(cause: sqlx::Error) -> Trouble {
        ours(anyhow::Error::new(cause).context("database"))
    }
}
