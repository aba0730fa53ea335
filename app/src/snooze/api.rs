//! Server functions of rest and spam.

use crate::{Failure, wire::Json};
use domain::{ConversationId, snooze::Snooze};
use leptos::prelude::*;

/// Answers those that rest now: what is done or in the trash is passed over.
#[server(name = SnoozeCall, prefix = "/rpc", endpoint = "conversations/snooze", input = Json, output = Json)]
pub async fn snooze(ids: Vec<ConversationId>, wish: Snooze) -> Result<Vec<ConversationId>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::snooze(&cx, &ids, &wish).await?)
}

#[server(name = WakeCall, prefix = "/rpc", endpoint = "conversations/wake", input = Json, output = Json)]
pub async fn wake(ids: Vec<ConversationId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::wake(&cx, &ids).await?)
}

/// Answers those that were not spam before.
#[server(name = SpamCall, prefix = "/rpc", endpoint = "conversations/spam", input = Json, output = Json)]
pub async fn spam(ids: Vec<ConversationId>) -> Result<Vec<ConversationId>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::spam(&cx, &ids).await?)
}

#[server(name = NotSpamCall, prefix = "/rpc", endpoint = "conversations/not-spam", input = Json, output = Json)]
pub async fn not_spam(ids: Vec<ConversationId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::conversations::not_spam(&cx, &ids).await?)
}
