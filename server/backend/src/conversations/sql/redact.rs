//! The statements of conversations whose customer is erased.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn of_customer(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Vec<(ConversationId, MailboxId)>> {
    tx.query(
        "select c.id, c.mailbox_id from mailboxes b join conversations c on c.mailbox_id = b.id where b.space_id = $1 and lower(c.customer_addr) = $2 \
         and c.merged_into is null order by c.id",
    )
    .bind(space)
    .text(addr_key)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Told {
    pub subject: String,
    pub snippet: String,
    pub customer_name: String,
    pub customer_addr: String,
}

pub async fn told(tx: &mut Tx, id: ConversationId) -> Result<Option<Told>> {
    tx.query("select subject, snippet, customer_name, customer_addr from conversations where id = $1").bind(id).maybe().await
}

pub async fn retell(tx: &mut Tx, id: ConversationId, told: &Told) -> Result<u64> {
    tx.query("update conversations set subject = $2, snippet = $3, customer_name = $4, customer_addr = $5, version = version + 1 where id = $1")
        .bind(id)
        .text(&told.subject)
        .text(&told.snippet)
        .text(&told.customer_name)
        .text(&told.customer_addr)
        .run()
        .await
}

/// Files of its mails may be gone.
pub async fn refresh_attachment_mark(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query(
        "update conversations set has_attachment = exists(select 1 from attachments a join messages m on m.id = a.message_id \
         where m.conversation_id = $1 and not a.inline) where id = $1",
    )
    .bind(id)
    .run()
    .await
}

pub async fn events_of(tx: &mut Tx, id: ConversationId) -> Result<Vec<(i64, String, String)>> {
    tx.query("select id, before, after from events where conversation_id = $1 order by id").bind(id).all().await
}

pub async fn rewrite_event(tx: &mut Tx, id: i64, before: &str, after: &str) -> Result<u64> {
    tx.query("update events set before = $2, after = $3 where id = $1").bind(id).text(before).text(after).run().await
}
