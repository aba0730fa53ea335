//! Server functions of checks: asking for one, the word of the second person, and what a mailbox asks for.

use crate::{Failure, outbox::api::SentNow, wire::Json};
use domain::{
    DraftId, MailboxId, MessageId, UserId,
    checks::{Difference, RulesView, SendingRules},
    outbox::After,
    users::PersonName,
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Who may look at what this person writes in a mailbox.
#[server(name = ConfirmersCall, prefix = "/rpc", endpoint = "checks/confirmers", input = GetUrl, output = Json)]
pub async fn confirmers(mailbox: MailboxId) -> Result<Vec<PersonName>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::confirmers(&cx, mailbox).await?)
}

/// 確認を依頼.
#[server(name = AskCheck, prefix = "/rpc", endpoint = "checks/ask", input = Json, output = Json)]
pub async fn ask(draft: DraftId, token: String, version: i64, confirmer: UserId, note: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::ask(&cx, draft, &token, version, confirmer, &note).await?)
}

/// What differs from what was looked at last.
#[server(name = DifferenceCall, prefix = "/rpc", endpoint = "checks/difference", input = GetUrl, output = Json)]
pub async fn difference(draft: DraftId) -> Result<Difference, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::difference(&cx, draft).await?)
}

/// 承認する.
#[server(name = ApproveCall, prefix = "/rpc", endpoint = "checks/approve", input = Json, output = Json)]
pub async fn approve(draft: DraftId, version: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::approve(&cx, draft, version).await?)
}

/// 差し戻す.
#[server(name = ReturnCall, prefix = "/rpc", endpoint = "checks/return", input = Json, output = Json)]
pub async fn give_back(draft: DraftId, reason: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::give_back(&cx, draft, &reason).await?)
}

/// Sends what was approved, or approves and sends it. `seen`: the newest mail that its sender has read.
#[server(name = SendCheckedCall, prefix = "/rpc", endpoint = "checks/send", input = Json, output = Json)]
pub async fn send(draft: DraftId, version: i64, seen: MessageId, after: After, key: String, approve: bool) -> Result<SentNow, Failure> {
    let cx = crate::server_side::cx()?;
    let wanted = backend::checks::Approved { draft, version, seen, after, key };
    let sent = if approve { backend::checks::approve_and_send(&cx, wanted).await? } else { backend::checks::send_approved(&cx, wanted).await? };
    Ok(SentNow::at(sent, backend::cx::now()))
}

/// For operators.
#[server(name = SendingRulesCall, prefix = "/rpc", endpoint = "checks/rules", input = GetUrl, output = Json)]
pub async fn rules(mailbox: MailboxId) -> Result<RulesView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::rules(&cx, mailbox).await?)
}

#[server(name = SetSendingRules, prefix = "/rpc", endpoint = "checks/set-rules", input = Json, output = Json)]
pub async fn set_rules(mailbox: MailboxId, rules: SendingRules) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::set_rules(&cx, mailbox, &rules).await?)
}

#[server(name = SetNeedsCheck, prefix = "/rpc", endpoint = "checks/set-mark", input = Json, output = Json)]
pub async fn set_mark(mailbox: MailboxId, user: UserId, marked: bool) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::checks::set_mark(&cx, mailbox, user, marked).await?)
}
