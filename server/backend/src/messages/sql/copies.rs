//! The statements about mails that came to several accounts.

use crate::db::Tx;
use domain::{messages::Direction, *};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct Known {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub file: String,
    pub from_addr: String,
    pub sent_at: Option<Moment>,
    pub subject: String,
    pub text: String,
}

/// What came under this Message-ID by other accounts, the oldest first.
pub async fn received_as(tx: &mut Tx, mailbox: MailboxId, hash: &str, account: AccountId) -> Result<Vec<Known>> {
    tx.query(
        "select m.id, m.conversation_id, m.file, m.from_addr, m.sent_at, m.subject, m.text from mids i join messages m on m.id = i.message_id \
         where i.mailbox_id = $1 and i.hash = $2 and m.direction = 'in' and m.account_id <> $3 order by m.id limit 5",
    )
    .bind(mailbox)
    .text(hash)
    .bind(account)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
struct Under {
    #[sqlx(flatten)]
    known: Known,
    direction: Direction,
}

/// Everything under this Message-ID, received or sent, the oldest first. What an undone import left in the trash is nothing.
pub async fn under_id(tx: &mut Tx, mailbox: MailboxId, hash: &str, message_id: &str) -> Result<Vec<(Known, Direction)>> {
    let found: Vec<Under> = tx
        .query(
            "select m.id, m.conversation_id, m.file, m.from_addr, m.sent_at, m.subject, m.text, m.direction from mids i \
             join messages m on m.id = i.message_id join conversations c on c.id = m.conversation_id \
             left join imports p on p.id = c.import_id and p.state in ('undoing', 'undone') \
             where i.mailbox_id = $1 and i.hash = $2 and m.message_id = $3 and not (p.id is not null and c.trashed_at is not null) order by m.id limit 5",
        )
        .bind(mailbox)
        .text(hash)
        .text(message_id)
        .all()
        .await?;
    Ok(found.into_iter().map(|under| (under.known, under.direction)).collect())
}

pub async fn names_and_sizes(tx: &mut Tx, id: MessageId) -> Result<Vec<(String, i64)>> {
    tx.query("select name, size from attachments where message_id = $1 order by position, id").bind(id).all().await
}

pub async fn insert_copy(tx: &mut Tx, arrival: ArrivalId, message: MessageId, account: AccountId, file: &str) -> Result<u64> {
    tx.query("insert into copies(arrival_id, message_id, account_id, file) values($1, $2, $3, $4)")
        .bind(arrival)
        .bind(message)
        .bind(account)
        .text(file)
        .run()
        .await
}

pub async fn copies(tx: &mut Tx, id: ConversationId) -> Result<Vec<(MessageId, String)>> {
    tx.query(
        "select k.message_id, a.address from copies k join messages m on m.id = k.message_id join accounts a on a.id = k.account_id \
         where m.conversation_id = $1 order by k.message_id, k.arrival_id",
    )
    .bind(id)
    .all()
    .await
}

pub async fn purge_copies(tx: &mut Tx, id: ConversationId) -> Result<Vec<(String,)>> {
    tx.query("delete from copies where message_id in (select id from messages where conversation_id = $1) returning file").bind(id).all().await
}
