//! Server functions of customer history.

use crate::{Failure, wire::Json};
use domain::{
    ConversationId,
    history::{HistoryQuery, HistoryView, OtherView},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// One page of a history.
#[server(name = HistoryPageCall, prefix = "/rpc", endpoint = "history/page", input = GetUrl, output = Json)]
pub async fn page(query: HistoryQuery) -> Result<HistoryView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::history::history(&cx, &query).await?)
}

/// What a conversation may belong to: others with its customer.
#[server(name = RelatedCall, prefix = "/rpc", endpoint = "history/related", input = GetUrl, output = Json)]
pub async fn related(conversation: ConversationId) -> Result<Vec<OtherView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::history::related(&cx, conversation).await?)
}
