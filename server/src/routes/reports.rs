//! Tables of a report as a file for spreadsheets.

use super::{
    mails::{disposition, refuse},
    visitor::Visitor,
};
use app::reports::sheet::{self, Made};
use axum::{
    Extension,
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::reports;
use domain::{
    Refused, csv,
    reports::{Day, SheetFormat},
};
use jiff::tz::TimeZone;
use std::collections::HashMap;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The filters are those of the address of the report; `table` and `as` say what is written, and how.
pub async fn export(Extension(visitor): Extension<Visitor>, Query(filters): Query<HashMap<String, String>>) -> Response {
    table(visitor, &filters).await.unwrap_or_else(refuse)
}

async fn table(visitor: Visitor, filters: &HashMap<String, String>) -> backend::Result<Response> {
    let Visitor { cx, me, .. } = visitor;
    let me = me.ok_or(Refused::NotSignedIn)?;
    let language = me.language;
    let desk = reports::desk(&cx).await?;
    let (asked, questions) = sheet::asked(&desk, |name| filters.get(name).cloned());
    let mut answers = Vec::with_capacity(questions.len());
    for (card, question) in questions {
        answers.push((card, reports::ask(&cx, &question).await?));
    }
    let format = filters.get("as").and_then(|name| SheetFormat::parse(name)).unwrap_or(SheetFormat::Utf8);
    let zone = TimeZone::get(&desk.zone).unwrap_or(TimeZone::UTC);
    let made = Made { by: &me.name, at: Day::minutes(cx.now, &zone) };
    let book = sheet::workbook(&asked, &answers, &desk, made, language);
    let (_, answer) = answers.first().ok_or(Refused::NotFound)?;
    let name = sheet::name(&book.title, &answer.question);
    let csv = || sheet::written(answer, &desk, language);
    let (bytes, kind, name) = match format {
        SheetFormat::Xlsx => (reports::xlsx(&book)?, XLSX, format!("{name}.xlsx")),
        SheetFormat::Utf8 => (format!("{}{}", csv::MARK, csv()).into_bytes(), "text/csv; charset=utf-8", format!("{name}.csv")),
        SheetFormat::Cp932 => (mail::table::cp932(&csv()).0, "text/csv; charset=Shift_JIS", format!("{name}.csv")),
    };
    let disposition = HeaderValue::from_str(&disposition(&name)).unwrap_or(HeaderValue::from_static("attachment"));
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
