//! The statements that note facts.

use crate::db::Tx;
use domain::{reports::Fact, statuses::Class, *};
use sqlx::Result;

/// A conversation as it stands now.
#[derive(sqlx::FromRow)]
pub struct Row {
    pub mailbox_id: MailboxId,
    pub space_id: SpaceId,
    pub class: Class,
    pub status_id: StatusId,
    pub assignee_id: Option<UserId>,
    pub confirmer_id: Option<UserId>,
    pub priority: domain::conversations::Priority,
    pub customer_addr: String,
    /// By which its first mail came or went.
    pub account_id: Option<AccountId>,
}

pub async fn row(tx: &mut Tx, id: ConversationId) -> Result<Option<Row>> {
    tx.query(
        "select c.mailbox_id, b.space_id, c.class, c.status_id, c.assignee_id, c.confirmer_id, c.priority, c.customer_addr, \
         (select m.account_id from messages m where m.conversation_id = c.id and m.account_id is not null order by m.at, m.id limit 1) as account_id \
         from conversations c join mailboxes b on b.id = c.mailbox_id where c.id = $1",
    )
    .bind(id)
    .maybe()
    .await
}

/// As it was noted last.
#[derive(Clone, sqlx::FromRow)]
pub struct Standing {
    pub mailbox_id: MailboxId,
    pub is_open: bool,
    pub opened_at: Moment,
    pub done_at: Option<Moment>,
    pub status_id: StatusId,
    pub assignee_id: Option<UserId>,
    pub confirmer_id: Option<UserId>,
    pub priority: i64,
    pub account_id: Option<AccountId>,
    pub domain_id: Option<i64>,
}

pub async fn standing(tx: &mut Tx, id: ConversationId) -> Result<Option<Standing>> {
    tx.query(
        "select mailbox_id, is_open, opened_at, done_at, status_id, assignee_id, confirmer_id, priority, account_id, domain_id \
         from standings where conversation_id = $1",
    )
    .bind(id)
    .maybe()
    .await
}

pub async fn put_standing(tx: &mut Tx, id: ConversationId, standing: &Standing) -> Result<u64> {
    tx.query(
        "insert into standings(conversation_id, mailbox_id, is_open, opened_at, done_at, status_id, assignee_id, confirmer_id, priority, account_id, domain_id) \
         values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict(conversation_id) do update set mailbox_id = excluded.mailbox_id, \
         is_open = excluded.is_open, opened_at = excluded.opened_at, done_at = excluded.done_at, status_id = excluded.status_id, \
         assignee_id = excluded.assignee_id, confirmer_id = excluded.confirmer_id, priority = excluded.priority, account_id = excluded.account_id, \
         domain_id = excluded.domain_id",
    )
    .bind(id)
    .bind(standing.mailbox_id)
    .bind(standing.is_open)
    .bind(standing.opened_at)
    .bind(standing.done_at)
    .bind(standing.status_id)
    .bind(standing.assignee_id)
    .bind(standing.confirmer_id)
    .bind(standing.priority)
    .bind(standing.account_id)
    .bind(standing.domain_id)
    .run()
    .await
}

pub async fn mark(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("insert into standing_marks(conversation_id) values($1) on conflict do nothing").bind(id).run().await
}

pub async fn unmark(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("delete from standing_marks where conversation_id = $1").bind(id).run().await
}

/// Conversations that changed without being noted, the oldest first.
pub async fn marked(tx: &mut Tx, limit: i64) -> Result<Vec<(ConversationId,)>> {
    tx.query("select conversation_id from standing_marks order by conversation_id limit $1").bind(limit).all().await
}

/// The number of a domain, which is given when it is first seen.
pub async fn domain(tx: &mut Tx, domain: &str) -> Result<i64> {
    let known: Option<(i64,)> = tx.query("select id from customer_domains where domain = $1").text(domain).maybe().await?;
    if let Some((id,)) = known {
        return Ok(id);
    }
    let (id,): (i64,) = tx
        .query("insert into customer_domains(domain) values($1) on conflict(domain) do update set domain = excluded.domain returning id")
        .text(domain)
        .one()
        .await?;
    Ok(id)
}

pub struct New {
    pub kind: Fact,
    pub at: Moment,
    pub day: reports::Day,
    pub hour: i64,
    pub conversation: Option<ConversationId>,
    pub message: Option<MessageId>,
    pub subject: Option<i64>,
    pub actor: Option<UserId>,
    pub n: i64,
    pub wait: Option<(i64, i64)>,
    pub replies: i64,
}

/// With who and what is there then. What is noted already stays.
pub async fn insert(tx: &mut Tx, new: &New, then: &Standing) -> Result<u64> {
    tx.query(
        "insert into facts(kind, at, day, hour, mailbox_id, conversation_id, message_id, subject_id, assignee_id, confirmer_id, status_id, priority, \
         account_id, domain_id, actor_id, n, wait_ms, business_ms, replies) \
         values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) on conflict do nothing",
    )
    .bind(new.kind)
    .bind(new.at)
    .bind(new.day)
    .bind(new.hour)
    .bind(then.mailbox_id)
    .bind(new.conversation)
    .bind(new.message)
    .bind(new.subject)
    .bind(then.assignee_id)
    .bind(then.confirmer_id)
    .bind(then.status_id)
    .bind(then.priority)
    .bind(then.account_id)
    .bind(then.domain_id)
    .bind(new.actor)
    .bind(new.n)
    .bind(new.wait.map(|(clock, _)| clock))
    .bind(new.wait.map(|(_, business)| business))
    .bind(new.replies)
    .run()
    .await
}

/// What came in for nobody is his who got it first.
pub async fn give_received(tx: &mut Tx, id: ConversationId, user: UserId) -> Result<u64> {
    tx.query("update facts set assignee_id = $2 where conversation_id = $1 and kind = 'received' and assignee_id is null")
        .bind(id)
        .bind(user)
        .run()
        .await
}

/// That it was done a moment ago was taken back.
pub async fn forget_done(tx: &mut Tx, id: ConversationId, at: Moment) -> Result<u64> {
    tx.query("delete from facts where conversation_id = $1 and kind = 'done' and at = $2").bind(id).bind(at).run().await
}

/// Mails that people sent in it between two moments, both included.
pub async fn replies_between(tx: &mut Tx, id: ConversationId, from: Moment, to: Moment) -> Result<i64> {
    let (count,): (i64,) = tx
        .query("select count(*) from messages where conversation_id = $1 and direction = 'out' and author_id is not null and at >= $2 and at <= $3")
        .bind(id)
        .bind(from)
        .bind(to)
        .one()
        .await?;
    Ok(count)
}

#[derive(sqlx::FromRow)]
pub struct Mail {
    pub conversation_id: ConversationId,
    pub at: Moment,
    pub account_id: Option<AccountId>,
    pub author_id: Option<UserId>,
}

pub async fn mail(tx: &mut Tx, id: MessageId) -> Result<Option<Mail>> {
    tx.query("select conversation_id, at, account_id, author_id from messages where id = $1").bind(id).maybe().await
}

/// A recipient of a bulk mail, as the sender left them: the mailbox and space, the account, and who sent it.
pub async fn recipient(tx: &mut Tx, id: BulkRecipientId) -> Result<Option<(MailboxId, SpaceId, Option<AccountId>, Option<UserId>)>> {
    tx.query(
        "select b.mailbox_id, b.space_id, b.account_id, coalesce(b.sent_by, b.created_by) from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id \
         where r.id = $1 and not r.is_test",
    )
    .bind(id)
    .maybe()
    .await
}

/// Those of a bulk mail that went out at the moment of the fact, in one statement however many they are.
pub async fn insert_bulk_sent(tx: &mut Tx, new: &New, mail: BulkMailId) -> Result<u64> {
    tx.query(
        "insert into facts(kind, at, day, hour, mailbox_id, subject_id, assignee_id, account_id, actor_id) \
         select $1, $2, $3, $4, b.mailbox_id, r.id, coalesce(b.sent_by, b.created_by), b.account_id, coalesce(b.sent_by, b.created_by) \
         from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id \
         where r.bulk_mail_id = $5 and r.sent_at = $2 and r.state = 'sent' and not r.is_test on conflict do nothing",
    )
    .bind(new.kind)
    .bind(new.at)
    .bind(new.day)
    .bind(new.hour)
    .bind(mail)
    .run()
    .await
}

pub async fn recipient_of_token(tx: &mut Tx, token: &str) -> Result<Option<BulkRecipientId>> {
    let found: Option<(BulkRecipientId,)> = tx.query("select id from bulk_recipients where token = $1").text(token).maybe().await?;
    Ok(found.map(|(id,)| id))
}

/// Beside a conversation: a bulk mail, a template.
pub async fn insert_plain(tx: &mut Tx, new: &New, mailbox: MailboxId, account: Option<AccountId>, person: Option<UserId>) -> Result<u64> {
    tx.query(
        "insert into facts(kind, at, day, hour, mailbox_id, conversation_id, subject_id, assignee_id, account_id, actor_id) \
         values($1, $2, $3, $4, $5, $6, $7, $8, $9, $8) on conflict do nothing",
    )
    .bind(new.kind)
    .bind(new.at)
    .bind(new.day)
    .bind(new.hour)
    .bind(mailbox)
    .bind(new.conversation)
    .bind(new.subject)
    .bind(person)
    .bind(account)
    .run()
    .await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    for text in [
        "delete from facts where conversation_id = $1",
        "delete from standings where conversation_id = $1",
        "delete from standing_marks where conversation_id = $1",
    ] {
        tx.query(text).bind(id).run().await?;
    }
    Ok(())
}
