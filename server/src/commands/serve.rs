//! `madoguchi serve`: the web, the workers, and an orderly end within ten seconds.

use crate::{
    config::{Config, usual_url},
    desk, routes, workers,
};
use anyhow::{Context, Result};
use std::{future::IntoFuture, time::Duration};
use tokio::{net::TcpListener, task::JoinSet, time::timeout};

/// Open requests and workers together get this long to finish.
const GRACE: Duration = Duration::from_secs(7);
/// And the database after them.
const CLOSING: Duration = Duration::from_secs(1);

pub async fn serve(config: Config, practice: bool) -> Result<()> {
    let desk = desk::open(&config).await?;
    let _at_work = desk::presence(&config, &desk).await?;
    let stop = desk.wake.stop.clone();
    let mut running = if config.role.worker() { workers::start(&desk, &stop) } else { JoinSet::new() };
    workers::listen(&desk, &stop, &mut running);

    let server = if config.role.web() {
        let listener = TcpListener::bind(config.listen)
            .await
            .with_context(|| format!("The address {} cannot be used (setting listen): another program may be using it", config.listen))?;
        let address = listener.local_addr()?;
        let router = routes::router(&desk, &config, practice, stop.clone());
        tracing::info!(%address, engine = desk.db.engine(), "ready");
        if !practice {
            let by_chance = config.listen.port() == 0;
            println!("Madoguchi answers on {}", if by_chance { usual_url(address, &address.to_string()) } else { config.public_url.clone() });
        }
        let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
        let stopping = stop.clone();
        let mut server = tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(async move { stopping.cancelled().await }).into_future());
        tokio::select! {
            () = asked_to_stop() => {}
            ended = &mut server => { ended.context("the web server")??; }
        }
        Some(server)
    } else {
        tracing::info!(engine = desk.db.engine(), "working without pages");
        asked_to_stop().await;
        None
    };

    stop.cancel();
    let finished = async {
        if let Some(server) = server {
            let _ = server.await;
        }
        while running.join_next().await.is_some() {}
    };
    if timeout(GRACE, finished).await.is_err() {
        tracing::warn!("something did not finish in time and is cut off");
    }
    running.abort_all();
    let _ = timeout(CLOSING, desk.db.close()).await;
    tracing::info!("ended");
    Ok(())
}

/// Ctrl-C, or what a service manager sends.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(cause) => {
                tracing::warn!(%cause, "SIGTERM cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
