//! Server functions of joining, cutting and moving.

use crate::{Failure, wire::Json};
use domain::{
    ConversationId, MailboxId, MessageId, ThreadChangeId,
    leases::Held,
    threads::{Cut, MessageMove, Regrouped},
};
use leptos::prelude::*;

/// Joins conversations of one mailbox; their links lead to `target` from then on.
#[server(name = MergeCall, prefix = "/rpc", endpoint = "threads/merge", input = Json, output = Json)]
pub async fn merge(target: ConversationId, sources: Vec<ConversationId>) -> Result<Regrouped, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::threads::merge(&cx, target, &sources).await?)
}

/// Makes a conversation of its own of a mail, or of a mail and everything after it.
#[server(name = SplitCall, prefix = "/rpc", endpoint = "threads/split", input = Json, output = Json)]
pub async fn split(message: MessageId, cut: Cut) -> Result<Regrouped, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::threads::split(&cx, message, cut).await?)
}

/// Puts one mail into another conversation.
#[server(name = MoveMessageCall, prefix = "/rpc", endpoint = "threads/move-message", input = Json, output = Json)]
pub async fn move_message(wanted: MessageMove) -> Result<Regrouped, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::threads::move_message(&cx, wanted).await?)
}

/// Moves conversations to another mailbox.
#[server(name = ToMailboxCall, prefix = "/rpc", endpoint = "threads/to-mailbox", input = Json, output = Json)]
pub async fn to_mailbox(ids: Vec<ConversationId>, mailbox: MailboxId) -> Result<Vec<Regrouped>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::threads::to_mailbox(&cx, &ids, mailbox).await?)
}

/// Takes one of these back.
#[server(name = UndoChangeCall, prefix = "/rpc", endpoint = "threads/undo", input = Json, output = Json)]
pub async fn undo(change: ThreadChangeId) -> Result<Regrouped, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::threads::undo(&cx, change).await?)
}

/// Begins a mail that passes another one on as a file.
#[server(name = ForwardFileCall, prefix = "/rpc", endpoint = "drafts/forward-file", input = Json, output = Json)]
pub async fn forward_as_file(conversation: ConversationId, message: MessageId) -> Result<Held, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::drafts::forward_as_file(&cx, conversation, message).await?)
}
