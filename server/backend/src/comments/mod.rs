//! Comments: internal notes. Written by everybody who may edit, changed by their author only.

mod sql;

use crate::{Cx, Result, conversations, db::Tx, leases, mailboxes, notifications, once, search};
use domain::{
    access::Target,
    comments::{CommentView, check_text, may_change},
    conversations::EventKind,
    notifications::Kind,
    *,
};

/// Once, where the request has a key.
pub async fn add(cx: &Cx, conversation: ConversationId, text: &str) -> Result<CommentId> {
    check_text(text)?;
    let author = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    if let Some(first) = once::first(&mut tx, cx, "comments/add").await? {
        return Ok(first);
    }
    // The lock comes first: of two at once each must count what the other wrote.
    let target = leases::locked(&mut tx, cx, conversation).await?;
    let id = put(&mut tx, cx, conversation, author, text).await?;
    once::keep(&mut tx, cx, &id).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(id)
}

/// Writes one under a lock of its conversation, as part of another deed.
pub(crate) async fn put(tx: &mut Tx, cx: &Cx, conversation: ConversationId, author: UserId, text: &str) -> Result<CommentId> {
    let id = sql::insert(tx, conversation, author, cx.now, text.trim_end()).await?;
    search::put_comment(tx, id, cx.now, text).await?;
    let target = conversations::target(tx, conversation).await?;
    mention(tx, cx, target, conversation, id, text).await?;
    sql::refresh_count(tx, conversation).await?;
    conversations::record(tx, cx, conversation, EventKind::Commented, "", &id.to_string()).await?;
    Ok(id)
}

/// Changes the text. What it said before is kept.
pub async fn edit(cx: &Cx, id: CommentId, text: &str) -> Result<()> {
    check_text(text)?;
    let mut tx = cx.desk.db.write().await?;
    let (conversation, target) = own(&mut tx, cx, id).await?;
    if sql::keep_version(&mut tx, id, text.trim_end()).await? == 0 {
        return Ok(());
    }
    let at = sql::change(&mut tx, id, text.trim_end(), cx.now).await?;
    search::put_comment(&mut tx, id, at, text).await?;
    mention(&mut tx, cx, target, conversation, id, text).await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// Taken from the screen; the history says that one was there.
pub async fn delete(cx: &Cx, id: CommentId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (conversation, target) = own(&mut tx, cx, id).await?;
    sql::delete(&mut tx, id, cx.now).await?;
    search::remove_comment(&mut tx, id).await?;
    sql::refresh_count(&mut tx, conversation).await?;
    conversations::record(&mut tx, cx, conversation, EventKind::CommentDeleted, &id.to_string(), "").await?;
    tx.commit().await?;
    conversations::publish(cx, target.mailbox_id, conversation);
    Ok(())
}

/// Notes who is called in a comment, of those who work in its mailbox, and tells those who were not called in it before.
async fn mention(tx: &mut Tx, cx: &Cx, target: Target, conversation: ConversationId, id: CommentId, text: &str) -> Result<()> {
    let known: Vec<UserId> = sql::mentions(tx, id).await?;
    let people = if text.contains(['@', '＠']) { mailboxes::people_in(tx, target.mailbox_id, cx.now).await? } else { vec![] };
    let called = mentions::mentioned(text, &people);
    for gone in known.iter().filter(|person| !called.contains(person)) {
        sql::remove_mention(tx, id, *gone).await?;
    }
    for person in called.into_iter().filter(|person| !known.contains(person)) {
        sql::insert_mention(tx, id, person).await?;
        notifications::tell(tx, cx, Kind::Mentioned, person, conversation, text).await?;
    }
    Ok(())
}

/// The conversation of a comment that is one's own and still there, locked.
async fn own(tx: &mut Tx, cx: &Cx, id: CommentId) -> Result<(ConversationId, Target)> {
    let (conversation, _) = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    let target = leases::locked(tx, cx, conversation).await?;
    // Asked under the lock: it may have been deleted until it was ours.
    let (_, author) = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    may_change(author, cx.who.user_id())?;
    Ok((conversation, target))
}

/// Removes the comments of a conversation that is removed.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    Ok(sql::purge(tx, id).await?)
}

/// Without the name of somebody who is erased; what stood there before it was edited goes.
pub(crate) async fn redact(tx: &mut Tx, id: ConversationId, redaction: &domain::book::Redaction) -> Result<()> {
    for (comment, at, text) in sql::texts_of(tx, id).await? {
        let said = redaction.text(&text);
        if said != text {
            sql::rewrite(tx, comment, &said).await?;
            search::put_comment(tx, comment, at, &said).await?;
        }
    }
    sql::forget_versions(tx, id).await?;
    Ok(())
}

pub(crate) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<CommentView>> {
    let mut comments = sql::of_conversation(tx, id).await?;
    for (comment, name) in sql::mentions_of_conversation(tx, id).await? {
        if let Some(comment) = comments.iter_mut().find(|other| other.id == comment) {
            comment.mentions.push(name);
        }
    }
    Ok(comments)
}

#[cfg(test)]
mod tests;
