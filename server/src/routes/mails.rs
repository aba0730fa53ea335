//! Files of mails: cleaned HTML for the sandboxed frame, source, attachments. Attachments are downloads, never shown inline
//! (security classes 3 and 6).

use super::{
    headers::{SOURCE_POLICY, mail_policy},
    live,
    visitor::Visitor,
};
use app::Failure;
use axum::{
    Extension,
    extract::{Path, Query},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{Error, accounts, messages, messages::FileOut};
use domain::{ArrivalId, AttachmentId, MessageId, charset::Charset};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Shown {
    #[serde(default)]
    images: u8,
    /// One that a person chose; anything else is as good as none.
    #[serde(default)]
    charset: String,
}

pub async fn html(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>, Query(query): Query<Shown>) -> Response {
    let remote = query.images == 1;
    match messages::html(&visitor.cx, MessageId(id), remote, Charset::parse(&query.charset)).await {
        Ok(cleaned) => framed(&cleaned.html, remote, cleaned.remote_blocked),
        Err(cause) => refuse(cause),
    }
}

/// Cleaned HTML as a page for a sandboxed frame.
pub fn framed(html: &str, remote: bool, blocked: u32) -> Response {
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <base target=\"_blank\"><style>body{{margin:12px;font:15px/1.7 \"Hiragino Sans\",\"Noto Sans JP\",\"Yu Gothic\",Meiryo,sans-serif;color:#1c1a17;\
         background:#fff;overflow-wrap:anywhere}}img{{max-width:100%;height:auto}}table{{max-width:100%}}pre{{white-space:pre-wrap}}</style></head><body>{html}</body></html>"
    );
    let policy = HeaderValue::from_str(&mail_policy(remote)).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CONTENT_SECURITY_POLICY, policy),
            (HeaderName::from_static("x-remote-blocked"), HeaderValue::from(blocked)),
        ],
        page,
    )
        .into_response()
}

pub async fn source(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>) -> Response {
    match messages::raw(&visitor.cx, MessageId(id)).await {
        Ok(file) => {
            let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, SOURCE_POLICY)];
            (headers, String::from_utf8_lossy(&file.bytes).into_owned()).into_response()
        }
        Err(cause) => refuse(cause),
    }
}

pub async fn raw(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>) -> Response {
    answer(messages::raw(&visitor.cx, MessageId(id)).await)
}

pub async fn attachment(Extension(visitor): Extension<Visitor>, Path((id, attachment)): Path<(i64, i64)>) -> Response {
    answer(messages::attachment(&visitor.cx, MessageId(id), AttachmentId(attachment)).await)
}

pub async fn archive(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>) -> Response {
    answer(messages::attachments_zip(&visitor.cx, MessageId(id)).await)
}

pub async fn quarantined(Extension(visitor): Extension<Visitor>, Path(id): Path<i64>) -> Response {
    let found = accounts::quarantined_raw(&visitor.cx, ArrivalId(id)).await;
    answer(found.map(|bytes| FileOut { name: format!("quarantine-{id}.eml"), kind: "message/rfc822".into(), bytes: bytes.to_vec() }))
}

pub fn answer(file: Result<FileOut, Error>) -> Response {
    match file {
        Ok(file) => download(file),
        Err(cause) => refuse(cause),
    }
}

fn download(file: FileOut) -> Response {
    let disposition = HeaderValue::from_str(&disposition(&file.name)).unwrap_or(HeaderValue::from_static("attachment"));
    // Whatever the mail says it is: the browser gets bytes to save.
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")), (header::CONTENT_DISPOSITION, disposition)], file.bytes)
        .into_response()
}

/// RFC 6266, with the name in UTF-8 (RFC 8187) and an ASCII one for old programs.
pub fn disposition(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' }).collect();
    let encoded: String = name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// An error of a verb as the answer of a route.
pub fn refuse(cause: Error) -> Response {
    live::failure(&Failure::from(cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_leave_its_header() {
        let header = disposition("a\"; filename=b.html\r\nX: y 見積.pdf");
        assert!(!header.contains('\r') && !header.contains('\n'));
        assert_eq!(header.matches('"').count(), 2, "{header}");
        assert!(header.contains("%E8%A6%8B%E7%A9%8D.pdf"));
    }
}
