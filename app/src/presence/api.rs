//! Server functions of presence.

use crate::{Failure, wire::Json};
use domain::{ConversationId, users::PersonName};
use leptos::prelude::*;

/// "Still here", every [`domain::presence::HEARTBEAT_SECONDS`]. Answers who else is.
#[server(name = LookCall, prefix = "/rpc", endpoint = "presence/look", input = Json, output = Json)]
pub async fn look(conversation: ConversationId, tab: u64) -> Result<Vec<PersonName>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::presence::look(&cx, conversation, tab).await?)
}

/// The page went on to something else.
#[server(name = LeaveCall, prefix = "/rpc", endpoint = "presence/leave", input = Json, output = Json)]
pub async fn leave(conversation: ConversationId, tab: u64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::presence::leave(&cx, conversation, tab).await?)
}
