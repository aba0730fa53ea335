//! A file as a file of this machine, for what must be read from any place: archives. And the folder where people put what is to be
//! imported.

use super::{BufReader, Files, SyncIoBridge, checked};
use anyhow::Context;
use futures::TryStreamExt;
use object_store::ObjectStoreExt;
use std::{
    fs::File,
    io::{Seek, copy},
    path::PathBuf,
};
use tokio::task::spawn_blocking;
use tokio_util::io::StreamReader;

impl Files {
    /// Unpacks a file into one without a name, which is gone when it is closed. Needs the room on the disk and no memory.
    ///
    /// # Errors
    /// When there is none of this name, it is damaged, or the disk is full.
    pub(crate) async fn on_disk(&self, file: &str) -> anyhow::Result<File> {
        let found = self.store.get(&checked(file)?).await.with_context(|| format!("cannot read the file {file}"))?;
        let packed = SyncIoBridge::new(StreamReader::new(found.into_stream().map_err(std::io::Error::other)));
        let folder = self.spool.clone();
        let unpacked = spawn_blocking(move || {
            let mut to = tempfile::tempfile_in(folder)?;
            let mut from = zstd::Decoder::with_buffer(BufReader::with_capacity(64 * 1024, packed))?;
            copy(&mut from, &mut to)?;
            to.rewind()?;
            std::io::Result::Ok(to)
        });
        unpacked.await?.with_context(|| format!("cannot unpack the file {file}"))
    }

    /// Beside the stored files. Nobody has to make it.
    pub(crate) fn import_folder(&self) -> PathBuf {
        let files = self.spool.parent().unwrap_or(&self.spool);
        files.parent().unwrap_or(files).join("import")
    }
}
