//! Pages are drawn to their end and sent whole. A browser that goes away in the middle does not tear the drawing apart, and one
//! that fails becomes a page that says so, never half a page.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// A page is some hundred kilobytes; anything near this is a fault.
const MOST: usize = 64 * 1024 * 1024;

pub async fn whole(request: Request, next: Next) -> Response {
    let for_people = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"));
    let drawing = tokio::spawn(async move {
        let (head, body) = next.run(request).await.into_parts();
        to_bytes(body, MOST).await.map(|bytes| Response::from_parts(head, Body::from(bytes)))
    });
    match drawing.await {
        Ok(Ok(response)) => response,
        Ok(Err(cause)) => broken(&cause.to_string(), for_people),
        Err(cause) => broken(&cause.to_string(), for_people),
    }
}

/// What a person reads when we failed: what happened, what was kept, what to do.
fn broken(cause: &str, for_people: bool) -> Response {
    tracing::error!(cause, "a request broke down");
    if !for_people {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, html)], include_str!("broken.html")).into_response()
}
