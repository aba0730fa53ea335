//! Every route of the program, as one table, and the layers around them.

mod book;
mod bulk;
mod export;
mod headers;
mod health;
mod imports;
mod live;
mod logs;
mod mails;
mod pages;
mod reports;
mod templates;
mod uploads;
mod visitor;
mod whole;

use crate::{config::Config, site};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use backend::Desk;
use leptos::prelude::LeptosOptions;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
    csrf::CsrfLayer,
};

/// What handlers share.
#[derive(Clone)]
pub struct Shared {
    pub desk: Arc<Desk>,
    pub config: Arc<Config>,
    pub practice: bool,
    pub site: Arc<app::Site>,
    pub leptos: LeptosOptions,
    /// Cancelled when the program ends: open streams end with it.
    pub stop: CancellationToken,
}

impl axum::extract::FromRef<Shared> for LeptosOptions {
    fn from_ref(shared: &Shared) -> Self {
        shared.leptos.clone()
    }
}

pub fn router(desk: &Arc<Desk>, config: &Config, practice: bool, stop: CancellationToken) -> Router {
    let shared = Shared {
        desk: desk.clone(),
        config: Arc::new(config.clone()),
        practice,
        site: Arc::new(site::site()),
        leptos: LeptosOptions::builder().output_name("madoguchi").build(),
        stop,
    };
    let signed_in = Router::new()
        .route("/events", get(live::events))
        .route("/mail/{message}/html", get(mails::html))
        .route("/mail/{message}/source", get(mails::source))
        .route("/mail/{message}/raw", get(mails::raw))
        .route("/mail/{message}/attachments.zip", get(mails::archive))
        .route("/mail/{message}/attachments/{attachment}", get(mails::attachment))
        .route("/quarantine/{arrival}/raw", get(mails::quarantined))
        .route("/export/{mailbox}/{view}", get(export::list))
        .route("/export/reports", get(reports::export))
        .route("/export/templates", get(templates::export))
        .route("/import/templates", post(templates::import).layer(DefaultBodyLimit::disable()))
        .route("/templates/{id}/files/{file}", get(templates::read))
        .route("/templates/{id}/files", post(templates::add).layer(DefaultBodyLimit::disable()))
        .route("/log-files/{entry}/{file}", get(logs::read))
        .route("/log-files/{entry}", post(logs::add).layer(DefaultBodyLimit::disable()))
        .route("/export/logs/{log}", get(logs::export))
        .route("/import/logs/{log}", post(logs::import).layer(DefaultBodyLimit::max(logs::IMPORT_MAX)))
        .route("/files/bulk/{bulk}/{file}", get(bulk::read))
        .route("/files/bulk/{bulk}/errors.csv", get(bulk::errors))
        .route("/files/bulk/{bulk}/preview/{place}", get(bulk::preview))
        .route("/files/bulk/{bulk}", post(bulk::add).layer(DefaultBodyLimit::disable()))
        .route("/files/bulk/{bulk}/audience", post(bulk::audience).layer(DefaultBodyLimit::max(bulk::AUDIENCE_MAX)))
        // The page of the same address asks people; mail programs do it for them (RFC 8058).
        .route("/unsubscribe/{token}", post(bulk::opt_out))
        .route("/import/{mailbox}", post(imports::add).layer(DefaultBodyLimit::disable()))
        .route("/book/imports", post(book::import).layer(DefaultBodyLimit::disable()))
        .route("/book/export", get(book::export))
        .route("/book/cards.vcf", get(book::cards))
        .route("/book/person/{name}", get(book::person))
        .route("/book-files/{kind}/{entry}", post(book::add_file).layer(DefaultBodyLimit::disable()))
        .route("/book-files/{kind}/{entry}/{file}", get(book::read_file))
        .route("/drafts/{draft}/files/{file}", get(uploads::read))
        .route("/drafts/{draft}/files", post(uploads::add).layer(DefaultBodyLimit::disable()));
    let pages = pages::routes(&shared).layer(middleware::from_fn(whole::whole));

    Router::new()
        .merge(signed_in)
        .merge(pages)
        .layer(middleware::from_fn_with_state(shared.clone(), visitor::known))
        // Everything below answers without looking for a session.
        .route("/pkg/{*name}", get(site::package))
        .route("/site.json", get(site::site_json))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(shared)
        .layer(
            CompressionLayer::new()
                .compress_when(SizeAbove::new(512).and(NotForContentType::new("text/event-stream")).and(NotForContentType::IMAGES)),
        )
        .layer(middleware::from_fn(headers::security))
        // Cross-site requests that change something are refused by Sec-Fetch-Site and Origin (security class 21).
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::new())
}

#[cfg(test)]
mod tests;
