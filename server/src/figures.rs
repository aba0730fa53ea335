//! Figures for a monitoring system: counted from the start of the program, and looked up when they are asked for.
//! Counts only, no addresses, names or subjects.

use backend::{Cx, Desk};
use metrics::{counter, describe_counter, describe_gauge, gauge};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::{Arc, OnceLock};

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Begins to count. Called once, before anything happens that is counted.
pub fn start() {
    match PrometheusBuilder::new().install_recorder() {
        Ok(recorder) => drop(RECORDER.set(recorder)),
        Err(cause) => tracing::warn!(%cause, "nothing will be counted"),
    }
    describe_counter!("madoguchi_mails_received_total", "Mails that were filed");
    describe_counter!("madoguchi_fetch_failures_total", "Fetches that failed");
    describe_counter!("madoguchi_letters_total", "Letters by what became of them: sent, failed, unsure");
    describe_counter!("madoguchi_requests_total", "Answers to requests, by class of their status");
    describe_gauge!("madoguchi_live_streams", "Browsers that hear live changes now");
    describe_gauge!("madoguchi_letters_waiting", "Letters that wait or are being handed over");
    describe_gauge!("madoguchi_accounts_failing", "Mail accounts whose last fetch failed");
    describe_gauge!("madoguchi_quarantined", "Mails in quarantine");
    describe_gauge!("madoguchi_disk_free_bytes", "Bytes that are free on the disk of the data folder");
    // What has not happened yet is 0, not missing.
    counter!("madoguchi_mails_received_total").absolute(0);
    counter!("madoguchi_fetch_failures_total").absolute(0);
    for state in ["sent", "failed", "unsure"] {
        counter!("madoguchi_letters_total", "state" => state).absolute(0);
    }
    gauge!("madoguchi_live_streams").set(0.0);
}

/// Prometheus text format. `None` when nothing is counted.
///
/// # Errors
/// When the database fails.
pub async fn render(desk: &Arc<Desk>) -> backend::Result<Option<String>> {
    let Some(recorder) = RECORDER.get() else { return Ok(None) };
    let cx = Cx::system(desk);
    let (accounts_failing, quarantined) = backend::accounts::troubles(&cx).await?;
    let letters = backend::outbox::backlog(&cx).await?;
    let shown = |count: i64| f64::from(i32::try_from(count).unwrap_or(i32::MAX));
    gauge!("madoguchi_letters_waiting").set(shown(letters));
    gauge!("madoguchi_accounts_failing").set(shown(accounts_failing));
    gauge!("madoguchi_quarantined").set(shown(quarantined));
    gauge!("madoguchi_disk_free_bytes").set(desk.files.room().await? as f64);
    Ok(Some(recorder.render()))
}

/// One answer was given.
pub fn answered(status: http::StatusCode) {
    let class = match status.as_u16() / 100 {
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        5 => "5xx",
        _ => "other",
    };
    counter!("madoguchi_requests_total", "status" => class).increment(1);
}

/// Counts an open stream as long as it is kept.
pub struct OpenStream(());

impl OpenStream {
    pub fn begin() -> OpenStream {
        gauge!("madoguchi_live_streams").increment(1.0);
        OpenStream(())
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        gauge!("madoguchi_live_streams").decrement(1.0);
    }
}
