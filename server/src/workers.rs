//! The workers of one copy: fetcher, sender, imports, clock, search over what was there before and in attached files, messenger of notices, sender of bulk mail, figures of reports, and the ear for other copies' live events.

use backend::{Desk, accounts, bulk, clock, imports, notifications, outbox, reports, search};
use std::sync::Arc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Starts them; they end when `stop` is cancelled.
pub fn start(desk: &Arc<Desk>, stop: &CancellationToken) -> JoinSet<()> {
    let mut running = JoinSet::new();
    running.spawn(accounts::fetcher::run(desk.clone(), stop.clone()));
    running.spawn(outbox::sender::run(desk.clone(), stop.clone()));
    running.spawn(imports::run(desk.clone(), stop.clone()));
    running.spawn(clock::run(desk.clone(), stop.clone()));
    running.spawn(search::run(desk.clone(), stop.clone()));
    running.spawn(search::files::run(desk.clone(), stop.clone()));
    running.spawn(notifications::messenger::run(desk.clone(), stop.clone()));
    running.spawn(bulk::sender::run(desk.clone(), stop.clone()));
    running.spawn(reports::run(desk.clone(), stop.clone()));
    running
}

/// Pages need to hear other copies even where no worker runs.
pub fn listen(desk: &Arc<Desk>, stop: &CancellationToken, running: &mut JoinSet<()>) {
    let (live, stop) = (desk.live.clone(), stop.clone());
    running.spawn(async move { live.listen(stop).await });
}
