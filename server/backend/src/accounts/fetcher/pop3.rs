//! Fetching over POP3: by unique ids, because numbers are valid in one session only (RFC 1939 section 7).

use super::{
    doubts::{Doubts, Next},
    filing::{self, CHUNK_BYTES, CHUNK_MAILS, Chunk, Content, Incoming, Key},
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

/// What is learned about mails while a fetch goes over one connection after the other.
struct Learned {
    /// They were announced small and are not.
    grown: HashSet<String>,
    doubts: Doubts<String>,
}

pub async fn receive(job: &Job) -> Result<Fetched, Trouble> {
    let mut came = 0;
    let mut learned = Learned { grown: HashSet::new(), doubts: Doubts::new(job.claim.errors) };
    loop {
        let mut pop = connect(job).await?;
        let listed = list(&mut pop).await?;
        let (new, downloaded) = job.gather(async |sender| download(job, &mut pop, &listed, &mut learned, sender).await).await;
        came += new;
        match downloaded {
            Ok(true) => {}
            Ok(false) => continue,
            Err(trouble @ Trouble::Server { .. }) => {
                // What is certain by now is not asked for again next time.
                let _ = give_up(job, learned.doubts).await?;
                return Err(trouble);
            }
            Err(ours) => return Err(ours),
        }
        let told = give_up(job, learned.doubts).await?;
        let deleted = delete(job, pop, &listed).await?;
        told?;
        return Ok(Fetched { came, left: i64::try_from(listed.len() - deleted).unwrap_or(i64::MAX), again: false, watch: Watch::Nothing });
    }
}

/// Mails that the server does not give are noted. Answers the trouble when some only wait.
async fn give_up(job: &Job, doubts: Doubts<String>) -> Result<Result<(), Trouble>, Trouble> {
    let (certain, told) = doubts.settle();
    let mails = certain.into_iter().map(|(uidl, size)| Incoming { key: Key::Uidl(uidl), content: Content::NotGiven(size) }).collect();
    filing::file(job, Chunk { mails, cursor: None }).await?;
    Ok(told)
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
async fn download(job: &Job, pop: &mut Pop3, listed: &[Listed], learned: &mut Learned, sender: mpsc::Sender<Chunk>) -> Result<bool, Trouble> {
    let known: HashSet<String> = {
        let mut tx = job.desk.db.read().await?;
        sql::known_uidls(&mut tx, job.claim.id).await?.into_iter().map(|(uidl,)| uidl).collect()
    };
    let limit = job.desk.limits.message_bytes;
    let is_new: HashSet<&String> = listed.iter().map(|mail| &mail.uidl).filter(|uidl| !known.contains(*uidl)).collect();
    learned.doubts.keep_listed(|uidl| is_new.contains(uidl));
    let mut left: Vec<&Listed> = listed.iter().filter(|mail| is_new.contains(&mail.uidl) && !learned.doubts.is_given_up(&mail.uidl)).collect();
    left.sort_by_key(|mail| mail.at);
    let mut mails = Vec::new();
    let mut bytes = 0;
    while !left.is_empty() {
        let (Next::InOrder(at) | Next::Alone(at)) = learned.doubts.next(left.iter().map(|mail| &mail.uidl));
        let mail = left.remove(at);
        let given = if mail.size > limit { Given::Whole(Content::TooLarge(mail.size)) } else { retrieve(job, pop, mail, learned).await? };
        let (content, end) = match given {
            Given::Whole(content) => (Some(content), None),
            Given::Last(content) => (content, Some(Ok(false))),
            Given::Not { answer, lost } => {
                learned.doubts.failed(mail.uidl.clone(), mail.size);
                let goes_on = learned.doubts.bear(Some(&mail.uidl), answer.clone(), lost);
                (None, if !goes_on { Some(Err(Trouble::Server { step: "fetch", answer })) } else { lost.then_some(Ok(false)) })
            }
        };
        if let Some(content) = content {
            learned.doubts.given(&mail.uidl);
            bytes += mail.size;
            mails.push(Incoming { key: Key::Uidl(mail.uidl.clone()), content });
        }
        // What came before a failure is kept: a poor line makes slow progress, and not none.
        if mails.len() >= CHUNK_MAILS || bytes >= CHUNK_BYTES || end.is_some() {
            bytes = 0;
            sender.send(Chunk { mails: std::mem::take(&mut mails), cursor: None }).await.map_err(not_taken)?;
        }
        if let Some(end) = end {
            return end;
        }
    }
    if !mails.is_empty() {
        sender.send(Chunk { mails, cursor: None }).await.map_err(not_taken)?;
    }
    Ok(!learned.doubts.are_open())
}

enum Given {
    Whole(Content),
    /// The connection was given up after it.
    Last(Option<Content>),
    /// Another program took it away, or the server keeps it to itself, or breaks at it: the others are fetched all the same.
    Not {
        answer: String,
        lost: bool,
    },
}

async fn retrieve(job: &Job, pop: &mut Pop3, mail: &Listed, learned: &mut Learned) -> Result<Given, Trouble> {
    let limit = job.desk.limits.message_bytes;
    let retrieved = if mail.size <= SMALL && !learned.grown.contains(&mail.uidl) {
        let mut bytes = Vec::with_capacity(usize::try_from(mail.size).unwrap_or_default() + 1024);
        pop.retrieve(mail.at, &mut bytes, (2 * SMALL).min(limit)).await.map(|_| Content::Bytes(bytes.into()))
    } else {
        let mut spool = job.desk.files.spool(limit).await?;
        pop.retrieve(mail.at, &mut spool, limit).await.map(|_| Content::Spool(spool))
    };
    match retrieved {
        Ok(content) => Ok(Given::Whole(content)),
        Err(WireError::TooLarge { limit: reached }) if reached < limit => {
            learned.grown.insert(mail.uidl.clone());
            Ok(Given::Last(None))
        }
        Err(WireError::TooLarge { .. }) => Ok(Given::Last(Some(Content::TooLarge(limit.saturating_add(1))))),
        Err(cause) => {
            // After -ERR the talk goes on (RFC 1939 section 3).
            let lost = !matches!(cause, WireError::Other(_));
            match Trouble::of(cause, "fetch") {
                Trouble::Server { answer, .. } => Ok(Given::Not { answer, lost }),
                ours => Err(ours),
            }
        }
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
