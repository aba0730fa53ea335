//! Taking in: a stored raw mail becomes a message of a conversation. Can be repeated from the raw file at any time.
//!
//! Reading happens beside each other and outside the transaction; a hundred mails are inserted by one. A mail that cannot be
//! taken in goes to quarantine and never holds up the next one.

mod imported;
mod read;
mod received;
mod sql;
mod take;

use crate::{
    Cx, Desk, Error, Result,
    rules::{self, Arriving},
};
use bytes::Bytes;
use domain::{ArrivalId, ConversationId, MailboxId, MessageId, Moment, Refused, accounts::QuarantineReason, live::Event};
use futures::{StreamExt, stream};
use read::Mail;
pub(crate) use received::or_written;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use take::Outcome;

/// The purpose of the key that seals our own Message-IDs: `desk.keys.key_for(TOKEN_PURPOSE)`.
pub const TOKEN_PURPOSE: &[u8] = b"thread token";
/// Mails inserted by one transaction.
const AT_ONCE: usize = 100;
/// Mails read at the same time.
const READERS: usize = 4;

/// A stored mail; its bytes, when they are at hand anyway.
pub struct Waiting {
    pub id: ArrivalId,
    pub bytes: Option<Bytes>,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Message {
        conversation: ConversationId,
        message: MessageId,
    },
    Quarantined(QuarantineReason),
    /// Another copy of the program, or an earlier try, took it in.
    Already,
    /// An import brought it, and nobody is told.
    Imported,
    /// An import brought it, and the mailbox had it.
    Known,
}

/// Takes in one stored arrival.
///
/// # Errors
/// `NotFound` when it does not wait to be taken in; failures of the database or of the file store, after which it still waits.
pub async fn take_in(desk: &Arc<Desk>, now: Moment, id: ArrivalId) -> Result<Taken> {
    let taken = take_in_all(desk, now, vec![Waiting { id, bytes: None }]).await?;
    taken.into_iter().next().map(|(_, taken)| taken).ok_or(Error::Refused(Refused::NotFound))
}

/// Takes in everything that was stored and not taken in, because the program ended in between, and answers how many.
///
/// # Errors
/// When the database fails. A mail whose file cannot be read keeps waiting and holds up nothing.
pub async fn take_in_stored(desk: &Arc<Desk>, now: Moment) -> anyhow::Result<usize> {
    let mut after = ArrivalId(0);
    let mut count = 0;
    loop {
        let waiting = {
            let mut tx = desk.db.read().await?;
            sql::stored(&mut tx, ArrivalId(after.0 + 1), ArrivalId(i64::MAX), AT_ONCE as i64).await?
        };
        let Some(last) = waiting.last() else { return Ok(count) };
        after = last.id;
        count += take_in_batch(desk, now, waiting, HashMap::new()).await?.len();
    }
}

/// Takes in many stored mails, in their order. Those that do not wait any more are left out of the answer.
///
/// # Errors
/// When the database fails; what is not taken in then still waits.
pub async fn take_in_all(desk: &Arc<Desk>, now: Moment, mut all: Vec<Waiting>) -> anyhow::Result<Vec<(ArrivalId, Taken)>> {
    all.sort_by_key(|waiting| waiting.id);
    let mut taken = Vec::with_capacity(all.len());
    while !all.is_empty() {
        let later = all.split_off(all.len().min(AT_ONCE));
        let batch = std::mem::replace(&mut all, later);
        let (Some(first), Some(last)) = (batch.first().map(|w| w.id), batch.last().map(|w| w.id)) else { break };
        let mut bytes: HashMap<ArrivalId, Option<Bytes>> = batch.into_iter().map(|waiting| (waiting.id, waiting.bytes)).collect();
        let rows = {
            let mut tx = desk.db.read().await?;
            sql::stored(&mut tx, first, last, i64::MAX).await?
        };
        let rows: Vec<_> = rows.into_iter().filter(|row| bytes.contains_key(&row.id)).collect();
        let bytes = rows.iter().filter_map(|row| Some((row.id, bytes.remove(&row.id)??))).collect();
        taken.extend(take_in_batch(desk, now, rows, bytes).await?);
    }
    Ok(taken)
}

async fn take_in_batch(
    desk: &Arc<Desk>,
    now: Moment,
    rows: Vec<sql::Arrival>,
    mut bytes: HashMap<ArrivalId, Bytes>,
) -> anyhow::Result<Vec<(ArrivalId, Taken)>> {
    let reading = rows.into_iter().map(|row| {
        let bytes = bytes.remove(&row.id);
        read::read(desk, row, bytes)
    });
    let mails: Vec<Mail> = stream::iter(reading).buffered(READERS).filter_map(std::future::ready).collect().await;
    let cx = Cx { now, ..Cx::system(desk) };
    let taken = match take_together(&cx, &mails).await {
        Ok(taken) => taken,
        Err(cause) => {
            tracing::warn!(cause = format!("{cause:#}"), mails = mails.len(), "mails were not taken in together; trying each by itself");
            let mut taken = Vec::with_capacity(mails.len());
            for mail in &mails {
                taken.push(take_alone(&cx, mail).await?);
            }
            taken
        }
    };
    publish(desk, &taken);
    // What rules answer and pass on; what is not written now the clock writes.
    if let Err(cause) = rules::write_noted(desk, now).await {
        tracing::error!(%cause, "letters by rule could not be written; trying again");
    }
    Ok(mails.iter().map(|mail| mail.arrival.id).zip(taken.into_iter().map(|(taken, ..)| taken)).collect())
}

async fn take_together(cx: &Cx, mails: &[Mail]) -> anyhow::Result<Vec<Outcome>> {
    let mut tx = cx.desk.db.write().await?;
    let own = take::Own::read(&mut tx, &cx.desk).await?;
    let mut rules = Arriving::default();
    let mut taken = Vec::with_capacity(mails.len());
    for mail in mails {
        taken.push(take::take(&mut tx, cx, &own, &mut rules, mail).await.map_err(failed)?);
    }
    rules.finish(&mut tx).await.map_err(failed)?;
    tx.commit().await?;
    Ok(taken)
}

/// A mail that cannot be kept by itself either goes to quarantine, unless it is the database that cannot.
async fn take_alone(cx: &Cx, mail: &Mail) -> anyhow::Result<Outcome> {
    match take_together(cx, std::slice::from_ref(mail)).await {
        Ok(mut taken) => Ok(taken.pop().unwrap_or((Taken::Already, false, mail.arrival.mailbox_id))),
        Err(cause) if database_is_away(&cause) => Err(cause),
        Err(cause) => {
            tracing::error!(cause = format!("{cause:#}"), arrival = %mail.arrival.id, "a mail could not be kept and goes to quarantine");
            let mut tx = cx.desk.db.write().await?;
            sql::quarantine(&mut tx, mail.arrival.id, QuarantineReason::Failed).await?;
            tx.commit().await?;
            Ok((Taken::Quarantined(QuarantineReason::Failed), false, mail.arrival.mailbox_id))
        }
    }
}

/// Errors that say nothing about the mail: it is tried again later.
fn database_is_away(cause: &anyhow::Error) -> bool {
    match cause.chain().find_map(|cause| cause.downcast_ref::<sqlx::Error>()) {
        // Of what a database answers, only this speaks of the data: SQLSTATE classes 22 (data) and 23 (constraint).
        Some(sqlx::Error::Database(answer)) => {
            let of_data = answer.code().is_some_and(|code| code.starts_with("22") || code.starts_with("23"));
            !of_data
                && !matches!(
                    answer.kind(),
                    sqlx::error::ErrorKind::UniqueViolation
                        | sqlx::error::ErrorKind::ForeignKeyViolation
                        | sqlx::error::ErrorKind::NotNullViolation
                        | sqlx::error::ErrorKind::CheckViolation
                )
        }
        Some(sqlx::Error::RowNotFound | sqlx::Error::Encode(_) | sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. }) | None => false,
        Some(_) => true,
    }
}

fn failed(cause: Error) -> anyhow::Error {
    match cause {
        Error::Failed(cause) => cause,
        Error::Refused(refused) => refused.into(),
    }
}

/// After the commit: how many came to each mailbox, and which open conversations have something new.
fn publish(desk: &Desk, taken: &[Outcome]) {
    let mut counts: BTreeMap<MailboxId, u32> = BTreeMap::new();
    let mut changed: Vec<(MailboxId, ConversationId)> = Vec::new();
    for (taken, was_there, mailbox) in taken {
        if let Taken::Message { conversation, .. } = taken {
            *counts.entry(*mailbox).or_default() += 1;
            // Only one that was there before can be open on somebody's screen.
            if *was_there {
                changed.push((*mailbox, *conversation));
            }
        }
    }
    if !counts.is_empty() {
        desk.wake.files.notify_one();
    }
    for (mailbox, count) in counts {
        desk.live.publish(Event::Arrived { mailbox, count });
    }
    for event in Event::of_changes(changed, None) {
        desk.live.publish(event);
    }
}

#[cfg(test)]
mod speed;
#[cfg(test)]
mod tests;
