//! Files of bulk mails, audiences that come as files, errors that leave as one, and opting out by a mail program.

use super::{Shared, mails, uploads, visitor::Visitor};
use app::bulk::words;
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{bulk, drafts};
use domain::{AttachmentId, BulkMailId, Language, Refused};
use serde::Deserialize;

/// Bytes of a file with recipients.
pub const AUDIENCE_MAX: usize = 8 * 1024 * 1024;

#[derive(Deserialize)]
pub struct Upload {
    name: String,
    #[serde(default)]
    kind: String,
    /// A picture for a place inside the text.
    #[serde(default)]
    inside: bool,
}

/// Attaches a file.
pub async fn add(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<i64>,
    Query(upload): Query<Upload>,
    body: Body,
) -> Response {
    let added = async {
        let spool = uploads::spooled(&shared, &visitor, body).await?;
        let new = drafts::NewFile { name: &upload.name, kind: &upload.kind, inside: upload.inside };
        bulk::add_file(&visitor.cx, BulkMailId(id), new, spool).await
    };
    match added.await {
        Ok(file) => Json(file).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

pub async fn read(Extension(visitor): Extension<Visitor>, Path((id, file)): Path<(i64, i64)>) -> Response {
    mails::answer(bulk::file(&visitor.cx, BulkMailId(id), AttachmentId(file)).await)
}

/// The formatted text of one recipient, for a frame.
pub async fn preview(Extension(visitor): Extension<Visitor>, Path((id, place)): Path<(i64, i64)>) -> Response {
    match bulk::preview_html(&visitor.cx, BulkMailId(id), place).await {
        Ok(html) => mails::framed(&html, false, 0),
        Err(cause) => mails::refuse(cause),
    }
}

#[derive(Deserialize)]
pub struct Audience {
    version: i64,
    #[serde(default)]
    name: String,
}

/// Answers the new version.
pub async fn audience(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>, Query(audience): Query<Audience>, body: Bytes) -> Response {
    match bulk::read_file(&visitor.cx, BulkMailId(id), audience.version, &audience.name, &body).await {
        Ok(version) => Json(version).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

/// Those who did not get it, in the form that is read as an audience.
pub async fn errors(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>) -> Response {
    let language = visitor.me.as_ref().map_or(Language::Japanese, |me| me.language);
    match bulk::errors_file(&visitor.cx, BulkMailId(id), words::head(language), words::errors(language)).await {
        Ok((name, text)) => {
            let name = mails::disposition(&format!("{name}.csv"));
            let disposition = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
            ([(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, disposition)], text)
                .into_response()
        }
        Err(cause) => mails::refuse(cause),
    }
}

#[derive(Deserialize)]
pub struct OneClick {
    #[serde(rename = "List-Unsubscribe")]
    list_unsubscribe: String,
}

/// One-click (RFC 8058 section 3.2): no cookie, no question. Says nothing of whom it was for.
pub async fn opt_out(Extension(visitor): Extension<Visitor>, Path(token): Path<String>, axum::Form(asked): axum::Form<OneClick>) -> Response {
    if asked.list_unsubscribe != "One-Click" {
        return mails::refuse(Refused::NotFound.into());
    }
    match bulk::opt_out(&visitor.cx, &token).await {
        Ok(()) => http::StatusCode::OK.into_response(),
        Err(cause) => mails::refuse(cause),
    }
}
