//! Server functions of the workload.

use crate::{Failure, wire::Json};
use domain::workload::BoxLoad;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The mailboxes that the reader sees whole, with what each person has in hand.
#[server(name = ReadWorkload, prefix = "/rpc", endpoint = "workload/read", input = GetUrl, output = Json)]
pub async fn read() -> Result<Vec<BoxLoad>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::workload::workload(&cx).await?)
}
