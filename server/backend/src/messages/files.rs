//! What is read from the raw file of a message: source, HTML, attachments. Rights are those of its conversation.

use super::sql;
use crate::{Cx, Error, Result, conversations};
use domain::{addresses::Address, charset::Charset, messages::ReadAsView, *};
use std::io::Write;

/// A file for download. The name is for people: it never becomes a path.
pub struct FileOut {
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

struct Raw {
    subject: String,
    bytes: Vec<u8>,
    is_erased: bool,
}

impl Raw {
    /// As a whole: not where somebody was erased who is named in it. Its attachments stay.
    fn whole(self) -> Result<Raw> {
        if self.is_erased { Err(Error::Refused(Refused::NotFound)) } else { Ok(self) }
    }
}

async fn load(cx: &Cx, id: MessageId) -> Result<Raw> {
    let mut tx = cx.desk.db.read().await?;
    let row = sql::raw(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    cx.who.may_view(conversations::target(&mut tx, row.conversation_id).await?)?;
    drop(tx);
    Ok(Raw { subject: row.subject, bytes: cx.desk.files.get(&row.file).await?.to_vec(), is_erased: row.erased_at.is_some() })
}

/// Parsing and cleaning are work for a thread of their own.
pub(crate) async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("reading a mail")))
}

/// The mail as it came over the wire.
pub async fn raw(cx: &Cx, id: MessageId) -> Result<FileOut> {
    let raw = load(cx, id).await?.whole()?;
    let name = if raw.subject.trim().is_empty() { "mail.eml".to_owned() } else { format!("{}.eml", raw.subject.trim()) };
    Ok(FileOut { name, kind: "message/rfc822".into(), bytes: raw.bytes })
}

/// What a message says with `charset` instead of the one it was taken in with. Nothing that is kept changes.
pub async fn read_as(cx: &Cx, id: MessageId, charset: Charset) -> Result<ReadAsView> {
    let raw = load(cx, id).await?.whole()?;
    in_background(move || {
        let read = mail::read::read_as(&raw.bytes, charset.as_str());
        let from = read.from.into_iter().next().or(read.sender).unwrap_or_default();
        ReadAsView { from: Address { name: from.name, addr: from.addr }, subject: read.subject, segments: super::segments(&read.text) }
    })
    .await
}

/// The cleaned HTML of a message, with the pictures inside the mail; [`Refused::NotFound`] when it has none. `charset` is
/// one that a person chose.
pub async fn html(cx: &Cx, id: MessageId, remote_images: bool, charset: Option<Charset>) -> Result<mail::html::Cleaned> {
    let raw = load(cx, id).await?.whole()?;
    let cleaned = in_background(move || {
        let read = charset.map_or_else(|| mail::read::read(&raw.bytes), |charset| mail::read::read_as(&raw.bytes, charset.as_str()));
        read.html.map(|html| {
            let options = mail::html::CleanOptions { remote_images, pictures: mail::html::Pictures::of(&raw.bytes, &html) };
            mail::html::clean(&html, &options)
        })
    })
    .await?;
    Ok(cleaned.ok_or(Refused::NotFound)?)
}

pub async fn attachment(cx: &Cx, id: MessageId, attachment: AttachmentId) -> Result<FileOut> {
    let raw = load(cx, id).await?;
    let mut tx = cx.desk.db.read().await?;
    let (position, name, kind) = sql::attachment(&mut tx, id, attachment).await?.ok_or(Refused::NotFound)?;
    drop(tx);
    let bytes = in_background(move || mail::read::attachment(&raw.bytes, u32::try_from(position).unwrap_or(u32::MAX))).await?;
    Ok(FileOut { name, kind, bytes: bytes.ok_or(Refused::NotFound)? })
}

/// All attachments in one archive; equal names are numbered.
pub async fn attachments_zip(cx: &Cx, id: MessageId) -> Result<FileOut> {
    let raw = load(cx, id).await?;
    let mut tx = cx.desk.db.read().await?;
    let list = sql::attachments_of(&mut tx, id).await?;
    drop(tx);
    if list.is_empty() {
        return Err(Error::Refused(Refused::NotFound));
    }
    let bytes = in_background(move || archive(&raw.bytes, &list)).await??;
    Ok(FileOut { name: format!("attachments-{id}.zip"), kind: "application/zip".into(), bytes })
}

fn archive(raw: &[u8], list: &[(i64, String)]) -> Result<Vec<u8>> {
    let failed = |cause: zip::result::ZipError| Error::Failed(anyhow::Error::new(cause).context("archive of attachments"));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut used = std::collections::HashSet::new();
    let contents = mail::read::attachments(raw);
    for (position, name) in list {
        let Some(bytes) = usize::try_from(*position).ok().and_then(|at| contents.get(at)) else { continue };
        zip.start_file(free_name(name, &mut used), zip::write::SimpleFileOptions::default()).map_err(failed)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

/// No folders, no `..`, never twice the same: what is unpacked lands beside the archive (zip slip).
fn free_name(name: &str, used: &mut std::collections::HashSet<String>) -> String {
    let flat: String = name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
    let flat = flat.trim_start_matches(|c: char| c == '.' || c.is_whitespace()).trim_end();
    let flat = if flat.is_empty() { "attachment" } else { flat };
    let mut candidate = flat.to_owned();
    let mut number = 2;
    while !used.insert(candidate.to_lowercase()) {
        candidate = match flat.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => format!("{stem} ({number}).{ending}"),
            _ => format!("{flat} ({number})"),
        };
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_an_archive_are_flat_and_unique() {
        let mut used = std::collections::HashSet::new();
        let names: Vec<_> = ["../../etc/passwd", "見積.pdf", "見積.pdf", "", "a\u{0}b"].iter().map(|n| free_name(n, &mut used)).collect();
        assert_eq!(names, ["_.._etc_passwd", "見積.pdf", "見積 (2).pdf", "attachment", "a_b"]);
        let names: Vec<_> = [" ..", "\u{3000}.. ", ". .", " .hidden"].iter().map(|n| free_name(n, &mut used)).collect();
        assert_eq!(names, ["attachment (2)", "attachment (3)", "attachment (4)", "hidden"]);
    }

    proptest::proptest! {
        #[test]
        fn no_name_leaves_the_place_where_an_archive_is_unpacked(names in proptest::collection::vec("[ ./\\\\a-c\u{3000}\u{0}-\u{1f}:]{0,12}|.{0,40}", 1..8)) {
            let mut used = std::collections::HashSet::new();
            for name in &names {
                let free = free_name(name, &mut used);
                assert!(!free.is_empty() && !free.starts_with('.') && !free.contains(['/', '\\']) && !free.contains(char::is_control), "{free:?}");
            }
            assert_eq!(used.len(), names.len());
        }
    }
}
