//! The statements of comments.

use crate::db::Tx;
use domain::{comments::CommentView, *};
use sqlx::Result;

pub async fn insert(tx: &mut Tx, conversation: ConversationId, author: UserId, at: Moment, text: &str) -> Result<CommentId> {
    let (id,): (CommentId,) = tx
        .query("insert into comments(conversation_id, author_id, at, text) values($1, $2, $3, $4) returning id")
        .bind(conversation)
        .bind(author)
        .bind(at)
        .text(text)
        .one()
        .await?;
    Ok(id)
}

pub async fn find(tx: &mut Tx, id: CommentId) -> Result<Option<(ConversationId, UserId)>> {
    tx.query("select conversation_id, author_id from comments where id = $1 and deleted_at is null").bind(id).maybe().await
}

/// Answers when it was written first.
pub async fn change(tx: &mut Tx, id: CommentId, text: &str, at: Moment) -> Result<Moment> {
    let (written,): (Moment,) =
        tx.query("update comments set text = $2, edited_at = $3 where id = $1 returning at").bind(id).text(text).bind(at).one().await?;
    Ok(written)
}

/// Keeps what it says now. 0 rows: that is `text` already.
pub async fn keep_version(tx: &mut Tx, id: CommentId, text: &str) -> Result<u64> {
    tx.query("insert into comment_versions(comment_id, at, text) select id, coalesce(edited_at, at), text from comments where id = $1 and text <> $2")
        .bind(id)
        .text(text)
        .run()
        .await
}

/// Those that are not deleted, which alone are found.
pub async fn texts_of(tx: &mut Tx, id: ConversationId) -> Result<Vec<(CommentId, Moment, String)>> {
    tx.query("select id, at, text from comments where conversation_id = $1 and deleted_at is null order by id").bind(id).all().await
}

pub async fn rewrite(tx: &mut Tx, id: CommentId, text: &str) -> Result<u64> {
    tx.query("update comments set text = $2 where id = $1").bind(id).text(text).run().await
}

/// What comments said before they were edited, and what deleted ones said.
pub async fn forget_versions(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("update comments set text = '' where conversation_id = $1 and deleted_at is not null").bind(id).run().await?;
    tx.query("delete from comment_versions where comment_id in (select id from comments where conversation_id = $1)").bind(id).run().await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    tx.query("delete from mentions where comment_id in (select id from comments where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from comment_versions where comment_id in (select id from comments where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from comments where conversation_id = $1").bind(id).run().await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: CommentId, at: Moment) -> Result<u64> {
    tx.query("update comments set deleted_at = $2 where id = $1").bind(id).bind(at).run().await
}

pub async fn refresh_count(tx: &mut Tx, conversation: ConversationId) -> Result<u64> {
    tx.query(
        "update conversations set comments = (select count(*) from comments where conversation_id = $1 and deleted_at is null), version = version + 1 \
         where id = $1",
    )
    .bind(conversation)
    .run()
    .await
}

pub async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<CommentView>> {
    tx.query(
        "select c.id, c.author_id, u.name as author_name, c.at, c.edited_at, c.text from comments c join users u on u.id = c.author_id \
         where c.conversation_id = $1 and c.deleted_at is null order by c.at, c.id",
    )
    .bind(id)
    .all()
    .await
}

pub async fn mentions(tx: &mut Tx, id: CommentId) -> Result<Vec<UserId>> {
    let found: Vec<(UserId,)> = tx.query("select user_id from mentions where comment_id = $1 order by user_id").bind(id).all().await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

pub async fn insert_mention(tx: &mut Tx, id: CommentId, user: UserId) -> Result<u64> {
    tx.query("insert into mentions(comment_id, user_id) values($1, $2) on conflict do nothing").bind(id).bind(user).run().await
}

pub async fn remove_mention(tx: &mut Tx, id: CommentId, user: UserId) -> Result<u64> {
    tx.query("delete from mentions where comment_id = $1 and user_id = $2").bind(id).bind(user).run().await
}

/// Who is called where, by the names that they have today.
pub async fn mentions_of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<(CommentId, String)>> {
    tx.query(
        "select n.comment_id, u.name from comments c join mentions n on n.comment_id = c.id join users u on u.id = n.user_id \
         where c.conversation_id = $1 and c.deleted_at is null order by n.comment_id, u.id",
    )
    .bind(id)
    .all()
    .await
}
