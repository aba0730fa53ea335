//! The statements that take an import back.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Conversations that this import began and that nothing was added to since, a few at a time.
pub async fn trash_some(tx: &mut Tx, id: ImportId, limit: i64) -> Result<Vec<(ConversationId,)>> {
    tx.query(
        "select c.id from conversations c where c.import_id = $1 and c.trashed_at is null and c.merged_into is null and c.comments = 0 and not c.has_draft \
         and not exists(select 1 from messages m left join arrivals v on v.id = m.arrival_id where m.conversation_id = c.id \
         and coalesce(v.import_id, 0) <> $1) order by c.id limit $2",
    )
    .bind(id)
    .bind(limit)
    .all()
    .await
}

/// What it brought may be imported once more.
pub async fn unknown_arrivals(tx: &mut Tx, id: ImportId) -> Result<u64> {
    tx.query("update arrivals set uidl = null where import_id = $1").bind(id).run().await
}
