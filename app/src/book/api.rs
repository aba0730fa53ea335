//! Server functions of the address book.

use crate::Failure;
use domain::book::Found;
use leptos::prelude::*;
use server_fn::codec::Json;

/// People and companies that fit what was typed. A POST: what somebody typed belongs into no log of addresses.
#[server(name = FindInBook, prefix = "/rpc", endpoint = "book/find", input = Json, output = Json)]
pub async fn find(typed: String) -> Result<Found, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::book::find(&cx, &typed).await?)
}
