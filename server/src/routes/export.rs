//! A list as a file for spreadsheets, sent while it is read: nothing holds all of it.

use super::{mails::disposition, visitor::Visitor};
use app::{
    conversations::words::{class_name, level_name, status_name},
    layout::words::view_name,
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{Cx, conversations, mailboxes};
use domain::{
    Language, MailboxId, Moment, Refused,
    conversations::{ListQuery, Page, RowView, View},
    csv,
    fields::Column,
    mailboxes::MailboxView,
};
use futures::stream::try_unfold;
use jiff::{Timestamp, tz::TimeZone};
use std::{collections::HashMap, sync::Arc};

/// What turns rows into lines.
struct Words {
    cx: Cx,
    mailbox: MailboxView,
    language: Language,
    zone: TimeZone,
}

/// The filters are those of the address of the list.
pub async fn list(
    Extension(visitor): Extension<Visitor>,
    Path((mailbox, view)): Path<(i64, String)>,
    Query(filters): Query<HashMap<String, String>>,
) -> Response {
    match begin(visitor, MailboxId(mailbox), &view, &filters).await {
        Ok(response) => response,
        Err(cause) => super::mails::refuse(cause),
    }
}

async fn begin(visitor: Visitor, mailbox: MailboxId, view: &str, filters: &HashMap<String, String>) -> backend::Result<Response> {
    let Visitor { cx, me, .. } = visitor;
    cx.who.viewing(mailbox)?;
    let query = query(mailbox, view, filters).ok_or(Refused::NotFound)?;
    let me = me.ok_or(Refused::NotSignedIn)?;
    let mailbox = mailboxes::mine(&cx).await?.into_iter().find(|one| one.id == mailbox).ok_or(Refused::NotFound)?;
    conversations::begin_export(&cx, &query).await?;
    // The first page is read before anything is sent, so that what fails at once is told as a failure.
    let first = conversations::export_page(&cx, &query).await?;
    let name = format!("{} {}.csv", mailbox.name, view_name(query.view, me.language));
    let words = Words { cx, mailbox, language: me.language, zone: TimeZone::get(&me.zone).unwrap_or(TimeZone::UTC) };
    let head = format!("{}{}", csv::MARK, csv::line(words.head(&first.columns).iter().map(String::as_str)));
    let state = (Arc::new(words), query, Some((Some(head), first)));
    let lines = try_unfold(state, |(words, query, waiting)| async move {
        let Some((head, page)) = waiting else { return Ok::<_, std::io::Error>(None) };
        let chunk = Bytes::from(format!("{}{}", head.unwrap_or_default(), words.lines(&page)));
        let query = ListQuery { before: page.next, ..query };
        let next = match page.next {
            None => None,
            Some(_) => Some((
                None,
                conversations::export_page(&words.cx, &query).await.map_err(|cause| {
                    tracing::error!(cause = format!("{cause:#}"), "a list could not be exported to its end");
                    std::io::Error::other("the list could not be read to its end")
                })?,
            )),
        };
        Ok(Some((chunk, (words, query, next))))
    });
    let disposition = HeaderValue::from_str(&disposition(&name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(lines)).into_response())
}

fn query(mailbox: MailboxId, view: &str, filters: &HashMap<String, String>) -> Option<ListQuery> {
    let named = ListQuery::named(mailbox, View::parse(view)?, |name| filters.get(name).cloned());
    Some(ListQuery { before: None, ..named })
}

impl Words {
    fn head(&self, columns: &[Column]) -> Vec<String> {
        let (ja, en) = (
            ["番号", "処理状況", "件名", "差出人", "メールアドレス", "担当者", "確認者", "優先度", "最終更新", "待ち始め", "メール数", "コメント数"],
            [
                "Number",
                "Status",
                "Subject",
                "From",
                "Address",
                "Assignee",
                "Confirmer",
                "Priority",
                "Last mail",
                "Waiting since",
                "Mails",
                "Comments",
            ],
        );
        let names = if self.language == Language::Japanese { ja } else { en };
        names.iter().map(|name| (*name).to_owned()).chain(columns.iter().map(|column| column.name.clone())).collect()
    }

    fn lines(&self, page: &Page) -> String {
        page.rows.iter().map(|row| csv::line(self.cells(row, &page.columns).iter().map(String::as_str))).collect()
    }

    fn cells(&self, row: &RowView, columns: &[Column]) -> Vec<String> {
        let l = self.language;
        let status = self.mailbox.statuses.iter().find(|status| status.id == row.status_id).map(|status| status_name(status, l));
        let level = self.mailbox.priorities.iter().find(|level| level.priority == row.priority);
        let mut cells = vec![
            row.number.to_string(),
            status.unwrap_or_else(|| class_name(row.class, l).to_owned()),
            row.subject.clone(),
            row.customer_name.clone(),
            row.customer_addr.clone(),
            row.assignee_name.clone().unwrap_or_default(),
            row.confirmer_name.clone().unwrap_or_default(),
            level_name(level, row.priority, l),
            self.time(row.last_at),
            row.waiting_since.map(|since| self.time(since)).unwrap_or_default(),
            row.messages.to_string(),
            row.comments.to_string(),
        ];
        let of = |column: &Column| row.fields.iter().find(|shown| shown.field == column.id).map(|shown| shown.text.clone()).unwrap_or_default();
        cells.extend(columns.iter().map(of));
        cells
    }

    /// As spreadsheets read it, on the person's clocks.
    fn time(&self, at: Moment) -> String {
        Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(self.zone.clone()).strftime("%Y/%m/%d %H:%M").to_string()
    }
}
