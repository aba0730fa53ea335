//! The statements of drafts, their revisions and files.

mod blanks;
mod known;
mod redact;
mod revisions;

pub use blanks::{blanks, insert_blank};
pub use known::{correspondents, everybody_here, is_correspondent};
pub use redact::{revisions_of, rewrite, rewrite_revision, texts_of};
pub use revisions::{first_revision, insert_revision, last_revision, newest_revision, revision, revisions};

use crate::db::Tx;
use domain::{
    addresses::Address,
    drafts::{DraftContent, DraftFileView, DraftKind, Sender},
    fold::storable,
    messages::{Direction, PersonRole},
    statuses::Class,
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct DraftRow {
    pub id: DraftId,
    pub conversation_id: ConversationId,
    pub author_id: UserId,
    pub author_name: String,
    pub kind: DraftKind,
    pub answers_id: Option<MessageId>,
    pub account_id: AccountId,
    pub sender_address: String,
    pub seen_message_id: MessageId,
    pub recipients_to: String,
    pub recipients_cc: String,
    pub recipients_bcc: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub created_at: Moment,
    pub saved_at: Moment,
    pub version: i64,
    pub sent_at: Option<Moment>,
    pub deleted_at: Option<Moment>,
    pub resends_id: Option<MessageId>,
    pub stopped_at: Option<Moment>,
    /// Saves of substance after the first content.
    pub revisions: i64,
}

impl DraftRow {
    pub fn content(&self) -> DraftContent {
        DraftContent {
            account_id: self.account_id,
            to: self.recipients_to.clone(),
            cc: self.recipients_cc.clone(),
            bcc: self.recipients_bcc.clone(),
            subject: self.subject.clone(),
            text: self.text.clone(),
            html: self.html.clone(),
        }
    }
}

macro_rules! drafts {
    ($condition:literal) => {
        concat!(
            "select d.id, d.conversation_id, d.author_id, u.name as author_name, d.kind, d.answers_id, d.account_id, a.address as sender_address, d.seen_message_id, d.recipients_to, d.recipients_cc, \
             d.recipients_bcc, d.subject, d.text, d.html, d.created_at, d.saved_at, d.version, d.sent_at, d.deleted_at, d.resends_id, d.stopped_at, \
             (select count(*) - 1 from revisions r where r.draft_id = d.id) as revisions \
             from drafts d join users u on u.id = d.author_id join accounts a on a.id = d.account_id where ",
            $condition
        )
    };
}

pub async fn find(tx: &mut Tx, id: DraftId) -> Result<Option<DraftRow>> {
    tx.query(drafts!("d.id = $1")).bind(id).maybe().await
}

/// The open drafts of a conversation, oldest first.
pub async fn open_of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<DraftRow>> {
    tx.query(drafts!("d.conversation_id = $1 and d.sent_at is null and d.deleted_at is null order by d.id")).bind(id).all().await
}

/// An open draft of this person that answers the same message in the same way.
pub async fn open_of_person(tx: &mut Tx, id: ConversationId, author: UserId, kind: DraftKind, answers: Option<MessageId>) -> Result<Option<DraftId>> {
    let found: Option<(DraftId,)> = tx
        .query(
            "select id from drafts where conversation_id = $1 and author_id = $2 and kind = $3 and coalesce(answers_id, 0) = coalesce($4, 0) \
             and resends_id is null and sent_at is null and deleted_at is null order by id desc limit 1",
        )
        .bind(id)
        .bind(author)
        .bind(kind)
        .bind(answers)
        .maybe()
        .await?;
    Ok(found.map(|(id,)| id))
}

/// The open draft that corrects a failed message.
pub async fn open_resend(tx: &mut Tx, message: MessageId) -> Result<Option<DraftId>> {
    let found: Option<(DraftId,)> = tx
        .query("select id from drafts where resends_id = $1 and sent_at is null and deleted_at is null order by id desc limit 1")
        .bind(message)
        .maybe()
        .await?;
    Ok(found.map(|(id,)| id))
}

pub struct NewDraft<'a> {
    pub conversation_id: ConversationId,
    pub author_id: UserId,
    pub kind: DraftKind,
    pub answers_id: Option<MessageId>,
    pub resends_id: Option<MessageId>,
    pub content: &'a DraftContent,
    pub at: Moment,
}

pub async fn insert(tx: &mut Tx, new: &NewDraft<'_>) -> Result<DraftId> {
    let (id,): (DraftId,) = tx
        .query(
            "insert into drafts(conversation_id, author_id, kind, answers_id, resends_id, account_id, recipients_to, recipients_cc, recipients_bcc, subject, \
             text, html, created_at, saved_at, seen_message_id) values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, \
             (select coalesce(max(id), 0) from messages where conversation_id = $1 and direction = 'in')) returning id",
        )
        .bind(new.conversation_id)
        .bind(new.author_id)
        .bind(new.kind)
        .bind(new.answers_id)
        .bind(new.resends_id)
        .bind(new.content.account_id)
        .text(&new.content.to)
        .text(&new.content.cc)
        .text(&new.content.bcc)
        .text(&new.content.subject)
        .text(&new.content.text)
        .bind(new.content.html.as_deref().map(storable))
        .bind(new.at)
        .one()
        .await?;
    Ok(id)
}

/// Keeps a save that follows the version it was made from; `None` when another one came first.
pub async fn save(tx: &mut Tx, id: DraftId, version: i64, content: &DraftContent, at: Moment) -> Result<Option<i64>> {
    let saved: Option<(i64,)> = tx
        .query(
            "update drafts set account_id = $3, recipients_to = $4, recipients_cc = $5, recipients_bcc = $6, subject = $7, text = $8, html = $9, saved_at = $10, \
             version = version + 1 where id = $1 and version = $2 and sent_at is null and deleted_at is null returning version",
        )
        .bind(id)
        .bind(version)
        .bind(content.account_id)
        .text(&content.to)
        .text(&content.cc)
        .text(&content.bcc)
        .text(&content.subject)
        .text(&content.text)
        .bind(content.html.as_deref().map(storable))
        .bind(at)
        .maybe()
        .await?;
    Ok(saved.map(|(version,)| version))
}

pub async fn set_sent(tx: &mut Tx, id: DraftId, at: Option<Moment>) -> Result<u64> {
    tx.query("update drafts set sent_at = $2 where id = $1").bind(id).bind(at).run().await
}

pub async fn set_stopped(tx: &mut Tx, id: DraftId, at: Option<Moment>) -> Result<u64> {
    tx.query("update drafts set stopped_at = $2 where id = $1").bind(id).bind(at).run().await
}

pub async fn set_deleted(tx: &mut Tx, id: DraftId, at: Moment) -> Result<u64> {
    tx.query("update drafts set deleted_at = $2 where id = $1").bind(id).bind(at).run().await
}

/// A draft in which nothing was written leaves nothing behind.
pub async fn remove(tx: &mut Tx, id: DraftId) -> Result<u64> {
    tx.query("delete from draft_files where draft_id = $1").bind(id).run().await?;
    tx.query("delete from draft_blanks where draft_id = $1").bind(id).run().await?;
    tx.query("delete from revisions where draft_id = $1").bind(id).run().await?;
    tx.query("delete from drafts where id = $1").bind(id).run().await
}

/// The writer has the conversation before them as it is now. Answers whether a customer's mail was new to them.
pub async fn has_seen_mail(tx: &mut Tx, id: DraftId) -> Result<bool> {
    let raised = tx
        .query(
            "update drafts set seen_message_id = (select max(m.id) from messages m where m.conversation_id = drafts.conversation_id and m.direction = 'in') \
             where id = $1 and seen_message_id < \
             (select coalesce(max(m.id), 0) from messages m where m.conversation_id = drafts.conversation_id and m.direction = 'in')",
        )
        .bind(id)
        .run()
        .await?;
    Ok(raised > 0)
}

#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct FileRow {
    pub id: AttachmentId,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub file: String,
    pub content_id: String,
}

pub async fn files(tx: &mut Tx, id: DraftId) -> Result<Vec<FileRow>> {
    tx.query("select id, name, kind, size, file, content_id from draft_files where draft_id = $1 order by id").bind(id).all().await
}

/// The files of all open drafts of a conversation.
pub async fn files_of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<(DraftId, AttachmentId, String, String, i64, String)>> {
    tx.query(
        "select f.draft_id, f.id, f.name, f.kind, f.size, f.content_id from draft_files f join drafts d on d.id = f.draft_id \
         where d.conversation_id = $1 and d.sent_at is null and d.deleted_at is null order by f.id",
    )
    .bind(id)
    .all()
    .await
}

pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    pub size: i64,
    pub file: &'a str,
    pub content_id: &'a str,
}

pub async fn insert_file(tx: &mut Tx, draft: DraftId, new: &NewFile<'_>) -> Result<DraftFileView> {
    tx.query("insert into draft_files(draft_id, name, kind, size, file, content_id) values($1, $2, $3, $4, $5, $6) returning id, name, kind, size, content_id")
        .bind(draft)
        .text(new.name)
        .text(new.kind)
        .bind(new.size)
        .text(new.file)
        .text(new.content_id)
        .one()
        .await
}

pub async fn remove_file(tx: &mut Tx, draft: DraftId, file: AttachmentId) -> Result<u64> {
    tx.query("delete from draft_files where draft_id = $1 and id = $2").bind(draft).bind(file).run().await
}

/// The accounts of a mailbox that may send, the first one being the default.
pub async fn senders(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<Sender>> {
    tx.query("select id, address, from_name from accounts where mailbox_id = $1 and removed_at is null and send <> 'none' order by id")
        .bind(mailbox)
        .all()
        .await
}

/// Folded addresses of all accounts of a mailbox: whoever answers to all does not answer to these.
pub async fn own_addresses(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(String,)>> {
    tx.query("select address_key from accounts where mailbox_id = $1 order by id").bind(mailbox).all().await
}

/// The message that is answered or passed on.
#[derive(sqlx::FromRow)]
pub struct Answered {
    pub id: MessageId,
    pub direction: Direction,
    pub account_id: Option<AccountId>,
    pub from_name: String,
    pub from_addr: String,
    pub subject: String,
    pub text: String,
    pub at: Moment,
    pub sent_at: Option<Moment>,
    pub language: String,
    pub file: String,
}

/// The named message of this conversation; without a name the newest received one, or else the newest one.
pub async fn answered(tx: &mut Tx, conversation: ConversationId, message: Option<MessageId>) -> Result<Option<Answered>> {
    tx.query(
        "select id, direction, account_id, from_name, from_addr, subject, text, at, sent_at, language, file from messages \
         where conversation_id = $1 and ($2 is null or id = $2) order by case when direction = 'in' then 0 else 1 end, at desc, id desc limit 1",
    )
    .bind(conversation)
    .bind(message)
    .maybe()
    .await
}

pub async fn people(tx: &mut Tx, message: MessageId) -> Result<Vec<(PersonRole, String, String)>> {
    tx.query("select role, name, addr from people where message_id = $1 order by position").bind(message).all().await
}

/// A conversation that has only a draft is called what the draft is called.
pub async fn name_conversation(tx: &mut Tx, id: ConversationId, subject: &str, customer: &Address) -> Result<u64> {
    tx.query("update conversations set subject = $2, customer_name = $3, customer_addr = $4 where id = $1 and messages = 0")
        .bind(id)
        .text(subject)
        .text(&customer.name)
        .text(&customer.addr)
        .run()
        .await
}

/// Whether nothing at all stands in a conversation: no message, no comment, no open draft.
pub async fn is_empty(tx: &mut Tx, id: ConversationId) -> Result<bool> {
    let found: Option<(i64,)> = tx
        .query(
            "select c.id from conversations c where c.id = $1 and not exists(select 1 from messages m where m.conversation_id = c.id) \
             and not exists(select 1 from comments k where k.conversation_id = c.id) \
             and not exists(select 1 from drafts d where d.conversation_id = c.id and d.sent_at is null and d.deleted_at is null)",
        )
        .bind(id)
        .maybe()
        .await?;
    Ok(found.is_some())
}

pub async fn has_drafts(tx: &mut Tx, id: ConversationId) -> Result<bool> {
    let found: Option<(DraftId,)> = tx.query("select id from drafts where conversation_id = $1 order by id limit 1").bind(id).maybe().await?;
    Ok(found.is_some())
}

/// Only for a conversation that was begun and given up before anything was in it.
pub async fn remove_conversation(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("delete from events where conversation_id = $1").bind(id).run().await?;
    tx.query("delete from conversations where id = $1 and messages = 0").bind(id).run().await
}

pub async fn trash_conversation(tx: &mut Tx, id: ConversationId, at: Moment) -> Result<u64> {
    tx.query("update conversations set trashed_at = $2, version = version + 1 where id = $1 and messages = 0").bind(id).bind(at).run().await
}

/// How a conversation stands now.
#[derive(sqlx::FromRow)]
pub struct Standing {
    pub class: Class,
    pub assignee_id: Option<UserId>,
    pub last_in_at: Option<Moment>,
}

pub async fn standing(tx: &mut Tx, id: ConversationId) -> Result<Standing> {
    tx.query("select class, assignee_id, last_in_at from conversations where id = $1").bind(id).one().await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<Vec<(String,)>> {
    // Drafts of other conversations that answered mails of this one: the mail went there or here.
    tx.query("update drafts set answers_id = null where answers_id in (select id from messages where conversation_id = $1)").bind(id).run().await?;
    tx.query("update drafts set resends_id = null where resends_id in (select id from messages where conversation_id = $1)").bind(id).run().await?;
    tx.query("update letters set draft_id = null where draft_id in (select id from drafts where conversation_id = $1)").bind(id).run().await?;
    let files = tx
        .query("delete from draft_files where draft_id in (select id from drafts where conversation_id = $1) returning file")
        .bind(id)
        .all()
        .await?;
    tx.query("delete from draft_blanks where draft_id in (select id from drafts where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from revisions where draft_id in (select id from drafts where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from drafts where conversation_id = $1").bind(id).run().await?;
    Ok(files)
}
