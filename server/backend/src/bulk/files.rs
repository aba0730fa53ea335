//! Files of a bulk mail: filed by content before the row that names them; everybody gets the same.

use super::{publish, seen, sql, written};
use crate::{Cx, Error, Result, drafts, files as store, files::Spool, messages::FileOut};
use domain::{drafts::DraftFileView, *};

/// # Errors
/// [`Refused::OverLimit`] for a file, or for all files together; [`Refused::TooLate`] once it is more than a draft.
pub async fn add_file(cx: &Cx, id: BulkMailId, new: drafts::NewFile<'_>, spool: Spool) -> Result<DraftFileView> {
    let limits = &cx.desk.limits;
    if spool.size() > limits.file_bytes {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit: limits.file_bytes }));
    }
    // Asked before anything is filed, and again when it is attached.
    let mut tx = cx.desk.db.read().await?;
    let mail = seen(&mut tx, cx, id).await?;
    cx.who.has(access::Right::Send, mail.mailbox_id)?;
    let together: i64 = sql::files(&mut tx, id).await?.iter().map(|file| file.size).sum();
    drop(tx);
    if u64::try_from(together).unwrap_or(u64::MAX).saturating_add(spool.size()) > limits.message_bytes {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::MessageBytes, limit: limits.message_bytes }));
    }
    let stored = cx.desk.files.put_spool(spool).await?;
    let by = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if sql::raise(&mut tx, id, by, cx.now).await? == 0 {
        return Err(Error::Refused(Refused::TooLate));
    }
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let (name, kind) = (drafts::file_name(new.name), drafts::media_type(new.kind));
    let content_id = drafts::content_id_for(&kind, new.inside);
    let row = sql::NewFile { name: &name, kind: &kind, size, file: &stored.file, content_id: &content_id };
    let file = sql::insert_file(&mut tx, id, &row).await?;
    tx.commit().await?;
    publish(cx, &mail);
    Ok(file)
}

pub async fn remove_file(cx: &Cx, id: BulkMailId, file: AttachmentId) -> Result<()> {
    let by = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if sql::raise(&mut tx, id, by, cx.now).await? == 0 {
        return Err(Error::Refused(Refused::TooLate));
    }
    let (name,) = sql::remove_file(&mut tx, id, file).await?.ok_or(Refused::NotFound)?;
    store::may_be_unused(&mut tx, &[name]).await?;
    tx.commit().await?;
    publish(cx, &mail);
    Ok(())
}

/// A file for download, for everybody who may see the bulk mail.
pub async fn file(cx: &Cx, id: BulkMailId, file: AttachmentId) -> Result<FileOut> {
    let mut tx = cx.desk.db.read().await?;
    seen(&mut tx, cx, id).await?;
    let row = sql::files(&mut tx, id).await?.into_iter().find(|row| row.id == file).ok_or(Refused::NotFound)?;
    drop(tx);
    let bytes = cx.desk.files.get(&row.file).await?.to_vec();
    Ok(FileOut { name: row.name, kind: row.kind, bytes })
}
