//! What comes back of our own mails: delivery reports, filed at the mail that they are about.
//!
//! A report counts only when it names a Message-ID that bears our seal, of a mail that we sent, and somebody whom that very mail
//! went to. Everything else that looks like a report is a mail like any other.

mod sql;

use crate::{Cx, Result, conversations, db::Tx, messages, outbox};
use domain::{conversations::EventKind, fold::fold, returns::Fate, returns::ReturnView, *};
use mail::{
    bounce::{Recipient, Report},
    thread,
};
use std::collections::HashMap;

/// Ids of one report that are looked up.
const LOOKED_UP: usize = 20;

/// The mail that a report is about, and what became of those whom it went to.
pub(crate) struct Found {
    pub message: MessageId,
    pub conversation: ConversationId,
    /// Addresses as we wrote them.
    recipients: Vec<(String, Recipient)>,
}

impl Found {
    /// Whether somebody did not get it. What is only late, or arrived, asks nobody to do anything.
    pub(crate) fn has_failed(&self) -> bool {
        self.recipients.iter().any(|(_, told)| told.fate == Fate::Failed)
    }
}

/// What a report is about; `None` where it is about nothing that this mailbox sent to the people it names.
pub(crate) async fn find(tx: &mut Tx, key: &[u8], mailbox: MailboxId, report: &Report) -> Result<Option<Found>> {
    for id in report.about.iter().filter(|id| thread::token_of(key, id).is_some()).take(LOOKED_UP) {
        let Some((message, conversation)) = messages::sent_as(tx, mailbox, id).await? else { continue };
        let sent_to = outbox::recipients_of(tx, message).await?;
        let ours = |told: &Recipient| {
            let is = |addr: &str| sent_to.iter().find(|sent| fold(sent) == fold(addr)).cloned();
            told.original.as_deref().and_then(is).or_else(|| is(&told.addr))
        };
        let recipients: Vec<(String, Recipient)> = report.recipients.iter().filter_map(|told| Some((ours(told)?, told.clone()))).collect();
        if !recipients.is_empty() {
            return Ok(Some(Found { message, conversation, recipients }));
        }
    }
    Ok(None)
}

/// Notes what a report says, which is the message `report` of the same conversation by now.
pub(crate) async fn record(tx: &mut Tx, cx: &Cx, found: &Found, report: MessageId) -> Result<()> {
    let mut failed = Vec::new();
    for (addr, told) in &found.recipients {
        sql::insert(tx, report, found.message, addr, told, cx.now).await?;
        if told.fate == Fate::Failed {
            outbox::returned(tx, found.message, addr, &told.answer).await?;
            failed.push(addr.as_str());
        }
    }
    if !failed.is_empty() {
        conversations::record(tx, cx, found.conversation, EventKind::Returned, "", &failed.join(", ")).await?;
        conversations::refresh_failed_flag(tx, found.conversation).await?;
    }
    Ok(())
}

/// Who answers has got it: what was late for this address is no more.
pub(crate) async fn heard_from(tx: &mut Tx, conversation: ConversationId, addr: &str) -> Result<()> {
    sql::arrived(tx, conversation, addr).await?;
    Ok(())
}

/// What became of the mails of a conversation, one entry a recipient, in one statement. A failure is final; of other words
/// the newest counts.
pub(crate) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<HashMap<MessageId, Vec<ReturnView>>> {
    let mut all: HashMap<MessageId, Vec<ReturnView>> = HashMap::new();
    for row in sql::of_conversation(tx, id).await? {
        let of_message = all.entry(row.message_id).or_default();
        let view = row.view();
        match of_message.iter_mut().find(|known| fold(&known.addr) == fold(&view.addr)) {
            Some(known) if known.fate == Fate::Failed && view.fate != Fate::Failed => {}
            Some(known) => *known = view,
            None => of_message.push(view),
        }
    }
    Ok(all)
}

/// What came back of mails to somebody who is erased.
pub(crate) async fn redact(tx: &mut Tx, message: MessageId, redaction: &domain::book::Redaction) -> Result<()> {
    for addr in &redaction.addresses {
        sql::redact(tx, message, addr, &redaction.stand_in).await?;
    }
    Ok(())
}

pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::purge(tx, id).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
