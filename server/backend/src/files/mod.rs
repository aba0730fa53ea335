//! Files by content: raw mails and attachments, named by the SHA-256 of their bytes, compressed, synced before a row names them.
//!
//! A name is made here and nowhere else; whatever asks for another one is refused.

mod room;
mod spool;
mod sql;
mod unused;
mod whole;

pub use room::NoRoom;
pub use spool::Spool;
pub(crate) use unused::may_be_unused;
pub use unused::sweep;

use anyhow::{Context, bail};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use object_store::{ObjectStore, ObjectStoreExt, buffered::BufWriter, local::LocalFileSystem, path::Path as Name};
use sha2::{Digest, Sha256};
use std::{
    io::{BufRead, BufReader, Read, Seek, Write},
    path::Path,
    sync::Arc,
};
use tokio::{
    io::{AsyncWriteExt, copy},
    sync::Mutex,
    task::spawn_blocking,
};
use tokio_util::io::{StreamReader, SyncIoBridge};
use zstd::zstd_safe::CParameter;

/// Level 3 is the knee: higher ones cost much time for a few percent on mail.
const LEVEL: i32 = 3;
/// Puts in flight when several are asked for at once: the file system groups their syncs.
const AT_ONCE: usize = 32;
/// Packed bytes up to which a file is read in one piece.
const AT_A_TIME: u64 = 1024 * 1024;
/// Bytes that are set aside on a frame's word.
const MOST_AT_ONCE: u64 = 512 * 1024 * 1024;

/// The store, and the folder where things are gathered before they are filed.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    spool: Arc<Path>,
    /// One for each of the 256 folders: whoever finds a content filed already knows that it is synced, too.
    folders: Arc<[Mutex<()>]>,
}

/// What was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// `ab/ab…64 digits.zst`
    pub file: String,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub hash: String,
    /// Bytes before compression.
    pub size: u64,
}

impl Files {
    /// Files in a folder of this machine, which is made when absent.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn local(folder: &Path) -> anyhow::Result<Files> {
        let spool = folder.join("spool");
        std::fs::create_dir_all(&spool).with_context(|| format!("cannot make the folder {}", spool.display()))?;
        let store = LocalFileSystem::new_with_prefix(folder).with_context(|| format!("cannot use the folder {}", folder.display()))?;
        Ok(Self::over(Arc::new(store.with_fsync(true)), &spool))
    }

    /// Any store whose writes are durable when they return, and a folder of this machine to gather things in.
    pub fn over(store: Arc<dyn ObjectStore>, spool: &Path) -> Files {
        Files { store, spool: spool.into(), folders: (0..256).map(|_| Mutex::new(())).collect() }
    }

    /// Files `bytes`; durable when it returns. A content that is there already is not written twice.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put(&self, bytes: Bytes) -> anyhow::Result<Stored> {
        let size = bytes.len() as u64;
        let (hash, packed) = spawn_blocking(move || {
            let packed = pack(&bytes)?;
            anyhow::Ok((hex(&Sha256::digest(&bytes)), packed))
        })
        .await??;
        let stored = Stored { file: name_of(&hash), hash, size };
        let _folder = self.folder(&stored).lock().await;
        let name = Name::from(stored.file.as_str());
        if !self.is_there(&name).await? {
            self.store.put(&name, packed.into()).await.context("cannot file")?;
        }
        Ok(stored)
    }

    /// Files many at once, in order; much faster than one after the other, because their syncs are grouped.
    ///
    /// # Errors
    /// When the store fails; some may have been filed then, which harms nothing.
    pub async fn put_all(&self, all: Vec<Bytes>) -> anyhow::Result<Vec<Stored>> {
        stream::iter(all.into_iter().map(|bytes| self.put(bytes))).buffered(AT_ONCE).try_collect().await
    }

    /// A place to write something whose size is not known yet, up to `limit` bytes. It vanishes when it is dropped.
    ///
    /// # Errors
    /// When the spool folder cannot be written to.
    pub async fn spool(&self, limit: u64) -> anyhow::Result<Spool> {
        let folder = self.spool.clone();
        let file = spawn_blocking(move || tempfile::tempfile_in(folder)).await?.context("cannot write to the spool folder")?;
        Ok(Spool::new(file, limit))
    }

    /// Files what was gathered; durable when it returns. Needs the same little memory whatever the size.
    ///
    /// # Errors
    /// When the spool cannot be read back or the store fails.
    pub async fn put_spool(&self, spool: Spool) -> anyhow::Result<Stored> {
        let (file, hash, size) = spool.finish().await.context("cannot finish the spool file")?;
        let stored = Stored { file: name_of(&hash), hash, size };
        let _folder = self.folder(&stored).lock().await;
        let name = Name::from(stored.file.as_str());
        if self.is_there(&name).await? {
            return Ok(stored);
        }
        let folder = self.spool.clone();
        let packed = spawn_blocking(move || pack_file(file, &folder)).await?.context("cannot compress")?;
        let mut writer = BufWriter::new(self.store.clone(), name);
        let mut packed = tokio::fs::File::from_std(packed);
        let copied = async {
            copy(&mut packed, &mut writer).await?;
            writer.shutdown().await
        };
        if let Err(cause) = copied.await {
            // The first error is the one that says what is wrong.
            if let Err(second) = writer.abort().await {
                tracing::debug!(%second, "an unfinished upload was not taken back");
            }
            return Err(anyhow::Error::new(cause).context("cannot file"));
        }
        Ok(stored)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is none of this name, or it is damaged.
    pub async fn get(&self, file: &str) -> anyhow::Result<Bytes> {
        let name = checked(file)?;
        let found = match self.store.get(&name).await {
            // Set aside, and named again since: it comes back with the next sweep.
            Err(object_store::Error::NotFound { .. }) => self.store.get(&unused::aside(&name)).await,
            found => found,
        };
        let found = found.with_context(|| format!("cannot read the file {file}"))?;
        let unpacked = if found.meta.size < AT_A_TIME {
            let packed = found.bytes().await?;
            spawn_blocking(move || unpack(&packed[..])).await?
        } else {
            // A large one costs its own size and no more.
            let packed = SyncIoBridge::new(StreamReader::new(found.into_stream().map_err(std::io::Error::other)));
            spawn_blocking(move || unpack(BufReader::with_capacity(64 * 1024, packed))).await?
        };
        Ok(unpacked.with_context(|| format!("the file {file} is damaged"))?.into())
    }

    /// # Errors
    /// When the store fails or `file` is not a name of ours.
    pub async fn exists(&self, file: &str) -> anyhow::Result<bool> {
        self.is_there(&checked(file)?).await
    }

    async fn is_there(&self, name: &Name) -> anyhow::Result<bool> {
        match self.store.head(name).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(cause) => Err(anyhow::Error::new(cause).context("cannot ask for a file")),
        }
    }

    fn folder(&self, stored: &Stored) -> &Mutex<()> {
        let at = usize::from_str_radix(&stored.hash[..2], 16).unwrap_or_default();
        &self.folders[at]
    }
}

fn name_of(hash: &str) -> String {
    format!("{}/{hash}.zst", &hash[..2])
}

/// The name as the store knows it, if it is one that [`name_of`] makes.
fn checked(file: &str) -> anyhow::Result<Name> {
    let hash = file.get(3..67).unwrap_or_default();
    if hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) && hash.len() == 64 && name_of(hash) == file {
        Ok(Name::from(file))
    } else {
        bail!("not the name of a file: {file:?}")
    }
}

/// The checksum lets a damaged file be told from a whole one when it is read.
fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut compressor = zstd::bulk::Compressor::new(LEVEL)?;
    compressor.set_parameter(CParameter::ChecksumFlag(true))?;
    compressor.compress(bytes)
}

fn unpack(mut packed: impl BufRead) -> std::io::Result<Vec<u8>> {
    // What the frame says of its size spares a buffer that grows by doubling; a lie costs nothing but that.
    let size = zstd::zstd_safe::get_frame_content_size(packed.fill_buf()?).ok().flatten().unwrap_or_default();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(MOST_AT_ONCE)).unwrap_or_default());
    zstd::Decoder::with_buffer(packed)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn pack_file(mut from: std::fs::File, folder: &Path) -> std::io::Result<std::fs::File> {
    let size = from.seek(std::io::SeekFrom::End(0))?;
    from.rewind()?;
    let mut encoder = zstd::Encoder::new(tempfile::tempfile_in(folder)?, LEVEL)?;
    encoder.include_checksum(true)?;
    encoder.set_pledged_src_size(Some(size))?;
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        encoder.write_all(&chunk[..read])?;
    }
    let mut to = encoder.finish()?;
    to.rewind()?;
    Ok(to)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
        text
    })
}

#[cfg(test)]
mod tests;
