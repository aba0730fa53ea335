//! Server functions of mailboxes: what the frame reads, and their settings.

use crate::{Failure, wire::Json};
use domain::{
    MailboxId,
    mailboxes::{GrantView, MailboxSettings, MailboxView},
    users::PersonName,
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The mailboxes of the person who asks, with their counts.
#[server(prefix = "/rpc", endpoint = "mailboxes/mine", input = GetUrl, output = Json)]
pub async fn mine() -> Result<Vec<MailboxView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::mailboxes::mine(&cx).await?)
}

/// Who may be assignee or confirmer.
#[server(prefix = "/rpc", endpoint = "mailboxes/people", input = GetUrl, output = Json)]
pub async fn people(mailbox: MailboxId) -> Result<Vec<PersonName>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::mailboxes::people(&cx, mailbox).await?)
}

/// The mailboxes that the person who asks operates.
#[server(name = MailboxSettingsCall, prefix = "/rpc", endpoint = "mailboxes/settings", input = GetUrl, output = Json)]
pub async fn settings() -> Result<Vec<MailboxSettings>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::mailboxes::settings(&cx).await?)
}

#[server(name = CreateMailbox, prefix = "/rpc", endpoint = "mailboxes/create", input = Json, output = Json)]
pub async fn create(name: String) -> Result<MailboxId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::mailboxes::create(&cx, &name).await?)
}

#[server(name = EditMailbox, prefix = "/rpc", endpoint = "mailboxes/edit", input = Json, output = Json)]
pub async fn edit(id: MailboxId, name: String, signature: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::mailboxes::edit(&cx, id, &name, &signature).await?)
}

/// The rights matrix of a mailbox.
#[server(prefix = "/rpc", endpoint = "mailboxes/grants", input = GetUrl, output = Json)]
pub async fn grants(mailbox: MailboxId) -> Result<Vec<GrantView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::mailboxes::grants(&cx, mailbox).await?)
}

#[server(prefix = "/rpc", endpoint = "mailboxes/set-grant", input = Json, output = Json)]
pub async fn set_grant(grant: GrantView) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::mailboxes::set_grant(&cx, &grant).await?)
}
