//! The headers of answers that open and end sessions, and where plain forms go next.

use super::is_plain_form;
use crate::visit::Visit;
use domain::Language;
use http::{HeaderName, HeaderValue, StatusCode, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// The name that a plain form brought and that was refused; the next page shows it again.
const TRIED: &str = "tried";

fn add(name: HeaderName, value: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        response.append_header(name, value);
    }
}

/// Hands the session's token over; an empty one ends the session.
pub fn open(visit: &Visit, token: &str) {
    add(header::SET_COOKIE, &visit.set_cookie(token));
}

pub fn keep_language(language: Language) {
    add(header::SET_COOKIE, &format!("language={language}; Path=/; SameSite=Lax; Max-Age=31536000"));
}

/// Plain forms only: the client keeps its own fields.
pub fn remember_name(email: &str) {
    if is_plain_form() {
        let hex: String = email.bytes().take(250).map(|byte| format!("{byte:02x}")).collect();
        add(header::SET_COOKIE, &format!("{TRIED}={hex}; Path=/login; HttpOnly; SameSite=Strict; Max-Age=60"));
    }
}

/// What [`remember_name`] kept.
pub fn remembered_name() -> String {
    let cookies = use_context::<http::request::Parts>().and_then(|parts| Some(parts.headers.get(header::COOKIE)?.to_str().ok()?.to_owned()));
    let cookies = cookies.unwrap_or_default();
    let hex = cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == TRIED).map_or("", |(_, value)| value);
    let digits: Option<Vec<u32>> = hex.chars().map(|digit| digit.to_digit(16)).collect();
    let bytes = digits.unwrap_or_default().chunks_exact(2).filter_map(|pair| u8::try_from(pair[0] << 4 | pair[1]).ok()).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Sends a plain form on. The client goes there by itself.
pub fn lead_to(path: &str) {
    if !is_plain_form() {
        return;
    }
    if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(header::LOCATION, path);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Sends a plain form on to where its draft is written.
pub fn lead_to_draft(page: &str, draft: domain::DraftId) {
    lead_to(&crate::drafts::draft_url(crate::auth::api::local_path(page), draft));
}
