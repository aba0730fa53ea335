//! Server function of correspondents: whom address fields suggest.

use crate::{Failure, wire::Json};
use domain::addresses::Address;
use leptos::prelude::*;

/// A POST: what somebody typed belongs into no log of addresses.
#[server(prefix = "/rpc", endpoint = "correspondents/suggest", input = Json, output = Json)]
pub async fn suggest(typed: String) -> Result<Vec<Address>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::correspondents::suggest(&cx, &typed).await?)
}
