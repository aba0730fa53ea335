//! Server functions of comments.

use crate::{Failure, wire::Json};
use domain::{CommentId, ConversationId};
use leptos::prelude::*;
use server_fn::codec::PostUrl;

/// A form that works without the client: it comes back to the page it was sent from.
#[server(prefix = "/rpc", endpoint = "comments/add", input = PostUrl, output = Json)]
pub async fn add(conversation: ConversationId, text: String) -> Result<CommentId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::comments::add(&cx, conversation, &text).await?)
}

#[server(prefix = "/rpc", endpoint = "comments/edit", input = Json, output = Json)]
pub async fn edit(id: CommentId, text: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::comments::edit(&cx, id, &text).await?)
}

#[server(prefix = "/rpc", endpoint = "comments/delete", input = Json, output = Json)]
pub async fn delete(id: CommentId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::comments::delete(&cx, id).await?)
}
