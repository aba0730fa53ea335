//! Server functions of the outbox: sending, taking back, sending once more.

use crate::{Failure, wire::Json};
use domain::{
    DraftId, MessageId, Moment,
    leases::Held,
    outbox::{After, Late, LateReply, Sent},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A mail that was just sent, and for how many seconds from now it can be taken back: the browser's clock may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentNow {
    pub message: MessageId,
    pub undo_seconds: u32,
}

impl SentNow {
    /// What is left of the undo time.
    pub fn at(sent: Sent, now: Moment) -> SentNow {
        let left = sent.undo_until.ms_since(now).max(0);
        SentNow { message: sent.message, undo_seconds: u32::try_from((left + 999) / 1_000).unwrap_or_default() }
    }
}

/// Sends a draft. The same `key` again is the same send.
#[server(name = SendCall, prefix = "/rpc", endpoint = "outbox/send", input = Json, output = Json)]
pub async fn send(draft: DraftId, token: String, version: i64, after: After, key: String) -> Result<SentNow, Failure> {
    let cx = crate::server_side::cx()?;
    let sent = backend::outbox::send(&cx, draft, &token, version, after, key).await?;
    Ok(SentNow::at(sent, backend::cx::now()))
}

/// Like `send`, at a day and hour in the person's own zone (`2026-11-27T09:00`). Answers the hour.
#[server(name = ScheduleCall, prefix = "/rpc", endpoint = "outbox/schedule", input = Json, output = Json)]
pub async fn schedule(
    draft: DraftId,
    token: String,
    version: i64,
    after: After,
    key: String,
    at: String,
    stops_on_reply: bool,
) -> Result<Moment, Failure> {
    let cx = crate::server_side::cx()?;
    let at = backend::outbox::chosen_hour(&cx, &at).await?;
    let later = domain::outbox::Later { at, stops_on_reply };
    backend::outbox::send_at(&cx, draft, &token, version, after, key, Some(later)).await?;
    Ok(at)
}

/// Another hour for a letter that waits, or now.
#[server(name = RescheduleCall, prefix = "/rpc", endpoint = "outbox/reschedule", input = Json, output = Json)]
pub async fn reschedule(message: MessageId, at: Option<String>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    let at = match at {
        Some(typed) => Some(backend::outbox::chosen_hour(&cx, &typed).await?),
        None => None,
    };
    Ok(backend::outbox::reschedule(&cx, message, at).await?)
}

/// A reply that was written without a network: sent, or kept as a draft where something happened meanwhile.
#[server(name = SendLateCall, prefix = "/rpc", endpoint = "outbox/late", input = Json, output = Json)]
pub async fn send_late(late: LateReply) -> Result<Late, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::outbox::send_late(&cx, late).await?)
}

/// Within the undo time: nothing was sent, and the draft is open again.
#[server(name = TakeBackCall, prefix = "/rpc", endpoint = "outbox/take-back", input = Json, output = Json)]
pub async fn take_back(message: MessageId) -> Result<Held, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::outbox::take_back(&cx, message).await?)
}

/// The same mail once more, to those who have not got it.
#[server(name = RetryCall, prefix = "/rpc", endpoint = "outbox/retry", input = Json, output = Json)]
pub async fn retry(message: MessageId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::outbox::retry(&cx, message).await?)
}

/// 止めて編集: a letter that did not get through yet is tried no more, and its draft is open again.
#[server(name = StopAndEditCall, prefix = "/rpc", endpoint = "outbox/stop-and-edit", input = Json, output = Json)]
pub async fn stop_and_edit(message: MessageId) -> Result<Held, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::outbox::stop_and_edit(&cx, message).await?)
}

/// 編集して再送: a new draft with what could not be sent.
#[server(name = EditFailedCall, prefix = "/rpc", endpoint = "outbox/edit-failed", input = Json, output = Json)]
pub async fn edit_failed(message: MessageId) -> Result<Held, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::from_failed(&cx, message).await?)
}
