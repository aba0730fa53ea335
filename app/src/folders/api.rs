//! Server functions of folders.

use crate::{Failure, wire::Json};
use domain::{
    FolderId, MailboxId,
    folders::{FolderView, Shift},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The tree of a mailbox, for its operators.
#[server(name = FolderList, prefix = "/rpc", endpoint = "folders/list", input = GetUrl, output = Json)]
pub async fn list(mailbox: MailboxId) -> Result<Vec<FolderView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::folders::list(&cx, mailbox).await?)
}

#[server(name = CreateFolder, prefix = "/rpc", endpoint = "folders/create", input = Json, output = Json)]
pub async fn create(mailbox: MailboxId, parent: Option<FolderId>, name: String) -> Result<FolderId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::folders::create(&cx, mailbox, parent, &name).await?)
}

/// Another name, another place.
#[server(name = ChangeFolder, prefix = "/rpc", endpoint = "folders/change", input = Json, output = Json)]
pub async fn change(id: FolderId, parent: Option<FolderId>, name: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::folders::change(&cx, id, parent, &name).await?)
}

/// One place up or down.
#[server(name = ShiftFolder, prefix = "/rpc", endpoint = "folders/shift", input = Json, output = Json)]
pub async fn shift(id: FolderId, by: Shift) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::folders::shift(&cx, id, by).await?)
}

/// Answers how many conversations went to the successor.
#[server(name = RemoveFolder, prefix = "/rpc", endpoint = "folders/remove", input = Json, output = Json)]
pub async fn remove(id: FolderId, successor: Option<FolderId>) -> Result<u64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::folders::remove(&cx, id, successor).await?)
}
