//! What comes back of a bulk mail: answers, which begin conversations of their own, and delivery reports, which are noted at their
//! recipient and gathered in one finished conversation.

use super::{letters, sql};
use crate::{Cx, Result, conversations, db::Tx, messages, reports};
use domain::{
    addresses::Address, bulk::BulkState, conversations::EventKind, fold::fold, live::Event, reports::Fact, returns::Fate, statuses::Class, *,
};
use mail::bounce::Report;

/// Ids of one report that are looked up.
const LOOKED_UP: usize = 20;

/// Notes a report about recipients of a bulk mail that this mailbox sent, and answers the conversation that it is filed in. It
/// counts only with our seal, and only for the one whom that very mail went to.
pub(crate) async fn returned(tx: &mut Tx, cx: &Cx, key: &[u8], mailbox: MailboxId, report: &Report) -> Result<Option<ConversationId>> {
    for id in report.about.iter().take(LOOKED_UP) {
        let Some(recipient) = letters::recipient_of(key, id) else { continue };
        let Some((bulk, addr, addr_key, is_test)) = sql::sending::recipient(tx, recipient).await? else { continue };
        let Some(mail) = sql::find(tx, bulk).await?.filter(|mail| mail.mailbox_id == mailbox) else { continue };
        let is_theirs =
            |told: &&mail::bounce::Recipient| fold(told.original.as_deref().unwrap_or(&told.addr)) == addr_key || fold(&told.addr) == addr_key;
        let Some(told) = report.recipients.iter().find(is_theirs) else { continue };
        sql::lock(tx, bulk).await?;
        if told.fate == Fate::Failed {
            sql::sending::bounced(tx, recipient, &told.answer).await?;
            reports::bulk(tx, cx.now, Fact::BulkFailed, recipient).await?;
            sql::sending::partly(tx, bulk).await?;
            if told.hard && !is_test {
                sql::marks::mark(tx, mail.space_id, &addr_key, "bounced", cx.now, &told.answer).await?;
            }
        }
        let conversation = gathered(tx, cx, &mail, &addr).await?;
        cx.desk.live.publish(Event::Bulk { space: mail.space_id, id: bulk });
        return Ok(Some(conversation));
    }
    Ok(None)
}

/// The conversation of its reports: finished from the beginning, so that fifty of them are no work.
async fn gathered(tx: &mut Tx, cx: &Cx, mail: &sql::Mail, addr: &str) -> Result<ConversationId> {
    if let Some(id) = mail.reports_id {
        match conversations::standing(tx, id).await {
            Ok(_) => return Ok(id),
            Err(crate::Error::Refused(_)) => {}
            Err(cause) => return Err(cause),
        }
    }
    let customer = Address { name: String::new(), addr: addr.to_owned() };
    let new = conversations::NewConversation {
        mailbox: mail.mailbox_id,
        subject: &mail.subject,
        customer: &customer,
        class: Class::Done,
        assignee: None,
        at: cx.now,
        language: "",
    };
    let id = conversations::create(tx, cx, &new).await?;
    sql::set_reports(tx, mail.id, id).await?;
    Ok(id)
}

/// A mail began a conversation: where it answers a bulk mail of this mailbox, the history names it, and whatever else answers the
/// same copy of it joins.
pub(crate) async fn answered(
    tx: &mut Tx,
    cx: &Cx,
    key: &[u8],
    mailbox: MailboxId,
    ids: &[&String],
    conversation: ConversationId,
    id: MessageId,
) -> Result<()> {
    for answered in ids.iter().take(LOOKED_UP) {
        let Some(recipient) = letters::recipient_of(key, answered) else { continue };
        let Some((bulk, ..)) = sql::sending::recipient(tx, recipient).await? else { continue };
        let Some(mail) = sql::find(tx, bulk).await?.filter(|mail| mail.mailbox_id == mailbox && mail.state != BulkState::Draft) else { continue };
        messages::known_in(tx, mailbox, answered, conversation, id).await?;
        conversations::record(tx, cx, conversation, EventKind::AnswersBulk, &bulk.to_string(), &mail.subject).await?;
        return Ok(());
    }
    Ok(())
}
