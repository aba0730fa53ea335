//! Mails out of a ZIP archive, which may come from anybody: nothing of it is written anywhere, and what unpacks to far more than
//! it is ends the reading (attack class 24). Names in it are labels, never paths (class 7).

use super::{Found, Place, Trouble, local::mails};
use domain::imports::ImportFailure;
use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
};
use zip::ZipArchive;

/// Bytes that one archive may unpack to.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024 * 1024;
/// Members of one archive.
const MOST_MEMBERS: usize = 1_000_000;
/// Mail shrinks to a tenth at most; what shrinks to less than this was made to.
const MOST_SHRUNK: u64 = 300;
/// Small members may shrink as they like.
const SMALL: u64 = 32 * 1024 * 1024;

pub fn is_one(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

pub fn read(file: File, from: Place, limit: u64, take: &mut dyn FnMut(Found) -> bool) -> Result<(), Trouble> {
    let bad = || Trouble::Failed(ImportFailure::BadArchive);
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| bad())?;
    if archive.len() > MOST_MEMBERS || archive.decompressed_size().is_some_and(|size| size > u128::from(MOST_BYTES)) {
        return Err(bad());
    }
    let mut left = MOST_BYTES;
    let first = usize::try_from(from.mark).unwrap_or_default();
    for n in first..archive.len() {
        let member = archive.by_index(n).map_err(|_| bad())?;
        if !member.is_file() {
            continue;
        }
        let size = member.size();
        if size > SMALL && size / member.compressed_size().max(1) > MOST_SHRUNK {
            return Err(bad());
        }
        let name = member.name().map_err(|_| bad())?.into_owned();
        let names: Vec<String> = name.split(['/', '\\']).filter(|name| !matches!(*name, "" | "." | "..")).map(str::to_owned).collect();
        left = left.checked_sub(size).ok_or_else(bad)?;
        // One that is longer than it says is cut there, and is no more than it says.
        let mut source = BufReader::with_capacity(64 * 1024, member.take(size));
        let start: Vec<u8> = source.fill_buf()?.iter().take(512).copied().collect();
        let begin = Place { mark: i64::try_from(n).unwrap_or(i64::MAX), within: 0, entry: from.entry };
        let begin = if n == first { from } else { begin };
        let at = if mail::mbox::is_mbox(&start) { u64::try_from(begin.within).unwrap_or_default() } else { 0 };
        std::io::copy(&mut (&mut source).take(at), &mut std::io::sink())?;
        mails(source, &start, &names, false, at, begin, limit, take)?;
    }
    Ok(())
}
