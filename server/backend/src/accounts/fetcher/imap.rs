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
        let mut mails = Vec::with_capacity(now.len());
        let fetched = fetch(job, imap, uidvalidity, now, &mut mails).await;
        let Ok(whole) = fetched else {
            // What came before the failure is kept: a poor line makes slow progress, and not none. The cursor stays, because
            // mails do not come in order.
            sender.send(Chunk { mails, cursor: None }).await.map_err(not_taken)?;
            return fetched.map(|_| false);
        };
        // The cursor passes what was known already, and mails that vanished meanwhile.
        reached = match (whole, later.first()) {
            (Some(last), _) => last,
            (None, Some(next)) => next.uid - 1,
            (None, None) => end,
        };
        let cursor = Cursor { folder: folder(job).to_owned(), uidvalidity, last_uid: i64::from(reached) };
        sender.send(Chunk { mails, cursor: Some(cursor) }).await.map_err(not_taken)?;
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

/// Fetches one chunk into `came`: the small mails together, then the large ones; receipts are written in the order of UIDs.
/// Answers the UID after which the connection was given up, if it was.
async fn fetch(job: &Job, imap: &mut Imap, uidvalidity: i64, mails: &[Waiting], came: &mut Vec<Incoming>) -> Result<Option<u32>, Trouble> {
    let incoming = |uid: u32, content| Incoming { key: Key::Uid { uidvalidity, uid: i64::from(uid) }, content };
    let broke = |cause| Trouble::of(cause, "fetch");
    let limit = job.desk.limits.message_bytes;
    came.extend(mails.iter().filter(|mail| mail.size > limit).map(|mail| incoming(mail.uid, Content::TooLarge(mail.size))));
    let mut small: HashSet<u32> = mails.iter().filter(|mail| mail.size <= LARGEST_IN_BATCH.min(limit)).map(|mail| mail.uid).collect();
    let mut large: Vec<u32> = mails.iter().filter(|mail| mail.size > LARGEST_IN_BATCH && mail.size <= limit).map(|mail| mail.uid).collect();
    if !small.is_empty() {
        let uids: Vec<u32> = mails.iter().map(|mail| mail.uid).filter(|uid| small.contains(uid)).collect();
        let mut batch = imap.fetch_batch(&uids).await.map_err(broke)?;
        while let Some((uid, bytes)) = batch.next().await.map_err(broke)? {
            // A server may speak of other mails at any time; each that was asked for counts once.
            if small.remove(&uid) {
                came.push(incoming(uid, Content::Bytes(bytes.into())));
            }
        }
        large.extend_from_slice(batch.too_large());
    }
    large.sort_unstable();
    let mut given_up = None;
    for uid in large {
        let mut spool = job.desk.files.spool(limit).await?;
        match imap.fetch_to(uid, &mut spool, limit).await {
            Ok(Some(_)) => came.push(incoming(uid, Content::Spool(spool))),
            Ok(None) => {}
            Err(WireError::TooLarge { limit }) => {
                // The server had announced less. What lies behind this mail is fetched over a new connection.
                came.push(incoming(uid, Content::TooLarge(limit.saturating_add(1))));
                given_up = Some(uid);
                break;
            }
            Err(cause) => return Err(broke(cause)),
        }
    }
    came.sort_by_key(|mail| match &mail.key {
        Key::Uid { uid, .. } => *uid,
        Key::Uidl(_) => 0,
    });
    Ok(given_up)
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
