//! Mails that could not be taken in: looking at them, and reading them again after a repair.

use super::{may_operate_any, sql};
use crate::{
    Cx, Result,
    ingest::{self, Taken},
};
use bytes::Bytes;
use domain::{
    ArrivalId, Limit, Refused,
    accounts::{QuarantineView, ReadAgain},
};
use futures::{StreamExt, stream};
use tokio::task::spawn_blocking;

/// More than this many are not shown: whoever has them looks for one cause.
const SHOWN: i64 = 200;
/// A header that is longer is not searched for a subject.
const HEADER: usize = 64 * 1024;

/// What is in quarantine in the spaces that the asking person operates, newest first.
///
/// # Errors
/// `NotAllowed` for people who operate none.
pub async fn quarantine(cx: &Cx) -> Result<Vec<QuarantineView>> {
    may_operate_any(cx)?;
    let rows = {
        let mut tx = cx.desk.db.read().await?;
        sql::quarantined(&mut tx, SHOWN).await?
    };
    let rows = rows.into_iter().filter(|row| cx.who.may_operate(row.space_id).is_ok());
    let views = stream::iter(rows.map(|row| async move {
        let subject_guess = subject_guess(cx, &row.file).await;
        QuarantineView { id: row.id, account: row.account, arrived_at: row.arrived_at, size: row.size, reason: row.reason, subject_guess }
    }));
    Ok(views.buffered(8).collect().await)
}

/// Takes a quarantined mail in by what the program knows today; it stays in quarantine when that fails again.
/// One that stayed on its server is fetched from its server again.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `OverLimit` when it is still larger than what is accepted.
pub async fn read_again(cx: &Cx, id: ArrivalId) -> Result<ReadAgain> {
    let mut tx = cx.desk.db.write().await?;
    let row = sql::quarantined_one(&mut tx, id).await?;
    cx.who.may_operate(row.space_id)?;
    // What an import did not keep stays where it came from.
    if row.file.is_empty() && row.account.is_empty() {
        return Ok(ReadAgain::Still(row.reason));
    }
    if row.file.is_empty() {
        let limit = cx.desk.limits.message_bytes;
        if u64::try_from(row.size).unwrap_or_default() > limit {
            return Err(Refused::OverLimit { what: Limit::MessageBytes, limit }.into());
        }
        sql::fetch_again(&mut tx, id).await?;
        tx.commit().await?;
        cx.desk.wake.fetch.notify_one();
        return Ok(ReadAgain::AskedFor);
    }
    sql::back_to_stored(&mut tx, id).await?;
    tx.commit().await?;
    Ok(match ingest::take_in(&cx.desk, cx.now, id).await? {
        Taken::Quarantined(reason) => ReadAgain::Still(reason),
        Taken::Message { .. } | Taken::Already | Taken::Imported | Taken::Known => ReadAgain::TakenIn,
    })
}

/// The bytes of a quarantined mail, as they came.
///
/// # Errors
/// `NotFound`, also when it was left on its server; `NotAllowed`.
pub async fn quarantined_raw(cx: &Cx, id: ArrivalId) -> Result<Bytes> {
    let row = {
        let mut tx = cx.desk.db.read().await?;
        sql::quarantined_one(&mut tx, id).await?
    };
    cx.who.may_operate(row.space_id)?;
    if row.file.is_empty() {
        return Err(Refused::NotFound.into());
    }
    Ok(cx.desk.files.get(&row.file).await?)
}

/// Empty when the mail is not here or does not let itself be read: then that is why it is in quarantine.
async fn subject_guess(cx: &Cx, file: &str) -> String {
    if file.is_empty() {
        return String::new();
    }
    let Ok(raw) = cx.desk.files.get(file).await else { return String::new() };
    let guess = spawn_blocking(move || mail::read::read(&raw[..raw.len().min(HEADER)]).subject).await;
    guess.unwrap_or_default()
}
