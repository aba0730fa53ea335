//! Server functions of the settings of priorities.

use crate::{Failure, wire::Json};
use domain::priorities::Level;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The three levels, as the space has them.
#[server(name = PriorityList, prefix = "/rpc", endpoint = "priorities/list", input = GetUrl, output = Json)]
pub async fn list() -> Result<Vec<Level>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::priorities::list(&cx).await?)
}

#[server(name = SetPriorities, prefix = "/rpc", endpoint = "priorities/set", input = Json, output = Json)]
pub async fn set(levels: Vec<Level>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::priorities::set(&cx, &levels).await?)
}
