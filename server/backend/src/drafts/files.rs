//! Files of a draft: added, removed, read. Filed by content before the row that names them.

use super::{open, sql};
use crate::{Cx, Error, Result, checks, conversations, files::Spool, leases, messages::FileOut};
use domain::{access::Right, drafts::DraftFileView, *};

/// What is known of a file before it is filed.
pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    /// A picture for a place inside the text. What is no picture is attached all the same.
    pub inside: bool,
}

/// Kinds that every mail program shows and that cannot run anything.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Attaches what was gathered in a spool.
///
/// # Errors
/// [`Refused::OverLimit`] for a file, or for all files together; [`Refused::LeaseLost`].
pub async fn add_file(cx: &Cx, id: DraftId, token: &str, new: NewFile<'_>, spool: Spool) -> Result<DraftFileView> {
    let limits = &cx.desk.limits;
    if spool.size() > limits.file_bytes {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::FileBytes, limit: limits.file_bytes }));
    }
    // Asked before anything is filed, and again when it is attached.
    let mut tx = cx.desk.db.read().await?;
    let draft = open(&mut tx, id).await?;
    cx.who.may(Right::Edit, conversations::target(&mut tx, draft.conversation_id).await?)?;
    let together: i64 = sql::files(&mut tx, id).await?.iter().map(|f| f.size).sum();
    drop(tx);
    if u64::try_from(together).unwrap_or(u64::MAX).saturating_add(spool.size()) > limits.message_bytes {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::MessageBytes, limit: limits.message_bytes }));
    }
    let stored = cx.desk.files.put_spool(spool).await?;

    let mut tx = cx.desk.db.write().await?;
    let target = conversations::target(&mut tx, draft.conversation_id).await?;
    cx.who.may(Right::Edit, target)?;
    checks::lock_before_change(&mut tx, draft.conversation_id, id).await?;
    leases::confirm_draft(&mut tx, cx, draft.conversation_id, id, token).await?;
    open(&mut tx, id).await?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let (name, kind) = (file_name(new.name), media_type(new.kind));
    let content_id = content_id_for(&kind, new.inside);
    let row = sql::NewFile { name: &name, kind: &kind, size, file: &stored.file, content_id: &content_id };
    let view = sql::insert_file(&mut tx, id, &row).await?;
    checks::draft_changed(&mut tx, cx, draft.conversation_id, id).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, draft.conversation_id);
    Ok(view)
}

pub async fn remove_file(cx: &Cx, id: DraftId, token: &str, file: AttachmentId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let draft = open(&mut tx, id).await?;
    let target = conversations::target(&mut tx, draft.conversation_id).await?;
    cx.who.may(Right::Edit, target)?;
    checks::lock_before_change(&mut tx, draft.conversation_id, id).await?;
    leases::confirm_draft(&mut tx, cx, draft.conversation_id, id, token).await?;
    if sql::remove_file(&mut tx, id, file).await? == 0 {
        return Err(Error::Refused(Refused::NotFound));
    }
    checks::draft_changed(&mut tx, cx, draft.conversation_id, id).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, draft.conversation_id);
    Ok(())
}

/// A file for download, for everybody who may see the conversation.
pub async fn file(cx: &Cx, id: DraftId, file: AttachmentId) -> Result<FileOut> {
    let mut tx = cx.desk.db.read().await?;
    let draft = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    cx.who.may_view(conversations::target(&mut tx, draft.conversation_id).await?)?;
    if draft.deleted_at.is_some() {
        return Err(Error::Refused(Refused::NotFound));
    }
    let row = sql::files(&mut tx, id).await?.into_iter().find(|row| row.id == file).ok_or(Refused::NotFound)?;
    drop(tx);
    let bytes = cx.desk.files.get(&row.file).await?.to_vec();
    Ok(FileOut { name: row.name, kind: row.kind, bytes })
}

/// By which a text shows a picture; empty for what is attached.
pub(crate) fn content_id_for(kind: &str, inside: bool) -> String {
    if inside && PICTURES.contains(&kind) { format!("{:032x}@inline", rand::random::<u128>()) } else { String::new() }
}

/// The last part of what the browser called it, without characters that hide what it is (a right-to-left override makes
/// `gpj.exe` of `exe.jpg`).
pub(crate) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean = mail::read::clean_file_name(last);
    if clean.trim().is_empty() { "attachment".to_owned() } else { clean }
}

/// `type/subtype` of RFC 2045 tokens; anything else is unknown bytes.
pub(crate) fn media_type(kind: &str) -> String {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_token = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&^_.+-".contains(c));
    match kind.split_once('/') {
        // A composite type would have to be well-formed inside: it travels as bytes.
        Some((top, sub)) if is_token(top) && is_token(sub) && !matches!(top, "multipart" | "message") && kind.len() <= 120 => kind,
        _ => "application/octet-stream".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_types_of_uploads_are_tamed() {
        assert_eq!(file_name("C:\\temp\\見積書.pdf"), "見積書.pdf");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert!(!file_name("a\u{202e}gpj.exe\r\n").contains(['\u{202e}', '\r', '\n']));
        assert_eq!(file_name(".."), file_name(".."));
        for (given, kept) in [
            ("application/pdf", "application/pdf"),
            ("text/plain; charset=x", "text/plain"),
            ("text/html\r\nX: y", "application/octet-stream"),
            ("", "application/octet-stream"),
            ("multipart/mixed", "application/octet-stream"),
        ] {
            assert_eq!(media_type(given), kept, "{given:?}");
        }
    }
}
