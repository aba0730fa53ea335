//! The statements of folders.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn all(tx: &mut Tx) -> Result<Vec<(MailboxId, FolderId, Option<FolderId>, String)>> {
    tx.query("select mailbox_id, id, parent_id, name from folders order by mailbox_id, position, id").all().await
}

pub async fn of_mailbox(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(FolderId, Option<FolderId>, String)>> {
    tx.query("select id, parent_id, name from folders where mailbox_id = $1 order by position, id").bind(mailbox).all().await
}

/// Unfinished conversations by folder, and those of them that are this person's.
pub async fn unfinished(tx: &mut Tx, user: UserId) -> Result<Vec<(MailboxId, FolderId, i64, i64)>> {
    tx.query(
        "select mailbox_id, folder_id, count(*), count(*) filter (where assignee_id = $1) from conversations \
         where folder_id is not null and class <> 'done' and trashed_at is null group by mailbox_id, folder_id order by mailbox_id, folder_id",
    )
    .bind(user)
    .all()
    .await
}

pub async fn mailbox_of(tx: &mut Tx, id: FolderId) -> Result<Option<MailboxId>> {
    let found: Option<(MailboxId,)> = tx.query("select mailbox_id from folders where id = $1").bind(id).maybe().await?;
    Ok(found.map(|(mailbox,)| mailbox))
}

/// Whoever changes the tree of a mailbox does so alone.
pub async fn lock(tx: &mut Tx, mailbox: MailboxId) -> Result<u64> {
    tx.query("update mailboxes set position = position where id = $1").bind(mailbox).run().await
}

pub async fn insert(tx: &mut Tx, mailbox: MailboxId, parent: Option<FolderId>, name: &str, key: &str) -> Result<FolderId> {
    let (id,): (FolderId,) = tx
        .query(
            "insert into folders(mailbox_id, parent_id, position, name, name_key) \
             values($1, $2, (select coalesce(max(f.position) + 1, 0) from folders f where f.mailbox_id = $1), $3, $4) returning id",
        )
        .bind(mailbox)
        .bind(parent)
        .text(name)
        .text(key)
        .one()
        .await?;
    Ok(id)
}

pub async fn rename(tx: &mut Tx, id: FolderId, name: &str, key: &str) -> Result<u64> {
    tx.query("update folders set name = $2, name_key = $3 where id = $1").bind(id).text(name).text(key).run().await
}

pub async fn move_below(tx: &mut Tx, mailbox: MailboxId, id: FolderId, parent: Option<FolderId>) -> Result<u64> {
    tx.query("update folders set parent_id = $3, position = (select coalesce(max(f.position) + 1, 0) from folders f where f.mailbox_id = $1) where id = $2")
        .bind(mailbox)
        .bind(id)
        .bind(parent)
        .run()
        .await
}

pub async fn set_position(tx: &mut Tx, id: FolderId, position: i64) -> Result<u64> {
    tx.query("update folders set position = $2 where id = $1 and position <> $2").bind(id).bind(position).run().await
}

pub async fn delete(tx: &mut Tx, id: FolderId) -> Result<u64> {
    tx.query("delete from folders where id = $1").bind(id).run().await
}
