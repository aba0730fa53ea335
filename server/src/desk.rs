//! Opens what a running copy works with: folder, key file, database, files.

use crate::config::{Config, Dns};
use anyhow::{Context, Result};
use backend::{Desk, Limits, Outward, cx::Wake, db::Db, files::Files, live::Live, secrets::Keys};
use mail::verdict::Signatures;
use std::{fs::File, path::Path, sync::Arc};

pub async fn open(config: &Config) -> Result<Arc<Desk>> {
    let data = &config.data;
    private_folder(data).with_context(|| format!("The data folder {} cannot be used", data.display()))?;
    let url = database_url(config);
    let db = Db::open(&url).await.with_context(|| {
        format!("The database cannot be opened ({})", if config.database.is_some() { "setting database" } else { "in the data folder" })
    })?;
    db.migrate().await.context("The tables of the database could not be brought up to date")?;
    let trust = mail::wire::TlsTrust::load(config.extra_ca.as_deref())?;
    Ok(Arc::new(Desk {
        live: Live::new(&db),
        files: Files::local(&data.join("files"))?,
        keys: Keys::open(&data.join("secret.key"))?,
        trust,
        signatures: signatures(&config.dns),
        limits: Limits {
            message_bytes: config.message_bytes,
            file_bytes: config.file_bytes,
            file_reader: Some(std::env::current_exe().context("the program file")?),
            outward: Outward { public_url: config.public_url.clone(), networks: config.webhook_networks.clone() },
        },
        wake: Wake::default(),
        rules: Default::default(),
        paper: app::server_side::paper(),
        name: format!("{}-{:08x}", std::process::id(), rand::random::<u32>()),
        db,
    }))
}

/// A machine without name servers receives mail all the same.
fn signatures(dns: &Dns) -> Option<Signatures> {
    let made = match dns {
        Dns::Off => return None,
        Dns::System => Signatures::of_this_machine(),
        Dns::Server(server) => Signatures::asking(*server),
    };
    made.inspect_err(|cause| tracing::warn!(%cause, "no name server can be asked; signatures of mails are not checked")).ok()
}

/// Says to other copies on this data folder that this one is at work, as long as it is kept. The first to come ends the leases
/// that an earlier run left behind when it was killed; on a database elsewhere they run out by themselves.
pub async fn presence(config: &Config, desk: &Desk) -> Result<Option<File>> {
    if config.database.is_some() {
        return Ok(None);
    }
    let path = config.data.join("at-work.lock");
    let lock =
        File::options().create(true).write(true).truncate(false).open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
    if lock.try_lock().is_ok() {
        backend::accounts::fetcher::release_all(desk).await.context("leases of accounts")?;
        backend::outbox::sender::release_all(desk).await.context("claims of letters")?;
        backend::bulk::sender::release_all(desk).await.context("claims of bulk mails")?;
        backend::notifications::messenger::release_all(desk).await.context("claims of notices")?;
        backend::imports::release_all(desk).await.context("claims of imports")?;
        lock.unlock().context("the lock of the data folder")?;
    }
    // Shared: a web copy and a worker copy may stand side by side. Another one holds it alone for a moment at most.
    let shared = tokio::task::spawn_blocking(move || lock.lock_shared().map(|()| lock)).await?;
    shared.map(Some).context("the lock of the data folder")
}

pub fn database_url(config: &Config) -> String {
    config.database.clone().unwrap_or_else(|| format!("sqlite://{}", config.data.join("madoguchi.db").display()))
}

/// Mail lies in it: only its owner may look inside.
fn private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    if !path.exists() {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    }
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o007 != 0 {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o770))?;
    }
    Ok(())
}
