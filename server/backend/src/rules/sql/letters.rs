//! The statements of letters by rule.

use crate::db::Tx;
use domain::{accounts::SendKind, fold::fold, rules::LetterKind, *};
use sqlx::Result;

pub struct NewLetter<'a> {
    pub mailbox: MailboxId,
    pub account: AccountId,
    pub message: MessageId,
    pub rule: RuleId,
    pub rule_name: &'a str,
    pub kind: LetterKind,
    pub addr: &'a str,
    pub subject: &'a str,
    pub text: &'a str,
    pub at: Moment,
}

/// 0 when it is noted already.
pub async fn note_letter(tx: &mut Tx, new: &NewLetter<'_>) -> Result<u64> {
    tx.query(
        "insert into rule_letters(mailbox_id, account_id, answers_id, rule_id, rule_name, kind, addr, addr_key, subject, text, state, at) \
         values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'noted', $11) on conflict do nothing",
    )
    .bind(new.mailbox)
    .bind(new.account)
    .bind(new.message)
    .bind(new.rule)
    .text(new.rule_name)
    .bind(new.kind)
    .text(new.addr)
    .text(&fold(new.addr))
    .text(new.subject)
    .text(new.text)
    .bind(new.at)
    .run()
    .await
}

/// Whether a sender got an answer by rule since then, or is about to.
pub async fn answered_since(tx: &mut Tx, mailbox: MailboxId, addr_key: &str, since: Moment) -> Result<bool> {
    let found: Option<(i64,)> = tx
        .query("select id from rule_letters where mailbox_id = $1 and addr_key = $2 and at > $3 and kind = 'reply' and state <> 'held' order by id limit 1")
        .bind(mailbox)
        .text(addr_key)
        .bind(since)
        .maybe()
        .await?;
    Ok(found.is_some())
}

#[derive(Clone, sqlx::FromRow)]
pub struct Noted {
    pub id: i64,
    pub mailbox_id: MailboxId,
    pub account_id: AccountId,
    pub answers_id: MessageId,
    pub rule_id: RuleId,
    pub rule_name: String,
    pub kind: LetterKind,
    pub addr: String,
    pub addr_key: String,
    pub subject: String,
    pub text: String,
}

pub async fn noted(tx: &mut Tx) -> Result<Vec<Noted>> {
    tx.query(
        "select id, mailbox_id, account_id, answers_id, rule_id, rule_name, kind, addr, addr_key, subject, text from rule_letters \
         where state = 'noted' order by id limit 500",
    )
    .all()
    .await
}

/// 0 when somebody else has taken it.
pub async fn take_letter(tx: &mut Tx, id: i64, now: Moment) -> Result<u64> {
    tx.query("update rule_letters set state = 'written', at = $2 where id = $1 and state = 'noted'").bind(id).bind(now).run().await
}

pub async fn hold_letter(tx: &mut Tx, id: i64, now: Moment) -> Result<u64> {
    tx.query("update rule_letters set state = 'held', at = $2 where id = $1 and state = 'noted'").bind(id).bind(now).run().await
}

pub async fn written_since(tx: &mut Tx, account: AccountId, since: Moment) -> Result<i64> {
    let (count,): (i64,) =
        tx.query("select count(*) from rule_letters where account_id = $1 and at > $2 and state = 'written'").bind(account).bind(since).one().await?;
    Ok(count)
}

/// Of all mailboxes: to somebody whom many pass their mails on to it is one flood.
pub async fn passed_on_since(tx: &mut Tx, addr_key: &str, since: Moment) -> Result<i64> {
    let (count,): (i64,) = tx
        .query("select count(*) from rule_letters where addr_key = $1 and at > $2 and kind = 'forward' and state = 'written'")
        .text(addr_key)
        .bind(since)
        .one()
        .await?;
    Ok(count)
}

pub async fn held_since(tx: &mut Tx, account: AccountId, since: Moment) -> Result<bool> {
    let found: Option<(i64,)> = tx
        .query("select id from rule_letters where account_id = $1 and at > $2 and state = 'held' order by id limit 1")
        .bind(account)
        .bind(since)
        .maybe()
        .await?;
    Ok(found.is_some())
}

/// How many of a mailbox were held since then.
pub async fn held_of_mailbox(tx: &mut Tx, mailbox: MailboxId, since: Moment) -> Result<i64> {
    let (count,): (i64,) = tx
        .query(
            "select count(*) from rule_letters l join accounts a on a.id = l.account_id \
             where a.mailbox_id = $1 and l.at > $2 and l.state = 'held'",
        )
        .bind(mailbox)
        .bind(since)
        .one()
        .await?;
    Ok(count)
}

pub async fn letters_an_hour(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    let (limit,): (i64,) = tx.query("select letters_an_hour from mailboxes where id = $1").bind(mailbox).one().await?;
    Ok(limit)
}

pub async fn set_letters_an_hour(tx: &mut Tx, mailbox: MailboxId, limit: i64) -> Result<u64> {
    tx.query("update mailboxes set letters_an_hour = $2 where id = $1").bind(mailbox).bind(limit).run().await
}

/// Where the mail stands that a letter answers, and its bytes.
#[derive(sqlx::FromRow)]
pub struct Place {
    pub conversation_id: ConversationId,
    pub file: String,
    pub from_name: String,
    pub from_addr: String,
    pub subject: String,
    pub language: String,
    pub assignee_id: Option<UserId>,
}

pub async fn place_of_letter(tx: &mut Tx, message: MessageId) -> Result<Option<Place>> {
    tx.query(
        "select m.conversation_id, m.file, m.from_name, m.from_addr, m.subject, m.language, c.assignee_id \
         from messages m join conversations c on c.id = m.conversation_id where m.id = $1",
    )
    .bind(message)
    .maybe()
    .await
}

/// Name, address and way of an account that is not removed.
pub async fn sender(tx: &mut Tx, account: AccountId) -> Result<Option<(String, String, SendKind)>> {
    tx.query("select from_name, address, send from accounts where id = $1 and removed_at is null").bind(account).maybe().await
}

pub async fn purge_letters(tx: &mut Tx, conversation: ConversationId) -> Result<u64> {
    tx.query("delete from rule_letters where answers_id in (select m.id from messages m where m.conversation_id = $1)").bind(conversation).run().await
}

/// Whether an address is that of an account of this system.
pub async fn is_account(tx: &mut Tx, addr_key: &str) -> Result<bool> {
    let found: Option<(AccountId,)> =
        tx.query("select id from accounts where address_key = $1 and removed_at is null order by id limit 1").text(addr_key).maybe().await?;
    Ok(found.is_some())
}

pub async fn redact_letters(tx: &mut Tx, answers: MessageId, addr_key: &str, stand_in: &str) -> Result<u64> {
    tx.query(
        "update rule_letters set addr = $3, addr_key = $3, subject = '', text = '', state = case when state = 'noted' then 'held' else state end \
         where answers_id = $1 and addr_key = $2",
    )
    .bind(answers)
    .text(addr_key)
    .text(stand_in)
    .run()
    .await
}
