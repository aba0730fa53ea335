//! What only the server knows: who asks, in which language, and how errors of the verbs become answers.

pub mod answer;
mod paper;

pub use paper::paper;

use crate::{Failure, start::Start, time::Civil, visit::Visit};
use domain::{Language, Moment, auth::Me, own_fault::OwnFault};
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::hash::{BuildHasher, Hasher, RandomState};

/// Who asks, from the request. Server functions call it first, before anything is awaited.
pub fn cx() -> Result<backend::Cx, Failure> {
    use_context::<backend::Cx>().ok_or_else(|| failed("no request context: the route does not provide backend::Cx"))
}

/// Who is signed in.
pub fn me() -> Option<Me> {
    use_context::<Option<Me>>().flatten()
}

/// For what everybody who is signed in may read and no verb answers.
pub fn signed_in() -> Result<(), Failure> {
    cx()?.who.person().map_err(backend::Error::from)?;
    Ok(())
}

/// What is read says the same to everybody for as long as the program stays the same: a browser may keep it for some minutes.
pub fn may_be_kept() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=600"));
    }
}

/// The request itself: session, browser, company.
pub fn visit() -> Visit {
    use_context().unwrap_or_default()
}

/// The person's language, else the one of the cookie `language`, else what the browser prefers.
pub fn language() -> Language {
    if let Some(me) = me() {
        return me.language;
    }
    let cookies = use_context::<Parts>().and_then(|parts| Some(parts.headers.get(header::COOKIE)?.to_str().ok()?.to_owned())).unwrap_or_default();
    let chosen = cookies.split(';').find_map(|pair| pair.trim().strip_prefix("language=")).and_then(Language::parse);
    chosen.or(visit().language).unwrap_or(Language::Japanese)
}

pub(crate) fn start() -> Start {
    let now = use_context::<backend::Cx>().map_or_else(backend::cx::now, |cx| cx.now);
    let Visit { company, practice, .. } = visit();
    Start { me: me(), language: language(), now, company, practice }
}

/// What may run and load in a page: our own files, and the scripts of this answer by their nonce (CSP level 3).
pub(crate) fn set_policy(nonce: &str) {
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
         connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(policy)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&policy)) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Whether a form was sent without the client: it is answered by a redirect, not by data.
pub fn is_plain_form() -> bool {
    let accepts =
        |parts: &Parts| parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"));
    use_context::<Parts>().is_some_and(|parts| parts.method == http::Method::POST && accepts(&parts))
}

/// The HTTP status of this answer. A plain form's stays a redirect, which carries a failure back to the page it came from.
pub fn set_status(status: u16) {
    if is_plain_form() {
        return;
    }
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

impl From<backend::Error> for Failure {
    fn from(cause: backend::Error) -> Self {
        match cause {
            backend::Error::Refused(refused) => {
                set_status(refused.http_status());
                Failure::Refused(refused)
            }
            backend::Error::Failed(cause) => match backend::fault::of(&cause) {
                OwnFault::Inside => failed(&format!("{cause:#}")),
                fault => {
                    tracing::error!(%fault, cause = format!("{cause:#}"), "a request failed");
                    let failure = Failure::Ours(fault);
                    set_status(failure.http_status());
                    failure
                }
            },
        }
    }
}

/// Logs our fault once, under a code that the person can tell us.
fn failed(cause: &str) -> Failure {
    let code = code(RandomState::new().build_hasher().finish());
    tracing::error!(code, cause, "a request failed");
    set_status(500);
    Failure::Failed { code }
}

/// Four characters that are not mistaken for each other when read aloud.
fn code(seed: u64) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    (0..4).map(|place| char::from(LETTERS[(seed >> (place * 5) & 31) as usize])).collect()
}

/// The fields of `at` on the clocks of `zone`; an unknown zone reads as UTC, as in the browser.
pub(crate) fn civil(at: Moment, zone: &str) -> Civil {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let read = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone);
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    Civil { year: i32::from(read.year()), month: part(read.month()), day: part(read.day()), hour: part(read.hour()), minute: part(read.minute()) }
}
