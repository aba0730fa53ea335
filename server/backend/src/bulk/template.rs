//! A template in a bulk mail: its words are filled for each recipient, so they come in as they are written.

use super::{publish, sql, written};
use crate::{Cx, Error, Result, templates};
use domain::{bulk::Inserted, *};

/// The newest version of this moment. Its files are attached and its use is counted; the words themselves come with the next save of
/// whoever writes, who has a caret to put them at.
///
/// # Errors
/// [`Refused::TooLate`] once it is more than a draft; [`Refused::NotFound`] for a template that is not for its mailbox;
/// [`Refused::OverLimit`] for all files together.
pub async fn insert_template(cx: &Cx, id: BulkMailId, template: TemplateId, is_rich: bool) -> Result<Inserted> {
    let by = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if !mail.state.is_open() {
        return Err(Error::Refused(Refused::TooLate));
    }
    let (number, content, files) = templates::taken(&mut tx, cx, template, mail.mailbox_id, is_rich).await?;
    let there: i64 = sql::files(&mut tx, id).await?.iter().map(|file| file.size).sum();
    let more: i64 = files.iter().map(|file| file.size).sum();
    let limit = cx.desk.limits.message_bytes;
    if u64::try_from(there.saturating_add(more)).unwrap_or(u64::MAX) > limit {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::MessageBytes, limit }));
    }
    let mut attached = Vec::with_capacity(files.len());
    for file in &files {
        let new = sql::NewFile { name: &file.name, kind: &file.kind, size: file.size, file: &file.file, content_id: &file.content_id };
        attached.push(sql::insert_file(&mut tx, id, &new).await?);
    }
    let mut version = mail.version;
    if !attached.is_empty() && sql::raise(&mut tx, id, by, cx.now).await? > 0 {
        version += 1;
    }
    tx.commit().await?;
    publish(cx, &mail);
    Ok(Inserted { version, number, subject: content.subject, text: content.text, html: content.html, files: attached })
}
