//! A table of a report as a file for spreadsheets.

use super::{
    mails::{disposition, refuse},
    visitor::Visitor,
};
use app::reports::sheet;
use axum::{
    Extension,
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::reports;
use domain::Refused;
use std::collections::HashMap;

/// The filters are those of the address of the report.
pub async fn export(Extension(visitor): Extension<Visitor>, Query(filters): Query<HashMap<String, String>>) -> Response {
    table(visitor, &filters).await.unwrap_or_else(refuse)
}

async fn table(visitor: Visitor, filters: &HashMap<String, String>) -> backend::Result<Response> {
    let Visitor { cx, me, .. } = visitor;
    let language = me.ok_or(Refused::NotSignedIn)?.language;
    let desk = reports::desk(&cx).await?;
    let answer = reports::ask(&cx, &sheet::asked(&desk, |name| filters.get(name).cloned())).await?;
    let disposition = HeaderValue::from_str(&disposition(&sheet::name(&answer, &desk, language))).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, sheet::written(&answer, &desk, language)).into_response())
}
