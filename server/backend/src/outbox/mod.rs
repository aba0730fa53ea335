//! The outbox: letters from the moment of sending until the server has taken them. `send` makes them, `sender` hands them over.

pub mod sender;

mod automatic;
mod late;
mod later;
mod send;
mod sql;

pub(crate) use automatic::queue;
pub use late::send_late;
pub use later::{chosen_hour, reschedule};
pub(crate) use later::{customer_wrote, refresh_mark, thrown_away};
pub use send::{send, send_at, sent_with};

use crate::{Cx, Error, Result, checks, conversations, db::Tx, drafts, leases, reports, returns, search};
use domain::{
    access::Right,
    conversations::EventKind,
    fold::fold,
    leases::Held,
    outbox::{LetterState, LetterView},
    *,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What taking a send back restores.
#[derive(Serialize, Deserialize)]
struct BeforeSend {
    status_id: StatusId,
    waiting_since: Option<Moment>,
}

/// Takes a send back within the undo time: nothing was sent, the draft is open again and its lease is with whoever asks.
///
/// # Errors
/// [`Refused::TooLate`] once the time is over or the letter is on its way; [`Refused::Held`] when somebody else has begun to write.
pub async fn take_back(cx: &Cx, message: MessageId) -> Result<Held> {
    let mut tx = cx.desk.db.write().await?;
    let conversation = conversation_of(&mut tx, message).await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    cx.who.may(Right::Send, target)?;
    let letter = sql::stop(&mut tx, message, cx.now).await?.ok_or(Refused::TooLate)?;
    let held = open_again(&mut tx, cx, conversation, message, &letter).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(held)
}

/// 止めて編集: a letter that did not get through yet is tried no more, and its draft is open again. Where some have it already,
/// the draft is a new one, to the others.
///
/// # Errors
/// [`Refused::TooLate`] when it is on its way or through; [`Refused::Held`] when somebody else has begun to write.
pub async fn stop_and_edit(cx: &Cx, message: MessageId) -> Result<Held> {
    let mut tx = cx.desk.db.write().await?;
    let conversation = conversation_of(&mut tx, message).await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    cx.who.may(Right::Send, target)?;
    let letter = sql::stop_delayed(&mut tx, message, cx.now).await?.ok_or(Refused::TooLate)?;
    let held = if letter.partly {
        sql::refuse_waiting(&mut tx, letter.id, "").await?;
        sql::settle(&mut tx, letter.id, LetterState::Sent, "", "", cx.now, cx.now).await?;
        noted_as_sent(&mut tx, cx, letter.id, message).await?;
        conversations::record(&mut tx, cx, conversation, EventKind::SendStopped, "", "").await?;
        let held = drafts::resend(&mut tx, cx, conversation, target, message).await?;
        conversations::refresh_failed_flag(&mut tx, conversation).await?;
        held
    } else {
        open_again(&mut tx, cx, conversation, message, &letter).await?
    };
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(held)
}

/// It counts in reports, and so does the wait that it ends.
async fn noted_as_sent(tx: &mut Tx, cx: &Cx, letter: LetterId, message: MessageId) -> Result<()> {
    let before = sql::before_send(tx, letter).await?;
    let waited = if before.is_empty() { None } else { serde_json::from_str::<BeforeSend>(&before)?.waiting_since };
    reports::went_out(tx, cx, message, waited).await
}

/// As if a letter that nobody got had not been sent: its draft is open, its lease with whoever asks, the conversation as before.
async fn open_again(tx: &mut Tx, cx: &Cx, conversation: ConversationId, message: MessageId, letter: &sql::Stopped) -> Result<Held> {
    let draft_id = letter.draft_id.ok_or(Refused::TooLate)?;
    let before: BeforeSend = serde_json::from_str(&letter.before_send)?;
    search::remove_message(tx, message).await?;
    sql::remove(tx, letter.id, message).await?;
    open_draft_again(tx, conversation, draft_id).await?;
    let taken = leases::take(tx, cx, conversation).await?;
    leases::set_draft(tx, conversation, draft_id).await?;
    match conversations::set_status(tx, cx, conversation, before.status_id).await {
        // The status was deleted meanwhile: it stays as it is.
        Ok(()) | Err(Error::Refused(Refused::Invalid { .. })) => {}
        Err(other) => return Err(other),
    }
    let (_, waiting_since, last_in_at) = sql::standing(tx, conversation).await?;
    let wrote_since = last_in_at.filter(|at| *at > letter.queued_at);
    let waiting_since = if letter.scheduled { waiting_since } else { before.waiting_since.or(wrote_since) };
    conversations::recount(tx, conversation, waiting_since).await?;
    conversations::record(tx, cx, conversation, EventKind::SendStopped, "", "").await?;
    later::after_change(tx, conversation).await?;
    Ok(Held { draft_id, token: taken.token })
}

/// The draft of a letter that was stopped can be written again.
async fn open_draft_again(tx: &mut Tx, conversation: ConversationId, draft: DraftId) -> Result<()> {
    drafts::reopen(tx, draft).await?;
    checks::refresh(tx, conversation).await
}

/// Sends a failed or unsure letter again, because a person says so: the same bytes, to those who have not got it. One that
/// would be tried again later is tried now.
///
/// # Errors
/// [`Refused::Stale`] when the letter is in no such state any more.
pub async fn retry(cx: &Cx, message: MessageId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let conversation = conversation_of(&mut tx, message).await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    cx.who.may(Right::Send, target)?;
    if sql::hasten(&mut tx, message, cx.now).await? == 1 {
        tx.commit().await?;
        cx.desk.wake.send.notify_one();
        conversations::publish(cx, target.mailbox_id, conversation);
        return Ok(());
    }
    let (letter,) = sql::again(&mut tx, message, cx.now).await?.ok_or(Refused::Stale)?;
    sql::recipients_again(&mut tx, letter).await?;
    let to: Vec<String> = sql::waiting_recipients(&mut tx, letter).await?.into_iter().map(|(addr,)| addr).collect();
    conversations::record(&mut tx, cx, conversation, EventKind::Sent, "", &to.join(", ")).await?;
    conversations::refresh_failed_flag(&mut tx, conversation).await?;
    tx.commit().await?;
    cx.desk.wake.send.notify_one();
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// How many letters wait or are being handed over, in the whole system.
///
/// # Errors
/// `NotAllowed` for everybody but system administrators.
pub async fn backlog(cx: &Cx) -> Result<i64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let (count,) = sql::backlog(&mut tx).await?;
    Ok(count)
}

/// The newest mail of a conversation; 0 where there is none.
pub(crate) async fn newest(tx: &mut Tx, conversation: ConversationId) -> Result<MessageId> {
    Ok(sql::newest(tx, conversation).await?)
}

/// The conversation of a message that we sent.
pub(crate) async fn conversation_of(tx: &mut Tx, message: MessageId) -> Result<ConversationId> {
    Ok(sql::conversation_of(tx, message).await?.ok_or(Refused::NotFound)?)
}

/// Whom a message that we sent went to.
pub(crate) async fn recipients_of(tx: &mut Tx, message: MessageId) -> Result<Vec<String>> {
    Ok(sql::recipients_of(tx, message).await?.into_iter().map(|(addr,)| addr).collect())
}

/// A recipient did not get it after all: from here on it counts as one that was refused, so that it can be corrected and sent anew.
pub(crate) async fn returned(tx: &mut Tx, message: MessageId, addr: &str, answer: &str) -> Result<()> {
    sql::returned(tx, message, addr, answer).await?;
    Ok(())
}

/// The draft that a letter in trouble was made from, and who did not get it where the others did.
///
/// # Errors
/// [`Refused::Stale`] when the letter is in no trouble, or a corrected one was sent already.
pub(crate) async fn draft_of_failed(tx: &mut Tx, message: MessageId) -> Result<(DraftId, Option<Vec<String>>)> {
    let (draft, partly) = sql::draft_of_failed(tx, message).await?.ok_or(Refused::Stale)?;
    if !partly {
        return Ok((draft, None));
    }
    Ok((draft, Some(sql::refused_of(tx, message).await?.into_iter().map(|(addr,)| addr).collect())))
}

/// A corrected letter goes out only while the first one has not, and to nobody who got that since the correction was begun.
///
/// # Errors
/// [`Refused::SentAgain`].
async fn confirm_resend(tx: &mut Tx, failed: MessageId, draft: DraftId, envelope: &[String]) -> Result<()> {
    sql::draft_of_failed(tx, failed).await?.ok_or(Refused::SentAgain)?;
    let accepted = sql::accepted_since(tx, failed, draft).await?;
    if accepted.iter().any(|(addr,)| envelope.iter().any(|to| fold(to) == fold(addr))) {
        return Err(Error::Refused(Refused::SentAgain));
    }
    Ok(())
}

/// Removes the letters of a conversation that is removed.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    Ok(sql::purge(tx, id).await?)
}

/// Whether a mail waits to go out, or is on its way, that one of these mails became.
pub(crate) async fn is_under_way(tx: &mut Tx, messages: &[MessageId]) -> Result<bool> {
    for message in messages {
        if sql::is_under_way(tx, *message).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Without the address of somebody who is erased, and with other bytes. Answers the files that it named.
pub(crate) async fn redact(tx: &mut Tx, message: MessageId, redaction: &domain::book::Redaction, file: &str) -> Result<Vec<String>> {
    for (letter, position, addr) in sql::recipients_of_message(tx, message).await? {
        if redaction.is_theirs(&addr) {
            sql::rewrite_recipient(tx, letter, position, &redaction.stand_in).await?;
        }
    }
    let named = sql::files_of_message(tx, message).await?.into_iter().map(|(file,)| file).collect();
    sql::set_file_of_message(tx, message, file).await?;
    Ok(named)
}

/// What became of the letters of a conversation, for its page: three statements, however many there are.
pub(crate) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<(MessageId, LetterView)>> {
    let rows = sql::of_conversation(tx, id).await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let mut refused: HashMap<LetterId, Vec<(String, String)>> = HashMap::new();
    for (letter, addr, answer) in sql::refused_of_conversation(tx, id).await? {
        refused.entry(letter).or_default().push((addr, answer));
    }
    let mut returns = returns::of_conversation(tx, id).await?;
    let view = |row: sql::LetterRow| {
        let returns = returns.remove(&row.message_id).unwrap_or_default();
        let refused = refused.remove(&row.id).unwrap_or_default();
        // While it goes well the server's small talk is of no interest.
        let answer = if row.state == LetterState::Sending { String::new() } else { row.last_answer };
        (
            row.message_id,
            LetterView {
                id: row.id,
                state: row.state,
                due_at: row.due_at,
                attempts: row.attempts,
                answer,
                refused,
                scheduled: row.scheduled,
                stops_on_reply: row.stops_on_reply,
                resent: row.resent,
                returns,
            },
        )
    };
    Ok(rows.into_iter().map(view).collect())
}

#[cfg(test)]
pub(crate) mod scripted;
#[cfg(test)]
mod tests;
