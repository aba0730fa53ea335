//! Server functions of the settings of statuses.

use crate::{Failure, wire::Json};
use domain::{
    MailboxId, StatusId,
    statuses::{Preset, StatusForm, StatusSettings},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The statuses of a mailbox, and how many conversations have each.
#[server(name = StatusList, prefix = "/rpc", endpoint = "statuses/list", input = GetUrl, output = Json)]
pub async fn list(mailbox: MailboxId) -> Result<Vec<StatusSettings>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::statuses::list(&cx, mailbox).await?)
}

#[server(name = AddStatus, prefix = "/rpc", endpoint = "statuses/add", input = Json, output = Json)]
pub async fn add(mailbox: MailboxId, form: StatusForm) -> Result<StatusId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::statuses::add(&cx, mailbox, &form).await?)
}

/// Answers how many were added: what is there already stays as it is.
#[server(name = AddStatusPreset, prefix = "/rpc", endpoint = "statuses/preset", input = Json, output = Json)]
pub async fn add_preset(mailbox: MailboxId, preset: Preset) -> Result<usize, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::statuses::add_preset(&cx, mailbox, preset).await?)
}

#[server(name = EditStatus, prefix = "/rpc", endpoint = "statuses/edit", input = Json, output = Json)]
pub async fn edit(id: StatusId, form: StatusForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::statuses::edit(&cx, id, &form).await?)
}

#[server(name = OrderStatuses, prefix = "/rpc", endpoint = "statuses/order", input = Json, output = Json)]
pub async fn order(mailbox: MailboxId, ids: Vec<StatusId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::statuses::order(&cx, mailbox, &ids).await?)
}

#[server(name = RemoveStatus, prefix = "/rpc", endpoint = "statuses/remove", input = Json, output = Json)]
pub async fn remove(id: StatusId, successor: Option<StatusId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::statuses::remove(&cx, id, successor).await?)
}
