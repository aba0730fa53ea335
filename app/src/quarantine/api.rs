//! Server functions of the quarantine.

use crate::{Failure, wire::Json};
use domain::{
    ArrivalId,
    accounts::{QuarantineView, ReadAgain},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(name = ListQuarantine, prefix = "/rpc", endpoint = "quarantine/list", input = GetUrl, output = Json)]
pub async fn list() -> Result<Vec<QuarantineView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::quarantine(&cx).await?)
}

/// Takes a mail in by what the program knows today, and answers what came of it.
#[server(name = ReadHeldMail, prefix = "/rpc", endpoint = "quarantine/read-again", input = Json, output = Json)]
pub async fn read_again(id: ArrivalId) -> Result<ReadAgain, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::read_again(&cx, id).await?)
}
