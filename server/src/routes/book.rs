//! Files of the address book: sent in for a dry run, and taken out.

use super::{Shared, mails, uploads, visitor::Visitor};
use app::book::column_name;
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{Error, book};
use domain::{
    AttachmentId, ContactId, Language, Limit, Refused,
    book::{EntryKind, FILE_MAX},
    csv,
};
use futures::StreamExt;
use serde::Deserialize;
use tokio_util::io::ReaderStream;

#[derive(Deserialize)]
pub struct Sent {
    kind: EntryKind,
    #[serde(default)]
    name: String,
}

/// The bytes of a file; answers the number of its dry run.
pub async fn import(Extension(visitor): Extension<Visitor>, Query(sent): Query<Sent>, body: Body) -> Response {
    match receive(&visitor, sent, body).await {
        Ok(id) => Json(id).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

async fn receive(visitor: &Visitor, sent: Sent, body: Body) -> Result<domain::ImportId, Error> {
    visitor.cx.who.person()?;
    let mut bytes = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("an upload broke off")))?;
        if (bytes.len() + chunk.len()) as u64 > FILE_MAX {
            return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit: FILE_MAX }));
        }
        bytes.extend_from_slice(&chunk);
    }
    book::begin_import(&visitor.cx, sent.kind, &sent.name, Bytes::from(bytes)).await
}

#[derive(Deserialize)]
pub struct Wanted {
    kind: EntryKind,
}

/// The heads are in the reader's language: an import knows both.
pub async fn export(Extension(visitor): Extension<Visitor>, Query(wanted): Query<Wanted>) -> Response {
    let language = visitor.me.as_ref().map_or(Language::Japanese, |me| me.language);
    match book::export(&visitor.cx, wanted.kind).await {
        Ok(export) => written(&export, wanted.kind, language),
        Err(cause) => mails::refuse(cause),
    }
}

fn written(export: &book::Export, kind: EntryKind, language: Language) -> Response {
    let heads: Vec<String> = export.columns.iter().map(|column| column_name(*column, kind, &export.items, language)).collect();
    let text = csv::file(heads.iter().map(String::as_str), export.rows.iter().map(|row| row.iter().map(String::as_str)));
    let name = format!("{}.csv", app::book::words::kind_name(kind, language));
    let disposition = HeaderValue::from_str(&mails::disposition(&name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, disposition)];
    (headers, text).into_response()
}

#[derive(Deserialize)]
pub struct Whom {
    id: Option<i64>,
}

/// People as cards: everybody, or one.
pub async fn cards(Extension(visitor): Extension<Visitor>, Query(whom): Query<Whom>) -> Response {
    match book::export_cards(&visitor.cx, whom.id.map(ContactId)).await {
        Ok(text) => {
            let headers =
                [(header::CONTENT_TYPE, "text/vcard; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"contacts.vcf\"")];
            (headers, text).into_response()
        }
        Err(cause) => mails::refuse(cause),
    }
}

/// Everything of one person, as it is read from where it lies.
pub async fn person(Extension(visitor): Extension<Visitor>, Path(name): Path<String>) -> Response {
    let Some(id) = name.strip_suffix(".zip").and_then(|id| id.parse().ok()) else { return mails::refuse(Error::Refused(Refused::NotFound)) };
    match book::person_file(&visitor.cx, ContactId(id)).await {
        Ok(person) => {
            let disposition = HeaderValue::from_str(&mails::disposition(&person.name)).unwrap_or(HeaderValue::from_static("attachment"));
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
                (header::CONTENT_LENGTH, HeaderValue::from(person.size)),
                (header::CONTENT_DISPOSITION, disposition),
            ];
            (headers, Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(person.file)))).into_response()
        }
        Err(cause) => mails::refuse(cause),
    }
}

#[derive(Deserialize)]
pub struct Upload {
    name: String,
    #[serde(default)]
    kind: String,
}

pub async fn add_file(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path((kind, entry)): Path<(EntryKind, i64)>,
    Query(upload): Query<Upload>,
    body: Body,
) -> Response {
    let added = async {
        let spool = uploads::spooled(&shared, &visitor, body).await?;
        book::add_file(&visitor.cx, kind, entry, book::NewFile { name: &upload.name, kind: &upload.kind }, spool).await
    };
    match added.await {
        Ok(file) => Json(file).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

pub async fn read_file(Extension(visitor): Extension<Visitor>, Path((kind, entry, file)): Path<(EntryKind, i64, i64)>) -> Response {
    mails::answer(book::file(&visitor.cx, kind, entry, AttachmentId(file)).await)
}
