//! The statements by which conversations follow their status.

use crate::db::Tx;
use domain::{conversations::EventKind, statuses::Class, *};
use sqlx::Result;

/// Ids behind `after`, up to and with `last`.
pub struct Stretch {
    pub after: ConversationId,
    pub last: ConversationId,
}

pub async fn last_of_stretch(tx: &mut Tx, status: StatusId, after: ConversationId, limit: i64) -> Result<Option<ConversationId>> {
    let (last,): (Option<ConversationId>,) = tx
        .query("select max(id) from (select id from conversations where status_id = $1 and id > $2 order by id limit $3) stretch")
        .bind(status)
        .bind(after)
        .bind(limit)
        .one()
        .await?;
    Ok(last)
}

pub async fn insert_events_of(
    tx: &mut Tx,
    status: StatusId,
    stretch: &Stretch,
    at: Moment,
    actor: Option<UserId>,
    kind: EventKind,
    before: &str,
    after: &str,
) -> Result<u64> {
    tx.query(
        "insert into events(conversation_id, at, actor_id, kind, before, after) \
         select id, $4, $5, $6, $7, $8 from conversations where status_id = $1 and id > $2 and id <= $3",
    )
    .bind(status)
    .bind(stretch.after)
    .bind(stretch.last)
    .bind(at)
    .bind(actor)
    .bind(kind)
    .text(before)
    .text(after)
    .run()
    .await
}

/// The waiting clock as for a single one (`set_status`).
pub async fn follow_status(tx: &mut Tx, from: StatusId, to: StatusId, class: Class, stretch: &Stretch) -> Result<u64> {
    tx.query(
        "update conversations set status_id = $2, class = $3, version = version + 1, \
         waiting_since = case when $3 = 'done' then null when waiting_since is null and last_in_at = last_at and not automatic then last_in_at else waiting_since end \
         where status_id = $1 and id > $4 and id <= $5 and (status_id <> $2 or class <> $3)",
    )
    .bind(from)
    .bind(to)
    .bind(class)
    .bind(stretch.after)
    .bind(stretch.last)
    .run()
    .await
}

/// As for a single one (`refresh_failed_flag`).
pub async fn refresh_failed_flags(tx: &mut Tx, status: StatusId, stretch: &Stretch) -> Result<u64> {
    tx.query(
        "update conversations set has_failed = exists(select 1 from letters l join messages m on m.id = l.message_id \
         where m.conversation_id = conversations.id and (l.state in ('failed', 'unsure') or l.state = 'sent' and class <> 'done' \
         and exists(select 1 from letter_recipients r where r.letter_id = l.id and r.state = 'refused')) \
         and not exists(select 1 from drafts d where d.resends_id = m.id and d.sent_at is not null)) \
         where status_id = $1 and id > $2 and id <= $3 and has_sent",
    )
    .bind(status)
    .bind(stretch.after)
    .bind(stretch.last)
    .run()
    .await
}
