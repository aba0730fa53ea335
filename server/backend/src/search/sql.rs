//! The statements of search that both engines share.

mod files;
mod saved;

pub use files::{claim_unread, file_texts, forget_unread, has_unread, insert_unread, purge_files, put_file_text, remove_file_texts};
pub use saved::{count_saved, delete_saved, insert_saved, saved, saved_one};

use super::by_field::Named;
use crate::db::Tx;
use domain::{statuses::Class, *};
use sqlx::Result;

/// What every look at candidates asks besides the tokens: rights first, then what lists of ids name. An absent list is empty.
macro_rules! conditions {
    () => {
        " and (g.viewing = 'all' or g.viewing = 'own' and c.assignee_id = $1) and c.trashed_at is null and m.at >= $5 and m.at < $6 \
         and ($7 = '' or $7 like '%,' || c.status_id || ',%') and ($8 = '' or $8 like '%,' || coalesce(c.assignee_id, 0) || ',%') \
         and ($9 = '' or $9 like '%,' || c.mailbox_id || ',%') and ($10 = 0 or ($10 = 1) = (c.comments > 0)) \
         and ($12 = '' or exists(select 1 from field_values v where v.conversation_id = c.id and $12 like '%,' || v.field_id || '-' || v.choice || ',%')) "
    };
}
pub(super) use conditions;

macro_rules! in_messages {
    ($index:literal, $holds:literal, $id:literal, $recipients:literal, $files:literal, $texts:literal, $values:literal) => {
        concat!(
            "select m.id as document, m.conversation_id, c.mailbox_id, c.status_id, c.class, c.assignee_id, a.name as assignee_name, c.comments, \
             c.has_attachment, m.from_name as writer, m.from_addr as address, m.subject, m.text, m.snippet, m.language, m.at, \
             coalesce((select ",
            $recipients,
            " from people p where p.message_id = m.id and p.role in ('to', 'cc', 'bcc')), '') as recipients, coalesce((select ",
            $files,
            " from attachments f where f.message_id = m.id and not f.inline), '') as files, coalesce((select ",
            $texts,
            " from file_texts x where x.message_id = m.id), '') as file_texts, coalesce((select ",
            $values,
            " from field_values v where v.conversation_id = c.id and v.choice >= 0), '') as field_values from ",
            $index,
            " left join users a on a.id = c.assignee_id where ",
            $holds,
            " and ",
            $id,
            " >= $3 and ",
            $id,
            " < $4",
            $crate::search::sql::conditions!(),
            "order by ",
            $id,
            " desc limit $11"
        )
    };
}
pub(super) use in_messages;

macro_rules! in_comments {
    ($index:literal, $holds:literal, $id:literal, $values:literal) => {
        concat!(
            "select m.id as document, m.conversation_id, c.mailbox_id, c.status_id, c.class, c.assignee_id, a.name as assignee_name, c.comments, \
             c.has_attachment, w.name as writer, '' as address, c.subject, m.text, '' as snippet, '' as language, m.at, '' as recipients, '' as files, '' as file_texts, \
             coalesce((select ",
            $values,
            " from field_values v where v.conversation_id = c.id and v.choice >= 0), '') as field_values from ",
            $index,
            " left join users a on a.id = c.assignee_id left join users w on w.id = m.author_id where ",
            $holds,
            " and m.deleted_at is null and ",
            $id,
            " >= $3 and ",
            $id,
            " < $4",
            $crate::search::sql::conditions!(),
            "order by ",
            $id,
            " desc limit $11"
        )
    };
}
pub(super) use in_comments;

/// A document that may be a hit, with everything that says whether it is one.
#[derive(Debug, sqlx::FromRow)]
pub struct Candidate {
    pub document: i64,
    pub conversation_id: ConversationId,
    pub mailbox_id: MailboxId,
    pub status_id: StatusId,
    pub class: Class,
    pub assignee_id: Option<UserId>,
    pub assignee_name: Option<String>,
    pub comments: i64,
    pub has_attachment: bool,
    pub writer: String,
    pub address: String,
    pub subject: String,
    pub text: String,
    pub snippet: String,
    pub language: String,
    pub at: Moment,
    pub recipients: String,
    pub files: String,
    /// What they say, as far as they were read.
    pub file_texts: String,
    /// `5:3:` or `6:0:text`, parted by the sign of units.
    pub field_values: String,
}

/// The highest ids there are.
pub async fn newest(tx: &mut Tx) -> Result<(i64, i64)> {
    tx.query("select coalesce((select max(id) from messages), 0), coalesce((select max(id) from comments), 0)").one().await
}

pub async fn mailboxes(tx: &mut Tx, user: UserId) -> Result<Vec<(MailboxId, String)>> {
    tx.query("select m.id, m.name from mailboxes m join grants g on g.mailbox_id = m.id where g.user_id = $1 and g.viewing <> 'none' order by m.id")
        .bind(user)
        .all()
        .await
}

pub async fn statuses(tx: &mut Tx, user: UserId) -> Result<Vec<(StatusId, String, Class)>> {
    tx.query(
        "select s.id, s.name, s.class from statuses s join grants g on g.mailbox_id = s.mailbox_id \
         where g.user_id = $1 and g.viewing <> 'none' and s.removed_at is null order by s.id",
    )
    .bind(user)
    .all()
    .await
}

/// Fields of the mailboxes that a person sees.
pub async fn fields(tx: &mut Tx, user: UserId) -> Result<Vec<Named>> {
    tx.query(
        "select f.id, f.name, f.kind from fields f join grants g on g.mailbox_id = f.mailbox_id \
         where g.user_id = $1 and g.viewing <> 'none' and f.removed_at is null order by f.id",
    )
    .bind(user)
    .all()
    .await
}

/// Their options, archived ones too.
pub async fn field_options(tx: &mut Tx, user: UserId) -> Result<Vec<(FieldId, OptionId, String)>> {
    tx.query(
        "select o.field_id, o.id, o.name from field_options o join fields f on f.id = o.field_id join grants g on g.mailbox_id = f.mailbox_id \
         where g.user_id = $1 and g.viewing <> 'none' and f.removed_at is null order by o.id",
    )
    .bind(user)
    .all()
    .await
}

pub async fn people(tx: &mut Tx) -> Result<Vec<(UserId, String)>> {
    tx.query("select id, name from users order by id").all().await
}

/// Whether something of earlier versions is not in the index yet.
pub async fn is_behind(tx: &mut Tx) -> Result<bool> {
    let found: Vec<(i64,)> = tx.query("select below from search_backlog where below > 1").all().await?;
    Ok(!found.is_empty())
}

/// Locks the backlog of one kind and answers below which id it stands; the update that changes nothing is the lock that both engines share.
pub async fn lock_backlog(tx: &mut Tx, kind: &'static str) -> Result<i64> {
    let (below,): (i64,) = tx.query("update search_backlog set below = below where kind = $1 returning below").text(kind).one().await?;
    Ok(below)
}

pub async fn set_backlog(tx: &mut Tx, kind: &'static str, below: i64) -> Result<u64> {
    tx.query("update search_backlog set below = $2 where kind = $1").text(kind).bind(below).run().await
}

#[derive(sqlx::FromRow)]
pub struct OldMessage {
    pub id: MessageId,
    pub at: Moment,
    pub from_name: String,
    pub from_addr: String,
    pub subject: String,
    pub text: String,
}

pub async fn old_messages(tx: &mut Tx, below: i64, limit: i64) -> Result<Vec<OldMessage>> {
    tx.query("select id, at, from_name, from_addr, subject, text from messages where id < $1 order by id desc limit $2")
        .bind(below)
        .bind(limit)
        .all()
        .await
}

/// Of messages from `lowest` to below `below`.
pub async fn old_recipients(tx: &mut Tx, lowest: MessageId, below: i64) -> Result<Vec<(MessageId, String, String)>> {
    tx.query(
        "select message_id, name, addr from people where message_id >= $1 and message_id < $2 and role in ('to', 'cc', 'bcc') \
         order by message_id, role, position",
    )
    .bind(lowest)
    .bind(below)
    .all()
    .await
}

pub async fn old_files(tx: &mut Tx, lowest: MessageId, below: i64) -> Result<Vec<(MessageId, String)>> {
    tx.query("select message_id, name from attachments where message_id >= $1 and message_id < $2 and not inline order by message_id, id")
        .bind(lowest)
        .bind(below)
        .all()
        .await
}

pub async fn old_comments(tx: &mut Tx, below: i64, limit: i64) -> Result<Vec<(CommentId, Moment, String)>> {
    tx.query("select id, at, text from comments where id < $1 and deleted_at is null order by id desc limit $2").bind(below).bind(limit).all().await
}
