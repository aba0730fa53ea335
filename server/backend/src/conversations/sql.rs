//! The statements of conversations.

mod away;
mod by_field;
mod filing;
mod follow;
mod imported;
mod lists;
mod recount;
mod redact;

pub use away::{due, due_now, set_awake, set_snoozed, set_spam};
pub use filing::{count_letter_by_rule, refile, set_folder};
pub use follow::{Stretch, follow_status, insert_events_of, last_of_stretch, refresh_failed_flags};
pub use imported::{give_imported, insert_imported, set_imported_class};
pub use lists::{Asked, NOBODY, rows};
pub use recount::{first_received_since, first_unanswered, recount};
pub use redact::{Told, events_of, of_customer, refresh_attachment_mark, retell, rewrite_event, told};

use crate::{cx::ByRule, db::Tx};
use domain::{
    access::Target,
    conversations::{EventKind, EventView, Priority},
    palette::Found,
    statuses::Class,
    *,
};
use sqlx::Result;

/// The newest `newest` of every mailbox that the person sees; of those seen in part, what is assigned to them.
pub async fn newest_of_all(tx: &mut Tx, user: UserId, newest: i64) -> Result<Vec<Found>> {
    // Where the newest end is found for each mailbox first, one step along its index, so that the rows are one range of it.
    tx.query(
        "with boxes as materialized (select g.mailbox_id, g.viewing, coalesce((select x.last_at from conversations x \
         where x.mailbox_id = g.mailbox_id and x.trashed_at is null order by x.last_at desc, x.id desc limit 1 offset $2), 0) as since \
         from grants g where g.user_id = $1 and g.viewing <> 'none') \
         select c.id, c.mailbox_id, c.number, c.subject, c.customer_name, c.customer_addr, c.class from boxes b \
         join conversations c on c.mailbox_id = b.mailbox_id and c.last_at >= b.since and c.trashed_at is null \
         where b.viewing = 'all' or c.assignee_id = $1 order by c.last_at desc, c.id desc",
    )
    .bind(user)
    .bind(newest - 1)
    .all()
    .await
}

/// With the conversation that it was joined with.
pub async fn target(tx: &mut Tx, id: ConversationId) -> Result<Option<(Target, Option<ConversationId>)>> {
    let found: Option<(MailboxId, Option<UserId>, Option<ConversationId>)> =
        tx.query("select mailbox_id, assignee_id, merged_into from conversations where id = $1").bind(id).maybe().await?;
    Ok(found.map(|(mailbox_id, assignee_id, merged_into)| (Target { mailbox_id, assignee_id }, merged_into)))
}

/// What a change looks at and an undo restores.
#[derive(sqlx::FromRow)]
pub struct State {
    pub mailbox_id: MailboxId,
    pub status_id: StatusId,
    pub class: Class,
    pub assignee_id: Option<UserId>,
    pub confirmer_id: Option<UserId>,
    pub priority: Priority,
    pub trashed_at: Option<Moment>,
    pub version: i64,
    pub folder_id: Option<FolderId>,
    pub spam: bool,
    pub merged_into: Option<ConversationId>,
    pub snoozed_at: Option<Moment>,
}

/// Taken for update: the row is locked until the transaction ends. The update that changes nothing is the one form of
/// locking that both engines share.
pub async fn lock(tx: &mut Tx, id: ConversationId) -> Result<Option<State>> {
    tx.query(
        "update conversations set version = version where id = $1 \
         returning mailbox_id, status_id, class, assignee_id, confirmer_id, priority, trashed_at, version, folder_id, \
         spam, merged_into, snoozed_at",
    )
    .bind(id)
    .maybe()
    .await
}

pub async fn touch(tx: &mut Tx, id: ConversationId) -> Result<i64> {
    let (version,): (i64,) = tx.query("update conversations set version = version + 1 where id = $1 returning version").bind(id).one().await?;
    Ok(version)
}

pub async fn standard_status(tx: &mut Tx, mailbox: MailboxId, class: Class) -> Result<StatusId> {
    let (id,): (StatusId,) = tx
        .query("select id from statuses where mailbox_id = $1 and class = $2 and standard order by position, id limit 1")
        .bind(mailbox)
        .bind(class)
        .one()
        .await?;
    Ok(id)
}

/// The status itself with its class, or the one that took its place.
pub async fn status_class(tx: &mut Tx, mailbox: MailboxId, status: StatusId) -> Result<Option<(StatusId, Class)>> {
    tx.query("select t.id, t.class from statuses s join statuses t on t.id = coalesce(s.successor_id, s.id) where s.id = $1 and s.mailbox_id = $2")
        .bind(status)
        .bind(mailbox)
        .maybe()
        .await
}

pub async fn is_removed(tx: &mut Tx, status: StatusId) -> Result<bool> {
    let found: Option<(StatusId,)> = tx.query("select id from statuses where id = $1 and removed_at is not null").bind(status).maybe().await?;
    Ok(found.is_some())
}

/// Done stops the waiting clock and ends a rest; leaving done starts it again when the customer had the last word.
pub async fn set_status(tx: &mut Tx, id: ConversationId, status: StatusId, class: Class) -> Result<u64> {
    tx.query(
        "update conversations set status_id = $2, class = $3, version = version + 1, \
         waiting_since = case when $3 = 'done' then null when waiting_since is null and last_in_at = last_at and not automatic then last_in_at else waiting_since end, \
         snoozed_at = case when $3 = 'done' then null else snoozed_at end, snoozed_until = case when $3 = 'done' then null else snoozed_until end \
         where id = $1",
    )
    .bind(id)
    .bind(status)
    .bind(class)
    .run()
    .await
}

pub async fn set_assignee(tx: &mut Tx, id: ConversationId, user: Option<UserId>) -> Result<u64> {
    tx.query("update conversations set assignee_id = $2, version = version + 1 where id = $1").bind(id).bind(user).run().await
}

pub async fn set_confirmer(tx: &mut Tx, id: ConversationId, user: Option<UserId>) -> Result<u64> {
    tx.query("update conversations set confirmer_id = $2, version = version + 1 where id = $1").bind(id).bind(user).run().await
}

pub async fn set_priority(tx: &mut Tx, id: ConversationId, priority: Priority) -> Result<u64> {
    tx.query("update conversations set priority = $2, version = version + 1 where id = $1").bind(id).bind(priority).run().await
}

pub async fn set_trashed(tx: &mut Tx, id: ConversationId, at: Option<Moment>) -> Result<u64> {
    tx.query("update conversations set trashed_at = $2, version = version + 1 where id = $1").bind(id).bind(at).run().await
}

/// Whether a person may be given work of this mailbox.
pub async fn works_in(tx: &mut Tx, mailbox: MailboxId, user: UserId) -> Result<bool> {
    let found: Option<(UserId,)> = tx
        .query(
            "select u.id from users u join grants g on g.user_id = u.id \
             where u.id = $1 and g.mailbox_id = $2 and g.viewing <> 'none' and u.state <> 'suspended'",
        )
        .bind(user)
        .bind(mailbox)
        .maybe()
        .await?;
    Ok(found.is_some())
}

pub async fn insert_event(
    tx: &mut Tx,
    id: ConversationId,
    at: Moment,
    actor: Option<UserId>,
    kind: EventKind,
    before: &str,
    after: &str,
    rule: Option<&ByRule>,
) -> Result<u64> {
    tx.query("insert into events(conversation_id, at, actor_id, kind, before, after, rule_id, rule_name) values($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(id)
        .bind(at)
        .bind(actor)
        .bind(kind)
        .text(before)
        .text(after)
        .bind(rule.map(|rule| rule.id))
        .text(rule.map_or("", |rule| rule.name.as_str()))
        .run()
        .await
}

pub async fn events(tx: &mut Tx, id: ConversationId) -> Result<Vec<EventView>> {
    tx.query(
        "select e.id, e.at, u.name as actor_name, e.kind, e.before, e.after, nullif(e.rule_name, '') as rule from events e left join users u on u.id = e.actor_id \
         where e.conversation_id = $1 order by e.at, e.id",
    )
    .bind(id)
    .all()
    .await
}

pub async fn status_names(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(StatusId, String, Class)>> {
    tx.query("select id, name, class from statuses where mailbox_id = $1 order by position, id").bind(mailbox).all().await
}

/// Statuses of other mailboxes that stand in the history of a conversation that came from there.
pub async fn statuses_of_events(tx: &mut Tx, id: ConversationId, mailbox: MailboxId) -> Result<Vec<(StatusId, String, Class)>> {
    tx.query(
        "select s.id, s.name, s.class from statuses s where s.mailbox_id <> $2 and exists(select 1 from events e where e.conversation_id = $1 \
         and e.kind in ('status', 'reopened') and (e.before = cast(s.id as text) or e.after = cast(s.id as text))) order by s.id",
    )
    .bind(id)
    .bind(mailbox)
    .all()
    .await
}

/// Names of everybody who stands in a conversation's history as somebody who was given it.
pub async fn people_of_events(tx: &mut Tx, id: ConversationId) -> Result<Vec<(UserId, String)>> {
    tx.query(
        "select u.id, u.name from users u where exists (select 1 from events e where e.conversation_id = $1 \
         and e.kind in ('assignee', 'confirmer', 'check-asked') and (e.before = cast(u.id as text) or e.after = cast(u.id as text))) order by u.id",
    )
    .bind(id)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Head {
    pub number: i64,
    pub mailbox_id: MailboxId,
    pub subject: String,
    pub status_id: StatusId,
    pub class: Class,
    pub assignee_id: Option<UserId>,
    pub assignee_name: Option<String>,
    pub confirmer_id: Option<UserId>,
    pub confirmer_name: Option<String>,
    pub priority: Priority,
    pub waiting_since: Option<Moment>,
    pub trashed_at: Option<Moment>,
    pub version: i64,
    pub folder_id: Option<FolderId>,
    pub customer_name: String,
    pub customer_addr: String,
    pub spam: bool,
    pub snoozed_at: Option<Moment>,
    pub snoozed_until: Option<Moment>,
    pub snooze_reason: String,
    pub snoozed_name: Option<String>,
}

pub async fn head(tx: &mut Tx, id: ConversationId) -> Result<Option<Head>> {
    tx.query(
        "select c.number, c.mailbox_id, c.subject, c.status_id, c.class, c.assignee_id, a.name as assignee_name, c.confirmer_id, f.name as confirmer_name, \
         c.priority, c.waiting_since, c.trashed_at, c.version, c.folder_id, c.customer_name, c.customer_addr, c.spam, c.snoozed_at, c.snoozed_until, \
         c.snooze_reason, z.name as snoozed_name from conversations c left join users a on a.id = c.assignee_id \
         left join users f on f.id = c.confirmer_id left join users z on z.id = c.snoozed_by where c.id = $1",
    )
    .bind(id)
    .maybe()
    .await
}

pub async fn next_number(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    let (number,): (i64,) =
        tx.query("update mailboxes set next_number = next_number + 1 where id = $1 returning next_number - 1").bind(mailbox).one().await?;
    Ok(number)
}

pub async fn insert(tx: &mut Tx, new: &super::NewConversation<'_>, number: i64, status: StatusId) -> Result<ConversationId> {
    let (id,): (ConversationId,) = tx
        .query(
            "insert into conversations(mailbox_id, number, subject, customer_name, customer_addr, snippet, language, status_id, class, assignee_id, last_at) \
             values($1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10) returning id",
        )
        .bind(new.mailbox)
        .bind(number)
        .text(new.subject)
        .text(&new.customer.name)
        .text(&new.customer.addr)
        .text(new.language)
        .bind(status)
        .bind(new.class)
        .bind(new.assignee)
        .bind(new.at)
        .one()
        .await?;
    Ok(id)
}

/// The row of the list after one more message.
pub async fn count_message(tx: &mut Tx, facts: &super::MessageFacts<'_>, waiting: Option<Moment>) -> Result<u64> {
    let received = facts.direction == domain::messages::Direction::In;
    tx.query(
        // What the newest mail says stays where an older one comes in late.
        "update conversations set messages = messages + 1, last_at = case when last_at > $2 then last_at else $2 end, \
         last_in_at = case when $3 and (last_in_at is null or last_in_at < $2) then $2 else last_in_at end, waiting_since = $4, \
         has_attachment = (has_attachment or $6), has_sent = (has_sent or $7), \
         snippet = case when exists(select 1 from messages m where m.conversation_id = $1 and m.at > $2) then snippet else $5 end, \
         automatic = case when exists(select 1 from messages m where m.conversation_id = $1 and m.at > $2) then automatic else $8 end, \
         language = case when $9 = '' or exists(select 1 from messages m where m.conversation_id = $1 and m.at > $2) then language else $9 end, \
         version = version + 1 where id = $1",
    )
    .bind(facts.conversation)
    .bind(facts.at)
    .bind(received)
    .bind(waiting)
    .text(facts.snippet)
    .bind(facts.has_attachment)
    .bind(!received)
    .bind(facts.automatic)
    .text(facts.language)
    .run()
    .await
}

pub async fn waiting_since(tx: &mut Tx, id: ConversationId) -> Result<Option<Moment>> {
    let (since,): (Option<Moment>,) = tx.query("select waiting_since from conversations where id = $1").bind(id).one().await?;
    Ok(since)
}

pub async fn refresh_draft_flag(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query(
        "update conversations set has_draft = (exists(select 1 from drafts d where d.conversation_id = $1 and d.sent_at is null and d.deleted_at is null) \
         or exists(select 1 from letters l join messages m on m.id = l.message_id where m.conversation_id = $1 and l.scheduled and l.state = 'waiting' and l.attempts = 0)), version = version + 1 \
         where id = $1",
    )
    .bind(id)
    .run()
    .await
}

pub async fn refresh_failed_flag(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query(
        "update conversations set has_failed = exists(select 1 from letters l join messages m on m.id = l.message_id \
         where m.conversation_id = $1 and (l.state in ('failed', 'unsure') or l.state = 'sent' and class <> 'done' \
         and exists(select 1 from letter_recipients r where r.letter_id = l.id and r.state = 'refused')) \
         and not exists(select 1 from drafts d where d.resends_id = m.id and d.sent_at is not null)), version = version + 1 where id = $1",
    )
    .bind(id)
    .run()
    .await
}

pub async fn set_suspicious(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("update conversations set suspicious = true where id = $1").bind(id).run().await
}

/// What has been in the trash since `limit`, the oldest first. A letter that is still on its way keeps its conversation.
pub async fn in_trash_since(tx: &mut Tx, limit: Moment) -> Result<Vec<(ConversationId,)>> {
    tx.query(
        "select c.id from conversations c where c.trashed_at <= $1 and c.merged_into is null and not exists(select 1 from letters l join messages m on m.id = l.message_id \
         where m.conversation_id = c.id and l.state in ('waiting', 'sending')) order by c.trashed_at, c.id limit 200",
    )
    .bind(limit)
    .all()
    .await
}

/// Leads nowhere any more.
pub async fn unlink(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("update conversations set merged_into = null where id = $1").bind(id).run().await
}

/// The row itself and its history, when nothing else hangs on it. Answers its number.
pub async fn remove(tx: &mut Tx, id: ConversationId) -> Result<i64> {
    tx.query("delete from events where conversation_id = $1").bind(id).run().await?;
    let (number,): (i64,) = tx.query("delete from conversations where id = $1 returning number").bind(id).one().await?;
    Ok(number)
}
