//! Comments: internal notes. Written by everybody who may edit, changed by their author only.

mod sql;

use crate::{Cx, Result, conversations, db::Tx};
use domain::{
    access::Right,
    comments::{CommentView, check_text, may_change},
    conversations::EventKind,
    *,
};

pub async fn add(cx: &Cx, conversation: ConversationId, text: &str) -> Result<CommentId> {
    check_text(text)?;
    let author = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let target = conversations::target(&mut tx, conversation).await?;
    cx.who.may(Right::Edit, target)?;
    let id = sql::insert(&mut tx, conversation, author, cx.now, text.trim_end()).await?;
    sql::refresh_count(&mut tx, conversation).await?;
    conversations::record(&mut tx, cx, conversation, EventKind::Commented, "", &id.to_string()).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(id)
}

pub async fn edit(cx: &Cx, id: CommentId, text: &str) -> Result<()> {
    check_text(text)?;
    let mut tx = cx.desk.db.write().await?;
    let (conversation, author) = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let target = conversations::target(&mut tx, conversation).await?;
    cx.who.may(Right::Edit, target)?;
    may_change(author, cx.who.user_id())?;
    sql::change(&mut tx, id, text.trim_end(), cx.now).await?;
    conversations::touch(&mut tx, conversation).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// Taken from the screen; the history says that one was there.
pub async fn delete(cx: &Cx, id: CommentId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (conversation, author) = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let target = conversations::target(&mut tx, conversation).await?;
    cx.who.may(Right::Edit, target)?;
    may_change(author, cx.who.user_id())?;
    sql::delete(&mut tx, id, cx.now).await?;
    sql::refresh_count(&mut tx, conversation).await?;
    conversations::record(&mut tx, cx, conversation, EventKind::CommentDeleted, &id.to_string(), "").await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

pub(crate) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<CommentView>> {
    Ok(sql::of_conversation(tx, id).await?)
}

#[cfg(test)]
mod tests;
