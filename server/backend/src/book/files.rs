//! Files of cards: filed by content before the row that names them, as those of drafts.

use super::{companies, contacts, edited, seen, sql, tell};
use crate::{Cx, Error, Result, db::Tx, drafts, files, files::Spool, messages::FileOut, users};
use domain::{
    book::{CardFile, EntryKind, FILES_MAX},
    *,
};

/// What the browser says of a file.
pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: &'a str,
}

/// # Errors
/// [`Refused::OverLimit`] for a file that is too large, and for too many.
pub async fn add_file(cx: &Cx, kind: EntryKind, entry: i64, new: NewFile<'_>, spool: Spool) -> Result<CardFile> {
    let limit = cx.desk.limits.file_bytes;
    if spool.size() > limit {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit }));
    }
    // Asked before anything is filed, and again when it is named.
    let mut tx = cx.desk.db.read().await?;
    edited(&mut tx, cx).await?;
    drop(tx);
    let stored = cx.desk.files.put_spool(spool).await?;
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    there(&mut tx, space, kind, entry).await?;
    if sql::files(&mut tx, kind, entry).await?.len() >= FILES_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Files, limit: FILES_MAX as u64 }));
    }
    let (name, media) = (drafts::file_name(new.name), drafts::media_type(new.kind));
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let new = sql::NewFile { space, kind, entry, name: &name, media: &media, size, file: &stored.file };
    let id = sql::insert_file(&mut tx, &new, cx.who.user_id(), cx.now).await?;
    users::audit(&mut tx, cx, "book", &format!("{kind} {entry}"), &format!("file {name:?}")).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(CardFile { id, name, kind: media, size })
}

pub async fn drop_file(cx: &Cx, kind: EntryKind, entry: i64, file: AttachmentId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    there(&mut tx, space, kind, entry).await?;
    let (name, _, content) = sql::file(&mut tx, kind, entry, file).await?.ok_or(Refused::NotFound)?;
    sql::remove_file(&mut tx, file).await?;
    files::may_be_unused(&mut tx, &[content]).await?;
    users::audit(&mut tx, cx, "book", &format!("{kind} {entry}"), &format!("file removed {name:?}")).await?;
    tx.commit().await?;
    tell(cx, space);
    Ok(())
}

/// A file for download, for everybody who sees the address book.
pub async fn file(cx: &Cx, kind: EntryKind, entry: i64, file: AttachmentId) -> Result<FileOut> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    there(&mut tx, space, kind, entry).await?;
    let (name, media, content) = sql::file(&mut tx, kind, entry, file).await?.ok_or(Refused::NotFound)?;
    drop(tx);
    Ok(FileOut { name, kind: media, bytes: cx.desk.files.get(&content).await?.to_vec() })
}

/// A card of this space that was not taken into another.
async fn there(tx: &mut Tx, space: SpaceId, kind: EntryKind, entry: i64) -> Result<()> {
    match kind {
        EntryKind::Company => companies::known(tx, space, CompanyId(entry)).await.map(drop),
        EntryKind::Contact => contacts::known(tx, space, ContactId(entry)).await.map(drop),
    }
}
