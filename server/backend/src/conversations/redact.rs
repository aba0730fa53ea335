//! Conversations with somebody who is erased: without their name, or gone for good.

use super::{purge, sql};
use crate::{Cx, Error, Result, comments, db::Tx, drafts, threads, users};
use domain::{book::Redaction, *};

/// Those that they are the customer of, in a space, the trash included.
pub(crate) async fn of_customer(tx: &mut Tx, space: SpaceId, addresses: &[String]) -> Result<Vec<(ConversationId, MailboxId)>> {
    let mut found = Vec::new();
    for addr in addresses {
        found.extend(sql::of_customer(tx, space, addr).await?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The mailbox of one that may be gone.
pub(crate) async fn mailbox_of(tx: &mut Tx, id: ConversationId) -> Result<Option<MailboxId>> {
    match super::target(tx, id).await {
        Ok(target) => Ok(Some(target.mailbox_id)),
        Err(Error::Refused(Refused::NotFound)) => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// With everything that hangs on it, as at the end of the trash.
pub(crate) async fn erase(tx: &mut Tx, cx: &Cx, id: ConversationId, mailbox: MailboxId) -> Result<()> {
    if sql::lock(tx, id).await?.is_none() {
        return Ok(());
    }
    for shell in threads::shells(tx, id).await? {
        sql::unlink(tx, shell).await?;
        purge::empty(tx, shell).await?;
    }
    let number = purge::empty(tx, id).await?;
    users::audit(tx, cx, "purge", &format!("conversation {id}"), &format!("mailbox {mailbox}, number {number}, its customer was erased")).await
}

/// Its head, history, comments and drafts. Its mails are rewritten by `messages`.
pub(crate) async fn redact(tx: &mut Tx, id: ConversationId, redaction: &Redaction) -> Result<()> {
    let Some(told) = sql::told(tx, id).await? else { return Ok(()) };
    let (customer_name, customer_addr) = redaction.address(&told.customer_name, &told.customer_addr);
    let said = sql::Told { subject: redaction.text(&told.subject), snippet: redaction.text(&told.snippet), customer_name, customer_addr };
    sql::retell(tx, id, &said).await?;
    sql::refresh_attachment_mark(tx, id).await?;
    for (event, before, after) in sql::events_of(tx, id).await? {
        let said = (redaction.text(&before), redaction.text(&after));
        if said != (before, after) {
            sql::rewrite_event(tx, event, &said.0, &said.1).await?;
        }
    }
    comments::redact(tx, id, redaction).await?;
    drafts::redact(tx, id, redaction).await
}
