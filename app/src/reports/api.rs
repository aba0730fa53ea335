//! Server functions of reports.

use crate::{Failure, wire::Json};
use domain::{
    MailboxId, ReportConditionId,
    reports::{Answer, Behind, Cell, ConditionForm, Place, Question, ReportsDesk},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// Everything that can be asked about.
#[server(name = ReportsDeskCall, prefix = "/rpc", endpoint = "reports/desk", input = GetUrl, output = Json)]
pub async fn desk() -> Result<ReportsDesk, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::desk(&cx).await?)
}

#[server(name = AskReport, prefix = "/rpc", endpoint = "reports/ask", input = GetUrl, output = Json)]
pub async fn ask(question: Question) -> Result<Answer, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::ask(&cx, &question).await?)
}

/// What a number counts, page by page.
#[server(name = BehindReport, prefix = "/rpc", endpoint = "reports/behind", input = GetUrl, output = Json)]
pub async fn behind(question: Question, cell: Cell, place: Option<Place>) -> Result<Behind, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::behind(&cx, &question, &cell, place).await?)
}

/// Keeps a condition: a new one, or another version of one that is known.
#[server(name = SaveCondition, prefix = "/rpc", endpoint = "reports/save-condition", input = Json, output = Json)]
pub async fn save_condition(mailbox: MailboxId, known: Option<ReportConditionId>, form: ConditionForm) -> Result<ReportConditionId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::save_condition(&cx, mailbox, known, &form).await?)
}

#[server(name = RemoveCondition, prefix = "/rpc", endpoint = "reports/remove-condition", input = Json, output = Json)]
pub async fn remove_condition(id: ReportConditionId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::remove_condition(&cx, id).await?)
}
