//! Whether the disk has room. Receiving rests while there is still some left: what people write must be kept to the last.

use super::Files;
use anyhow::Context;
use tokio::task::spawn_blocking;

/// There is less room than is wanted, in bytes.
#[derive(Debug, thiserror::Error)]
#[error("{free} bytes are free in the data folder and {wanted} are wanted")]
pub struct NoRoom {
    pub free: u64,
    pub wanted: u64,
}

impl Files {
    /// Bytes that may still be written to the disk of the data folder.
    ///
    /// # Errors
    /// When the disk cannot be asked.
    pub async fn room(&self) -> anyhow::Result<u64> {
        let folder = self.spool.parent().unwrap_or(&self.spool).to_owned();
        let disk = spawn_blocking(move || rustix::fs::statvfs(&folder)).await?.context("cannot ask for the room on the disk")?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// # Errors
    /// [`NoRoom`] when fewer than `wanted` bytes are free.
    pub async fn want_room(&self, wanted: u64) -> anyhow::Result<()> {
        let free = self.room().await?;
        if free < wanted {
            return Err(NoRoom { free, wanted }.into());
        }
        Ok(())
    }
}
