//! Letters that wait for a chosen hour (MD-10): a send whose undo time is long. They go out by themselves, at once, at another hour
//! or not at all, as people say; and not at all when the customer writes first, unless that was switched off.

use super::{open_draft_again, sql};
use crate::{Cx, Error, Result, conversations, db::Tx, drafts, files, leases, search, users};
use domain::{
    access::Right,
    conversations::EventKind,
    outbox::{After, LATER_MAX_DAYS},
    statuses::Class,
    *,
};
use jiff::{civil::DateTime, tz::TimeZone};

/// What a person typed into a field of day and hour (`2026-11-27T09:00`), in their own zone. An hour that a change of the clocks
/// skips is the one after it.
///
/// # Errors
/// [`Refused::Invalid`] when it is no day and hour.
pub async fn chosen_hour(cx: &Cx, typed: &str) -> Result<Moment> {
    let zone = users::profile(cx).await?.zone;
    let wrong = Refused::Invalid { field: Field::SendAt, wrong: Wrong::Malformed };
    let civil: DateTime = typed.trim().parse().map_err(|_| wrong.clone())?;
    let zoned = civil.to_zoned(TimeZone::get(&zone).unwrap_or(TimeZone::UTC)).map_err(|_| wrong)?;
    Ok(Moment(zoned.timestamp().as_millisecond()))
}

/// An hour that lies ahead, but not for ever.
pub(super) fn check_hour(at: Moment, now: Moment) -> Result<()> {
    if at <= now || at > now.plus_days(LATER_MAX_DAYS) {
        return Err(Error::Refused(Refused::Invalid { field: Field::SendAt, wrong: Wrong::OutOfRange }));
    }
    Ok(())
}

/// Another hour for a letter that waits, or this very moment (`None`). Its mail says when it goes out.
///
/// # Errors
/// [`Refused::TooLate`] once it is on its way; [`Refused::Invalid`] for an hour that is over.
pub async fn reschedule(cx: &Cx, message: MessageId, at: Option<Moment>) -> Result<()> {
    if let Some(at) = at {
        check_hour(at, cx.now)?;
    }
    let at = at.unwrap_or(cx.now);
    let mut tx = cx.desk.db.read().await?;
    let conversation = super::conversation_of(&mut tx, message).await?;
    cx.who.may(Right::Send, conversations::target(&mut tx, conversation).await?)?;
    let before = sql::scheduled_file(&mut tx, message).await?.ok_or(Refused::TooLate)?;
    drop(tx);
    // Never tried yet: from the first try on its bytes stay as they are.
    let raw = cx.desk.files.get(&before).await?;
    let redated = mail::compose::redated(&raw, at).map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("dating a mail anew")))?;
    let stored = cx.desk.files.put(redated.into()).await?;

    let mut tx = cx.desk.db.write().await?;
    let target = leases::locked(&mut tx, cx, conversation).await?;
    cx.who.may(Right::Send, target)?;
    if sql::reschedule(&mut tx, message, &before, &stored.file, at).await? == 0 {
        return Err(Error::Refused(Refused::TooLate));
    }
    sql::redate_message(&mut tx, message, &stored.file, at).await?;
    if stored.file != before {
        files::may_be_unused(&mut tx, &[before]).await?;
    }
    refresh_mark(&mut tx, conversation).await?;
    conversations::record(&mut tx, cx, conversation, EventKind::SendScheduled, "", &at.0.to_string()).await?;
    tx.commit().await?;
    cx.desk.wake.send.notify_one();
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// The customer wrote: what waits for its hour may not be right any more. Its drafts are open again, and say why.
pub(crate) async fn customer_wrote(tx: &mut Tx, cx: &Cx, conversation: ConversationId) -> Result<()> {
    let stopped = sql::stop_scheduled(tx, conversation, false, cx.now).await?;
    for draft in give_up(tx, cx, conversation, stopped, EventKind::SendOvertaken).await? {
        drafts::set_stopped(tx, draft, Some(cx.now)).await?;
    }
    Ok(())
}

/// The conversation goes into the trash: nothing goes out from there.
pub(crate) async fn thrown_away(tx: &mut Tx, cx: &Cx, conversation: ConversationId) -> Result<()> {
    let stopped = sql::stop_scheduled(tx, conversation, true, cx.now).await?;
    give_up(tx, cx, conversation, stopped, EventKind::SendStopped).await?;
    Ok(())
}

/// As if these letters had never been made. Answers their drafts, which are open again.
async fn give_up(tx: &mut Tx, cx: &Cx, conversation: ConversationId, stopped: Vec<sql::Overtaken>, kind: EventKind) -> Result<Vec<DraftId>> {
    if stopped.is_empty() {
        return Ok(vec![]);
    }
    let mut drafts = Vec::new();
    for letter in stopped {
        search::remove_message(tx, letter.message_id).await?;
        sql::remove(tx, letter.id, letter.message_id).await?;
        if let Some(draft) = letter.draft_id {
            open_draft_again(tx, conversation, draft).await?;
            drafts.push(draft);
        }
        conversations::record(tx, cx, conversation, kind, "", "").await?;
    }
    let (_, waiting_since, _) = sql::standing(tx, conversation).await?;
    conversations::recount(tx, conversation, waiting_since).await?;
    after_change(tx, conversation).await?;
    Ok(drafts)
}

/// A scheduled letter went out: now its mail is sent, its customer answered, and the conversation gets the status that was chosen,
/// unless somebody or a newer mail moved it meanwhile.
pub(super) async fn went_out(tx: &mut Tx, cx: &Cx, conversation: ConversationId, letter: LetterId) -> Result<()> {
    let Some((message, due_at, after)) = sql::scheduled_letter(tx, letter).await? else { return Ok(()) };
    sql::sent_now(tx, message, cx.now).await?;
    let (_, waiting_since, last_in_at) = sql::standing(tx, conversation).await?;
    // Whoever wrote after the hour that was chosen waits for another answer.
    let still_waiting = waiting_since.filter(|_| last_in_at.is_some_and(|at| at > due_at));
    conversations::recount(tx, conversation, still_waiting).await?;
    let to: Vec<String> = super::recipients_of(tx, message).await?;
    conversations::record(tx, cx, conversation, EventKind::Sent, "", &to.join(", ")).await?;
    if sql::class_of(tx, conversation).await?.1 == Class::Ready {
        let moved = match serde_json::from_str(&after)? {
            After::Done => conversations::set_class(tx, cx, conversation, Class::Done).await,
            After::Status(status) => conversations::set_status(tx, cx, conversation, status).await,
            After::Keep => conversations::set_class(tx, cx, conversation, Class::Working).await,
        };
        match moved {
            // The status was deleted meanwhile: it stays as it is.
            Ok(()) | Err(Error::Refused(Refused::Invalid { .. })) => {}
            Err(other) => return Err(other),
        }
    }
    after_change(tx, conversation).await
}

/// Brings the row of the list up to date.
pub(super) async fn after_change(tx: &mut Tx, conversation: ConversationId) -> Result<()> {
    refresh_mark(tx, conversation).await?;
    conversations::refresh_draft_flag(tx, conversation).await?;
    conversations::refresh_failed_flag(tx, conversation).await
}

/// When the next one of it goes out.
pub(crate) async fn refresh_mark(tx: &mut Tx, conversation: ConversationId) -> Result<()> {
    sql::refresh_scheduled(tx, conversation).await?;
    Ok(())
}
