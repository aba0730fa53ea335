//! Mails out of files: an mbox, one mail, or an archive, told by what is in them. Blocking.

use super::{
    Content, Found, Place, Trouble, archive,
    tree::{self, folder_of},
};
use bytes::Bytes;
use mail::mbox::{self, Mbox};
use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom},
    path::PathBuf,
};

/// As much of a file tells what it is.
const START: usize = 512;
const BUFFER: usize = 256 * 1024;

pub enum Local {
    /// A folder of this machine, or a file in it.
    Tree(PathBuf),
    /// A file that was sent up, by the name that it had.
    Sent { file: File, name: String },
}

/// Hands over what there is from `from` on. `take` answers whether it wants more.
///
/// # Errors
/// What keeps the rest from being read.
pub fn read(source: Local, from: Place, limit: u64, take: &mut dyn FnMut(Found) -> bool) -> Result<(), Trouble> {
    match source {
        Local::Sent { file, name } => one(file, &[name], true, from, limit, take),
        Local::Tree(path) => {
            let skipped = usize::try_from(from.entry).unwrap_or_default();
            for (n, entry) in tree::entries(&path)?.into_iter().enumerate().skip(skipped) {
                let begin = Place { entry: i64::try_from(n).unwrap_or(i64::MAX), ..Place::default() };
                let begin = if n == skipped { from } else { begin };
                match File::open(&entry.path) {
                    Ok(file) => one(file, &entry.names, false, begin, limit, take)?,
                    // It went while we read.
                    Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
                    Err(cause) => return Err(cause.into()),
                }
            }
            Ok(())
        }
    }
}

/// `named`: somebody chose this very file.
fn one(mut file: File, names: &[String], named: bool, from: Place, limit: u64, take: &mut dyn FnMut(Found) -> bool) -> Result<(), Trouble> {
    let mut start = Vec::with_capacity(START);
    (&mut file).take(START as u64).read_to_end(&mut start)?;
    if archive::is_one(&start) {
        // An archive in a folder of mails is an attachment that somebody saved, unless it stands alone.
        return if named || names.len() == 1 { archive::read(file, from, limit, take) } else { Ok(()) };
    }
    let at = if mbox::is_mbox(&start) { u64::try_from(from.within).unwrap_or_default() } else { 0 };
    file.seek(SeekFrom::Start(at))?;
    // A file that was sent up is no folder.
    let names = if named { &[] } else { names };
    mails(BufReader::with_capacity(BUFFER, file), &start, names, named, at, from, limit, take)
}

/// The mails of one file or of one member of an archive; `source` stands at `at`.
pub(super) fn mails(
    source: impl BufRead,
    start: &[u8],
    names: &[String],
    named: bool,
    at: u64,
    from: Place,
    limit: u64,
    take: &mut dyn FnMut(Found) -> bool,
) -> Result<(), Trouble> {
    if mbox::is_mbox(start) {
        let folder = folder_of(names, true);
        let mut mbox = Mbox::new(source, at, limit);
        while let Some(piece) = mbox.piece()? {
            let content = match piece.content {
                mbox::Content::Mail(bytes) => Content::Mail(bytes.into()),
                mbox::Content::TooLarge(size) => Content::TooLarge(size),
            };
            let place = Place { within: i64::try_from(piece.end).unwrap_or(i64::MAX), ..from };
            if !take(Found { folder: folder.clone(), content, place }) {
                return Err(Trouble::Stopped);
            }
        }
        return Ok(());
    }
    if from.within > 0 || !is_mail(names, named, start) {
        return Ok(());
    }
    let content = whole(source, limit)?;
    // Behind it is nothing more.
    let found = Found { folder: folder_of(names, false), content, place: Place { within: 1, ..from } };
    if take(found) { Ok(()) } else { Err(Trouble::Stopped) }
}

fn whole(mut source: impl BufRead, limit: u64) -> Result<Content, Trouble> {
    let mut bytes = Vec::new();
    (&mut source).take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let rest = std::io::copy(&mut source.take(super::archive::MOST_BYTES), &mut std::io::sink())?;
        return Ok(Content::TooLarge(bytes.len() as u64 + rest));
    }
    Ok(Content::Mail(Bytes::from(bytes)))
}

/// In a Maildir every file is a mail; elsewhere its name says so, or it was chosen and begins like one.
fn is_mail(names: &[String], named: bool, start: &[u8]) -> bool {
    let name = names.last().map(String::as_str).unwrap_or_default();
    let in_maildir = names.len() > 1 && matches!(names[names.len() - 2].as_str(), "cur" | "new") && !name.starts_with('.');
    let ends = name.len() > 4 && (name.to_ascii_lowercase().ends_with(".eml") || name.to_ascii_lowercase().ends_with(".emlx"));
    in_maildir || ends || named && begins_with_a_field(start)
}

/// `Name: value`, as every header begins (RFC 5322 section 2.2).
fn begins_with_a_field(start: &[u8]) -> bool {
    let name = start.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < start.len() && !name.is_empty() && name.len() <= 76 && name.iter().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests;
