//! The server function of search.

use crate::{Failure, wire::Json};
use domain::{
    MailboxId, SavedSearchId,
    search::{Asked, Counted, HitsView, SavedView},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// One page of hits. Days are those of the person who asks.
#[server(prefix = "/rpc", endpoint = "search/find", input = GetUrl, output = Json)]
pub async fn find(asked: Asked) -> Result<HitsView, Failure> {
    let cx = crate::server_side::cx()?;
    let zone = crate::server_side::me().map_or_else(String::new, |me| me.zone);
    Ok(backend::search::search(&cx, &asked, &zone).await?)
}

/// Questions that are kept: one's own, and those of one's mailboxes.
#[server(name = SavedSearches, prefix = "/rpc", endpoint = "search/saved", input = GetUrl, output = Json)]
pub async fn saved() -> Result<Vec<SavedView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::search::saved(&cx).await?)
}

#[server(name = SaveSearch, prefix = "/rpc", endpoint = "search/save", input = Json, output = Json)]
pub async fn save(name: String, q: String, mailbox: Option<MailboxId>) -> Result<SavedSearchId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::search::save(&cx, &name, &q, mailbox).await?)
}

#[server(name = ForgetSearch, prefix = "/rpc", endpoint = "search/forget", input = Json, output = Json)]
pub async fn forget(id: SavedSearchId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::search::forget(&cx, id).await?)
}

/// How much one of them finds now.
#[server(name = CountSearch, prefix = "/rpc", endpoint = "search/count", input = GetUrl, output = Json)]
pub async fn count(id: SavedSearchId) -> Result<Counted, Failure> {
    let cx = crate::server_side::cx()?;
    let zone = crate::server_side::me().map_or_else(String::new, |me| me.zone);
    Ok(backend::search::count(&cx, id, &zone).await?)
}
