//! Server functions of the reply lease.

use crate::{Failure, wire::Json};
use domain::{ConversationId, leases::Held};
use leptos::prelude::*;

/// "Still here", every [`domain::leases::HEARTBEAT_SECONDS`].
#[server(prefix = "/rpc", endpoint = "leases/heartbeat", input = Json, output = Json)]
pub async fn heartbeat(conversation: ConversationId, token: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::leases::heartbeat(&cx, conversation, &token).await?)
}

/// 引き継ぐ: takes the lease from whoever holds it.
#[server(name = TakeOverCall, prefix = "/rpc", endpoint = "leases/take-over", input = Json, output = Json)]
pub async fn take_over(conversation: ConversationId) -> Result<Held, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::leases::take_over(&cx, conversation).await?)
}
