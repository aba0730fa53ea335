//! Deleting exactly the mails that were named, whatever else is flagged deleted in the folder.

use super::response::upper;
use super::{Imap, uid_set};
use crate::wire::{Result, WireError};
use std::collections::HashSet;

/// How far a deletion came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The mails are gone.
    Expunged,
    /// They are flagged deleted and still there: the server cannot expunge single mails (RFC 4315), and expunging would take
    /// mails along that somebody else flagged.
    Flagged,
}

impl Imap {
    /// Flags `uids` as deleted and expunges them.
    ///
    /// # Errors
    /// `Other` when the server refuses, for example because the folder is read-only.
    pub async fn delete(&mut self, uids: &[u32]) -> Result<Deletion> {
        let sets = uid_set::sets(uids, usize::MAX);
        if sets.is_empty() {
            return Ok(Deletion::Expunged);
        }
        for set in &sets {
            self.command(&format!("UID STORE {set} +FLAGS.SILENT (\\Deleted)"), |_| {}).await?.accepted()?;
        }
        if self.can("UIDPLUS") || self.can("IMAP4REV2") {
            for set in &sets {
                self.command(&format!("UID EXPUNGE {set}"), |_| {}).await?.accepted()?;
            }
            return Ok(Deletion::Expunged);
        }
        let ours: HashSet<u32> = uids.iter().copied().collect();
        if !self.flagged_deleted().await?.is_subset(&ours) {
            return Ok(Deletion::Flagged);
        }
        self.command("EXPUNGE", |_| {}).await?.accepted()?;
        Ok(Deletion::Expunged)
    }

    async fn flagged_deleted(&mut self) -> Result<HashSet<u32>> {
        let mut flagged = HashSet::new();
        let mut unread = None;
        let status = self
            .command("UID SEARCH DELETED", |response| {
                if let Some(list) = upper(&response.text).strip_prefix("* SEARCH") {
                    for word in list.split_ascii_whitespace() {
                        match word.parse() {
                            Ok(uid) => drop(flagged.insert(uid)),
                            Err(_) => unread = Some(word.to_owned()),
                        }
                    }
                }
            })
            .await?;
        status.accepted()?;
        match unread {
            Some(word) => Err(WireError::Other(format!("SEARCH: {word}"))),
            None => Ok(flagged),
        }
    }
}
