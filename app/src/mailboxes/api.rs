//! Server functions of mailboxes: reads.

use crate::Failure;
use domain::{MailboxId, mailboxes::MailboxView, users::PersonName};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

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
