//! Server functions of templates. Files and tables have routes of their own.

use crate::{Failure, wire::Json};
use domain::{
    AttachmentId, DraftId, MailboxId, MessageId, TemplateId,
    templates::{Content, FilledView, Form, Line, Listing, PageView, VersionView},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(name = ListTemplates, prefix = "/rpc", endpoint = "templates/list", input = GetUrl, output = Json)]
pub async fn list(typed: String) -> Result<Listing, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::list(&cx, &typed).await?)
}

#[server(name = OpenTemplate, prefix = "/rpc", endpoint = "templates/page", input = GetUrl, output = Json)]
pub async fn page(id: TemplateId) -> Result<PageView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::page(&cx, id).await?)
}

#[server(name = CreateTemplate, prefix = "/rpc", endpoint = "templates/create", input = Json, output = Json)]
pub async fn create(form: Form) -> Result<TemplateId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::create(&cx, &form).await?)
}

/// Each change answers the version of now.
#[server(name = SetTemplate, prefix = "/rpc", endpoint = "templates/set", input = Json, output = Json)]
pub async fn set(id: TemplateId, version: i64, form: Form) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::set(&cx, id, version, &form).await?)
}

#[server(name = SaveTemplate, prefix = "/rpc", endpoint = "templates/save", input = Json, output = Json)]
pub async fn save(id: TemplateId, version: i64, content: Content) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::save(&cx, id, version, content).await?)
}

/// Answers the number of the version that is in use now.
#[server(name = PublishTemplate, prefix = "/rpc", endpoint = "templates/publish", input = Json, output = Json)]
pub async fn publish(id: TemplateId, version: i64, content: Content, note: String) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::publish(&cx, id, version, content, &note).await?)
}

#[server(name = DiscardTemplate, prefix = "/rpc", endpoint = "templates/discard", input = Json, output = Json)]
pub async fn discard(id: TemplateId, version: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::discard(&cx, id, version).await?)
}

#[server(name = ArchiveTemplate, prefix = "/rpc", endpoint = "templates/archive", input = Json, output = Json)]
pub async fn archive(id: TemplateId, version: i64, archived: bool) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::set_archived(&cx, id, version, archived).await?)
}

#[server(name = TemplateGoBack, prefix = "/rpc", endpoint = "templates/go-back", input = Json, output = Json)]
pub async fn go_back(id: TemplateId, version: i64, number: i64) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::go_back(&cx, id, version, number).await?)
}

#[server(name = TemplateVersion, prefix = "/rpc", endpoint = "templates/version", input = GetUrl, output = Json)]
pub async fn version(id: TemplateId, number: i64) -> Result<VersionView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::version(&cx, id, number).await?)
}

#[server(name = TemplateSeen, prefix = "/rpc", endpoint = "templates/seen", input = Json, output = Json)]
pub async fn seen(id: TemplateId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::seen(&cx, id).await?)
}

#[server(name = RemoveTemplateFile, prefix = "/rpc", endpoint = "templates/remove-file", input = Json, output = Json)]
pub async fn remove_file(id: TemplateId, version: i64, file: AttachmentId) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::remove_file(&cx, id, version, file).await?)
}

#[server(name = RenameTemplateFolder, prefix = "/rpc", endpoint = "templates/rename-folder", input = Json, output = Json)]
pub async fn rename_folder(name: String, new: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::rename_folder(&cx, &name, &new).await?)
}

/// What can be inserted in a mailbox, for the picker.
#[server(name = OfferedTemplates, prefix = "/rpc", endpoint = "templates/offered", input = GetUrl, output = Json)]
pub async fn offered(mailbox: MailboxId) -> Result<Vec<Line>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::offered(&cx, mailbox).await?)
}

/// Posted, so that nothing on the way answers from what it kept.
#[server(name = PreviewTemplate, prefix = "/rpc", endpoint = "templates/preview", input = Json, output = Json)]
pub async fn preview(id: TemplateId, draft: DraftId) -> Result<FilledView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::preview(&cx, id, draft).await?)
}

/// The newest version of this moment, filled; its files are attached to the draft.
#[server(name = InsertTemplate, prefix = "/rpc", endpoint = "templates/insert", input = Json, output = Json)]
pub async fn insert(id: TemplateId, draft: DraftId, token: String) -> Result<FilledView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::insert(&cx, id, draft, &token).await?)
}

/// How a text reads for whoever has this address in the address book.
#[server(name = TryTemplate, prefix = "/rpc", endpoint = "templates/try-out", input = Json, output = Json)]
pub async fn try_out(mailbox: Option<MailboxId>, content: Content, addr: String) -> Result<FilledView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::try_out(&cx, mailbox, content, &addr).await?)
}

#[server(name = TemplateFromDraft, prefix = "/rpc", endpoint = "templates/from-draft", input = Json, output = Json)]
pub async fn from_draft(draft: DraftId) -> Result<TemplateId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::from_draft(&cx, draft).await?)
}

#[server(name = TemplateFromMessage, prefix = "/rpc", endpoint = "templates/from-message", input = Json, output = Json)]
pub async fn from_message(message: MessageId) -> Result<TemplateId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::templates::from_message(&cx, message).await?)
}
