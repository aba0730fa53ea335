//! Files of a template: attached to whatever it is inserted into. They belong to what is being written until it is put into use.

use super::{edited, publish, publish_change, seen_by, sql};
use crate::{Cx, Error, Result, drafts, files, files::Spool, messages::FileOut};
use domain::{drafts::DraftFileView, *};

/// Attaches what was gathered in a spool; answers the file and the version of now.
///
/// # Errors
/// [`Refused::OverLimit`] for a file, or for all files together; [`Refused::Stale`].
pub async fn add_file(cx: &Cx, id: TemplateId, version: i64, new: drafts::NewFile<'_>, spool: Spool) -> Result<(DraftFileView, i64)> {
    let limits = &cx.desk.limits;
    if spool.size() > limits.file_bytes {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit: limits.file_bytes }));
    }
    // Asked before anything is filed, and again when it is attached.
    let mut tx = cx.desk.db.read().await?;
    let found = seen_by(&mut tx, cx, id).await?;
    found.kept(&mut tx, cx).await?.may_edit(&cx.who)?;
    drop(tx);
    let stored = cx.desk.files.put_spool(spool).await?;

    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    publish::begin(&mut tx, cx, &was).await?;
    let together: i64 = sql::files(&mut tx, id, 0).await?.iter().map(|file| file.size).sum();
    if u64::try_from(together).unwrap_or(u64::MAX).saturating_add(stored.size) > limits.message_bytes {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::MessageBytes, limit: limits.message_bytes }));
    }
    let (name, kind) = (drafts::file_name(new.name), drafts::media_type(new.kind));
    let content_id = drafts::content_id_for(&kind, new.inside);
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let file =
        sql::insert_file(&mut tx, id, 0, &sql::NewFile { name: &name, kind: &kind, size, file: &stored.file, content_id: &content_id }).await?;
    let now = super::edit::refresh(&mut tx, id, was.published).await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    Ok((DraftFileView { id: file, name, kind, size, content_id }, now))
}

/// Takes a file out of what is being written, and answers the version of now. Versions that were published keep it.
///
/// # Errors
/// [`Refused::Stale`].
pub async fn remove_file(cx: &Cx, id: TemplateId, version: i64, file: AttachmentId) -> Result<i64> {
    let mut tx = cx.desk.db.write().await?;
    let was = edited(&mut tx, cx, id, version).await?;
    let named = sql::file(&mut tx, id, file).await?.ok_or(Refused::NotFound)?;
    // The one of the version in use is the one that was copied at the same place.
    let place = sql::files(&mut tx, id, named.number).await?.iter().position(|one| one.id == file).ok_or(Refused::NotFound)?;
    publish::begin(&mut tx, cx, &was).await?;
    let written = sql::files(&mut tx, id, 0).await?;
    let doomed = written.iter().find(|one| one.id == file).or(written.get(place)).filter(|one| one.file == named.file).ok_or(Refused::NotFound)?;
    if let Some((file,)) = sql::remove_file(&mut tx, id, 0, doomed.id).await? {
        files::may_be_unused(&mut tx, &[file]).await?;
    }
    let now = super::edit::refresh(&mut tx, id, was.published).await?;
    tx.commit().await?;
    publish_change(cx, was.space_id);
    Ok(now)
}

/// A file for download. Of what is being written only for those who may change it.
pub async fn file(cx: &Cx, id: TemplateId, file: AttachmentId) -> Result<FileOut> {
    let mut tx = cx.desk.db.read().await?;
    let found = seen_by(&mut tx, cx, id).await?;
    let row = sql::file(&mut tx, id, file).await?.ok_or(Refused::NotFound)?;
    if row.number == 0 {
        found.kept(&mut tx, cx).await?.may_edit(&cx.who)?;
    }
    drop(tx);
    let bytes = cx.desk.files.get(&row.file).await?.to_vec();
    Ok(FileOut { name: row.name, kind: row.kind, bytes })
}
