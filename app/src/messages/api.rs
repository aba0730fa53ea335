//! Server functions of messages. What is a file comes by the routes under `/mail`.

use crate::{Failure, wire::Json};
use domain::{MessageId, charset::Charset, messages::ReadAsView};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// What a mail says with the charset that a person chose.
#[server(name = ReadAsCall, prefix = "/rpc", endpoint = "messages/read-as", input = GetUrl, output = Json)]
pub async fn read_as(id: MessageId, charset: Charset) -> Result<ReadAsView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::messages::read_as(&cx, id, charset).await?)
}
