//! The clock: what happens by itself when time has passed. Every step may run twice, and in several copies at once.

use crate::{Cx, Desk, Result, auth, book, conversations, correspondents, fields, files, hours, leases, logs, notifications, once, rules, statuses};
use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(60);

/// Ticks until `stop`. What a tick had not done when the program ended the next one does.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    loop {
        let cx = Cx::system(&desk);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tick(&cx) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Everything that is due. A step that fails does not keep the others from their turn.
pub async fn tick(cx: &Cx) {
    note("reply leases that ran out", leases::tell_expired(cx).await);
    note("old sessions and links", auth::sweep(cx).await);
    note("keys of deeds", once::sweep(cx).await);
    note("letters by rule", rules::write_noted(&cx.desk, cx.now).await);
    note("the trash", conversations::purge(cx).await);
    note("what rested long enough", conversations::wake_due(cx).await);
    note("files that nothing names", files::sweep(cx).await);
    note("missed targets", hours::tell_missed(cx).await);
    note("old notices", notifications::sweep(cx).await);
    note("correspondents of earlier versions", correspondents::see_to_keys(cx).await);
    note("conversations of changed statuses", statuses::settle(cx).await);
    note("values of removed fields", fields::sweep(cx).await);
    note("follow-ups that are due", logs::tell_due(cx).await);
    note("imports that nobody works on", book::sweep_imports(cx).await);
    note("people who are being erased", book::sweep_erasures(cx).await);
}

fn note(what: &str, done: Result<u64>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "the clock saw to {what}"),
        Err(cause) => tracing::error!(%cause, "the clock could not see to {what}; trying again"),
    }
}

#[cfg(test)]
mod tests;
