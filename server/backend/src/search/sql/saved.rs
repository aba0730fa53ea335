//! The statements of kept questions.

use crate::db::Tx;
use domain::{search::SavedView, *};
use sqlx::Result;

/// A person's own, and those of the mailboxes that they see.
pub async fn saved(tx: &mut Tx, user: UserId) -> Result<Vec<SavedView>> {
    tx.query(
        "select s.id, s.name, s.query as q, s.mailbox_id, coalesce(m.name, '') as mailbox_name, u.name as owner_name, s.owner_id = $1 as mine \
         from saved_searches s join users u on u.id = s.owner_id left join mailboxes m on m.id = s.mailbox_id \
         where s.mailbox_id is null and s.owner_id = $1 or exists(select 1 from grants g where g.mailbox_id = s.mailbox_id and g.user_id = $1 \
         and g.viewing <> 'none') order by s.name, s.id",
    )
    .bind(user)
    .all()
    .await
}

pub async fn count_saved(tx: &mut Tx, user: UserId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from saved_searches where owner_id = $1").bind(user).one().await?;
    Ok(count)
}

pub async fn insert_saved(tx: &mut Tx, user: UserId, mailbox: Option<MailboxId>, name: &str, query: &str, now: Moment) -> Result<SavedSearchId> {
    let (id,): (SavedSearchId,) = tx
        .query("insert into saved_searches(owner_id, mailbox_id, name, query, created_at) values($1, $2, $3, $4, $5) returning id")
        .bind(user)
        .bind(mailbox)
        .text(name)
        .text(query)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

/// Whose it is, where it is shared, and what it asks.
pub async fn saved_one(tx: &mut Tx, id: SavedSearchId) -> Result<Option<(UserId, Option<MailboxId>, String)>> {
    tx.query("select owner_id, mailbox_id, query from saved_searches where id = $1").bind(id).maybe().await
}

pub async fn delete_saved(tx: &mut Tx, id: SavedSearchId) -> Result<u64> {
    tx.query("delete from saved_searches where id = $1").bind(id).run().await
}
