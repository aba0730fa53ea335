//! What a change carries along: noted first, then carried by the notes, so that there and back are the same statements.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Everything that is in a conversation.
pub async fn mark_all(tx: &mut Tx, change: ThreadChangeId, of: ConversationId) -> Result<()> {
    for text in [
        "insert into thread_moved(change_id, what, item_id) select $1, 'message', id from messages where conversation_id = $2 on conflict do nothing",
        "insert into thread_moved(change_id, what, item_id) select $1, 'comment', id from comments where conversation_id = $2 on conflict do nothing",
        "insert into thread_moved(change_id, what, item_id) select $1, 'event', id from events where conversation_id = $2 on conflict do nothing",
        "insert into thread_moved(change_id, what, item_id) select $1, 'draft', id from drafts where conversation_id = $2 on conflict do nothing",
    ] {
        tx.query(text).bind(change).bind(of).run().await?;
    }
    Ok(())
}

/// A mail and everything that was written since: mails, comments.
pub async fn mark_from(tx: &mut Tx, change: ThreadChangeId, of: ConversationId, message: MessageId, at: Moment) -> Result<()> {
    tx.query(
        "insert into thread_moved(change_id, what, item_id) select $1, 'message', id from messages where conversation_id = $2 and (at, id) >= ($3, $4) \
         on conflict do nothing",
    )
    .bind(change)
    .bind(of)
    .bind(at)
    .bind(message)
    .run()
    .await?;
    tx.query(
        "insert into thread_moved(change_id, what, item_id) select $1, 'comment', id from comments where conversation_id = $2 and at >= $3 \
         on conflict do nothing",
    )
    .bind(change)
    .bind(of)
    .bind(at)
    .run()
    .await?;
    mark_drafts(tx, change, of).await
}

pub async fn mark_one(tx: &mut Tx, change: ThreadChangeId, of: ConversationId, message: MessageId) -> Result<()> {
    mark_message(tx, change, message).await?;
    mark_drafts(tx, change, of).await
}

pub async fn mark_message(tx: &mut Tx, change: ThreadChangeId, message: MessageId) -> Result<()> {
    tx.query("insert into thread_moved(change_id, what, item_id) values($1, 'message', $2) on conflict do nothing")
        .bind(change)
        .bind(message)
        .run()
        .await?;
    Ok(())
}

/// The drafts that belong to marked messages: those that they were sent from, and those that answer them.
pub async fn mark_drafts(tx: &mut Tx, change: ThreadChangeId, of: ConversationId) -> Result<()> {
    tx.query(
        "insert into thread_moved(change_id, what, item_id) select $1, 'draft', d.id from drafts d where d.conversation_id = $2 \
         and (exists(select 1 from letters l join thread_moved t on t.item_id = l.message_id where l.draft_id = d.id and t.change_id = $1 and t.what = 'message') \
         or d.sent_at is null and exists(select 1 from thread_moved t where t.change_id = $1 and t.what = 'message' and t.item_id = d.answers_id)) \
         on conflict do nothing",
    )
    .bind(change)
    .bind(of)
    .run()
    .await?;
    Ok(())
}

/// Carries what is marked from where it is to where it goes; what is somewhere else by now stays there. Message-IDs follow their mails.
pub async fn carry(tx: &mut Tx, change: ThreadChangeId, from: ConversationId, to: ConversationId) -> Result<()> {
    for text in [
        "update mids set conversation_id = $3 where message_id in (select m.id from messages m join thread_moved t on t.item_id = m.id \
         where t.change_id = $1 and t.what = 'message' and m.conversation_id = $2)",
        "update messages set conversation_id = $3 where conversation_id = $2 and id in (select item_id from thread_moved where change_id = $1 and what = 'message')",
        "update comments set conversation_id = $3 where conversation_id = $2 and id in (select item_id from thread_moved where change_id = $1 and what = 'comment')",
        "update events set conversation_id = $3 where conversation_id = $2 and id in (select item_id from thread_moved where change_id = $1 and what = 'event')",
        "update drafts set conversation_id = $3 where conversation_id = $2 and id in (select item_id from thread_moved where change_id = $1 and what = 'draft')",
    ] {
        tx.query(text).bind(change).bind(from).bind(to).run().await?;
    }
    Ok(())
}
