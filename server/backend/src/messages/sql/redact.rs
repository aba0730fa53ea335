//! The statements of mails that name somebody who is erased.

use crate::db::Tx;
use domain::{fold::fold, messages::PersonRole, *};
use sqlx::Result;

macro_rules! naming {
    ($what:literal, $more:literal) => {
        concat!(
            "select distinct ",
            $what,
            " from people p join messages m on m.id = p.message_id join conversations c on c.id = m.conversation_id \
             join mailboxes b on b.id = c.mailbox_id where p.addr_key = $2 and b.space_id = $1 ",
            $more
        )
    };
}

pub async fn with_address(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Vec<(MessageId,)>> {
    tx.query(naming!("p.message_id", "order by p.message_id")).bind(space).text(addr_key).all().await
}

pub async fn names_of_address(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Vec<(String,)>> {
    tx.query(naming!("p.name", "and p.name <> '' order by p.name")).bind(space).text(addr_key).all().await
}

#[derive(sqlx::FromRow)]
pub struct Told {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub at: Moment,
    pub from_name: String,
    pub from_addr: String,
    pub subject: String,
    pub snippet: String,
    pub text: String,
}

pub async fn told(tx: &mut Tx, id: MessageId) -> Result<Option<Told>> {
    tx.query("select id, conversation_id, at, from_name, from_addr, subject, snippet, text from messages where id = $1").bind(id).maybe().await
}

/// Without its HTML and what it invites to: both are made of the raw mail.
pub async fn retell(tx: &mut Tx, told: &Told, file: &str, now: Moment) -> Result<u64> {
    tx.query(
        "update messages set from_name = $2, from_addr = $3, subject = $4, snippet = $5, text = $6, has_html = false, remote_pictures = false, \
         invitation = '', erased_at = $7, file = $8 where id = $1",
    )
    .bind(told.id)
    .text(&told.from_name)
    .text(&told.from_addr)
    .text(&told.subject)
    .text(&told.snippet)
    .text(&told.text)
    .bind(now)
    .text(file)
    .run()
    .await
}

#[derive(sqlx::FromRow)]
pub struct InMail {
    pub role: PersonRole,
    pub position: i64,
    pub name: String,
    pub addr: String,
}

pub async fn people_of(tx: &mut Tx, id: MessageId) -> Result<Vec<InMail>> {
    tx.query("select role, position, name, addr from people where message_id = $1 order by role, position").bind(id).all().await
}

pub async fn retell_person(tx: &mut Tx, id: MessageId, person: &InMail, name: &str, addr: &str) -> Result<u64> {
    let key = fold(addr);
    tx.query("update people set name = $4, addr = $5, addr_key = $6, domain_key = $7 where message_id = $1 and role = $2 and position = $3")
        .bind(id)
        .bind(person.role)
        .bind(person.position)
        .text(name)
        .text(addr)
        .text(&key)
        .text(key.split_once('@').map_or("", |(_, domain)| domain))
        .run()
        .await
}

pub async fn rename_attachment(tx: &mut Tx, message: MessageId, position: i64, name: &str) -> Result<u64> {
    tx.query("update attachments set name = $3 where message_id = $1 and position = $2").bind(message).bind(position).text(name).run().await
}

/// The files of the mail, and of the same mail that came to other accounts.
pub async fn files_of(tx: &mut Tx, id: MessageId) -> Result<Vec<(String,)>> {
    tx.query("select file from messages where id = $1 union select file from copies where message_id = $1 order by file").bind(id).all().await
}

pub async fn set_file_of_copies(tx: &mut Tx, id: MessageId, file: &str) -> Result<u64> {
    tx.query("update copies set file = $2 where message_id = $1").bind(id).text(file).run().await
}

/// Attachments that are not among these bytes any more.
pub async fn remove_attachments(tx: &mut Tx, id: MessageId, only_inline: bool) -> Result<u64> {
    tx.query("delete from attachments where message_id = $1 and (inline or not $2)").bind(id).bind(only_inline).run().await
}

pub async fn move_attachment(tx: &mut Tx, id: MessageId, from: i64, to: i64) -> Result<u64> {
    tx.query("update attachments set position = $3 where message_id = $1 and position = $2").bind(id).bind(from).bind(to).run().await
}

/// Whether they wrote it, or it stands in a conversation with them: then what is attached is theirs.
pub async fn is_with(tx: &mut Tx, id: MessageId, addr_key: &str) -> Result<bool> {
    tx.query(
        "select exists(select 1 from messages m join conversations c on c.id = m.conversation_id join people p on p.message_id = m.id \
         where m.id = $1 and p.addr_key = $2 and (lower(m.from_addr) = $2 or lower(c.customer_addr) = $2))",
    )
    .bind(id)
    .text(addr_key)
    .one()
    .await
    .map(|(with,)| with)
}
