//! Sending into a folder of this machine: for trying out, and for gateways that collect files.

use super::handing::unsent;
use crate::fault;
use domain::own_fault::OwnFault;
use mail::smtp::{Envelope, Handover, Outcome, RecipientAnswer, Step};
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};
use tokio::task::spawn_blocking;

/// Writes the letter as one file that appears whole or not at all. Its name depends on the letter only, so that writing it twice
/// is writing it once.
pub async fn hand_over<F>(folder: &str, name: &str, envelope: &Envelope, bytes: &[u8], before_end: impl FnOnce() -> F + Send) -> Handover
where
    F: Future<Output = anyhow::Result<()>> + Send,
{
    let folder = PathBuf::from(folder.trim());
    if !folder.is_absolute() {
        return unsent(&envelope.to, Outcome::Permanent { step: Step::Connect, answer: OwnFault::FolderNotFull.to_string() });
    }
    let temporary = |step: Step, answer: String| unsent(&envelope.to, Outcome::Temporary { step, answer });
    let name = format!("{name}.eml");
    let hidden = folder.join(format!(".{name}.{:08x}", rand::random::<u32>()));
    let shown = folder.join(&name);

    let (path, content) = (hidden.clone(), bytes.to_vec());
    match spawn_blocking(move || write(&path, &content)).await.map_err(std::io::Error::other) {
        Ok(Ok(())) => {}
        Ok(Err(cause)) | Err(cause) => return temporary(Step::Body, fault::of_folder(&cause)),
    }
    if let Err(cause) = before_end().await {
        remove(&hidden);
        return temporary(Step::Record, format!("{cause:#}"));
    }
    let answer = shown.display().to_string();
    match spawn_blocking(move || show(&hidden, &shown, &folder)).await.map_err(std::io::Error::other) {
        Ok(Ok(())) => {
            let accepted = |addr: &String| RecipientAnswer { addr: addr.clone(), accepted: true, permanent: false, answer: String::new() };
            Handover { recipients: envelope.to.iter().map(accepted).collect(), outcome: Outcome::Sent { answer } }
        }
        Ok(Err(cause)) | Err(cause) => temporary(Step::End, fault::of_folder(&cause)),
    }
}

fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        remove(path);
    }
    written
}

fn show(hidden: &Path, shown: &Path, folder: &Path) -> std::io::Result<()> {
    std::fs::rename(hidden, shown).inspect_err(|_| remove(hidden))?;
    // The entry of the folder must survive power loss too.
    File::open(folder)?.sync_all()
}

fn remove(path: &Path) {
    if let Err(cause) = std::fs::remove_file(path) {
        tracing::warn!(%cause, path = %path.display(), "a half-written letter was not removed");
    }
}
