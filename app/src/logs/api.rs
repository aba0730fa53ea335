//! Server functions of calls and visits.

use crate::{Failure, wire::Json};
use domain::{
    AttachmentId, CommentId, CompanyId, ContactId, ConversationId, LogId, LogItemId,
    fields::OptionForm,
    logs::{Blank, Dating, Due, EntryForm, EntryRow, EntryView, ItemForm, Log, LogPage, LogQuery, LogSettings},
    users::PersonName,
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(name = LogList, prefix = "/rpc", endpoint = "logs/list", input = GetUrl, output = Json)]
pub async fn list(query: LogQuery) -> Result<LogPage, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::list(&cx, &query).await?)
}

/// How a log is kept, and who there is.
#[server(name = LogDesk, prefix = "/rpc", endpoint = "logs/desk", input = GetUrl, output = Json)]
pub async fn desk(log: Log) -> Result<(LogSettings, Vec<PersonName>), Failure> {
    let cx = crate::server_side::cx()?;
    Ok((backend::logs::settings(&cx, log).await?, backend::logs::people(&cx).await?))
}

#[server(name = LogEntry, prefix = "/rpc", endpoint = "logs/entry", input = GetUrl, output = Json)]
pub async fn entry(id: LogId) -> Result<EntryView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::entry(&cx, id).await?)
}

/// What a new entry begins with.
#[server(name = LogBlank, prefix = "/rpc", endpoint = "logs/blank", input = GetUrl, output = Json)]
pub async fn blank(log: Log, contact: Option<ContactId>, company: Option<CompanyId>, conversation: Option<ConversationId>) -> Result<Blank, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::blank(&cx, log, contact, company, conversation).await?)
}

#[server(name = SaveLog, prefix = "/rpc", endpoint = "logs/save", input = Json, output = Json)]
pub async fn save(log: Log, known: Option<(LogId, i64)>, form: EntryForm) -> Result<LogId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::save(&cx, log, known, &form).await?)
}

#[server(name = RemoveLog, prefix = "/rpc", endpoint = "logs/remove", input = Json, output = Json)]
pub async fn remove(id: LogId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::remove(&cx, id).await?)
}

#[server(name = RestoreLog, prefix = "/rpc", endpoint = "logs/restore", input = Json, output = Json)]
pub async fn restore(id: LogId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::restore(&cx, id).await?)
}

/// What the person who asks has to come back to.
#[server(name = LogTasks, prefix = "/rpc", endpoint = "logs/tasks", input = GetUrl, output = Json)]
pub async fn tasks() -> Result<Vec<EntryRow>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::tasks(&cx).await?)
}

#[server(name = LogDue, prefix = "/rpc", endpoint = "logs/due", input = GetUrl, output = Json)]
pub async fn due() -> Result<Due, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::due(&cx).await?)
}

#[server(name = FinishLog, prefix = "/rpc", endpoint = "logs/finish", input = Json, output = Json)]
pub async fn finish(id: LogId, done: bool) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::finish(&cx, id, done).await?)
}

#[server(name = SnoozeLog, prefix = "/rpc", endpoint = "logs/snooze", input = Json, output = Json)]
pub async fn snooze(id: LogId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::snooze(&cx, id).await?)
}

#[server(name = CommentLog, prefix = "/rpc", endpoint = "logs/comment", input = Json, output = Json)]
pub async fn comment(id: LogId, text: String) -> Result<CommentId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::comment(&cx, id, &text).await?)
}

#[server(name = UncommentLog, prefix = "/rpc", endpoint = "logs/uncomment", input = Json, output = Json)]
pub async fn uncomment(id: CommentId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::uncomment(&cx, id).await?)
}

#[server(name = DropLogFile, prefix = "/rpc", endpoint = "logs/drop-file", input = Json, output = Json)]
pub async fn drop_file(id: LogId, file: AttachmentId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::drop_file(&cx, id, file).await?)
}

#[server(name = SetLogDating, prefix = "/rpc", endpoint = "logs/set-dating", input = Json, output = Json)]
pub async fn set_dating(log: Log, dating: Dating, step: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::set_dating(&cx, log, dating, step).await?)
}

#[server(name = SetLogResults, prefix = "/rpc", endpoint = "logs/set-results", input = Json, output = Json)]
pub async fn set_results(log: Log, options: Vec<OptionForm>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::set_results(&cx, log, &options).await?)
}

#[server(name = AddLogItem, prefix = "/rpc", endpoint = "logs/add-item", input = Json, output = Json)]
pub async fn add_item(log: Log, form: ItemForm) -> Result<LogItemId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::add_item(&cx, log, &form).await?)
}

#[server(name = EditLogItem, prefix = "/rpc", endpoint = "logs/edit-item", input = Json, output = Json)]
pub async fn edit_item(id: LogItemId, form: ItemForm) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::edit_item(&cx, id, &form).await?)
}

#[server(name = OrderLogItems, prefix = "/rpc", endpoint = "logs/order-items", input = Json, output = Json)]
pub async fn order_items(log: Log, ids: Vec<LogItemId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::order_items(&cx, log, &ids).await?)
}

#[server(name = RemoveLogItem, prefix = "/rpc", endpoint = "logs/remove-item", input = Json, output = Json)]
pub async fn remove_item(id: LogItemId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::logs::remove_item(&cx, id).await?)
}
