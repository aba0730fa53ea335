//! The statements of whoever is at work on an import.

use super::{ImportRow, columns};
use crate::{db::Tx, imports::source::Place};
use domain::{
    imports::{ImportFailure, ImportState},
    *,
};
use sqlx::Result;

/// Claims what is due, the oldest first.
pub async fn claim(tx: &mut Tx, now: Moment, until: Moment, by: &str) -> Result<Option<ImportRow>> {
    tx.query(concat!(
        "update imports set leased_until = $2, leased_by = $3 where id = (select id from imports where state in ('looking', 'running', 'undoing') \
         and next_at <= $1 and (leased_until <= $1 or leased_until > $4) order by next_at, id limit 1) \
         and (leased_until <= $1 or leased_until > $4) returning ",
        columns!()
    ))
    .bind(now)
    .bind(until)
    .text(by)
    // No lease reaches so far: the clock was wrong when it was taken.
    .bind(until.plus_minutes(1))
    .maybe()
    .await
}

/// Leases of earlier runs, where nobody else is at work.
pub async fn release_all(tx: &mut Tx) -> Result<u64> {
    tx.query("update imports set leased_until = 0, leased_by = '' where leased_until > 0").run().await
}

/// 0 when the claim was lost: it was paused or cancelled, or another copy has it.
pub async fn hold(tx: &mut Tx, id: ImportId, by: &str, until: Moment) -> Result<u64> {
    tx.query("update imports set leased_until = $3 where id = $1 and leased_by = $2").bind(id).text(by).bind(until).run().await
}

/// How far it is, in the transaction that keeps what came: 0 when the claim was lost.
pub async fn advance(tx: &mut Tx, id: ImportId, by: &str, until: Moment, place: Place, found: i64, known: i64, left_out: i64) -> Result<u64> {
    tx.query(
        "update imports set leased_until = $3, entry = $4, within = $5, mark = $6, found = found + $7, known = known + $8, left_out = left_out + $9, \
         errors = 0 where id = $1 and leased_by = $2",
    )
    .bind(id)
    .text(by)
    .bind(until)
    .bind(place.entry)
    .bind(place.within)
    .bind(place.mark)
    .bind(found)
    .bind(known)
    .bind(left_out)
    .run()
    .await
}

/// What the look has seen up to now.
pub async fn looked_at(tx: &mut Tx, id: ImportId, by: &str, until: Moment, found: i64) -> Result<u64> {
    tx.query("update imports set leased_until = $3, found = $4 where id = $1 and leased_by = $2")
        .bind(id)
        .text(by)
        .bind(until)
        .bind(found)
        .run()
        .await
}

pub async fn set_look(tx: &mut Tx, id: ImportId, by: &str, look: &str) -> Result<u64> {
    tx.query(
        "update imports set state = 'looked', seen = $3, found = 0, leased_until = 0, leased_by = '', errors = 0 where id = $1 and leased_by = $2",
    )
    .bind(id)
    .text(by)
    .text(look)
    .run()
    .await
}

pub async fn release(tx: &mut Tx, id: ImportId, by: &str) -> Result<u64> {
    tx.query("update imports set leased_until = 0, leased_by = '' where id = $1 and leased_by = $2").bind(id).text(by).run().await
}

pub async fn try_again(tx: &mut Tx, id: ImportId, by: &str, at: Moment, answer: &str) -> Result<u64> {
    tx.query("update imports set leased_until = 0, leased_by = '', errors = errors + 1, next_at = $3, answer = $4 where id = $1 and leased_by = $2")
        .bind(id)
        .text(by)
        .bind(at)
        .text(answer)
        .run()
        .await
}

pub async fn end(tx: &mut Tx, id: ImportId, by: &str, state: ImportState, at: Moment, failure: Option<ImportFailure>, answer: &str) -> Result<u64> {
    tx.query(
        "update imports set state = $3, ended_at = $4, failure = $5, answer = $6, leased_until = 0, leased_by = '' where id = $1 and leased_by = $2",
    )
    .bind(id)
    .text(by)
    .bind(state)
    .bind(at)
    .text(failure.map_or("", ImportFailure::as_str))
    .text(answer)
    .run()
    .await
}

pub async fn add_known(tx: &mut Tx, id: ImportId) -> Result<u64> {
    tx.query("update imports set known = known + 1 where id = $1").bind(id).run().await
}

pub async fn add_taken(tx: &mut Tx, id: ImportId) -> Result<u64> {
    tx.query("update imports set taken = taken + 1 where id = $1").bind(id).run().await
}

/// Whether an import brought a mail before, or an account of the mailbox fetched these very bytes.
pub async fn is_known(tx: &mut Tx, account: AccountId, mailbox: MailboxId, key: &str, hashes: [&str; 2]) -> Result<bool> {
    let (known,): (bool,) = tx
        .query(
            "select exists(select 1 from arrivals where account_id = $1 and uidl = $3) or exists(select 1 from accounts a \
             join arrivals v on v.account_id = a.id where a.mailbox_id = $2 and a.id <> $1 and v.content_hash in ($4, $5))",
        )
        .bind(account)
        .bind(mailbox)
        .text(key)
        .text(hashes[0])
        .text(hashes[1])
        .one()
        .await?;
    Ok(known)
}

pub struct NewArrival<'a> {
    pub account: AccountId,
    pub import: ImportId,
    pub key: &'a str,
    pub hash: &'a str,
    pub file: &'a str,
    pub size: i64,
    pub folder: Option<FolderId>,
    /// Why it is not taken in; empty where it is.
    pub reason: &'a str,
}

/// `None` when the mailbox got it meanwhile.
pub async fn insert_arrival(tx: &mut Tx, new: &NewArrival<'_>, now: Moment) -> Result<Option<ArrivalId>> {
    let found: Option<(ArrivalId,)> = tx
        .query(
            "insert into arrivals(account_id, uidl, content_hash, file, size, arrived_at, state, reason, deleted_on_server, import_id, import_folder_id) \
             values($1, $2, $3, $4, $5, $6, $7, $8, true, $9, $10) on conflict(account_id, uidl) do nothing returning id",
        )
        .bind(new.account)
        .text(new.key)
        .text(new.hash)
        .text(new.file)
        .bind(new.size)
        .bind(now)
        .text(if new.reason.is_empty() { "stored" } else { "quarantined" })
        .text(new.reason)
        .bind(new.import)
        .bind(new.folder)
        .maybe()
        .await?;
    Ok(found.map(|(id,)| id))
}
