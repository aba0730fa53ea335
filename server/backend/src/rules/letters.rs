//! Letters by rule: answers and mails that are passed on. What a rule wants is noted in the transaction that takes the mail in;
//! the letter is built and filed afterwards, and goes out through the outbox like every other one.
//!
//! Nothing of this may begin a storm. Machines, lists, reports and whoever pretends get no answer, a sender gets one in so many
//! hours, what has been passed on once is not passed on again, and above so many letters an hour an account writes no more.

mod words;
mod write;

use super::sql::{self, NewLetter, Noted};
use crate::{Cx, Desk, Result, db::Tx};
use domain::{
    Moment,
    fold::fold,
    rules::{Action, FRESH_HOURS, LetterKind, ReadyRule},
    *,
};
use std::sync::Arc;

pub use write::FORWARDED;

/// The mail that a letter answers or passes on.
pub(crate) struct Incoming<'a> {
    pub mailbox: MailboxId,
    pub account: AccountId,
    pub message: MessageId,
    /// It began its conversation.
    pub begins: bool,
    /// When our side received it, and what time it is.
    pub at: Moment,
    pub now: Moment,
    /// From whom it is; empty where nobody may be answered.
    pub sender: &'a str,
    /// Whether an address is one of ours.
    pub is_ours: &'a (dyn Fn(&str) -> bool + Sync),
}

/// Notes the letters that come of a mail. Answers whether there are any.
pub(super) async fn note(tx: &mut Tx, mail: &Incoming<'_>, deeds: &[(&ReadyRule, Action)]) -> Result<bool> {
    // A mailbox that is fetched for the first time brings months of mail: nobody waits for an answer to those.
    if mail.now.ms_since(mail.at) > FRESH_HOURS * 60 * 60_000 {
        return Ok(false);
    }
    let mut any = false;
    for (rule, action) in deeds {
        match action {
            Action::Reply { subject, text, hours } => any |= reply(tx, mail, rule, subject, text, *hours).await?,
            Action::Forward { to } => {
                for addr in to {
                    // It would come back at once; a colleague's own address is another matter.
                    if !sql::is_account(tx, &fold(addr)).await? {
                        any |= one(tx, mail, rule, LetterKind::Forward, addr, "", "").await?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(any)
}

async fn reply(tx: &mut Tx, mail: &Incoming<'_>, rule: &ReadyRule, subject: &str, text: &str, hours: u32) -> Result<bool> {
    if !mail.begins || !addresses::is_address(mail.sender) || (mail.is_ours)(mail.sender) {
        return Ok(false);
    }
    let since = mail.now.plus_minutes(-i64::from(hours) * 60);
    if sql::answered_since(tx, mail.mailbox, &fold(mail.sender), since).await? {
        return Ok(false);
    }
    one(tx, mail, rule, LetterKind::Reply, mail.sender, subject, text).await
}

async fn one(tx: &mut Tx, mail: &Incoming<'_>, rule: &ReadyRule, kind: LetterKind, addr: &str, subject: &str, text: &str) -> Result<bool> {
    let new = NewLetter {
        mailbox: mail.mailbox,
        account: mail.account,
        message: mail.message,
        rule: rule.id,
        rule_name: &rule.name,
        kind,
        addr,
        subject,
        text,
        at: mail.now,
    };
    Ok(sql::note_letter(tx, &new).await? > 0)
}

/// Writes what is noted and answers how many that was. May run twice, and in several copies at once: each letter is written by
/// whoever takes it first. One that fails stays noted and holds up no other.
///
/// # Errors
/// When the database fails.
pub async fn write_noted(desk: &Arc<Desk>, now: Moment) -> Result<u64> {
    let mut tx = desk.db.read().await?;
    let noted = sql::noted(&mut tx).await?;
    drop(tx);
    let cx = Cx { now, ..Cx::system(desk) };
    let mut written = 0;
    for letter in noted {
        match write::write(&cx, &letter).await {
            Ok(done) => written += u64::from(done),
            Err(cause) => tracing::error!(%cause, letter = letter.id, "a letter by rule could not be written; trying again"),
        }
    }
    if written > 0 {
        desk.wake.send.notify_one();
    }
    Ok(written)
}

/// What may still be written by rule, before this one: never more than so many an hour for an account, and for whom mails are
/// passed on to. What is above is held for good: tomorrow nobody wants it any more.
async fn is_too_much(tx: &mut Tx, letter: &Noted, limit: i64, now: Moment) -> Result<bool> {
    let since = now.plus_minutes(-60);
    if sql::written_since(tx, letter.account_id, since).await? >= limit {
        return Ok(true);
    }
    Ok(letter.kind == LetterKind::Forward && sql::passed_on_since(tx, &letter.addr_key, since).await? >= limit)
}

/// Removes what was noted of the mails of a conversation that is removed.
pub(crate) async fn purge(tx: &mut Tx, conversation: ConversationId) -> Result<()> {
    sql::purge_letters(tx, conversation).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
