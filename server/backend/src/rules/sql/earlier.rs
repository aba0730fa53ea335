//! The statements that read mails which came before: of each conversation of a stretch the one that came last.

use crate::db::Tx;
use domain::{conversations::Cursor, messages::PersonRole, proofs::Proof, *};
use sqlx::Result;

/// The stretch: one walk along the index of all conversations.
macro_rules! stretch {
    () => {
        "(select c.id, c.last_at from conversations c where c.mailbox_id = $1 and c.trashed_at is null and (c.last_at, c.id) < ($2, $3) \
         order by c.last_at desc, c.id desc limit $4)"
    };
}

/// The mail of a conversation that came last.
macro_rules! newest {
    () => {
        "(select x.id from messages x where x.conversation_id = w.id and x.direction = 'in' order by x.at desc, x.id desc limit 1)"
    };
}

#[derive(sqlx::FromRow)]
pub struct MailRow {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub from_name: String,
    pub from_addr: String,
    pub subject: String,
    pub text: String,
    pub file: String,
    pub size: i64,
    pub at: Moment,
    pub automatic: String,
    pub language: String,
    pub account: Option<String>,
    pub proof: Option<Proof>,
    pub marks: Option<String>,
    pub known: bool,
}

/// The conversations of the stretch.
pub async fn places(tx: &mut Tx, mailbox: MailboxId, after: Cursor, most: i64) -> Result<Vec<(Moment, ConversationId)>> {
    tx.query(concat!("select w.last_at, w.id from ", stretch!(), " w order by w.last_at desc, w.id desc"))
        .bind(mailbox)
        .bind(after.at)
        .bind(after.id)
        .bind(most)
        .all()
        .await
}

pub async fn newest_mails(tx: &mut Tx, mailbox: MailboxId, after: Cursor, most: i64) -> Result<Vec<MailRow>> {
    tx.query(concat!(
        "select m.id, m.conversation_id, m.from_name, m.from_addr, m.subject, substr(m.text, 1, 65536) as text, m.file, m.size, m.at, m.automatic, \
         m.language, a.address as account, p.proof, p.marks, exists(select 1 from people f join people q on q.addr_key = f.addr_key \
         join messages e on e.id = q.message_id join conversations d on d.id = e.conversation_id \
         where f.message_id = m.id and f.role = 'from' and q.message_id < m.id and d.mailbox_id = $1) as known from ",
        stretch!(),
        " w join messages m on m.id = ",
        newest!(),
        " left join accounts a on a.id = m.account_id left join proofs p on p.message_id = m.id order by w.last_at desc, w.id desc"
    ))
    .bind(mailbox)
    .bind(after.at)
    .bind(after.id)
    .bind(most)
    .all()
    .await
}

pub async fn people(tx: &mut Tx, mailbox: MailboxId, after: Cursor, most: i64) -> Result<Vec<(MessageId, PersonRole, String, String)>> {
    tx.query(concat!(
        "select p.message_id, p.role, p.name, p.addr from ",
        stretch!(),
        " w join people p on p.message_id = ",
        newest!(),
        " order by p.message_id, p.position"
    ))
    .bind(mailbox)
    .bind(after.at)
    .bind(after.id)
    .bind(most)
    .all()
    .await
}

pub async fn file_names(tx: &mut Tx, mailbox: MailboxId, after: Cursor, most: i64) -> Result<Vec<(MessageId, String)>> {
    tx.query(concat!(
        "select t.message_id, t.name from ",
        stretch!(),
        " w join attachments t on t.message_id = ",
        newest!(),
        " where not t.inline order by t.message_id, t.position"
    ))
    .bind(mailbox)
    .bind(after.at)
    .bind(after.id)
    .bind(most)
    .all()
    .await
}
