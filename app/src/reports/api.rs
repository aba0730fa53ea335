//! Server functions of reports.

use super::{asked::Asked, cards::Card};
use crate::{Failure, wire::Json};
use domain::{
    MailboxId, ReportConditionId, ReportScheduleId,
    reports::{Answer, Behind, Cell, ConditionForm, Place, Question, ReportsDesk, ScheduleForm, ScheduleView},
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

/// How many characters of a table a file in CP932 would lack.
#[server(name = LackingReport, prefix = "/rpc", endpoint = "reports/lacking", input = GetUrl, output = Json)]
pub async fn lacking(asked: Asked, card: Card) -> Result<usize, Failure> {
    let cx = crate::server_side::cx()?;
    let desk = backend::reports::desk(&cx).await?;
    let answer = backend::reports::ask(&cx, &super::cards::question(&asked, card, &desk)).await?;
    Ok(backend::reports::lacking(&super::sheet::written(&answer, &desk, crate::server_side::language())))
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

/// Reports that go out by mail: those that the reader made or gets; operators see all of them.
#[server(name = ReportSchedules, prefix = "/rpc", endpoint = "reports/schedules", input = GetUrl, output = Json)]
pub async fn schedules() -> Result<Vec<ScheduleView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::schedules(&cx).await?)
}

/// Keeps a schedule: a new one, or another version of one that is known.
#[server(name = SaveSchedule, prefix = "/rpc", endpoint = "reports/save-schedule", input = Json, output = Json)]
pub async fn save_schedule(known: Option<ReportScheduleId>, form: ScheduleForm) -> Result<ReportScheduleId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::save_schedule(&cx, known, &form).await?)
}

#[server(name = PauseSchedule, prefix = "/rpc", endpoint = "reports/pause-schedule", input = Json, output = Json)]
pub async fn pause_schedule(id: ReportScheduleId, paused: bool) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::pause_schedule(&cx, id, paused).await?)
}

#[server(name = RemoveSchedule, prefix = "/rpc", endpoint = "reports/remove-schedule", input = Json, output = Json)]
pub async fn remove_schedule(id: ReportScheduleId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::remove_schedule(&cx, id).await?)
}

/// The asker gets it no more.
#[server(name = LeaveSchedule, prefix = "/rpc", endpoint = "reports/leave-schedule", input = Json, output = Json)]
pub async fn leave_schedule(id: ReportScheduleId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::leave_schedule(&cx, id).await?)
}

/// Mails it to the asker, beside its times.
#[server(name = SendSchedule, prefix = "/rpc", endpoint = "reports/send-schedule", input = Json, output = Json)]
pub async fn send_schedule(id: ReportScheduleId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::reports::send_schedule(&cx, id).await?)
}
