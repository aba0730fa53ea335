//! Mails out of the folders of a mail server. Nothing on it is changed: folders are opened for looking only.

use super::{Content, Found, Place, Trouble};
use bytes::Bytes;
use domain::{accounts::ServerSettings, imports::FOLDERS_MAX};
use mail::{
    imap::{Imap, LARGEST_IN_BATCH, Listed, Waiting},
    wire::{Timeouts, TlsTrust, WireError},
};
use secrecy::SecretString;
use std::collections::HashSet;
use tokio::sync::mpsc::Sender;

/// Mails asked for together.
const TOGETHER: usize = 100;
/// Failures in a row after which mails are asked for alone, and after which one that still does not come is given up.
const ALONE_AFTER: i64 = 1;
const GIVEN_UP_AFTER: i64 = 3;

/// A login, and which folders are wanted: all of them when none is named.
pub struct Server {
    pub settings: ServerSettings,
    pub password: SecretString,
    pub folders: Vec<String>,
}

impl From<WireError> for Trouble {
    fn from(cause: WireError) -> Trouble {
        Trouble::Server(cause.answer())
    }
}

/// A folder on the server and how we call it.
struct Folder {
    name: String,
    shown: String,
}

async fn enter(server: &Server, trust: &TlsTrust) -> Result<(Imap, Vec<Folder>), Trouble> {
    let mut imap = Imap::connect(&server.settings, &server.password, trust, Timeouts::default()).await?;
    let listed = imap.folders().await?;
    let shown = |folder: &Listed| match folder.delimiter {
        Some(delimiter) => folder.name.split(delimiter).filter(|level| !level.is_empty()).collect::<Vec<_>>().join("/"),
        None => folder.name.clone(),
    };
    let folders = if server.folders.is_empty() {
        listed
            .iter()
            .filter(|folder| !folder.aside)
            .take(FOLDERS_MAX)
            .map(|folder| Folder { name: folder.name.clone(), shown: shown(folder) })
            .collect()
    } else {
        let of = |name: &String| listed.iter().find(|folder| folder.name == *name).map_or_else(|| name.clone(), &shown);
        server.folders.iter().map(|name| Folder { name: name.clone(), shown: of(name) }).collect()
    };
    Ok((imap, folders))
}

/// Folders with the number of mails in them: all that is looked at beforehand.
pub async fn count(server: &Server, trust: &TlsTrust) -> Result<Vec<(String, i64)>, Trouble> {
    let (mut imap, folders) = enter(server, trust).await?;
    let mut counted = Vec::with_capacity(folders.len());
    for folder in folders {
        let selected = imap.examine(&folder.name).await?;
        counted.push((folder.shown, i64::from(selected.exists)));
    }
    imap.logout().await;
    Ok(counted)
}

/// Hands over what there is from `from` on. `errors`: how often in a row it broke off there.
pub async fn read(server: &Server, trust: &TlsTrust, from: Place, errors: i64, limit: u64, to: &Sender<Found>) -> Result<(), Trouble> {
    let (mut imap, folders) = enter(server, trust).await?;
    let first = usize::try_from(from.entry).unwrap_or_default();
    for (n, folder) in folders.iter().enumerate().skip(first) {
        let selected = imap.examine(&folder.name).await?;
        let mark = i64::from(selected.uidvalidity);
        // Under another numbering everything is compared again.
        let last = if n == first && from.mark == mark { u32::try_from(from.within).unwrap_or_default() } else { 0 };
        let mut left = imap.uids_after(last).await?;
        let mut careful = n == first && errors >= ALONE_AFTER;
        while !left.is_empty() {
            let now: Vec<Waiting> = left.drain(..if careful { 1 } else { chunk(&left) }).collect();
            let end = now.last().map_or(last, |mail| mail.uid);
            let give_up = careful && errors >= GIVEN_UP_AFTER;
            careful = false;
            let contents = match fetch(&mut imap, &now, limit).await {
                Err(cause) if give_up && !imap.is_usable() => {
                    // The next try begins behind it.
                    tell(to, folder, n, mark, end, Content::NotGiven(now[0].size)).await?;
                    return Err(cause);
                }
                Err(_) if give_up => vec![(end, Content::NotGiven(now[0].size))],
                fetched => fetched?,
            };
            for (uid, content) in contents {
                tell(to, folder, n, mark, uid, content).await?;
            }
        }
    }
    imap.logout().await;
    Ok(())
}

async fn tell(to: &Sender<Found>, folder: &Folder, n: usize, mark: i64, uid: u32, content: Content) -> Result<(), Trouble> {
    let place = Place { entry: i64::try_from(n).unwrap_or(i64::MAX), within: i64::from(uid), mark };
    to.send(Found { folder: folder.shown.clone(), content, place }).await.map_err(|_| Trouble::Stopped)
}

/// How many of the first mails are asked for together: at least one, and small ones only.
fn chunk(mails: &[Waiting]) -> usize {
    mails.iter().take(TOGETHER).take_while(|mail| mail.size <= LARGEST_IN_BATCH).count().max(1).min(mails.len())
}

/// In the order of their numbers. A mail that is gone meanwhile is left out.
async fn fetch(imap: &mut Imap, mails: &[Waiting], limit: u64) -> Result<Vec<(u32, Content)>, Trouble> {
    let mut came = Vec::with_capacity(mails.len());
    let mut large: Vec<u32> = Vec::new();
    let mut small: HashSet<u32> = HashSet::new();
    for mail in mails {
        match mail.size {
            size if size > limit => came.push((mail.uid, Content::TooLarge(size))),
            size if size > LARGEST_IN_BATCH => large.push(mail.uid),
            _ => drop(small.insert(mail.uid)),
        }
    }
    if !small.is_empty() {
        let uids: Vec<u32> = mails.iter().map(|mail| mail.uid).filter(|uid| small.contains(uid)).collect();
        let mut batch = imap.fetch_batch(&uids).await?;
        while let Some((uid, bytes)) = batch.next().await? {
            if small.remove(&uid) {
                came.push((uid, Content::Mail(bytes.into())));
            }
        }
        large.extend_from_slice(batch.too_large());
    }
    for uid in large {
        let mut bytes = Vec::new();
        if imap.fetch_to(uid, &mut bytes, limit).await?.is_some() {
            came.push((uid, Content::Mail(Bytes::from(bytes))));
        }
    }
    came.sort_by_key(|(uid, _)| *uid);
    Ok(came)
}
