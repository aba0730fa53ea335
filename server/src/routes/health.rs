//! Is it alive, is it ready, and figures for a monitoring system.

use super::Shared;
use crate::figures;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

pub async fn alive() -> &'static str {
    "ok\n"
}

/// Ready when the database answers and the program is not about to end.
pub async fn ready(State(shared): State<Shared>) -> Response {
    let answers = backend::setup::needed(&backend::Cx::system(&shared.desk)).await;
    match answers {
        Ok(_) if !shared.stop.is_cancelled() => "ready\n".into_response(),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "ending\n").into_response(),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

pub async fn metrics(State(shared): State<Shared>) -> Response {
    match figures::render(&shared.desk).await {
        Ok(Some(text)) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response(),
        Ok(None) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(cause) => {
            tracing::warn!(%cause, "the figures could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

pub fn unavailable() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::RETRY_AFTER, "5")],
        "データベースに接続できません。しばらく待ってからもう一度開いてください。\nThe database does not answer. Please try again in a moment.\n",
    )
        .into_response()
}
