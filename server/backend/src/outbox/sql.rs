//! The statements of letters, their recipients, and of messages on their way.

mod automatic;
mod later;
mod orphans;
mod redact;
mod returned;

pub use automatic::insert_automatic;
pub use later::{
    Overtaken, redate_message, refresh_scheduled, reschedule, schedule, scheduled_file, scheduled_letter, sent_now, set_waiting, stop_scheduled,
};
pub use orphans::{author_of, orphaned, take_orphan};
pub use redact::{files_of_message, is_under_way, recipients_of_message, rewrite_recipient, set_file_of_message};
pub use returned::{recipients_of, returned};

use crate::{db::Tx, secrets::SecretId};
use domain::{
    accounts::SendKind,
    outbox::{LetterState, RecipientState},
    *,
};
use sqlx::Result;

/// An account as the one that sends.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AccountRow {
    pub mailbox_id: MailboxId,
    pub address: String,
    pub from_name: String,
    pub send: SendKind,
    pub send_settings: String,
    pub send_secret_id: Option<SecretId>,
}

pub async fn account(tx: &mut Tx, id: AccountId) -> Result<AccountRow> {
    tx.query("select mailbox_id, address, from_name, send, send_settings, send_secret_id from accounts where id = $1").bind(id).one().await
}

/// Message-ID and raw file of the message that is answered.
pub async fn answered(tx: &mut Tx, id: MessageId) -> Result<Option<(String, String)>> {
    tx.query("select message_id, file from messages where id = $1").bind(id).maybe().await
}

/// Status, waiting clock and time of the last received mail of a conversation.
pub async fn standing(tx: &mut Tx, id: ConversationId) -> Result<(StatusId, Option<Moment>, Option<Moment>)> {
    tx.query("select status_id, waiting_since, last_in_at from conversations where id = $1").bind(id).one().await
}

pub struct NewLetter<'a> {
    pub message_id: MessageId,
    pub account_id: AccountId,
    pub draft_id: DraftId,
    pub due_at: Moment,
    pub queued_at: Moment,
    pub envelope_from: &'a str,
    pub file: &'a str,
    pub before_send: &'a str,
    pub idempotency_key: &'a str,
}

pub async fn insert(tx: &mut Tx, new: &NewLetter<'_>) -> Result<LetterId> {
    let (id,): (LetterId,) = tx
        .query(
            "insert into letters(message_id, account_id, draft_id, state, due_at, queued_at, envelope_from, file, before_send, idempotency_key) \
             values($1, $2, $3, 'waiting', $4, $5, $6, $7, $8, $9) returning id",
        )
        .bind(new.message_id)
        .bind(new.account_id)
        .bind(new.draft_id)
        .bind(new.due_at)
        .bind(new.queued_at)
        .text(new.envelope_from)
        .text(new.file)
        .text(new.before_send)
        .text(new.idempotency_key)
        .one()
        .await?;
    Ok(id)
}

pub async fn insert_recipient(tx: &mut Tx, letter: LetterId, position: i64, addr: &str) -> Result<u64> {
    tx.query("insert into letter_recipients(letter_id, position, addr, state) values($1, $2, $3, 'waiting')")
        .bind(letter)
        .bind(position)
        .text(addr)
        .run()
        .await
}

/// The send that was made with this key: message, draft, end of the undo time.
pub async fn by_key(tx: &mut Tx, key: &str) -> Result<Option<(MessageId, Option<DraftId>, Moment, ConversationId)>> {
    tx.query(
        "select l.message_id, l.draft_id, l.due_at, m.conversation_id from letters l join messages m on m.id = l.message_id where l.idempotency_key = $1",
    )
    .text(key)
    .maybe()
    .await
}

/// The newest mail of a conversation; 0 where there is none.
pub async fn newest(tx: &mut Tx, conversation: ConversationId) -> Result<MessageId> {
    tx.query("select coalesce(max(id), 0) from messages where conversation_id = $1").bind(conversation).one().await.map(|(id,)| id)
}

pub async fn conversation_of(tx: &mut Tx, message: MessageId) -> Result<Option<ConversationId>> {
    let found: Option<(ConversationId,)> =
        tx.query("select m.conversation_id from messages m join letters l on l.message_id = m.id where m.id = $1").bind(message).maybe().await?;
    Ok(found.map(|(id,)| id))
}

/// The draft of a message whose letter failed, is unsure or was refused for some, and which no later draft has settled; and
/// whether some got it.
pub async fn draft_of_failed(tx: &mut Tx, message: MessageId) -> Result<Option<(DraftId, bool)>> {
    tx.query(
            "select d.id, l.state = 'sent' from letters l join drafts d on d.id = l.draft_id where l.message_id = $1 and (l.state in ('failed', 'unsure') \
             or l.state = 'sent' and exists(select 1 from letter_recipients r where r.letter_id = l.id and r.state = 'refused')) \
             and not exists(select 1 from drafts s where s.resends_id = l.message_id and s.sent_at is not null)",
        )
        .bind(message)
        .maybe()
        .await
}

/// The recipients of a message's letter that the server refused.
pub async fn refused_of(tx: &mut Tx, message: MessageId) -> Result<Vec<(String,)>> {
    tx.query(
        "select r.addr from letter_recipients r join letters l on l.id = r.letter_id where l.message_id = $1 and r.state = 'refused' order by r.position",
    )
    .bind(message)
    .all()
    .await
}

/// Who got a message by a try that began after a draft was.
pub async fn accepted_since(tx: &mut Tx, message: MessageId, draft: DraftId) -> Result<Vec<(String,)>> {
    tx.query(
        "select r.addr from letter_recipients r join letters l on l.id = r.letter_id join drafts d on d.id = $2 \
         where l.message_id = $1 and l.queued_at >= d.created_at and r.state = 'accepted' order by r.position",
    )
    .bind(message)
    .bind(draft)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Stopped {
    pub id: LetterId,
    pub draft_id: Option<DraftId>,
    pub queued_at: Moment,
    pub before_send: String,
    /// Some recipients have it already.
    pub partly: bool,
    /// It waited for a chosen hour: nobody was answered yet.
    pub scheduled: bool,
}

/// How its conversation stood before it was sent; empty where no person sent it.
pub async fn before_send(tx: &mut Tx, id: LetterId) -> Result<String> {
    let (before,): (String,) = tx.query("select before_send from letters where id = $1").bind(id).one().await?;
    Ok(before)
}

/// Stops a letter that nobody has claimed yet and that is not due. `None`: too late.
pub async fn stop(tx: &mut Tx, message: MessageId, now: Moment) -> Result<Option<Stopped>> {
    tx.query(
        "update letters set state = 'stopped', finished_at = $2 where message_id = $1 and state = 'waiting' and attempts = 0 and due_at > $2 \
         returning id, draft_id, queued_at, before_send, false as partly, scheduled",
    )
    .bind(message)
    .bind(now)
    .maybe()
    .await
}

/// Stops a letter that was tried and is to be tried again later. `None`: it is in no such state.
pub async fn stop_delayed(tx: &mut Tx, message: MessageId, now: Moment) -> Result<Option<Stopped>> {
    tx.query(
        "update letters set state = 'stopped', finished_at = $2 where message_id = $1 and state = 'waiting' and attempts > 0 \
         returning id, draft_id, queued_at, before_send, \
         exists(select 1 from letter_recipients r where r.letter_id = letters.id and r.state = 'accepted') as partly, false as scheduled",
    )
    .bind(message)
    .bind(now)
    .maybe()
    .await
}

/// Makes a letter due that was tried and is to be tried again later. 0 rows: it is in no such state.
pub async fn hasten(tx: &mut Tx, message: MessageId, now: Moment) -> Result<u64> {
    tx.query("update letters set due_at = case when due_at > $2 then $2 else due_at end where message_id = $1 and state = 'waiting' and attempts > 0")
        .bind(message)
        .bind(now)
        .run()
        .await
}

/// A stopped letter and its message were never sent: nothing may show or count them. The content lives on in the draft.
pub async fn remove(tx: &mut Tx, letter: LetterId, message: MessageId) -> Result<()> {
    tx.query("delete from letter_recipients where letter_id = $1").bind(letter).run().await?;
    tx.query("delete from letters where id = $1").bind(letter).run().await?;
    tx.query("update drafts set answers_id = null where answers_id = $1").bind(message).run().await?;
    tx.query("delete from people where message_id = $1").bind(message).run().await?;
    tx.query("delete from mids where message_id = $1").bind(message).run().await?;
    tx.query("delete from attachments where message_id = $1").bind(message).run().await?;
    tx.query("delete from messages where id = $1").bind(message).run().await?;
    Ok(())
}

/// Puts a failed or unsure letter back in line, for the recipients that did not get it. 0 rows: it is in no such state.
pub async fn again(tx: &mut Tx, message: MessageId, now: Moment) -> Result<Option<(LetterId,)>> {
    tx.query(
        "update letters set state = 'waiting', due_at = $2, queued_at = $2, attempts = 0, leased_by = '', leased_until = 0, finished_at = null \
         where message_id = $1 and state in ('failed', 'unsure') \
         and not exists(select 1 from drafts s where s.resends_id = letters.message_id and s.sent_at is not null) returning id",
    )
    .bind(message)
    .bind(now)
    .maybe()
    .await
}

pub async fn recipients_again(tx: &mut Tx, letter: LetterId) -> Result<u64> {
    tx.query("update letter_recipients set state = 'waiting' where letter_id = $1 and state <> 'accepted'").bind(letter).run().await
}

#[derive(sqlx::FromRow)]
pub struct LetterRow {
    pub message_id: MessageId,
    pub id: LetterId,
    pub state: LetterState,
    pub due_at: Moment,
    pub attempts: i64,
    pub last_answer: String,
    pub scheduled: bool,
    pub stops_on_reply: bool,
    pub resent: bool,
}

pub async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<LetterRow>> {
    tx.query(
        "select l.message_id, l.id, l.state, l.due_at, l.attempts, l.last_answer, l.scheduled, l.stops_on_reply, \
         exists(select 1 from drafts d where d.resends_id = l.message_id and d.sent_at is not null) as resent from letters l join messages m on m.id = l.message_id \
         where m.conversation_id = $1 order by l.id",
    )
    .bind(id)
    .all()
    .await
}

pub async fn refused_of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<(LetterId, String, String)>> {
    tx.query(
        "select r.letter_id, r.addr, r.answer from letter_recipients r join letters l on l.id = r.letter_id join messages m on m.id = l.message_id \
         where m.conversation_id = $1 and r.state = 'refused' order by r.letter_id, r.position",
    )
    .bind(id)
    .all()
    .await
}

/// The accounts that have a letter to hand over.
pub async fn due_accounts(tx: &mut Tx, now: Moment) -> Result<Vec<(AccountId,)>> {
    tx.query("select account_id from letters where state = 'waiting' and due_at <= $1 group by account_id order by min(due_at), account_id")
        .bind(now)
        .all()
        .await
}

/// When the next letter is due, or the next claim runs out.
pub async fn next_at(tx: &mut Tx) -> Result<Option<Moment>> {
    let (at,): (Option<Moment>,) = tx
        .query(
            "select min(at) from (select min(due_at) as at from letters where state = 'waiting' \
             union all select min(leased_until) + 1 as at from letters where state = 'sending') both_kinds",
        )
        .one()
        .await?;
    Ok(at)
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Claimed {
    pub id: LetterId,
    pub message_id: MessageId,
    pub attempts: i64,
    pub queued_at: Moment,
    pub envelope_from: String,
    pub file: String,
    pub leased_by: String,
}

/// Claims the next due letter of an account: it is `sending` before a byte of it goes out. The condition is repeated outside
/// the subquery, so that of two claims of the same letter one finds nothing.
pub async fn claim(tx: &mut Tx, account: AccountId, lease: &str, now: Moment, until: Moment) -> Result<Option<Claimed>> {
    tx.query(
        "update letters set state = 'sending', leased_by = $2, leased_until = $4, attempts = attempts + 1, handed_at = null \
         where id = (select id from letters where account_id = $1 and state = 'waiting' and due_at <= $3 order by due_at, id limit 1) \
         and state = 'waiting' and due_at <= $3 \
         returning id, message_id, attempts, queued_at, envelope_from, file, leased_by",
    )
    .bind(account)
    .text(lease)
    .bind(now)
    .bind(until)
    .maybe()
    .await
}

/// Prolongs a claim. 0 rows: it is not this sender's any more.
pub async fn hold(tx: &mut Tx, letter: LetterId, lease: &str, until: Moment) -> Result<u64> {
    tx.query("update letters set leased_until = $3 where id = $1 and leased_by = $2 and state = 'sending'")
        .bind(letter)
        .text(lease)
        .bind(until)
        .run()
        .await
}

/// The end of the mail goes out next: from here on nobody but the server knows whether it was delivered. 0 rows: the claim is lost.
pub async fn hand_over(tx: &mut Tx, letter: LetterId, lease: &str, now: Moment, until: Moment) -> Result<u64> {
    tx.query("update letters set handed_at = $3, leased_until = $4 where id = $1 and leased_by = $2 and state = 'sending'")
        .bind(letter)
        .text(lease)
        .bind(now)
        .bind(until)
        .run()
        .await
}

pub async fn waiting_recipients(tx: &mut Tx, letter: LetterId) -> Result<Vec<(String,)>> {
    tx.query("select addr from letter_recipients where letter_id = $1 and state = 'waiting' order by position").bind(letter).all().await
}

pub async fn set_recipient(tx: &mut Tx, letter: LetterId, addr: &str, state: RecipientState, answer: &str) -> Result<u64> {
    tx.query("update letter_recipients set state = $3, answer = $4 where letter_id = $1 and addr = $2 and state = 'waiting'")
        .bind(letter)
        .text(addr)
        .bind(state)
        .text(answer)
        .run()
        .await
}

/// Whoever has not got it by now does not get it.
pub async fn refuse_waiting(tx: &mut Tx, letter: LetterId, answer: &str) -> Result<u64> {
    tx.query(
        "update letter_recipients set state = 'refused', answer = case when answer = '' then $2 else answer end where letter_id = $1 and state = 'waiting'",
    )
    .bind(letter)
    .text(answer)
    .run()
    .await
}

/// Ends a claim with what became of it; `due_at` matters while the letter waits.
pub async fn settle(tx: &mut Tx, letter: LetterId, state: LetterState, step: &str, answer: &str, due_at: Moment, now: Moment) -> Result<u64> {
    tx.query(
        "update letters set state = $2, last_step = $3, last_answer = $4, due_at = case when $2 = 'waiting' then $5 else due_at end, \
         finished_at = case when $2 = 'waiting' then null else $6 end, leased_by = '', leased_until = 0 where id = $1",
    )
    .bind(letter)
    .bind(state)
    .text(step)
    .text(answer)
    .bind(due_at)
    .bind(now)
    .run()
    .await
}

/// Letters that are not out yet.
pub async fn backlog(tx: &mut Tx) -> Result<(i64,)> {
    tx.query("select (select count(*) from letters where state = 'waiting') + (select count(*) from letters where state = 'sending')").one().await
}

/// Ends every claim.
pub async fn release_all(tx: &mut Tx) -> Result<u64> {
    tx.query("update letters set leased_until = 0 where state = 'sending'").run().await
}

pub async fn class_of(tx: &mut Tx, id: ConversationId) -> Result<(MailboxId, domain::statuses::Class)> {
    tx.query("select mailbox_id, class from conversations where id = $1").bind(id).one().await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    tx.query("delete from letter_recipients where letter_id in (select l.id from letters l join messages m on m.id = l.message_id where m.conversation_id = $1)")
        .bind(id)
        .run()
        .await?;
    tx.query("delete from letters where message_id in (select id from messages where conversation_id = $1)").bind(id).run().await?;
    Ok(())
}
