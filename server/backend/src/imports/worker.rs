//! Who works on imports: one copy of the program at a time on each, by lease; a copy that dies is followed by another one.

use super::{
    look::Looking,
    run::Work,
    source::{self, Content, Found, Local, Place, Server, Trouble},
    sql::{self, ImportRow},
    step::let_go,
    undo,
};
use crate::{Cx, Desk, Result, cx, notifications, secrets};
use anyhow::Context;
use domain::{
    Moment, UserId,
    accounts::pause_after_errors,
    imports::{ImportFailure, ImportState, Look, SourceKind, TRIES},
    live::Event,
    notifications::{About, Kind},
    own_fault::OwnFault,
};
use secrecy::SecretString;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    sync::mpsc::{self, Receiver, Sender},
    task::spawn_blocking,
    time::sleep,
};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

/// A copy that dies keeps its import this long.
const MINUTES: i64 = 2;
const PROLONGED_EVERY: Duration = Duration::from_secs(30);
const LOOK_AROUND: Duration = Duration::from_secs(10);
/// Mails of one batch, and its bytes.
const MAILS: usize = 100;
const BYTES: usize = 16 * 1024 * 1024;
/// Open pages hear of progress so often.
const TOLD_EVERY: Duration = Duration::from_secs(1);

/// Works until `stop`.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match turn(&desk, &stop).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(cause) => tracing::error!(%cause, "imports could not be worked on; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = desk.wake.import.notified() => {}
            () = sleep(LOOK_AROUND) => {}
        }
    }
}

/// Ends the claims of earlier runs at once. Only for whoever knows that no other copy is at work.
///
/// # Errors
/// When the database fails.
pub async fn release_all(desk: &Desk) -> Result<()> {
    let mut tx = desk.db.write().await?;
    sql::release_all(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Claims one import that is due and works on it as far as it goes. Answers whether there was one.
///
/// # Errors
/// When the database fails; the import is then taken up again later.
pub async fn turn(desk: &Arc<Desk>, stop: &CancellationToken) -> Result<bool> {
    let by = format!("{}/{:016x}", desk.name, rand::random::<u64>());
    let now = cx::now();
    let mut tx = desk.db.write().await?;
    let claimed = sql::claim(&mut tx, now, now.plus_minutes(MINUTES), &by).await?;
    tx.commit().await?;
    let Some(row) = claimed else { return Ok(false) };
    let mut work = Work::new(row, by)?;
    let (id, claim) = (work.row.id, work.by.clone());
    let ended = tokio::select! {
        ended = go(desk, &mut work) => Some(ended),
        () = lose(desk, id, &claim) => Some(Err(Trouble::Stopped)),
        () = stop.cancelled() => None,
    };
    match ended {
        Some(ended) => finish(desk, &work, ended).await?,
        None => {
            let mut tx = desk.db.write().await?;
            sql::release(&mut tx, id, &claim).await?;
            tx.commit().await?;
        }
    }
    desk.live.publish(Event::Import { mailbox: work.row.mailbox_id });
    Ok(true)
}

/// What an import came to.
enum End {
    Looked(Look),
    Done,
    Undone,
}

async fn go(desk: &Arc<Desk>, work: &mut Work) -> std::result::Result<End, Trouble> {
    match work.row.state {
        ImportState::Undoing => undo::undo(desk, work, cx::now, MINUTES).await.map(|()| End::Undone),
        ImportState::Looking => look(desk, work).await.map(End::Looked),
        _ => {
            let from = Place { entry: work.row.entry, within: work.row.within, mark: work.row.mark };
            let mut told = Instant::now();
            let (mut found, source) = open(desk, &work.row, from).await?;
            while let Some(batch) = gather(&mut found).await {
                work.batch(desk, cx::now(), cx::now().plus_minutes(MINUTES), batch).await?;
                tell(desk, &work.row, &mut told);
            }
            ended(source).await.map(|()| End::Done)
        }
    }
}

async fn look(desk: &Arc<Desk>, work: &Work) -> std::result::Result<Look, Trouble> {
    if work.row.kind == SourceKind::Imap {
        let folders = source::count(&server(desk, &work.row).await?, &desk.trust).await?;
        let mails = folders.iter().map(|(_, count)| count).sum();
        return Ok(Look { mails, folders, ..Look::default() });
    }
    let (mut looking, mut told) = (Looking::default(), Instant::now());
    let (mut found, source) = open(desk, &work.row, Place::default()).await?;
    while let Some(batch) = gather(&mut found).await {
        looking.at(desk, &work.row, batch).await.map_err(Trouble::Ours)?;
        if told.elapsed() >= TOLD_EVERY {
            let mut tx = desk.db.write().await?;
            let held = sql::looked_at(&mut tx, work.row.id, &work.by, cx::now().plus_minutes(MINUTES), looking.seen()).await?;
            tx.commit().await?;
            if held == 0 {
                return Err(Trouble::Stopped);
            }
            tell(desk, &work.row, &mut told);
        }
    }
    ended(source).await?;
    Ok(looking.finish())
}

fn tell(desk: &Desk, row: &ImportRow, told: &mut Instant) {
    if told.elapsed() >= TOLD_EVERY {
        *told = Instant::now();
        desk.live.publish(Event::Import { mailbox: row.mailbox_id });
    }
}

/// Whoever reads the source, beside whoever takes in: it ends when nobody takes any more.
type Reading = AbortOnDropHandle<std::result::Result<(), Trouble>>;

async fn open(desk: &Arc<Desk>, row: &ImportRow, from: Place) -> std::result::Result<(Receiver<Found>, Reading), Trouble> {
    let (to, found) = mpsc::channel(4);
    let limit = desk.limits.message_bytes;
    let local = match row.kind {
        SourceKind::Imap => {
            let (desk, server, errors) = (desk.clone(), server(desk, row).await?, row.errors);
            let reading = tokio::spawn(async move { source::read_imap(&server, &desk.trust, from, errors, limit, &to).await });
            return Ok((found, AbortOnDropHandle::new(reading)));
        }
        SourceKind::Folder => Local::Tree(desk.files.import_folder().join(&row.name)),
        SourceKind::Upload => Local::Sent { file: desk.files.on_disk(&row.file).await.map_err(Trouble::Ours)?, name: row.name.clone() },
    };
    Ok((found, AbortOnDropHandle::new(spawn_blocking(move || read(local, from, limit, &to)))))
}

fn read(local: Local, from: Place, limit: u64, to: &Sender<Found>) -> std::result::Result<(), Trouble> {
    source::read_local(local, from, limit, &mut |found| to.blocking_send(found).is_ok())
}

async fn ended(reading: Reading) -> std::result::Result<(), Trouble> {
    reading.await.map_err(|cause| Trouble::Ours(cause.into()))?
}

async fn server(desk: &Desk, row: &ImportRow) -> std::result::Result<Server, Trouble> {
    let settings = serde_json::from_str(&row.server).map_err(|cause| Trouble::Ours(cause.into()))?;
    let mut tx = desk.db.read().await?;
    let password = match row.secret_id {
        Some(id) => secrets::read(&mut tx, &desk.keys, id).await.map_err(|cause| Trouble::Ours(cause.into_failure()))?,
        None => SecretString::default(),
    };
    Ok(Server { settings, password, folders: row.folders.lines().map(str::to_owned).collect() })
}

/// The next batch; `None` at the end.
async fn gather(found: &mut Receiver<Found>) -> Option<Vec<Found>> {
    let mut batch = vec![found.recv().await?];
    let size = |found: &Found| if let Content::Mail(bytes) = &found.content { bytes.len() } else { 0 };
    let mut bytes = size(&batch[0]);
    while batch.len() < MAILS && bytes < BYTES {
        let Some(next) = found.recv().await else { break };
        bytes += size(&next);
        batch.push(next);
    }
    Some(batch)
}

/// Prolongs the claim; returns only when it is lost.
async fn lose(desk: &Desk, id: domain::ImportId, by: &str) {
    loop {
        sleep(PROLONGED_EVERY).await;
        match prolong(desk, id, by).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(cause) => tracing::warn!(%cause, "the claim on an import was not prolonged; trying again"),
        }
    }
}

async fn prolong(desk: &Desk, id: domain::ImportId, by: &str) -> sqlx::Result<u64> {
    let mut tx = desk.db.write().await?;
    let held = sql::hold(&mut tx, id, by, cx::now().plus_minutes(MINUTES)).await?;
    tx.commit().await?;
    Ok(held)
}

async fn finish(desk: &Arc<Desk>, work: &Work, ended: std::result::Result<End, Trouble>) -> Result<()> {
    let now = cx::now();
    match ended {
        Ok(End::Undone) | Err(Trouble::Stopped) => Ok(()),
        Ok(End::Looked(look)) if look.mails == 0 => fail(desk, work, now, ImportFailure::NoMail, "").await,
        Ok(End::Looked(look)) => {
            let text = serde_json::to_string(&look).context("what a look found")?;
            let mut tx = desk.db.write().await?;
            sql::set_look(&mut tx, work.row.id, &work.by, &text).await?;
            Ok(tx.commit().await?)
        }
        Ok(End::Done) => end(desk, work, now, ImportState::Done, None, "").await,
        Err(Trouble::Failed(ImportFailure::Disk)) => again(desk, work, now, OwnFault::DiskFull.as_str()).await,
        Err(Trouble::Failed(failure)) => fail(desk, work, now, failure, "").await,
        Err(Trouble::Server(answer)) => {
            tracing::warn!(import = %work.row.id, answer, "the server of an import gave no mails");
            let given_up = work.row.state == ImportState::Looking || work.row.errors + 1 >= TRIES;
            if given_up { fail(desk, work, now, ImportFailure::Server, &answer).await } else { again(desk, work, now, &answer).await }
        }
        Err(Trouble::Ours(cause)) => {
            tracing::error!(import = %work.row.id, cause = format!("{cause:#}"), "an import failed on our side");
            let given_up = work.row.errors + 1 >= TRIES;
            if given_up { fail(desk, work, now, ImportFailure::Ours, "").await } else { again(desk, work, now, "").await }
        }
    }
}

async fn again(desk: &Desk, work: &Work, now: Moment, answer: &str) -> Result<()> {
    let at = now.plus_minutes(pause_after_errors(work.row.errors + 1));
    let mut tx = desk.db.write().await?;
    sql::try_again(&mut tx, work.row.id, &work.by, at, answer).await?;
    Ok(tx.commit().await?)
}

async fn fail(desk: &Arc<Desk>, work: &Work, now: Moment, failure: ImportFailure, answer: &str) -> Result<()> {
    end(desk, work, now, ImportState::Failed, Some(failure), answer).await
}

async fn end(desk: &Arc<Desk>, work: &Work, now: Moment, state: ImportState, failure: Option<ImportFailure>, answer: &str) -> Result<()> {
    let cx = Cx { now, ..Cx::system(desk) };
    let mut tx = cx.desk.db.write().await?;
    let mut told = Vec::new();
    if sql::end(&mut tx, work.row.id, &work.by, state, now, failure, answer).await? > 0 {
        let_go(&mut tx, &work.row).await?;
        let whose: Vec<UserId> = work.row.created_by.into_iter().collect();
        told = notifications::tell_about(&mut tx, &cx, Kind::Imported, &whose, (About::Import, work.row.id.0), answer).await?;
    }
    tx.commit().await?;
    notifications::told(&cx, &told);
    Ok(())
}
