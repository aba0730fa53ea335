//! Templates: their files, and tables of them out and in.

use super::{
    mails::{self, disposition},
    visitor::Visitor,
};
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{Error, drafts, templates};
use domain::{AttachmentId, Limit, Refused, TemplateId, drafts::DraftFileView};
use futures::StreamExt;
use serde::Deserialize;
use tokio::io::AsyncWriteExt;

/// A table of a thousand templates has a few megabytes.
const TABLE_BYTES: u64 = 20 * 1024 * 1024;

#[derive(Deserialize)]
pub struct Upload {
    version: i64,
    name: String,
    #[serde(default)]
    kind: String,
    /// A picture for a place inside the text.
    #[serde(default)]
    inside: bool,
}

pub async fn add(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>, Query(upload): Query<Upload>, body: Body) -> Response {
    match take(&visitor, TemplateId(id), upload, body).await {
        Ok(added) => Json(added).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

async fn take(visitor: &Visitor, id: TemplateId, upload: Upload, body: Body) -> Result<(DraftFileView, i64), Error> {
    let spool = gathered(visitor, body, visitor.cx.desk.limits.file_bytes).await?;
    let new = drafts::NewFile { name: &upload.name, kind: &upload.kind, inside: upload.inside };
    templates::add_file(&visitor.cx, id, upload.version, new, spool).await
}

pub async fn read(Extension(visitor): Extension<Visitor>, Path((id, file)): Path<(i64, i64)>) -> Response {
    mails::answer(templates::file(&visitor.cx, TemplateId(id), AttachmentId(file)).await)
}

pub async fn export(Extension(visitor): Extension<Visitor>) -> Response {
    match templates::export(&visitor.cx).await {
        Ok(table) => {
            let disposition = HeaderValue::from_str(&disposition("templates.csv")).unwrap_or(HeaderValue::from_static("attachment"));
            ([(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, disposition)], table)
                .into_response()
        }
        Err(cause) => mails::refuse(cause),
    }
}

#[derive(Deserialize)]
pub struct Import {
    /// Without it the answer only says what would come of it.
    #[serde(default)]
    apply: bool,
}

pub async fn import(Extension(visitor): Extension<Visitor>, Query(import): Query<Import>, body: Body) -> Response {
    let taken = async {
        let table = all_of(&visitor, body).await?;
        templates::import(&visitor.cx, &table, import.apply).await
    };
    match taken.await {
        Ok(imported) => Json(imported).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

async fn all_of(visitor: &Visitor, body: Body) -> Result<Vec<u8>, Error> {
    visitor.cx.who.person()?;
    let mut table = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk: Bytes = chunk.map_err(anyhow::Error::new)?;
        if (table.len() + chunk.len()) as u64 > TABLE_BYTES {
            return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit: TABLE_BYTES }));
        }
        table.extend_from_slice(&chunk);
    }
    Ok(table)
}

/// Nobody who is not signed in fills the disk.
async fn gathered(visitor: &Visitor, body: Body, limit: u64) -> Result<backend::files::Spool, Error> {
    visitor.cx.who.person()?;
    let mut spool = visitor.cx.desk.files.spool(limit).await?;
    let mut size = 0u64;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk: Bytes = chunk.map_err(anyhow::Error::new)?;
        size += chunk.len() as u64;
        if size > limit {
            return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit }));
        }
        spool.write_all(&chunk).await?;
    }
    Ok(spool)
}
