//! Server functions of imports.

use crate::{Failure, wire::Json};
use domain::{
    ImportId, MailboxId,
    imports::{Choices, ImportDesk, Origin, Step},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(name = ImportsOfMailbox, prefix = "/rpc", endpoint = "imports/desk", input = GetUrl, output = Json)]
pub async fn desk(mailbox: MailboxId) -> Result<ImportDesk, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::imports::desk(&cx, mailbox).await?)
}

/// Files are sent up by another way (`upload`).
#[server(name = BeginImport, prefix = "/rpc", endpoint = "imports/begin", input = Json, output = Json)]
pub async fn begin(mailbox: MailboxId, origin: Origin) -> Result<ImportId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::imports::begin(&cx, mailbox, &origin).await?)
}

/// Takes in what was found. Days are those of the person who asks.
#[server(name = StartImport, prefix = "/rpc", endpoint = "imports/start", input = Json, output = Json)]
pub async fn start(id: ImportId, choices: Choices<String>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    let zone = crate::server_side::me().map_or_else(String::new, |me| me.zone);
    Ok(backend::imports::start(&cx, id, &choices, &zone).await?)
}

#[server(name = StepImport, prefix = "/rpc", endpoint = "imports/step", input = Json, output = Json)]
pub async fn step(id: ImportId, step: Step) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::imports::step(&cx, id, step).await?)
}
