//! Fetching over IMAP: what lies above the cursor, small mails many at a time, large ones through a spool.

use super::{
    doubts::{Doubts, Next},
    filing::{self, CHUNK_BYTES, CHUNK_MAILS, Chunk, Content, Cursor, Incoming, Key},
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
    let mut doubts = Doubts::new(job.claim.errors);
    loop {
        let mut imap = connect(job).await?;
        let folder = folder(job);
        let selected = imap.select(folder).await.map_err(|cause| Trouble::of(cause, "select"))?;
        let last_uid = start(job, &selected).await?;
        let (new, downloaded) = job.gather(async |sender| download(job, &mut imap, &selected, last_uid, &mut doubts, sender).await).await;
        came += new;
        let end = match downloaded {
            Ok(Some(end)) => end,
            Ok(None) => continue,
            Err(trouble @ Trouble::Server { .. }) => {
                // What is certain by now is not asked for again next time.
                let _ = give_up(job, &selected, None, doubts).await?;
                return Err(trouble);
            }
            Err(ours) => return Err(ours),
        };
        let told = give_up(job, &selected, Some(end), doubts).await?;
        let deleted = delete(job, &mut imap, &selected).await?;
        told?;
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
            let mut tx = job.write().await?;
            sql::renumbered(&mut tx, job.claim.id, uidvalidity).await?;
            sql::set_cursor(&mut tx, job.claim.id, folder(job), uidvalidity, 0).await?;
            tx.commit().await?;
            Ok(0)
        }
    }
}

/// Answers the last UID there is; `None` when another connection is needed to go on.
async fn download(
    job: &Job,
    imap: &mut Imap,
    selected: &Selected,
    last_uid: u32,
    doubts: &mut Doubts<u32>,
    sender: mpsc::Sender<Chunk>,
) -> Result<Option<u32>, Trouble> {
    let uidvalidity = i64::from(selected.uidvalidity);
    let waiting = imap.uids_after(last_uid).await.map_err(|cause| Trouble::of(cause, "fetch"))?;
    let known: HashSet<i64> = {
        let mut tx = job.desk.db.read().await?;
        sql::known_uids(&mut tx, job.claim.id, uidvalidity, i64::from(last_uid)).await?.into_iter().map(|(uid,)| uid).collect()
    };
    let mut left: Vec<Waiting> = waiting.iter().copied().filter(|mail| !known.contains(&i64::from(mail.uid))).collect();
    let listed: HashSet<u32> = left.iter().map(|mail| mail.uid).collect();
    doubts.keep_listed(|uid| listed.contains(uid));
    left.retain(|mail| !doubts.is_given_up(&mail.uid));
    while !left.is_empty() {
        let range = match doubts.next(left.iter().map(|mail| &mail.uid)) {
            Next::Alone(at) => at..at + 1,
            Next::InOrder(at) if doubts.has(&left[at].uid) => at..at + 1,
            Next::InOrder(at) => at..at + first_chunk(&left[at..], doubts),
        };
        let now: Vec<Waiting> = left.drain(range).collect();
        let mut mails = Vec::with_capacity(now.len());
        let fetched = fetch(job, imap, uidvalidity, &now, &mut mails).await;
        let came: HashSet<i64> = mails.iter().filter_map(|mail| mail.key.uid()).collect();
        let (given, missing): (Vec<&Waiting>, Vec<&Waiting>) = now.iter().partition(|mail| came.contains(&i64::from(mail.uid)));
        if !matches!(fetched, Ok(false)) {
            // A mail that did not come although all is well may be gone, or the server says NIL: the next list tells.
            for mail in missing {
                if now.len() == 1 { doubts.failed(mail.uid, mail.size) } else { doubts.suspect(mail.uid, mail.size) }
            }
        }
        given.iter().for_each(|mail| doubts.given(&mail.uid));
        // The cursor passes what was known already, and stays where a mail is missing.
        let settled = doubts.is_empty() && matches!(fetched, Ok(true));
        let cursor = left.first().filter(|_| settled).map(|next| cursor(job, uidvalidity, next.uid - 1));
        // What came before a failure is kept: a poor line makes slow progress, and not none.
        sender.send(Chunk { mails, cursor }).await.map_err(not_taken)?;
        match fetched {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(Trouble::Server { step, answer }) => {
                let lost = !imap.is_usable();
                let alone = (now.len() == 1).then(|| &now[0].uid);
                if !doubts.bear(alone, answer.clone(), lost) {
                    return Err(Trouble::Server { step, answer });
                }
                if lost {
                    return Ok(None);
                }
            }
            Err(ours) => return Err(ours),
        }
    }
    Ok((!doubts.are_open()).then(|| waiting.last().map_or(last_uid, |mail| mail.uid)))
}

fn cursor(job: &Job, uidvalidity: i64, last_uid: u32) -> Cursor {
    Cursor { folder: folder(job).to_owned(), uidvalidity, last_uid: i64::from(last_uid) }
}

/// Mails that the server does not give are noted, and the cursor passes them where the fetch came to its end. Answers the trouble
/// when some only wait.
async fn give_up(job: &Job, selected: &Selected, end: Option<u32>, doubts: Doubts<u32>) -> Result<Result<(), Trouble>, Trouble> {
    let uidvalidity = i64::from(selected.uidvalidity);
    let (certain, told) = doubts.settle();
    let mails = certain.into_iter().map(|(uid, size)| incoming(uidvalidity, uid, Content::NotGiven(size))).collect();
    let cursor = end.filter(|_| told.is_ok()).map(|end| cursor(job, uidvalidity, end));
    filing::file(job, Chunk { mails, cursor }).await?;
    Ok(told)
}

fn incoming(uidvalidity: i64, uid: u32, content: Content) -> Incoming {
    Incoming { key: Key::Uid { uidvalidity, uid: i64::from(uid) }, content }
}

/// How many of the first mails make one chunk: at least one, and none that is to be asked for alone.
fn first_chunk(mails: &[Waiting], doubts: &Doubts<u32>) -> usize {
    let mut bytes = 0;
    let fitting = mails.iter().take(CHUNK_MAILS).take_while(|mail| {
        bytes += mail.size;
        bytes <= CHUNK_BYTES && !doubts.has(&mail.uid)
    });
    fitting.count().max(1).min(mails.len())
}

/// Fetches one chunk into `came`: the small mails together, then the large ones; receipts are written in the order of UIDs.
/// `false` when the connection was given up.
async fn fetch(job: &Job, imap: &mut Imap, uidvalidity: i64, mails: &[Waiting], came: &mut Vec<Incoming>) -> Result<bool, Trouble> {
    let broke = |cause| Trouble::of(cause, "fetch");
    let limit = job.desk.limits.message_bytes;
    came.extend(mails.iter().filter(|mail| mail.size > limit).map(|mail| incoming(uidvalidity, mail.uid, Content::TooLarge(mail.size))));
    let mut small: HashSet<u32> = mails.iter().filter(|mail| mail.size <= LARGEST_IN_BATCH.min(limit)).map(|mail| mail.uid).collect();
    let mut large: Vec<u32> = mails.iter().filter(|mail| mail.size > LARGEST_IN_BATCH && mail.size <= limit).map(|mail| mail.uid).collect();
    if !small.is_empty() {
        let uids: Vec<u32> = mails.iter().map(|mail| mail.uid).filter(|uid| small.contains(uid)).collect();
        let mut batch = imap.fetch_batch(&uids).await.map_err(broke)?;
        while let Some((uid, bytes)) = batch.next().await.map_err(broke)? {
            // A server may speak of other mails at any time; each that was asked for counts once.
            if small.remove(&uid) {
                came.push(incoming(uidvalidity, uid, Content::Bytes(bytes.into())));
            }
        }
        large.extend_from_slice(batch.too_large());
    }
    large.sort_unstable();
    let mut usable = true;
    for uid in large {
        let mut spool = job.desk.files.spool(limit).await?;
        match imap.fetch_to(uid, &mut spool, limit).await {
            Ok(Some(_)) => came.push(incoming(uidvalidity, uid, Content::Spool(spool))),
            Ok(None) => {}
            Err(WireError::TooLarge { limit }) => {
                // The server had announced less. What lies behind this mail is fetched over a new connection.
                came.push(incoming(uidvalidity, uid, Content::TooLarge(limit.saturating_add(1))));
                usable = false;
                break;
            }
            Err(cause) => return Err(broke(cause)),
        }
    }
    came.sort_by_key(|mail| mail.key.uid());
    Ok(usable)
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
