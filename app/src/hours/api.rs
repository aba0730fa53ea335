//! Server functions of business hours and response times.

use crate::{Failure, wire::Json};
use domain::{
    MailboxId,
    hours::{Hours, PaceForm, PaceView},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(name = ReadPace, prefix = "/rpc", endpoint = "hours/settings", input = GetUrl, output = Json)]
pub async fn settings(mailbox: MailboxId) -> Result<PaceView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::hours::settings(&cx, mailbox).await?)
}

#[server(name = SavePace, prefix = "/rpc", endpoint = "hours/save", input = Json, output = Json)]
pub async fn save(mailbox: MailboxId, form: PaceForm, hours: Hours) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::hours::save(&cx, mailbox, &form, &hours).await?)
}
