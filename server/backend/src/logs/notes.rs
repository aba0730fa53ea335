//! What colleagues say about an entry. Never sent.

use super::{edited, publish, seen, sql, write};
use crate::{Cx, Result, mailboxes, notifications, once};
use domain::{
    comments::{check_text, may_change},
    notifications::{About, Kind},
    *,
};

/// Once, where the request has a key.
pub async fn comment(cx: &Cx, id: LogId, text: &str) -> Result<CommentId> {
    check_text(text)?;
    let author = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    if let Some(first) = once::first(&mut tx, cx, "logs/comment").await? {
        return Ok(first);
    }
    let space = edited(&mut tx, cx).await?;
    write::open(&mut tx, space, id).await?;
    let comment = sql::insert_comment(&mut tx, id, author, cx.now, text.trim_end()).await?;
    sql::recount(&mut tx, id).await?;
    let called =
        if text.contains(['@', '＠']) { mentions::mentioned(text, &mailboxes::people_of_space(&mut tx, space, cx.now).await?) } else { vec![] };
    let told = notifications::tell_about(&mut tx, cx, Kind::Mentioned, &called, (About::Log, id.0), text).await?;
    once::keep(&mut tx, cx, &comment).await?;
    tx.commit().await?;
    publish(cx, space);
    notifications::told(cx, &told);
    Ok(comment)
}

/// One's own.
pub async fn uncomment(cx: &Cx, id: CommentId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = seen(&mut tx, cx).await?;
    let (entry, author) = sql::comment(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let state = write::open(&mut tx, space, entry).await?;
    may_change(author, cx.who.user_id())?;
    sql::delete_comment(&mut tx, id, cx.now).await?;
    sql::recount(&mut tx, entry).await?;
    write::audit(&mut tx, cx, state.log, entry, "comment removed").await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}
