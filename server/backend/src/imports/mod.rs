//! Imports: mail of earlier years comes into a mailbox, from files or from another server, in silence (MW-55, MD-16).
//!
//! First the source is read through and nothing is kept (`look`); then a person decides, and a worker takes it in, a batch a
//! transaction, with its place in the source. What was imported is known by what is in it, under an account of the mailbox that
//! people never see: run twice, nothing is doubled.

mod begin;
mod look;
mod run;
mod source;
mod sql;
mod step;
mod undo;
mod worker;

pub use begin::{begin, begin_upload, may_begin};
pub use step::{start, step};
pub use worker::{release_all, run, turn};

use crate::{Cx, Result, db::Tx, folders, mailboxes};
use anyhow::Context;
use domain::{
    imports::{Choices, ImportDesk, ImportFailure, ImportView},
    users::PersonName,
    *,
};
use std::collections::HashMap;

/// More are not listed.
const SHOWN: i64 = 50;

/// The imports of a mailbox and everything that a new one can name.
pub async fn desk(cx: &Cx, mailbox: MailboxId) -> Result<ImportDesk> {
    let mut tx = cx.desk.db.read().await?;
    operated(&mut tx, cx, mailbox).await?;
    let rows = sql::of_mailbox(&mut tx, mailbox, SHOWN).await?;
    let names: HashMap<UserId, String> = sql::names(&mut tx, mailbox).await?.into_iter().collect();
    let held: HashMap<ImportId, i64> = sql::quarantined(&mut tx).await?.into_iter().collect();
    let people: Vec<PersonName> = mailboxes::people_in(&mut tx, mailbox, cx.now).await?;
    let folders = folders::tree(&mut tx, mailbox).await?;
    drop(tx);
    let imports = rows
        .into_iter()
        .map(|row| {
            let by = row.created_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
            let quarantined = held.get(&row.id).copied().unwrap_or_default();
            view(row, by, quarantined)
        })
        .collect();
    let place = cx.desk.files.import_folder();
    let places = tokio::task::spawn_blocking(move || source::places(&place)).await.context("looking into the folder for imports")??;
    Ok(ImportDesk { imports, places, people, folders })
}

fn view(row: sql::ImportRow, by: String, quarantined: i64) -> ImportView {
    ImportView {
        id: row.id,
        kind: row.kind,
        name: row.name,
        state: row.state,
        by,
        created_at: row.created_at,
        ended_at: row.ended_at,
        choices: serde_json::from_str(&row.choices).unwrap_or_default(),
        look: serde_json::from_str(&row.seen).ok(),
        found: row.found,
        taken: row.taken,
        known: row.known,
        left_out: row.left_out,
        quarantined,
        failure: ImportFailure::parse(&row.failure),
        answer: row.answer,
    }
}

async fn operated(tx: &mut Tx, cx: &Cx, mailbox: MailboxId) -> Result<()> {
    let space = mailboxes::space_of(tx, mailbox).await?;
    Ok(cx.who.may_operate(space)?)
}

/// What taking in asks about the import that brought a mail.
pub(crate) struct Job {
    pub choices: Choices<Moment>,
    pub name: String,
    pub by: Option<UserId>,
}

pub(crate) async fn job(tx: &mut Tx, id: ImportId) -> Result<Job> {
    let row = sql::one(tx, id).await?.ok_or(Refused::NotFound)?;
    Ok(Job { choices: serde_json::from_str(&row.choices)?, name: row.name, by: row.created_by })
}

/// The mailbox had it.
pub(crate) async fn count_known(tx: &mut Tx, id: ImportId) -> Result<()> {
    sql::add_known(tx, id).await?;
    Ok(())
}

pub(crate) async fn count_taken(tx: &mut Tx, id: ImportId) -> Result<()> {
    sql::add_taken(tx, id).await?;
    Ok(())
}

/// Whoever of us writes from this address.
pub(crate) async fn person_with(tx: &mut Tx, addr: &str) -> Result<Option<UserId>> {
    Ok(sql::with_address(tx, &addr.trim().to_lowercase()).await?.map(|(id,)| id))
}

#[cfg(test)]
mod tests;
