//! Fetching over POP3: by unique ids, because numbers are valid in one session only (RFC 1939 section 7).

use super::{
    filing::{CHUNK_BYTES, CHUNK_MAILS, Chunk, Content, Incoming, Key},
    sql,
    watch::Watch,
    work::{Fetched, Job, Trouble, not_taken},
};
use mail::{
    pop3::Pop3,
    wire::{Timeouts, WireError},
};
use std::collections::{HashMap, HashSet};
use tokio::sync::mpsc;

/// Mails up to this size are held in memory.
const SMALL: u64 = 256 * 1024;

struct Listed {
    at: u32,
    uidl: String,
    /// As the server believes.
    size: u64,
}

pub async fn receive(job: &Job) -> Result<Fetched, Trouble> {
    let mut came = 0;
    // Mails that were announced small and are not.
    let mut grown = HashSet::new();
    loop {
        let mut pop = connect(job).await?;
        let listed = list(&mut pop).await?;
        let (new, downloaded) = job.gather(async |sender| download(job, &mut pop, &listed, &mut grown, sender).await).await;
        came += new;
        if !downloaded? {
            continue;
        }
        let deleted = delete(job, pop, &listed).await?;
        return Ok(Fetched { came, left: i64::try_from(listed.len() - deleted).unwrap_or(i64::MAX), again: false, watch: Watch::Nothing });
    }
}

async fn connect(job: &Job) -> Result<Pop3, Trouble> {
    let (settings, password) = (job.settings()?, job.password().await?);
    Pop3::connect(&settings, &password, &job.desk.trust, Timeouts::default()).await.map_err(|cause| Trouble::of(cause, "connect"))
}

async fn list(pop: &mut Pop3) -> Result<Vec<Listed>, Trouble> {
    let broke = |cause| Trouble::of(cause, "fetch");
    let ids = pop.uidl().await.map_err(broke)?;
    let sizes: HashMap<u32, u64> = pop.list().await.map_err(broke)?.into_iter().collect();
    let mut seen = HashSet::new();
    // Two mails under one id cannot be told apart: the first counts until it is gone.
    let listed = ids.into_iter().filter(|(_, uidl)| seen.insert(uidl.clone()));
    Ok(listed.map(|(at, uidl)| Listed { at, uidl, size: sizes.get(&at).copied().unwrap_or_default() }).collect())
}

/// `false` when the connection is used up and there may be more.
async fn download(job: &Job, pop: &mut Pop3, listed: &[Listed], grown: &mut HashSet<String>, sender: mpsc::Sender<Chunk>) -> Result<bool, Trouble> {
    let known: HashSet<String> = {
        let mut tx = job.desk.db.read().await?;
        sql::known_uidls(&mut tx, job.claim.id).await?.into_iter().map(|(uidl,)| uidl).collect()
    };
    let limit = job.desk.limits.message_bytes;
    let mut mails = Vec::new();
    let mut bytes = 0;
    let mut usable = true;
    for mail in listed.iter().filter(|mail| !known.contains(&mail.uidl)) {
        let given = if mail.size > limit { Ok(Some(Content::TooLarge(mail.size))) } else { retrieve(job, pop, mail, grown, &mut usable).await };
        let failure = match given {
            Ok(Some(content)) => {
                bytes += mail.size;
                mails.push(Incoming { key: Key::Uidl(mail.uidl.clone()), content });
                None
            }
            Ok(None) => None,
            Err(trouble) => Some(trouble),
        };
        // What came before a failure is kept: a poor line makes slow progress, and not none.
        if mails.len() >= CHUNK_MAILS || bytes >= CHUNK_BYTES || !usable || failure.is_some() {
            bytes = 0;
            sender.send(Chunk { mails: std::mem::take(&mut mails), cursor: None }).await.map_err(not_taken)?;
        }
        match failure {
            Some(trouble) => return Err(trouble),
            None if !usable => return Ok(false),
            None => {}
        }
    }
    if !mails.is_empty() {
        sender.send(Chunk { mails, cursor: None }).await.map_err(not_taken)?;
    }
    Ok(true)
}

/// `None` when the server will not give the mail. Clears `usable` when the connection was given up.
async fn retrieve(job: &Job, pop: &mut Pop3, mail: &Listed, grown: &mut HashSet<String>, usable: &mut bool) -> Result<Option<Content>, Trouble> {
    let limit = job.desk.limits.message_bytes;
    let retrieved = if mail.size <= SMALL && !grown.contains(&mail.uidl) {
        let mut bytes = Vec::with_capacity(usize::try_from(mail.size).unwrap_or_default() + 1024);
        pop.retrieve(mail.at, &mut bytes, (2 * SMALL).min(limit)).await.map(|_| Content::Bytes(bytes.into()))
    } else {
        let mut spool = job.desk.files.spool(limit).await?;
        pop.retrieve(mail.at, &mut spool, limit).await.map(|_| Content::Spool(spool))
    };
    match retrieved {
        Ok(content) => Ok(Some(content)),
        Err(WireError::TooLarge { limit: reached }) => {
            *usable = false;
            if reached < limit {
                grown.insert(mail.uidl.clone());
                Ok(None)
            } else {
                Ok(Some(Content::TooLarge(limit.saturating_add(1))))
            }
        }
        // Another program took it away, or the server keeps it to itself: the others are fetched all the same.
        Err(WireError::Other(answer)) => {
            tracing::warn!(account = job.claim.address, answer, "one mail was not given");
            Ok(None)
        }
        Err(cause) => Err(Trouble::of(cause, "fetch")),
    }
}

/// Deletes what may go, ends the session, and answers how many went: marks count only when QUIT was answered
/// (RFC 1939 section 6).
async fn delete(job: &Job, mut pop: Pop3, listed: &[Listed]) -> Result<usize, Trouble> {
    let broke = |cause| Trouble::of(cause, "delete");
    let Some(gone) = job.deletable(0).await? else {
        pop.quit().await.map_err(broke)?;
        return Ok(0);
    };
    let numbers: HashMap<&str, u32> = listed.iter().map(|mail| (mail.uidl.as_str(), mail.at)).collect();
    let mut deleted = 0;
    // One that is not listed any more is gone already.
    for at in gone.uidls.iter().filter_map(|uidl| numbers.get(uidl.as_str())) {
        pop.delete(*at).await.map_err(broke)?;
        deleted += 1;
    }
    pop.quit().await.map_err(broke)?;
    job.deleted(&gone).await?;
    Ok(deleted)
}
