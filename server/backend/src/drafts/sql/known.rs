//! Whom a mailbox and a conversation know, for what is asked before a mail goes out.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Whether mails were exchanged with somebody before, in this mailbox.
pub async fn is_correspondent(tx: &mut Tx, mailbox: MailboxId, key: &str) -> Result<bool> {
    let found: Option<(i64,)> =
        tx.query("select id from correspondents where mailbox_id = $1 and addr_key = $2").bind(mailbox).text(key).maybe().await?;
    Ok(found.is_some())
}

/// Those with whom most mails were exchanged.
pub async fn correspondents(tx: &mut Tx, mailbox: MailboxId, limit: i64) -> Result<Vec<(String,)>> {
    tx.query("select addr_key from correspondents where mailbox_id = $1 order by mails desc, id limit $2").bind(mailbox).bind(limit).all().await
}

/// Everybody who has a part in the mails of a conversation.
pub async fn everybody_here(tx: &mut Tx, id: ConversationId) -> Result<Vec<(String,)>> {
    tx.query("select distinct p.addr_key from people p join messages m on m.id = p.message_id where m.conversation_id = $1 order by p.addr_key")
        .bind(id)
        .all()
        .await
}
