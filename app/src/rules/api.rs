//! Server functions of rules.

use crate::{Failure, wire::Json};
use domain::{
    MailboxId, RuleId,
    conversations::Cursor,
    folders::Shift,
    rules::{Ran, RuleForm, RulesDesk, Trial},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// The rules of a mailbox in their order, and everything that they can name.
#[server(name = RulesOfMailbox, prefix = "/rpc", endpoint = "rules/desk", input = GetUrl, output = Json)]
pub async fn desk(mailbox: MailboxId) -> Result<RulesDesk, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::desk(&cx, mailbox).await?)
}

#[server(name = SaveRule, prefix = "/rpc", endpoint = "rules/save", input = Json, output = Json)]
pub async fn save(mailbox: MailboxId, id: Option<RuleId>, form: RuleForm) -> Result<RuleId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::save(&cx, mailbox, id, &form).await?)
}

#[server(name = EnableRule, prefix = "/rpc", endpoint = "rules/enable", input = Json, output = Json)]
pub async fn enable(id: RuleId, on: bool) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::enable(&cx, id, on).await?)
}

/// One place up or down.
#[server(name = ShiftRule, prefix = "/rpc", endpoint = "rules/shift", input = Json, output = Json)]
pub async fn shift(id: RuleId, by: Shift) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::shift(&cx, id, by).await?)
}

#[server(name = RemoveRule, prefix = "/rpc", endpoint = "rules/remove", input = Json, output = Json)]
pub async fn remove(id: RuleId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::remove(&cx, id).await?)
}

/// How many letters by rule each account may send in an hour.
#[server(name = LimitLetters, prefix = "/rpc", endpoint = "rules/limit", input = Json, output = Json)]
pub async fn limit(mailbox: MailboxId, letters_an_hour: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::limit(&cx, mailbox, letters_an_hour).await?)
}

/// What a rule that is being written, or all of them, would have done with the mails that came last.
#[server(name = TryRules, prefix = "/rpc", endpoint = "rules/try", input = Json, output = Json)]
pub async fn attempt(mailbox: MailboxId, form: Option<RuleForm>) -> Result<Trial, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::attempt(&cx, mailbox, form.as_ref()).await?)
}

/// One stretch of earlier mail; without `apply` it is only counted.
#[server(name = RunRules, prefix = "/rpc", endpoint = "rules/run", input = Json, output = Json)]
pub async fn run(mailbox: MailboxId, after: Option<Cursor>, apply: bool) -> Result<Ran, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::rules::run(&cx, mailbox, after, apply).await?)
}
