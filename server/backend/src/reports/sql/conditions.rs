//! The statements of conditions.

use crate::db::Tx;
use domain::{conversations::Priority, *};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct Row {
    pub id: ReportConditionId,
    pub mailbox_id: MailboxId,
    pub name: String,
    pub content: String,
    pub below: i64,
}

pub async fn of_space(tx: &mut Tx, space: SpaceId) -> Result<Vec<Row>> {
    tx.query(
        "select r.id, r.mailbox_id, r.name, r.content, r.below from report_conditions r join mailboxes m on m.id = r.mailbox_id where m.space_id = $1 \
         order by r.mailbox_id, r.name_key, r.id",
    )
    .bind(space)
    .all()
    .await
}

pub async fn all(tx: &mut Tx) -> Result<Vec<Row>> {
    tx.query("select id, mailbox_id, name, content, below from report_conditions order by id").all().await
}

pub async fn find(tx: &mut Tx, id: ReportConditionId) -> Result<Option<Row>> {
    tx.query("select id, mailbox_id, name, content, below from report_conditions where id = $1").bind(id).maybe().await
}

pub async fn count(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    let (count,): (i64,) = tx.query("select count(*) from report_conditions where mailbox_id = $1").bind(mailbox).one().await?;
    Ok(count)
}

pub struct Kept<'a> {
    pub name: &'a str,
    pub name_key: &'a str,
    pub content: &'a str,
    pub at: Moment,
    pub by: Option<UserId>,
}

/// Every conversation of the mailbox is to be judged.
pub async fn insert(tx: &mut Tx, mailbox: MailboxId, kept: &Kept<'_>) -> Result<ReportConditionId> {
    let (id,): (ReportConditionId,) = tx
        .query(
            "insert into report_conditions(mailbox_id, name, name_key, content, changed_at, changed_by, below) \
             values($1, $2, $3, $4, $5, $6, (select coalesce(max(id), 0) + 1 from conversations)) returning id",
        )
        .bind(mailbox)
        .text(kept.name)
        .text(kept.name_key)
        .text(kept.content)
        .bind(kept.at)
        .bind(kept.by)
        .one()
        .await?;
    Ok(id)
}

pub async fn update(tx: &mut Tx, id: ReportConditionId, kept: &Kept<'_>) -> Result<u64> {
    tx.query(
        "update report_conditions set name = $2, name_key = $3, content = $4, changed_at = $5, changed_by = $6, \
         below = case when content = $4 then below else (select coalesce(max(c.id), 0) + 1 from conversations c) end where id = $1",
    )
    .bind(id)
    .text(kept.name)
    .text(kept.name_key)
    .text(kept.content)
    .bind(kept.at)
    .bind(kept.by)
    .run()
    .await
}

pub async fn remove(tx: &mut Tx, id: ReportConditionId) -> Result<()> {
    tx.query("delete from condition_hits where condition_id = $1").bind(id).run().await?;
    tx.query("delete from report_conditions where id = $1").bind(id).run().await?;
    Ok(())
}

/// Locked until the transaction ends; `None`: it is gone.
pub async fn lock(tx: &mut Tx, id: ReportConditionId) -> Result<Option<Row>> {
    tx.query("update report_conditions set below = below where id = $1 returning id, mailbox_id, name, content, below").bind(id).maybe().await
}

pub async fn set_below(tx: &mut Tx, id: ReportConditionId, below: i64) -> Result<u64> {
    tx.query("update report_conditions set below = $2 where id = $1").bind(id).bind(below).run().await
}

/// The next ones to be judged, from the newest on.
pub async fn stretch(tx: &mut Tx, mailbox: MailboxId, below: i64, limit: i64) -> Result<Vec<(ConversationId,)>> {
    tx.query("select id from conversations where mailbox_id = $1 and id < $2 order by id desc limit $3")
        .bind(mailbox)
        .bind(below)
        .bind(limit)
        .all()
        .await
}

/// Takes what changed since it was judged.
pub async fn take_marks(tx: &mut Tx, limit: i64) -> Result<Vec<(ConversationId,)>> {
    tx.query("delete from condition_marks where id in (select id from condition_marks order by id limit $1) returning conversation_id")
        .bind(limit)
        .all()
        .await
}

pub async fn has_marks(tx: &mut Tx) -> Result<bool> {
    let found: Option<(i64,)> = tx.query("select id from condition_marks limit 1").maybe().await?;
    Ok(found.is_some())
}

pub async fn hit(tx: &mut Tx, id: ReportConditionId, conversation: ConversationId) -> Result<u64> {
    tx.query("insert into condition_hits(condition_id, conversation_id) values($1, $2) on conflict do nothing")
        .bind(id)
        .bind(conversation)
        .run()
        .await
}

pub async fn miss(tx: &mut Tx, id: ReportConditionId, conversation: ConversationId) -> Result<u64> {
    tx.query("delete from condition_hits where condition_id = $1 and conversation_id = $2").bind(id).bind(conversation).run().await
}

/// What a conversation is asked for.
#[derive(sqlx::FromRow)]
pub struct Asked {
    pub mailbox_id: MailboxId,
    pub folder_id: Option<FolderId>,
    pub assignee_id: Option<UserId>,
    pub confirmer_id: Option<UserId>,
    pub status_id: StatusId,
    pub priority: Priority,
}

pub async fn asked(tx: &mut Tx, id: ConversationId) -> Result<Option<Asked>> {
    tx.query("select mailbox_id, folder_id, assignee_id, confirmer_id, status_id, priority from conversations where id = $1").bind(id).maybe().await
}

pub async fn values(tx: &mut Tx, id: ConversationId) -> Result<Vec<(FieldId, i64)>> {
    tx.query("select field_id, choice from field_values where conversation_id = $1 and choice > 0 order by field_id, choice").bind(id).all().await
}

/// Where a folder is filed, itself included.
pub async fn above(tx: &mut Tx, folder: FolderId) -> Result<Vec<(FolderId,)>> {
    tx.query("select above from folder_branches where folder_id = $1 order by above").bind(folder).all().await
}

#[derive(sqlx::FromRow)]
pub struct Mail {
    pub id: MessageId,
    pub from_name: String,
    pub from_addr: String,
    pub subject: String,
    pub automatic: String,
    pub language: String,
    pub account: String,
    pub has_file: bool,
}

/// The newest received mails of a conversation.
pub async fn mails(tx: &mut Tx, id: ConversationId, limit: i64) -> Result<Vec<Mail>> {
    tx.query(
        "select m.id, m.from_name, m.from_addr, m.subject, m.automatic, m.language, coalesce(a.address, '') as account, \
         exists(select 1 from attachments f where f.message_id = m.id and not f.inline) as has_file \
         from messages m left join accounts a on a.id = m.account_id where m.conversation_id = $1 and m.direction = 'in' order by m.at desc, m.id desc limit $2",
    )
    .bind(id)
    .bind(limit)
    .all()
    .await
}

pub async fn people(tx: &mut Tx, id: ConversationId) -> Result<Vec<(MessageId, domain::messages::PersonRole, String, String)>> {
    tx.query(
        "select p.message_id, p.role, p.name, p.addr from people p join messages m on m.id = p.message_id where m.conversation_id = $1 and m.direction = 'in' \
         order by p.message_id, p.role, p.position",
    )
    .bind(id)
    .all()
    .await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    tx.query("delete from condition_hits where conversation_id = $1").bind(id).run().await?;
    tx.query("delete from condition_marks where conversation_id = $1").bind(id).run().await?;
    Ok(())
}

/// Every conversation that meets it.
pub async fn hits(tx: &mut Tx, condition: ReportConditionId) -> Result<Vec<(i64,)>> {
    tx.query("select conversation_id from condition_hits where condition_id = $1").bind(condition).all().await
}
