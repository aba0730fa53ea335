//! The statements of histories: each is one walk along one index from the newest end, with rights in the statement.

use crate::db::Tx;
use domain::{
    history::{OtherView, PAGE, Place},
    messages::Direction,
    statuses::Class,
    *,
};
use sqlx::Result;

pub struct Asked {
    pub person: UserId,
    /// Only mailboxes of this space.
    pub space: Option<SpaceId>,
    pub before: Place,
}

#[derive(sqlx::FromRow)]
pub struct Row {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub mailbox_id: MailboxId,
    pub at: Moment,
    pub direction: Direction,
    pub subject: String,
    pub from_name: String,
    pub from_addr: String,
    pub author_name: Option<String>,
    pub language: String,
    pub status_id: StatusId,
    pub class: Class,
    /// The id of whoever was assignee then; empty for nobody.
    pub assignee_then: String,
}

/// The assignee at the time of the mail: set by the last change until then, or what the first change after it found, or, where
/// nobody ever changed it, the present one.
macro_rules! mails {
    ($from:literal, $condition:literal, $order:literal) => {
        concat!(
            "select m.id, m.conversation_id, c.mailbox_id, m.at, m.direction, m.subject, m.from_name, m.from_addr, u.name as author_name, m.language, \
             c.status_id, c.class, coalesce((select e.after from events e where e.conversation_id = c.id and e.kind = 'assignee' and e.at <= m.at \
             order by e.at desc, e.id desc limit 1), (select e.before from events e where e.conversation_id = c.id and e.kind = 'assignee' and e.at > m.at \
             order by e.at, e.id limit 1), cast(c.assignee_id as text), '') as assignee_then from ",
            $from,
            " join conversations c on c.id = m.conversation_id join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1 \
             join mailboxes b on b.id = c.mailbox_id left join users u on u.id = m.author_id where ",
            $condition,
            " and (g.viewing = 'all' or g.viewing = 'own' and c.assignee_id = $1) and c.trashed_at is null and ($2 = 0 or b.space_id = $2) order by ",
            $order,
            " limit $6"
        )
    };
}

pub async fn of_thread(tx: &mut Tx, asked: &Asked, id: ConversationId) -> Result<Vec<Row>> {
    let text = mails!("messages m", "m.conversation_id = $5 and (m.at, m.id) < ($3, $4)", "m.at desc, m.id desc");
    rows(tx, text, asked, id).await
}

/// A mail that names the address twice is one mail.
pub async fn of_address(tx: &mut Tx, asked: &Asked, key: &str) -> Result<Vec<Row>> {
    let text = mails!(
        "people p join messages m on m.id = p.message_id",
        "p.addr_key = $5 and p.role <> 'reply-to' and (p.at, p.message_id) < ($3, $4) and not exists(select 1 from people q \
         where q.message_id = p.message_id and q.addr_key = p.addr_key and q.role <> 'reply-to' and (q.role, q.position) < (p.role, p.position))",
        "p.at desc, p.message_id desc"
    );
    rows(tx, text, asked, key.to_owned()).await
}

pub async fn of_company(tx: &mut Tx, asked: &Asked, domain: &str) -> Result<Vec<Row>> {
    let text = mails!(
        "people p join messages m on m.id = p.message_id",
        "p.domain_key = $5 and p.domain_key <> '' and p.role <> 'reply-to' and (p.at, p.message_id) < ($3, $4) and not exists(select 1 from people q \
         where q.message_id = p.message_id and q.domain_key = p.domain_key and q.role <> 'reply-to' and (q.role, q.position) < (p.role, p.position))",
        "p.at desc, p.message_id desc"
    );
    rows(tx, text, asked, domain.to_owned()).await
}

async fn rows(tx: &mut Tx, text: &'static str, asked: &Asked, of: impl crate::db::Value) -> Result<Vec<Row>> {
    tx.query(text)
        .bind(asked.person)
        .bind(asked.space.unwrap_or(SpaceId(0)))
        .bind(asked.before.at)
        .bind(asked.before.id)
        .bind(of)
        .bind(PAGE as i64 + 1)
        .all()
        .await
}

pub async fn people(tx: &mut Tx) -> Result<Vec<(UserId, String)>> {
    tx.query("select id, name from users order by id").all().await
}

pub async fn others(tx: &mut Tx, person: UserId, of: ConversationId, mailbox: MailboxId, key: &str, limit: i64) -> Result<Vec<OtherView>> {
    tx.query(
        "select c.id, c.mailbox_id, c.number, c.subject, c.class, a.name as assignee_name, c.last_at from conversations c \
         join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1 join mailboxes b on b.id = c.mailbox_id left join users a on a.id = c.assignee_id \
         where lower(c.customer_addr) = $2 and c.class <> 'done' and c.trashed_at is null and c.id <> $3 \
         and b.space_id = (select s.space_id from mailboxes s where s.id = $4) and (g.viewing = 'all' or g.viewing = 'own' and c.assignee_id = $1) \
         order by c.last_at desc, c.id desc limit $5",
    )
    .bind(person)
    .text(key)
    .bind(of)
    .bind(mailbox)
    .bind(limit)
    .all()
    .await
}

pub async fn related(tx: &mut Tx, person: UserId, of: ConversationId, mailbox: MailboxId, limit: i64) -> Result<Vec<OtherView>> {
    tx.query(
        "select c.id, c.mailbox_id, c.number, c.subject, c.class, a.name as assignee_name, c.last_at from conversations c \
         join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1 left join users a on a.id = c.assignee_id \
         where lower(c.customer_addr) = (select lower(o.customer_addr) from conversations o where o.id = $2) and c.customer_addr <> '' \
         and c.mailbox_id = $3 and c.trashed_at is null and c.id <> $2 and (g.viewing = 'all' or g.viewing = 'own' and c.assignee_id = $1) \
         order by c.last_at desc, c.id desc limit $4",
    )
    .bind(person)
    .bind(of)
    .bind(mailbox)
    .bind(limit)
    .all()
    .await
}
