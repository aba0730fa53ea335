//! Files of the address book: sent in for a dry run, and taken out.

use super::{mails, visitor::Visitor};
use app::book::column_name;
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{Error, book};
use domain::{
    Language, Limit, Refused,
    book::{EntryKind, FILE_MAX},
    csv,
};
use futures::StreamExt;
use serde::Deserialize;

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
    let mut text = format!("{}{}", csv::MARK, csv::line(heads.iter().map(String::as_str)));
    for row in &export.rows {
        text.push_str(&csv::line(row.iter().map(String::as_str)));
    }
    let name = format!("{}.csv", app::book::words::kind_name(kind, language));
    let disposition = HeaderValue::from_str(&mails::disposition(&name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, disposition)];
    (headers, text).into_response()
}
