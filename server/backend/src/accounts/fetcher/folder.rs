//! Fetching from a folder of this machine: a Maildir, or a folder where somebody puts `*.eml` files.

use super::{
    filing::{CHUNK_BYTES, CHUNK_MAILS, Chunk, Content, Incoming, Key},
    sql,
    watch::Watch,
    work::{Fetched, Job, Trouble, not_taken},
};
use crate::{fault, files::Spool};
use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tokio::{fs::File, io::copy, sync::mpsc, task::spawn_blocking, time::sleep};

/// Mails up to this size are held in memory.
const SMALL: u64 = 256 * 1024;
/// A file that was written to less than this ago may still grow.
const SETTLES: Duration = Duration::from_secs(2);
/// Two looks this far apart must see the same size.
const SECOND_LOOK: Duration = Duration::from_millis(300);

/// One file that is a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    path: PathBuf,
    /// How it is remembered. In a Maildir its name without the flags, which change when somebody reads it. Elsewhere name, size
    /// and time together: another mail may come under the same name.
    name: String,
    size: u64,
    changed: Option<SystemTime>,
    /// In a Maildir files appear whole.
    whole: bool,
}

impl Found {
    pub fn is_in(&self, names: &HashSet<String>) -> bool {
        names.contains(&self.name)
    }
}

/// How many mails lie in a folder.
pub fn waiting_in(folder: &Path) -> io::Result<u32> {
    Ok(u32::try_from(look(folder)?.len()).unwrap_or(u32::MAX))
}

/// What lies in a folder, by name.
pub fn look(folder: &Path) -> io::Result<Vec<Found>> {
    let maildir = ["new", "cur"].map(|part| folder.join(part));
    let mut found = Vec::new();
    if maildir.iter().all(|part| part.is_dir()) {
        for part in maildir {
            list(&part, true, &mut found)?;
        }
    } else {
        list(folder, false, &mut found)?;
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.dedup_by(|a, b| a.name == b.name);
    Ok(found)
}

fn list(folder: &Path, maildir: bool, found: &mut Vec<Found>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // A name that is no text cannot be remembered; no mail program makes one.
        let Ok(name) = entry.file_name().into_string() else { continue };
        let is_mail = if maildir { !name.starts_with('.') } else { name.len() > 4 && name.to_ascii_lowercase().ends_with(".eml") };
        if !is_mail {
            continue;
        }
        // Links are left alone: a mail is a file that was put here, not any file of this machine.
        let meta = match entry.metadata() {
            Ok(meta) if meta.is_file() => meta,
            Ok(_) => continue,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
            Err(cause) => return Err(cause),
        };
        let changed = meta.modified().ok();
        let name = if maildir {
            name.split(":2,").next().unwrap_or(&name).to_owned()
        } else {
            let ms = changed.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok()).map_or(0, |since| since.as_millis());
            format!("{name}/{}/{ms}", meta.len())
        };
        found.push(Found { path: entry.path(), name, size: meta.len(), changed, whole: maildir });
    }
    Ok(())
}

pub async fn receive(job: &Job) -> Result<Fetched, Trouble> {
    let folder = PathBuf::from(&job.claim.folder);
    let found = seen(&folder).await?;
    let known: HashSet<String> = {
        let mut tx = job.desk.db.read().await?;
        sql::known_uidls(&mut tx, job.claim.id).await?.into_iter().map(|(uidl,)| uidl).collect()
    };
    let new: Vec<Found> = found.iter().filter(|mail| !known.contains(&mail.name)).cloned().collect();
    let (ready, growing) = settled(&folder, new).await?;
    let (came, read) = job.gather(async |sender| read(job, ready, sender).await).await;
    read?;
    let deleted = delete(job, &found).await?;
    let left = i64::try_from(found.len() - deleted).unwrap_or(i64::MAX);
    let seen = found.into_iter().map(|mail| mail.name).collect();
    Ok(Fetched { came, left, again: growing, watch: Watch::Folder { path: folder, seen } })
}

async fn seen(folder: &Path) -> Result<Vec<Found>, Trouble> {
    let folder = folder.to_owned();
    let looked = spawn_blocking(move || look(&folder)).await.map_err(|cause| Trouble::Ours(cause.into()))?;
    looked.map_err(broke("folder"))
}

/// The files that do not grow any more, and whether there are others.
async fn settled(folder: &Path, new: Vec<Found>) -> Result<(Vec<Found>, bool), Trouble> {
    let is_old = |mail: &Found| mail.whole || mail.changed.and_then(|at| at.elapsed().ok()).is_some_and(|age| age >= SETTLES);
    let (mut ready, young): (Vec<_>, Vec<_>) = new.into_iter().partition(is_old);
    if young.is_empty() {
        return Ok((ready, false));
    }
    sleep(SECOND_LOOK).await;
    let again = seen(folder).await?;
    let count = young.len();
    let quiet: Vec<Found> = young.into_iter().filter(|mail| again.contains(mail)).collect();
    let growing = quiet.len() < count;
    ready.extend(quiet);
    ready.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((ready, growing))
}

async fn read(job: &Job, new: Vec<Found>, sender: mpsc::Sender<Chunk>) -> Result<(), Trouble> {
    let mut mails = Vec::new();
    let mut bytes = 0;
    let mut first = Ok(());
    for mail in new {
        bytes += mail.size;
        match content(job, &mail).await {
            Ok(Some(content)) => mails.push(Incoming { key: Key::Uidl(mail.name), content }),
            Ok(None) => {}
            // One file that cannot be read holds up no other; it is told at the end.
            Err(trouble) => first = first.and(Err(trouble)),
        }
        if mails.len() >= CHUNK_MAILS || bytes >= CHUNK_BYTES {
            bytes = 0;
            sender.send(Chunk { mails: std::mem::take(&mut mails), cursor: None }).await.map_err(not_taken)?;
        }
    }
    if !mails.is_empty() {
        sender.send(Chunk { mails, cursor: None }).await.map_err(not_taken)?;
    }
    first
}

/// `None` when the file has gone; in a Maildir it may have moved from `new` to `cur`, where the next look finds it.
async fn content(job: &Job, mail: &Found) -> Result<Option<Content>, Trouble> {
    let limit = job.desk.limits.message_bytes;
    if mail.size > limit {
        return Ok(Some(Content::TooLarge(mail.size)));
    }
    let opened = if mail.size <= SMALL {
        tokio::fs::read(&mail.path).await.map(|bytes| Content::Bytes(bytes.into()))
    } else {
        // The spool is ours: its trouble is not the folder's.
        let spool = job.desk.files.spool(limit).await?;
        spooled(mail, spool).await
    };
    match opened {
        Ok(content) => Ok(Some(content)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        // Reading never needs room: it is our disk that is full.
        Err(cause) if fault::is_full(&cause) => Err(Trouble::Ours(cause.into())),
        Err(cause) => Err(broke("fetch")(cause)),
    }
}

async fn spooled(mail: &Found, mut spool: Spool) -> io::Result<Content> {
    let mut file = File::open(&mail.path).await?;
    copy(&mut file, &mut spool).await?;
    Ok(Content::Spool(spool))
}

/// Removes the files that may go, and answers how many went.
async fn delete(job: &Job, found: &[Found]) -> Result<usize, Trouble> {
    let Some(gone) = job.deletable(0).await? else { return Ok(0) };
    let names: HashSet<&str> = gone.uidls.iter().map(String::as_str).collect();
    let paths: Vec<PathBuf> = found.iter().filter(|mail| names.contains(mail.name.as_str())).map(|mail| mail.path.clone()).collect();
    let count = paths.len();
    let removed = spawn_blocking(move || paths.iter().try_for_each(|path| remove(path)));
    removed.await.map_err(|cause| Trouble::Ours(cause.into()))?.map_err(broke("delete"))?;
    job.deleted(&gone).await?;
    Ok(count)
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn broke(step: &'static str) -> impl Fn(io::Error) -> Trouble {
    move |cause| Trouble::Server { step, answer: fault::of_folder(&cause) }
}
