//! The statements of conversations that imports begin.

use crate::{conversations::Begun, db::Tx};
use domain::{statuses::Class, *};
use sqlx::Result;

pub async fn insert_imported(tx: &mut Tx, begun: &Begun<'_>, number: i64, status: StatusId, assignee: Option<UserId>) -> Result<ConversationId> {
    let (id,): (ConversationId,) = tx
        .query(
            "insert into conversations(mailbox_id, number, subject, customer_name, customer_addr, snippet, language, status_id, class, assignee_id, \
             last_at, import_id, folder_id) values($1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, \
             (select f.id from folders f where f.id = $12 and f.mailbox_id = $1)) returning id",
        )
        .bind(begun.mailbox)
        .bind(number)
        .text(begun.subject)
        .text(&begun.customer.name)
        .text(&begun.customer.addr)
        .text(begun.language)
        .bind(status)
        .bind(begun.class)
        .bind(assignee)
        .bind(begun.at)
        .bind(begun.import)
        .bind(begun.folder)
        .one()
        .await?;
    Ok(id)
}

/// Where the mail of `at` is the newest, and nobody has set a status by hand.
pub async fn set_imported_class(tx: &mut Tx, import: ImportId, id: ConversationId, status: StatusId, class: Class, at: Moment) -> Result<u64> {
    tx.query(
        "update conversations set status_id = $3, class = $4, version = version + 1 where id = $1 and import_id = $2 and last_at <= $5 \
         and not exists(select 1 from events e where e.conversation_id = $1 and e.kind in ('status', 'reopened'))",
    )
    .bind(id)
    .bind(import)
    .bind(status)
    .bind(class)
    .bind(at)
    .run()
    .await
}

/// Where the answer of `at` is the newest, and nobody was given it by hand.
pub async fn give_imported(tx: &mut Tx, import: ImportId, id: ConversationId, user: UserId, at: Moment) -> Result<u64> {
    tx.query(
        "update conversations set assignee_id = $3, version = version + 1 where id = $1 and import_id = $2 \
         and not exists(select 1 from messages m where m.conversation_id = $1 and m.direction = 'out' and m.at > $4) \
         and not exists(select 1 from events e where e.conversation_id = $1 and e.kind = 'assignee')",
    )
    .bind(id)
    .bind(import)
    .bind(user)
    .bind(at)
    .run()
    .await
}
