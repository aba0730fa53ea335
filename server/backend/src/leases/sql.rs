//! The statements of leases.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// Takes the lease: it is free, ours already, or silent since before `expired`. `None`: somebody else holds it.
///
/// One statement, so that of any number of starters exactly one wins. What is restored by a cancel is remembered from the
/// conversation itself; a person who starts again keeps what was remembered at first.
pub async fn take(
    tx: &mut Tx,
    conversation: ConversationId,
    user: UserId,
    token: &str,
    now: Moment,
    expired: Moment,
) -> Result<Option<Option<DraftId>>> {
    let taken: Option<(Option<DraftId>,)> = tx
        .query(
            "insert into leases(conversation_id, user_id, token, since, seen_at, former_status_id, former_assignee_id) \
             select c.id, $2, $3, $4, $4, c.status_id, c.assignee_id from conversations c where c.id = $1 \
             on conflict(conversation_id) do update set user_id = excluded.user_id, token = excluded.token, seen_at = excluded.seen_at, \
             since = case when leases.user_id = excluded.user_id then leases.since else excluded.since end, \
             draft_id = case when leases.user_id = excluded.user_id then leases.draft_id else null end, \
             former_status_id = case when leases.user_id = excluded.user_id then leases.former_status_id else excluded.former_status_id end, \
             former_assignee_id = case when leases.user_id = excluded.user_id then leases.former_assignee_id else excluded.former_assignee_id end \
             where leases.seen_at < $5 or leases.user_id = excluded.user_id \
             returning draft_id",
        )
        .bind(conversation)
        .bind(user)
        .text(token)
        .bind(now)
        .bind(expired)
        .maybe()
        .await?;
    Ok(taken.map(|(draft,)| draft))
}

/// Who holds it, as everybody sees it.
#[derive(sqlx::FromRow)]
pub struct Holder {
    pub user_id: UserId,
    pub user_name: String,
    pub since: Moment,
    pub seen_at: Moment,
    pub draft_id: Option<DraftId>,
}

pub async fn holder(tx: &mut Tx, conversation: ConversationId) -> Result<Option<Holder>> {
    tx.query(
        "select l.user_id, u.name as user_name, l.since, l.seen_at, l.draft_id from leases l join users u on u.id = l.user_id where l.conversation_id = $1",
    )
    .bind(conversation)
    .maybe()
    .await
}

/// Whoever saves, leaves or takes over waits until this transaction is done.
pub async fn lock(tx: &mut Tx, conversation: ConversationId) -> Result<u64> {
    tx.query("update leases set token = token where conversation_id = $1").bind(conversation).run().await
}

/// Another writer with another token; the draft and what a cancel restores go along.
pub async fn hand_to(tx: &mut Tx, conversation: ConversationId, user: UserId, token: &str, now: Moment) -> Result<u64> {
    tx.query("update leases set user_id = $2, token = $3, since = $4, seen_at = $4 where conversation_id = $1")
        .bind(conversation)
        .bind(user)
        .text(token)
        .bind(now)
        .run()
        .await
}

pub async fn set_draft(tx: &mut Tx, conversation: ConversationId, draft: DraftId) -> Result<u64> {
    tx.query("update leases set draft_id = $2 where conversation_id = $1").bind(conversation).bind(draft).run().await
}

/// A sign of life of the holder of `token`, and the lock on the row that makes later writers of this transaction's draft
/// wait. 0 rows: the token is not valid any more.
pub async fn seen(tx: &mut Tx, conversation: ConversationId, user: UserId, token: &str, now: Moment) -> Result<u64> {
    tx.query("update leases set seen_at = case when seen_at > $4 then seen_at else $4 end where conversation_id = $1 and user_id = $2 and token = $3")
        .bind(conversation)
        .bind(user)
        .text(token)
        .bind(now)
        .run()
        .await
}

/// What a cancel with nothing written restores.
pub async fn former(tx: &mut Tx, conversation: ConversationId) -> Result<(Option<StatusId>, Option<UserId>)> {
    tx.query("select former_status_id, former_assignee_id from leases where conversation_id = $1").bind(conversation).one().await
}

pub async fn end(tx: &mut Tx, conversation: ConversationId) -> Result<u64> {
    tx.query("delete from leases where conversation_id = $1").bind(conversation).run().await
}

/// Leases silent since before `limit` of whose silence nobody was told.
pub async fn expired(tx: &mut Tx, limit: Moment) -> Result<Vec<(ConversationId, MailboxId)>> {
    tx.query(
        "select l.conversation_id, c.mailbox_id from leases l join conversations c on c.id = l.conversation_id \
         where l.seen_at < $1 and l.told_seen_at <> l.seen_at order by l.conversation_id limit 500",
    )
    .bind(limit)
    .all()
    .await
}

/// 0 rows: it was told already, or the holder is back.
pub async fn tell(tx: &mut Tx, conversation: ConversationId, limit: Moment) -> Result<u64> {
    tx.query("update leases set told_seen_at = seen_at where conversation_id = $1 and seen_at < $2 and told_seen_at <> seen_at")
        .bind(conversation)
        .bind(limit)
        .run()
        .await
}
