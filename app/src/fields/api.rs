//! Server functions of fields: what menus offer, and the settings.

use crate::{Failure, wire::Json};
use domain::{
    FieldId, MailboxId,
    fields::{FieldForm, FieldSettings, FieldsOf},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The fields of a mailbox with their options.
#[server(name = FieldsOfMailbox, prefix = "/rpc", endpoint = "fields/of", input = GetUrl, output = Json)]
pub async fn of(mailbox: MailboxId) -> Result<FieldsOf, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::fields::of_mailbox(&cx, mailbox).await?)
}

/// The same for operators, with how many conversations have a value.
#[server(name = FieldList, prefix = "/rpc", endpoint = "fields/list", input = GetUrl, output = Json)]
pub async fn list(mailbox: MailboxId) -> Result<Vec<FieldSettings>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::fields::list(&cx, mailbox).await?)
}

#[server(name = AddField, prefix = "/rpc", endpoint = "fields/add", input = Json, output = Json)]
pub async fn add(mailbox: MailboxId, form: FieldForm) -> Result<FieldId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::fields::add(&cx, mailbox, &form).await?)
}

#[server(name = EditField, prefix = "/rpc", endpoint = "fields/edit", input = Json, output = Json)]
pub async fn edit(id: FieldId, form: FieldForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::fields::edit(&cx, id, &form).await?)
}

#[server(name = OrderFields, prefix = "/rpc", endpoint = "fields/order", input = Json, output = Json)]
pub async fn order(mailbox: MailboxId, ids: Vec<FieldId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::fields::order(&cx, mailbox, &ids).await?)
}

#[server(name = RemoveField, prefix = "/rpc", endpoint = "fields/remove", input = Json, output = Json)]
pub async fn remove(id: FieldId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::fields::remove(&cx, id).await?)
}
