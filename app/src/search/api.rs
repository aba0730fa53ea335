//! The server function of search.

use crate::Failure;
use domain::search::{Asked, HitsView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

/// One page of hits. Days are those of the person who asks.
#[server(prefix = "/rpc", endpoint = "search/find", input = GetUrl, output = Json)]
pub async fn find(asked: Asked) -> Result<HitsView, Failure> {
    let cx = crate::server_side::cx()?;
    let zone = crate::server_side::me().map_or_else(String::new, |me| me.zone);
    Ok(backend::search::search(&cx, &asked, &zone).await?)
}
