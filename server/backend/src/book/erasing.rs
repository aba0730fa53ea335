//! Going through the conversations and mails of somebody who is erased: some in one transaction, with what is left of them in the
//! database, so that it goes on where it was after the program died, in whichever copy.

use super::{erase::Whole, sql, tell};
use crate::{Cx, Result, conversations, db::Tx, messages, returns, rules};
use domain::{
    book::{ErasureState, MailsFate, Redaction},
    live::Event,
    *,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Steps of one transaction.
const AT_ONCE: i64 = 50;
/// So long whoever asked for it waits; after that it goes on without them.
const PATIENCE: Duration = Duration::from_secs(3);
/// Whoever is at work says so with each transaction; one that was silent for so long is gone.
const SILENT_MINUTES: i64 = 1;

/// What is looked for.
#[derive(Serialize, Deserialize)]
pub(super) struct Wanted {
    pub addresses: Vec<String>,
    pub names: Vec<String>,
}

/// Notes everything that there is to go through.
pub(super) async fn begin(tx: &mut Tx, cx: &Cx, whole: &Whole, fate: MailsFate, wanted: &Wanted) -> Result<ErasureId> {
    let turn = if fate == MailsFate::Deleted { sql::Turn::Conversation } else { sql::Turn::Head };
    let steps = whole.conversations.iter().map(|(id, _)| (turn, id.0)).chain(whole.mails.iter().map(|id| (sql::Turn::Mail, id.0)));
    let steps: Vec<(sql::Turn, i64)> = steps.collect();
    let new = sql::NewErasure {
        space: whole.space,
        contact: whole.row.id,
        mails: fate,
        wanted: &serde_json::to_string(wanted)?,
        total: i64::try_from(steps.len()).unwrap_or(i64::MAX),
        by: cx.who.user_id(),
        at: cx.now,
    };
    let id = sql::insert_erasure(tx, &new).await?;
    for (turn, target) in steps {
        sql::insert_step(tx, id, turn, target).await?;
    }
    Ok(id)
}

/// Works until it is over; whoever asks waits for that a moment only.
pub(super) async fn go_on(cx: &Cx, id: ErasureId) -> Result<ErasureState> {
    let system = Cx { now: cx.now, ..Cx::system(&cx.desk) };
    let work = tokio::spawn(async move {
        let done = work(&system, id).await;
        if let Err(cause) = &done {
            tracing::error!(cause = format!("{cause:#}"), erasure = id.0, "erasing somebody broke off; the clock goes on with it");
        }
        done
    });
    if let Ok(done) = tokio::time::timeout(PATIENCE, work).await {
        done.map_err(|cause| crate::Error::Failed(cause.into()))??;
    }
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::erasure_state(&mut tx, id).await?)
}

/// Those that are not over, for whoever may erase.
///
/// # Errors
/// `NotAllowed` for anybody but admins.
pub async fn erasures(cx: &Cx) -> Result<Vec<ErasureState>> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::open_erasures(&mut tx).await?)
}

/// Goes on with those whose program ended. Answers how many were finished.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn sweep(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let silent = sql::silent_erasures(&mut tx, cx.now.plus_minutes(-SILENT_MINUTES)).await?;
    drop(tx);
    let mut finished = 0;
    for (id,) in silent {
        work(cx, id).await?;
        finished += 1;
    }
    Ok(finished)
}

async fn work(cx: &Cx, id: ErasureId) -> Result<()> {
    while some(cx, id).await? {}
    Ok(())
}

/// Some steps. Answers whether there may be more.
pub(super) async fn some(cx: &Cx, id: ErasureId) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    let Some(erasure) = sql::erasure(&mut tx, id).await? else { return Ok(false) };
    let steps = sql::steps(&mut tx, id, AT_ONCE).await?;
    drop(tx);
    let wanted: Wanted = serde_json::from_str(&erasure.wanted)?;
    let redaction = Redaction::new(erasure.contact_id, &wanted.addresses, &wanted.names);
    // Reading and writing files takes its time: outside of the transaction.
    let mut remade = Vec::with_capacity(steps.len());
    for (turn, target) in steps {
        let made = if turn == sql::Turn::Mail { messages::remake(&cx.desk, MessageId(target), &redaction).await? } else { None };
        remade.push((turn, target, made));
    }
    let mut tx = cx.desk.db.write().await?;
    // Of two that work on it one waits here for the other.
    if sql::beat_erasure(&mut tx, id, crate::cx::now()).await? == 0 {
        return Ok(false);
    }
    let is_over = remade.is_empty();
    let mut touched = Vec::new();
    for (turn, target, made) in remade {
        // The other one did it meanwhile.
        if sql::remove_step(&mut tx, id, turn, target).await? == 0 {
            continue;
        }
        match (turn, made) {
            (sql::Turn::Conversation, _) => {
                let conversation = ConversationId(target);
                if let Some(mailbox) = conversations::mailbox_of(&mut tx, conversation).await? {
                    conversations::erase(&mut tx, cx, conversation, mailbox).await?;
                    touched.push((mailbox, conversation));
                }
            }
            (sql::Turn::Mail, Some(made)) => {
                let mail = MessageId(target);
                returns::redact(&mut tx, mail, &redaction).await?;
                rules::redact(&mut tx, mail, &redaction).await?;
                if let Some(conversation) = messages::redact(&mut tx, mail, &redaction, &made, cx.now).await? {
                    // Once more behind its last mail; it was counted when it was not there yet, too.
                    if sql::insert_step(&mut tx, id, sql::Turn::Head, conversation.0).await? > 0 {
                        sql::count_more(&mut tx, id).await?;
                    }
                }
            }
            // It is gone.
            (sql::Turn::Mail, None) => {}
            (sql::Turn::Head, _) => {
                let conversation = ConversationId(target);
                if let Some(mailbox) = conversations::mailbox_of(&mut tx, conversation).await? {
                    conversations::redact(&mut tx, conversation, &redaction).await?;
                    touched.push((mailbox, conversation));
                }
            }
        }
        sql::count_step(&mut tx, id).await?;
    }
    if is_over {
        sql::finish_erasure(&mut tx, id, crate::cx::now()).await?;
    }
    tx.commit().await?;
    tell(cx, erasure.space_id);
    for event in Event::of_changes(touched, None) {
        cx.desk.live.publish(event);
    }
    Ok(!is_over)
}
