//! Headers that every answer carries. Pages replace the policy with one that lets their own scripts run.

use crate::figures;
use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// For everything that is not a page: nothing may be loaded, run or framed.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/// For the source of a mail, which is text in a frame of ours.
pub const SOURCE_POLICY: &str = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

/// For the cleaned HTML of a mail: no script, no form, no frame around it but ours; pictures of the mail itself, others only when asked for.
pub fn mail_policy(remote_images: bool) -> String {
    let pictures = if remote_images { "data: https: http:" } else { "data:" };
    format!(
        "default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
         sandbox allow-popups allow-popups-to-escape-sandbox"
    )
}

pub async fn security(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    figures::answered(response.status());
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    headers.entry(header::X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(HeaderName::from_static("cross-origin-opener-policy")).or_insert(HeaderValue::from_static("same-origin"));
    headers.entry(HeaderName::from_static("cross-origin-resource-policy")).or_insert(HeaderValue::from_static("same-origin"));
    headers.entry(HeaderName::from_static("permissions-policy")).or_insert(HeaderValue::from_static("camera=(), microphone=(), geolocation=()"));
    response
}
