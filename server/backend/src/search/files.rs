//! What attached files say. A mail is in the index as soon as it is taken in; its files are read afterwards, by a worker, and the
//! mail filed anew with their words. A file is opened in a process of its own that may be slow, full or dead without harm to this one.

use super::{filing, sql};
use crate::{Cx, Desk, Result, db::Tx, messages};
use domain::*;
use std::{path::Path, process::Stdio, sync::Arc, time::Duration};
use tokio::{io::AsyncWriteExt, process::Command};
use tokio_util::sync::CancellationToken;

/// How long a copy has for the files of one mail.
const LEASE_MS: i64 = 10 * 60_000;
/// A mail whose files ended the program so often is left alone.
const TRIES_MAX: i64 = 3;
/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of all files of a mail together: so much is read with each candidate of a search.
const TEXT_MAX: usize = 1024 * 1024;
/// Another copy of the program may have taken the mail in.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Notes that a message brought files that say something.
pub(super) async fn expect(tx: &mut Tx, id: MessageId) -> Result<()> {
    sql::insert_unread(tx, id).await?;
    Ok(())
}

/// Reads files until `stop`.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let cx = Cx::system(&desk);
        let done = tokio::select! {
            () = stop.cancelled() => return,
            done = step(&cx) => done,
        };
        match done {
            Ok(true) => continue,
            Ok(false) => {}
            Err(cause) => tracing::error!(%cause, "attached files could not be read for the search; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = desk.wake.files.notified() => {}
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }
}

/// The files of one mail. Answers whether there was one.
pub(super) async fn step(cx: &Cx) -> Result<bool> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    if !sql::has_unread(&mut tx, cx.now).await? {
        return Ok(false);
    }
    drop(tx);
    let mut tx = cx.desk.db.write().await?;
    let Some(id) = sql::claim_unread(&mut tx, cx.now, Moment(cx.now.0 + LEASE_MS), TRIES_MAX).await? else {
        tx.commit().await?;
        return Ok(false);
    };
    let Some((file, parts)) = messages::files_of(&mut tx, id).await? else {
        sql::forget_unread(&mut tx, id).await?;
        tx.commit().await?;
        return Ok(true);
    };
    tx.commit().await?;
    let texts = read(cx, &file, parts).await?;
    let mut tx = cx.desk.db.write().await?;
    // Whoever removed the mail meanwhile removed its claim.
    if sql::forget_unread(&mut tx, id).await? == 0 {
        return Ok(true);
    }
    for (position, text) in &texts {
        sql::put_file_text(&mut tx, id, *position, text).await?;
    }
    if !texts.is_empty() {
        for document in filing::documents(&mut tx, id.0 + 1, 1).await? {
            document.file(&mut tx).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// What each readable file of a mail says, by its position.
async fn read(cx: &Cx, file: &str, parts: Vec<messages::FilePart>) -> Result<Vec<(i64, String)>> {
    let readable: Vec<messages::FilePart> =
        parts.into_iter().filter(|part| part.size <= mail::files::FILE_MAX && mail::files::is_readable(&part.name, &part.kind)).collect();
    if readable.is_empty() {
        return Ok(vec![]);
    }
    let raw = cx.desk.files.get(file).await?;
    let (mut texts, mut left) = (Vec::new(), TEXT_MAX);
    for part in readable {
        let (raw, position) = (raw.clone(), u32::try_from(part.position).unwrap_or(u32::MAX));
        let Some(bytes) = messages::in_background(move || mail::read::attachment(&raw, position)).await? else { continue };
        let text = match &cx.desk.limits.file_reader {
            Some(program) => apart(program, &part, bytes).await?,
            None => messages::in_background(move || mail::files::text_of(&part.name, &part.kind, &bytes)).await?,
        };
        let Some(mut text) = text else { continue };
        text.truncate(text.floor_char_boundary(left));
        left -= text.len();
        if !text.is_empty() {
            texts.push((part.position, text));
        }
    }
    Ok(texts)
}

/// Has a file read by a process of its own. One that takes too long is ended; one that fails says nothing.
async fn apart(program: &Path, part: &messages::FilePart, bytes: Vec<u8>) -> Result<Option<String>> {
    let mut child = Command::new(program)
        .args(["read-file", "--name", &part.name.replace('\0', ""), "--kind", &part.kind.replace('\0', "")])
        .env_clear()
        // What the allocator takes in advance would count against the limit.
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let Some(mut input) = child.stdin.take() else { return Ok(None) };
    let feed = async move {
        // A reader that has seen enough closes its end.
        let _ = input.write_all(&bytes).await;
    };
    let both = async { tokio::join!(feed, child.wait_with_output()).1 };
    match tokio::time::timeout(PATIENCE, both).await {
        Ok(output) => {
            let output = output?;
            Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
        }
        Err(_) => Ok(None),
    }
}
