//! Calls and visits: their files up and down, and whole logs as files for spreadsheets.

use super::{Shared, mails, uploads, visitor::Visitor};
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{Error, logs};
use domain::{
    AttachmentId, LogId, Refused, csv,
    logs::{Log, LogFile, LogQuery},
};
use futures::stream::try_unfold;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
pub struct Upload {
    name: String,
    #[serde(default)]
    kind: String,
}

pub async fn add(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(entry): Path<i64>,
    Query(upload): Query<Upload>,
    body: Body,
) -> Response {
    match receive(&shared, &visitor, LogId(entry), &upload, body).await {
        Ok(file) => Json(file).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

async fn receive(shared: &Shared, visitor: &Visitor, entry: LogId, upload: &Upload, body: Body) -> Result<LogFile, Error> {
    let spool = uploads::spooled(shared, visitor, body).await?;
    logs::add_file(&visitor.cx, entry, logs::NewFile { name: &upload.name, kind: &upload.kind }, spool).await
}

pub async fn read(Extension(visitor): Extension<Visitor>, Path((entry, file)): Path<(i64, i64)>) -> Response {
    mails::answer(logs::file(&visitor.cx, LogId(entry), AttachmentId(file)).await)
}

/// Bytes of a file that is read in.
pub const IMPORT_MAX: usize = 10 * 1024 * 1024;

/// The filters are those of the address of the list.
pub async fn export(Extension(visitor): Extension<Visitor>, Path(log): Path<String>, Query(filters): Query<HashMap<String, String>>) -> Response {
    match begin(visitor, &log, &filters).await {
        Ok(response) => response,
        Err(cause) => mails::refuse(cause),
    }
}

async fn begin(visitor: Visitor, log: &str, filters: &HashMap<String, String>) -> Result<Response, Error> {
    let Visitor { cx, me, .. } = visitor;
    let language = me.ok_or(Refused::NotSignedIn)?.language;
    let log = Log::of_path(log).ok_or(Refused::NotFound)?;
    let query = LogQuery { before: None, ..LogQuery::named(log, |name| filters.get(name).cloned()) };
    let head = logs::begin_export(&cx, &query, language).await?;
    // The first page is read before anything is sent, so that what fails at once is told as a failure.
    let (first, next) = logs::export_page(&cx, &query, language).await?;
    let text = |lines: &[Vec<String>]| lines.iter().map(|cells| csv::line(cells.iter().map(String::as_str))).collect::<String>();
    let head = format!("{}{}{}", csv::MARK, csv::line(head.iter().map(String::as_str)), text(&first));
    let lines = try_unfold((Some(head), next), move |(waiting, next)| {
        let (cx, query) = (cx.clone(), query.clone());
        async move {
            if let Some(head) = waiting {
                return Ok::<_, std::io::Error>(Some((Bytes::from(head), (None, next))));
            }
            let Some(before) = next else { return Ok(None) };
            let page = logs::export_page(&cx, &LogQuery { before: Some(before), ..query }, language).await;
            let (lines, next) = page.map_err(|cause| {
                tracing::error!(cause = format!("{cause:#}"), "a log could not be exported to its end");
                std::io::Error::other("the log could not be read to its end")
            })?;
            Ok(Some((Bytes::from(text(&lines)), (None, next))))
        }
    });
    let name = format!("{}.csv", app::logs::words::log_name(log, language));
    let disposition = HeaderValue::from_str(&mails::disposition(&name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(lines)).into_response())
}

#[derive(Deserialize)]
pub struct Wish {
    /// Whether it is kept, or only tried.
    #[serde(default)]
    keep: bool,
}

pub async fn import(Extension(visitor): Extension<Visitor>, Path(log): Path<String>, Query(wish): Query<Wish>, body: Bytes) -> Response {
    let Some(log) = Log::of_path(&log) else { return mails::refuse(Refused::NotFound.into()) };
    match logs::import(&visitor.cx, log, &body, wish.keep).await {
        Ok(done) => Json(done).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}
