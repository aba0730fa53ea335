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

/// Below this nothing that people write can be kept.
const LEAST_ROOM: u64 = 1024 * 1024;

/// Ready when the database answers, the disk has room and the program is not about to end. Where receiving rests because little
/// room is left, pages still work: that is told and is no reason to lead people elsewhere.
pub async fn ready(State(shared): State<Shared>) -> Response {
    let room = match shared.desk.files.room().await {
        Ok(room) => room,
        Err(cause) => {
            tracing::warn!(cause = format!("{cause:#}"), "not ready");
            return (StatusCode::SERVICE_UNAVAILABLE, "the data folder cannot be used\n").into_response();
        }
    };
    if room < LEAST_ROOM {
        tracing::warn!(room, "not ready: the disk is full");
        return (StatusCode::SERVICE_UNAVAILABLE, "the disk is full\n").into_response();
    }
    let answers = backend::setup::needed(&backend::Cx::system(&shared.desk)).await;
    match answers {
        Ok(_) if !shared.stop.is_cancelled() && room < shared.desk.limits.reserve_bytes() => {
            "ready, but receiving rests: the disk is nearly full\n".into_response()
        }
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
