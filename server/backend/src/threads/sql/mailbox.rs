//! The statements of a conversation that goes into another mailbox.

use crate::db::Tx;
use domain::{
    messages::{Direction, PersonRole},
    statuses::Class,
    *,
};
use sqlx::Result;

/// A status of this mailbox of the same class: of the same name, else the standard one.
pub async fn status_like(tx: &mut Tx, mailbox: MailboxId, status: StatusId, class: Class) -> Result<StatusId> {
    let (id,): (StatusId,) = tx
        .query(
            "select s.id from statuses s where s.mailbox_id = $1 and s.class = $3 \
             order by case when s.name = (select o.name from statuses o where o.id = $2) then 0 when s.standard then 1 else 2 end, s.position, s.id limit 1",
        )
        .bind(mailbox)
        .bind(status)
        .bind(class)
        .one()
        .await?;
    Ok(id)
}

/// The row itself, its Message-IDs beside those of the mailbox it comes from (answers still arrive there), and the sender of
/// drafts that wait: the first account of the mailbox that sends.
pub async fn set_mailbox(tx: &mut Tx, id: ConversationId, mailbox: MailboxId, number: i64) -> Result<()> {
    tx.query("update conversations set mailbox_id = $2, number = $3, folder_id = null where id = $1")
        .bind(id)
        .bind(mailbox)
        .bind(number)
        .run()
        .await?;
    tx.query(
        "insert into mids(mailbox_id, hash, conversation_id, message_id) select distinct $2, i.hash, i.conversation_id, i.message_id from mids i \
         join messages m on m.id = i.message_id where m.conversation_id = $1 on conflict do nothing",
    )
    .bind(id)
    .bind(mailbox)
    .run()
    .await?;
    tx.query(
        "update drafts set account_id = (select a.id from accounts a where a.mailbox_id = $2 and a.removed_at is null and a.send <> 'none' order by a.id limit 1), \
         version = version + 1 where conversation_id = $1 and sent_at is null and deleted_at is null \
         and exists(select 1 from accounts a where a.mailbox_id = $2 and a.removed_at is null and a.send <> 'none')",
    )
    .bind(id)
    .bind(mailbox)
    .run()
    .await?;
    Ok(())
}

/// Whom the newest mails of a conversation were with, so that the mailbox it comes to can suggest them.
pub async fn came_from(tx: &mut Tx, id: ConversationId) -> Result<Vec<(MessageId, Direction, Moment, PersonRole, String, String)>> {
    tx.query(
        "select m.id, m.direction, m.at, p.role, p.name, p.addr from (select id, direction, at from messages where conversation_id = $1 \
         and (direction = 'out' or automatic = 'no') order by at desc, id desc limit 20) m join people p on p.message_id = m.id \
         order by m.at, m.id, p.role, p.position",
    )
    .bind(id)
    .all()
    .await
}
