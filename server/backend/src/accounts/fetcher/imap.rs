//! Fetching over IMAP: what lies above the cursor, small mails many at a time, large ones through a spool.

use super::{
    filing::{CHUNK_BYTES, CHUNK_MAILS, Chunk, Content, Cursor, Incoming, Key},
    sql,
    watch::Watch,
    work::{Fetched, Job, Trouble, not_taken},
};
use mail::{
    imap::{Deletion, Imap, LARGEST_IN_BATCH, Selected, Waiting},
    wire::{Timeouts, WireError},
};
use std::collections::HashSet;
use tokio::sync::mpsc;

const INBOX: &str = "INBOX";

pub async fn receive(job: &Job) -> Result<Fetched, Trouble> {
    let mut came = 0;
    loop {
        let mut imap = connect(job).await?;
        let folder = folder(job);
        let selected = imap.select(folder).await.map_err(|cause| Trouble::of(cause, "select"))?;
        let last_uid = start(job, &selected).await?;
        let (new, downloaded) = job.gather(async |sender| download(job, &mut imap, &selected, last_uid, sender).await).await;
        came += new;
        if !downloaded? {
            // The connection was given up in the middle of a mail that is too large. It is noted by now: go on behind it.
            continue;
        }
        let deleted = delete(job, &mut imap, &selected).await?;
        let left = i64::from(selected.exists) - i64::try_from(deleted).unwrap_or(i64::MAX);
        let watch = if imap.can_idle() {
            Watch::Imap(Box::new(imap))
        } else {
            imap.logout().await;
            Watch::Nothing
        };
        return Ok(Fetched { came, left: left.max(0), again: false, watch });
    }
}

fn folder(job: &Job) -> &str {
    match job.claim.folder.trim() {
        "" => INBOX,
        folder => folder,
    }
}

async fn connect(job: &Job) -> Result<Imap, Trouble> {
    let (settings, password) = (job.settings()?, job.password().await?);
    Imap::connect(&settings, &password, &job.desk.trust, Timeouts::default()).await.map_err(|cause| Trouble::of(cause, "connect"))
}

/// The UID after which everything is new: 0 when the server renumbered the folder (RFC 3501 section 2.3.1.1).
async fn start(job: &Job, selected: &Selected) -> Result<u32, Trouble> {
    let uidvalidity = i64::from(selected.uidvalidity);
    let known = {
        let mut tx = job.desk.db.read().await?;
        sql::cursor(&mut tx, job.claim.id, folder(job)).await?
    };
    match known {
        Some((same, last_uid)) if same == uidvalidity => Ok(u32::try_from(last_uid).unwrap_or(0)),
        None => Ok(0),
        Some(_) => {
            tracing::warn!(account = job.claim.address, "the server renumbered the folder; everything in it is compared again");
            let mut tx = job.desk.db.write().await?;
            sql::renumbered(&mut tx, job.claim.id, uidvalidity).await?;
            sql::set_cursor(&mut tx, job.claim.id, folder(job), uidvalidity, 0).await?;
            tx.commit().await?;
            Ok(0)
        }
    }
}

/// `false` when the connection is used up and there may be more.
async fn download(job: &Job, imap: &mut Imap, selected: &Selected, last_uid: u32, sender: mpsc::Sender<Chunk>) -> Result<bool, Trouble> {
    let uidvalidity = i64::from(selected.uidvalidity);
    let waiting = imap.uids_after(last_uid).await.map_err(|cause| Trouble::of(cause, "fetch"))?;
    let known: HashSet<i64> = {
        let mut tx = job.desk.db.read().await?;
        sql::known_uids(&mut tx, job.claim.id, uidvalidity, i64::from(last_uid)).await?.into_iter().map(|(uid,)| uid).collect()
    };
    let new: Vec<Waiting> = waiting.iter().copied().filter(|mail| !known.contains(&i64::from(mail.uid))).collect();
    let end = waiting.last().map_or(last_uid, |mail| mail.uid);
    let mut rest = &new[..];
    let mut reached = last_uid;
    while reached < end || !rest.is_empty() {
        let (now, later) = rest.split_at(first_chunk(rest));
        rest = later;
        let fetched = fetch(job, imap, uidvalidity, now).await?;
        let whole = fetched.whole;
        // The cursor passes what was known already, and mails that vanished meanwhile.
        reached = match (whole, later.first()) {
            (Some(last), _) => last,
            (None, Some(next)) => next.uid - 1,
            (None, None) => end,
        };
        let cursor = Cursor { folder: folder(job).to_owned(), uidvalidity, last_uid: i64::from(reached) };
        sender.send(Chunk { mails: fetched.mails, cursor: Some(cursor) }).await.map_err(not_taken)?;
        if whole.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How many of the first mails make one chunk: at least one.
fn first_chunk(mails: &[Waiting]) -> usize {
    let mut bytes = 0;
    let fitting = mails.iter().take(CHUNK_MAILS).take_while(|mail| {
        bytes += mail.size;
        bytes <= CHUNK_BYTES
    });
    fitting.count().max(1).min(mails.len())
}

struct Part {
    mails: Vec<Incoming>,
    /// Set when the connection was given up after this UID.
    whole: Option<u32>,
}

/// Fetches one chunk: the small mails together, then the large ones. The order of receipts is the order of UIDs.
async fn fetch(job: &Job, imap: &mut Imap, uidvalidity: i64, mails: &[Waiting]) -> Result<Part, Trouble> {
    let broke = |cause| Trouble::of(cause, "fetch");
    let limit = job.desk.limits.message_bytes;
    let small: Vec<u32> = mails.iter().filter(|mail| mail.size <= LARGEST_IN_BATCH).map(|mail| mail.uid).collect();
    let mut came: Vec<(u32, Content)> = Vec::with_capacity(mails.len());
    let mut large: Vec<u32> = mails.iter().filter(|mail| mail.size > LARGEST_IN_BATCH && mail.size <= limit).map(|mail| mail.uid).collect();
    came.extend(mails.iter().filter(|mail| mail.size > limit).map(|mail| (mail.uid, Content::TooLarge(mail.size))));
    if !small.is_empty() {
        let mut batch = imap.fetch_batch(&small).await.map_err(broke)?;
        while let Some((uid, bytes)) = batch.next().await.map_err(broke)? {
            // A server may speak of other mails at any time; only those that were asked for count.
            if small.binary_search(&uid).is_ok() && !came.iter().any(|(known, _)| *known == uid) {
                came.push((uid, Content::Bytes(bytes.into())));
            }
        }
        large.extend_from_slice(batch.too_large());
    }
    large.sort_unstable();
    let mut whole = None;
    for uid in large {
        let mut spool = job.desk.files.spool(limit).await?;
        match imap.fetch_to(uid, &mut spool, limit).await {
            Ok(Some(_)) => came.push((uid, Content::Spool(spool))),
            Ok(None) => {}
            Err(WireError::TooLarge { limit }) => {
                // The server had announced less. What lies behind this mail is fetched over a new connection.
                came.push((uid, Content::TooLarge(limit.saturating_add(1))));
                came.retain(|(other, _)| *other <= uid);
                whole = Some(uid);
                break;
            }
            Err(cause) => return Err(broke(cause)),
        }
    }
    came.sort_by_key(|(uid, _)| *uid);
    let mails = came.into_iter().map(|(uid, content)| Incoming { key: Key::Uid { uidvalidity, uid: i64::from(uid) }, content }).collect();
    Ok(Part { mails, whole })
}

/// Deletes what may go, and answers how many went. Runs after everything is filed.
async fn delete(job: &Job, imap: &mut Imap, selected: &Selected) -> Result<usize, Trouble> {
    let Some(gone) = job.deletable(i64::from(selected.uidvalidity)).await? else { return Ok(0) };
    match imap.delete(&gone.uids).await.map_err(|cause| Trouble::of(cause, "delete"))? {
        Deletion::Expunged => {
            job.deleted(&gone).await?;
            Ok(gone.uids.len())
        }
        // They are still there: tried again next time.
        Deletion::Flagged => Ok(0),
    }
}
