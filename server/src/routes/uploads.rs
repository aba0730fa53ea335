//! Files of drafts: streamed to a spool while they come in, never held in memory as a whole.

use super::{Shared, mails, visitor::Visitor};
use axum::{
    Extension, Json,
    body::Body,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use backend::{Error, drafts, files::Spool};
use domain::{AttachmentId, DraftId, Limit, Refused, drafts::DraftFileView};
use futures::StreamExt;
use serde::Deserialize;
use tokio::io::AsyncWriteExt;

#[derive(Deserialize)]
pub struct Upload {
    token: String,
    name: String,
    #[serde(default)]
    kind: String,
    /// A picture for a place inside the text.
    #[serde(default)]
    inside: bool,
}

pub async fn add(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(draft): Path<i64>,
    Query(upload): Query<Upload>,
    body: Body,
) -> Response {
    match receive(&shared, &visitor, DraftId(draft), upload, body).await {
        Ok(file) => Json(file).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

async fn receive(shared: &Shared, visitor: &Visitor, draft: DraftId, upload: Upload, body: Body) -> Result<DraftFileView, Error> {
    let spool = spooled(shared, visitor, body).await?;
    let kind = if upload.kind.is_empty() { "application/octet-stream".to_owned() } else { upload.kind };
    let new = drafts::NewFile { name: &upload.name, kind: &kind, inside: upload.inside };
    drafts::add_file(&visitor.cx, draft, &upload.token, new, spool).await
}

/// What somebody sends up, as it comes in, up to the size that a file may have.
pub(super) async fn spooled(shared: &Shared, visitor: &Visitor, body: Body) -> Result<Spool, Error> {
    visitor.cx.who.person()?;
    let limit = shared.desk.limits.file_bytes;
    let mut spool = shared.desk.files.spool(limit).await?;
    let mut size = 0_u64;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("an upload broke off")))?;
        size += chunk.len() as u64;
        if size > limit {
            return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit }));
        }
        spool.write_all(&chunk).await?;
    }
    Ok(spool)
}

pub async fn read(Extension(visitor): Extension<Visitor>, Path((draft, file)): Path<(i64, i64)>) -> Response {
    mails::answer(drafts::file(&visitor.cx, DraftId(draft), AttachmentId(file)).await)
}
