//! The statements of filing, and of what else rules do.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn set_folder(tx: &mut Tx, id: ConversationId, folder: Option<FolderId>) -> Result<u64> {
    tx.query("update conversations set folder_id = $2, version = version + 1 where id = $1").bind(id).bind(folder).run().await
}

/// One more message that changes nothing else.
pub async fn count_letter_by_rule(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("update conversations set messages = messages + 1, has_sent = true, version = version + 1 where id = $1").bind(id).run().await
}

/// Up to `at_most` of a folder, the newest first.
pub async fn refile(tx: &mut Tx, from: FolderId, to: Option<FolderId>, at_most: i64) -> Result<Vec<(ConversationId,)>> {
    tx.query(
        "update conversations set folder_id = $2, version = version + 1 \
         where id in (select c.id from conversations c where c.folder_id = $1 order by c.last_at desc, c.id desc limit $3) and folder_id = $1 returning id",
    )
    .bind(from)
    .bind(to)
    .bind(at_most)
    .all()
    .await
}
