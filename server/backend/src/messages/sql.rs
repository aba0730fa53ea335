//! The statements of messages.

mod copies;
mod redact;

pub use copies::{copies, insert_copy, names_and_sizes, purge_copies, received_as, under_id};

pub use redact::*;

use super::{NewAttachment, NewMessage};
use crate::db::Tx;
use domain::{
    addresses::Address,
    fold::fold,
    messages::{AttachmentView, Direction, PersonRole},
    *,
};
use sqlx::Result;

pub async fn insert(tx: &mut Tx, new: &NewMessage) -> Result<MessageId> {
    let invitation = new.invitation.as_ref().and_then(|i| serde_json::to_string(i).ok()).unwrap_or_default();
    let (id,): (MessageId,) = tx
        .query(
            "insert into messages(conversation_id, arrival_id, account_id, author_id, direction, message_id, from_name, from_addr, subject, snippet, text, \
             has_html, file, size, at, sent_at, automatic, charset, language, invitation, remote_pictures) \
             values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) returning id",
        )
        .bind(new.conversation_id)
        .bind(new.arrival_id)
        .bind(new.account_id)
        .bind(new.author_id)
        .bind(new.direction)
        .text(&new.message_id)
        .text(&new.from.name)
        .text(&new.from.addr)
        .text(&new.subject)
        .text(&new.snippet)
        .text(&new.text)
        .bind(new.has_html)
        .text(&new.file)
        .bind(new.size)
        .bind(new.at)
        .bind(new.sent_at)
        .text(&new.automatic)
        .text(&new.charset)
        .text(&new.language)
        .text(&invitation)
        .bind(new.remote_pictures)
        .one()
        .await?;
    Ok(id)
}

pub async fn insert_person(tx: &mut Tx, message: MessageId, at: Moment, role: PersonRole, position: i64, address: &Address) -> Result<u64> {
    let key = fold(&address.addr);
    tx.query("insert into people(message_id, role, position, name, addr, addr_key, at, domain_key) values($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(message)
        .bind(role)
        .bind(position)
        .text(&address.name)
        .text(&address.addr)
        .text(&key)
        .bind(at)
        .text(key.split_once('@').map_or("", |(_, domain)| domain))
        .run()
        .await
}

pub async fn insert_mid(tx: &mut Tx, mailbox: MailboxId, hash: &str, conversation: ConversationId, message: MessageId) -> Result<u64> {
    tx.query("insert into mids(mailbox_id, hash, conversation_id, message_id) values($1, $2, $3, $4)")
        .bind(mailbox)
        .text(hash)
        .bind(conversation)
        .bind(message)
        .run()
        .await
}

pub async fn insert_attachment(tx: &mut Tx, message: MessageId, new: &NewAttachment) -> Result<u64> {
    tx.query("insert into attachments(message_id, position, name, kind, size, content_id, inline, danger) values($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(message)
        .bind(new.position)
        .text(&new.name)
        .text(&new.kind)
        .bind(new.size)
        .text(&new.content_id)
        .bind(new.inline)
        .bind(new.danger)
        .run()
        .await
}

pub async fn known(tx: &mut Tx, mailbox: MailboxId, hash: &str) -> Result<Option<(ConversationId, MessageId)>> {
    tx.query("select conversation_id, message_id from mids where mailbox_id = $1 and hash = $2 order by message_id desc limit 1")
        .bind(mailbox)
        .text(hash)
        .maybe()
        .await
}

pub async fn sent_as(tx: &mut Tx, mailbox: MailboxId, hash: &str) -> Result<Option<(MessageId, ConversationId)>> {
    tx.query(
        "select m.id, m.conversation_id from mids i join messages m on m.id = i.message_id \
         where i.mailbox_id = $1 and i.hash = $2 and m.direction = 'out' order by m.id desc limit 1",
    )
    .bind(mailbox)
    .text(hash)
    .maybe()
    .await
}

pub async fn set_parent(tx: &mut Tx, id: MessageId, parent: MessageId) -> Result<u64> {
    tx.query("update messages set parent_id = $2 where id = $1").bind(id).bind(parent).run().await
}

#[derive(sqlx::FromRow)]
pub struct MessageRow {
    pub id: MessageId,
    pub direction: Direction,
    pub from_name: String,
    pub from_addr: String,
    pub subject: String,
    pub text: String,
    pub has_html: bool,
    pub remote_pictures: bool,
    pub size: i64,
    pub at: Moment,
    pub automatic: String,
    pub charset: String,
    pub language: String,
    pub invitation: String,
    pub account: Option<String>,
    pub author_name: Option<String>,
}

pub async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<MessageRow>> {
    tx.query(
        "select m.id, m.direction, m.from_name, m.from_addr, m.subject, m.text, m.has_html, m.remote_pictures, m.size, m.at, m.automatic, m.charset, m.language, m.invitation, \
         a.address as account, u.name as author_name from messages m left join accounts a on a.id = m.account_id left join users u on u.id = m.author_id \
         where m.conversation_id = $1 order by m.at, m.id",
    )
    .bind(id)
    .all()
    .await
}

pub async fn people(tx: &mut Tx, id: ConversationId) -> Result<Vec<(MessageId, PersonRole, String, String)>> {
    tx.query(
        "select p.message_id, p.role, p.name, p.addr from people p join messages m on m.id = p.message_id \
         where m.conversation_id = $1 order by p.message_id, p.position",
    )
    .bind(id)
    .all()
    .await
}

pub async fn attachments(tx: &mut Tx, id: ConversationId) -> Result<Vec<AttachmentView>> {
    tx.query(
        "select a.id, a.message_id, a.name, a.kind, a.size, a.inline, a.danger from attachments a join messages m on m.id = a.message_id \
         where m.conversation_id = $1 order by a.message_id, a.position, a.id",
    )
    .bind(id)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct RawRow {
    pub conversation_id: ConversationId,
    pub file: String,
    pub subject: String,
    pub at: Moment,
    pub erased_at: Option<Moment>,
}

pub async fn raw(tx: &mut Tx, id: MessageId) -> Result<Option<RawRow>> {
    tx.query("select conversation_id, file, subject, at, erased_at from messages where id = $1").bind(id).maybe().await
}

pub async fn attachment(tx: &mut Tx, message: MessageId, id: AttachmentId) -> Result<Option<(i64, String, String)>> {
    tx.query("select position, name, kind from attachments where id = $1 and message_id = $2").bind(id).bind(message).maybe().await
}

pub async fn attachments_of(tx: &mut Tx, message: MessageId) -> Result<Vec<(i64, String)>> {
    tx.query("select position, name from attachments where message_id = $1 order by position, id").bind(message).all().await
}

pub async fn file_parts(tx: &mut Tx, message: MessageId) -> Result<Vec<super::FilePart>> {
    tx.query("select position, name, kind, size from attachments where message_id = $1 and not inline order by position, id")
        .bind(message)
        .all()
        .await
}

/// Removes the messages of a conversation and answers the files they named.
pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<Vec<(String,)>> {
    tx.query("delete from people where message_id in (select id from messages where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from mids where message_id in (select id from messages where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from attachments where message_id in (select id from messages where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from messages where conversation_id = $1 returning file").bind(id).all().await
}
