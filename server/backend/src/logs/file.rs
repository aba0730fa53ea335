//! Files of an entry: filed by content before the row that names them, as those of drafts.

use super::{edited, publish, seen, sql, write};
use crate::{Cx, Error, Result, drafts, files, files::Spool, messages::FileOut};
use domain::{
    logs::{FILES_MAX, LogFile},
    *,
};

/// What the browser says of a file.
pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: &'a str,
}

/// # Errors
/// [`Refused::OverLimit`] for a file that is too large, and for too many.
pub async fn add_file(cx: &Cx, id: LogId, new: NewFile<'_>, spool: Spool) -> Result<LogFile> {
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
    let state = write::open(&mut tx, space, id).await?;
    if sql::files(&mut tx, id).await?.len() as i64 >= FILES_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Files, limit: FILES_MAX as u64 }));
    }
    let (name, kind) = (drafts::file_name(new.name), drafts::media_type(new.kind));
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let file = sql::insert_file(&mut tx, id, &name, &kind, size, &stored.file).await?;
    sql::recount(&mut tx, id).await?;
    write::audit(&mut tx, cx, state.log, id, &format!("file {name:?}")).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(LogFile { id: file, name, kind, size })
}

pub async fn drop_file(cx: &Cx, id: LogId, file: AttachmentId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = edited(&mut tx, cx).await?;
    let state = write::open(&mut tx, space, id).await?;
    let (name, _, content) = sql::file(&mut tx, id, file).await?.ok_or(Refused::NotFound)?;
    sql::remove_file(&mut tx, file).await?;
    files::may_be_unused(&mut tx, &[content]).await?;
    sql::recount(&mut tx, id).await?;
    write::audit(&mut tx, cx, state.log, id, &format!("file removed {name:?}")).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}

/// A file for download, for everybody who sees the logs.
pub async fn file(cx: &Cx, id: LogId, file: AttachmentId) -> Result<FileOut> {
    let mut tx = cx.desk.db.read().await?;
    let space = seen(&mut tx, cx).await?;
    sql::state(&mut tx, id).await?.filter(|state| state.space_id == space && !state.removed).ok_or(Refused::NotFound)?;
    let (name, kind, content) = sql::file(&mut tx, id, file).await?.ok_or(Refused::NotFound)?;
    drop(tx);
    let bytes = cx.desk.files.get(&content).await?.to_vec();
    Ok(FileOut { name, kind, bytes })
}
