//! Server functions of mail accounts.

use crate::{Failure, wire::Json};
use domain::{
    AccountId, MailboxId,
    accounts::{AccountForm, AccountView, ProbeResult, Received},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The accounts that the person who asks may see.
#[server(prefix = "/rpc", endpoint = "accounts/list", input = GetUrl, output = Json)]
pub async fn list() -> Result<Vec<AccountView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::list(&cx).await?)
}

#[server(prefix = "/rpc", endpoint = "accounts/create", input = Json, output = Json)]
pub async fn create(mailbox: MailboxId, form: AccountForm) -> Result<AccountId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::create(&cx, mailbox, form).await?)
}

#[server(name = ChangeAccount, prefix = "/rpc", endpoint = "accounts/change", input = Json, output = Json)]
pub async fn change(id: AccountId, form: AccountForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::change(&cx, id, form).await?)
}

#[server(prefix = "/rpc", endpoint = "accounts/remove", input = Json, output = Json)]
pub async fn remove(id: AccountId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::remove(&cx, id).await?)
}

/// The live test of what is entered. Passwords that are left out are taken from account `id`.
#[server(prefix = "/rpc", endpoint = "accounts/probe", input = Json, output = Json)]
pub async fn probe(id: Option<AccountId>, form: AccountForm) -> Result<ProbeResult, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::probe(&cx, id, form).await?)
}

/// Fetches one account now, and answers what came or what failed.
#[server(prefix = "/rpc", endpoint = "accounts/try-now", input = Json, output = Json)]
pub async fn try_now(id: AccountId) -> Result<Received, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::accounts::try_now(&cx, id).await?)
}
