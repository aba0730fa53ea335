//! The statements by which bulk mails go out: starting, claiming, handing over, settling.

use crate::db::Tx;
use domain::{
    bulk::{BulkState, Pause, RecipientState},
    *,
};
use sqlx::Result;

/// No claim lasts longer than two minutes: one that ends later than this was made while a clock was wrong. In minutes.
const FARTHEST_CLAIM: i64 = 10;

pub async fn schedule(tx: &mut Tx, id: BulkMailId, at: Moment, by: UserId) -> Result<u64> {
    tx.query("update bulk_mails set state = 'scheduled', pause = '', scheduled_at = $2, sent_by = $3 where id = $1 and state = 'draft'")
        .bind(id)
        .bind(at)
        .bind(by)
        .run()
        .await
}

pub async fn scheduled(tx: &mut Tx, space: SpaceId) -> Result<i64> {
    tx.query("select count(*) from bulk_mails where space_id = $1 and state in ('scheduled', 'repeating')")
        .bind(space)
        .one()
        .await
        .map(|(count,)| count)
}

/// Back to a draft, which is listed anew.
pub async fn unschedule(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query(
        "update bulk_mails set state = 'draft', pause = '', scheduled_at = null, next_at = null, sent_by = null \
         where id = $1 and (state in ('scheduled', 'repeating') or state = 'paused' and repeats is not null)",
    )
    .bind(id)
    .run()
    .await
}

/// Those whose hour has come.
pub async fn due(tx: &mut Tx, now: Moment) -> Result<Vec<(BulkMailId,)>> {
    tx.query("select id from bulk_mails where state = 'scheduled' and scheduled_at <= $1 order by scheduled_at, id limit 20").bind(now).all().await
}

pub async fn start(tx: &mut Tx, id: BulkMailId, by: UserId, day: i64, used: i64, now: Moment) -> Result<u64> {
    tx.query(
        "update bulk_mails set state = 'sending', pause = '', sent_by = $2, day = $3, day_used = $4, started_at = $5 \
         where id = $1 and state in ('draft', 'scheduled', 'paused') and started_at is null",
    )
    .bind(id)
    .bind(by)
    .bind(day)
    .bind(used)
    .bind(now)
    .run()
    .await
}

/// Whoever is on the list gets it from now on.
pub async fn wait(tx: &mut Tx, id: BulkMailId, now: Moment) -> Result<u64> {
    tx.query("update bulk_recipients set state = 'waiting', due_at = $2 where bulk_mail_id = $1 and state = 'listed' and not is_test")
        .bind(id)
        .bind(now)
        .run()
        .await
}

pub async fn pause(tx: &mut Tx, id: BulkMailId, why: Pause) -> Result<u64> {
    tx.query("update bulk_mails set state = 'paused', pause = $2 where id = $1 and state in ('sending', 'scheduled')").bind(id).bind(why).run().await
}

pub async fn resume(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query("update bulk_mails set state = 'sending', pause = '' where id = $1 and state = 'paused' and started_at is not null").bind(id).run().await
}

/// Nobody else gets it. What is just being handed over is settled as it ends.
pub async fn cancel(tx: &mut Tx, id: BulkMailId, now: Moment) -> Result<u64> {
    tx.query("update bulk_mails set state = 'cancelled', pause = '', finished_at = $2 where id = $1 and state in ('sending', 'paused') and repeats is null")
        .bind(id)
        .bind(now)
        .run()
        .await
}

pub async fn cancel_recipients(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query("update bulk_recipients set state = 'cancelled' where bulk_mail_id = $1 and state in ('waiting', 'listed') and not is_test")
        .bind(id)
        .run()
        .await
}

/// The end of a bulk mail of which nobody is left.
pub async fn finish(tx: &mut Tx, id: BulkMailId, state: BulkState, now: Moment) -> Result<u64> {
    tx.query("update bulk_mails set state = $2, finished_at = $3 where id = $1 and state = 'sending'").bind(id).bind(state).bind(now).run().await
}

/// Bulk mails of which something is due, the oldest first, and the account that sends them.
pub async fn at_work(tx: &mut Tx, now: Moment) -> Result<Vec<(BulkMailId, AccountId)>> {
    tx.query(
        "select b.id, b.account_id from bulk_mails b where b.account_id is not null \
         and b.id in (select r.bulk_mail_id from bulk_recipients r where r.state = 'waiting' and r.due_at <= $1) \
         and (b.state = 'sending' or exists(select 1 from bulk_recipients t where t.bulk_mail_id = b.id and t.state = 'waiting' and t.due_at <= $1 and t.is_test)) \
         order by b.started_at, b.id",
    )
    .bind(now)
    .all()
    .await
}

/// When the next one is due, or the next claim runs out.
pub async fn next_at(tx: &mut Tx) -> Result<Option<Moment>> {
    let (at,): (Option<Moment>,) = tx
        .query(
            "select min(at) from (select min(scheduled_at) as at from bulk_mails where state = 'scheduled' \
             union all select min(next_at) as at from bulk_mails where state = 'repeating' \
             union all select min(r.due_at) as at from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id \
             where r.state = 'waiting' and (b.state = 'sending' or r.is_test) \
             union all select min(leased_until) + 1 as at from bulk_recipients where state = 'sending') all_kinds",
        )
        .one()
        .await?;
    Ok(at)
}

/// Takes the next turn of an account. 0 rows: it is not its turn yet.
pub async fn take_turn(tx: &mut Tx, account: AccountId, now: Moment, next: Moment, farthest: Moment) -> Result<u64> {
    tx.query(
        "insert into bulk_paces(account_id, next_at) values($1, $3) on conflict(account_id) do update set next_at = excluded.next_at \
         where bulk_paces.next_at <= $2 or bulk_paces.next_at > $4",
    )
    .bind(account)
    .bind(now)
    .bind(next)
    .bind(farthest)
    .run()
    .await
}

pub async fn next_turn(tx: &mut Tx, account: AccountId) -> Result<Option<Moment>> {
    let found: Option<(Moment,)> = tx.query("select next_at from bulk_paces where account_id = $1").bind(account).maybe().await?;
    Ok(found.map(|(at,)| at))
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Claimed {
    pub id: BulkRecipientId,
    pub is_test: bool,
    pub addr: String,
    pub name: String,
    pub company: String,
    pub section: String,
    pub items: String,
    pub token: String,
    pub attempts: i64,
    pub dated_at: Moment,
    pub leased_by: String,
    pub due_at: Moment,
}

/// Whether anybody is due.
pub async fn has_due(tx: &mut Tx, mail: BulkMailId, now: Moment) -> Result<bool> {
    tx.query(
        "select exists(select 1 from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id \
         where r.bulk_mail_id = $1 and r.state = 'waiting' and r.due_at <= $2 and (b.state = 'sending' or r.is_test))",
    )
    .bind(mail)
    .bind(now)
    .one()
    .await
    .map(|(due,)| due)
}

/// Claims the next due recipients of a bulk mail, at most `limit`: they are `sending` before a byte goes out. The condition is repeated
/// outside the subquery, so that of two claims of the same ones one finds nothing.
pub async fn claim(tx: &mut Tx, mail: BulkMailId, lease: &str, now: Moment, until: Moment, limit: i64) -> Result<Vec<Claimed>> {
    let mut claimed: Vec<Claimed> = tx
        .query(
            "update bulk_recipients set state = 'sending', leased_by = $2, leased_until = $4, attempts = attempts + 1, handed_at = null, \
             dated_at = coalesce(dated_at, $3) where id in (select r.id from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id \
             where r.bulk_mail_id = $1 and r.state = 'waiting' and r.due_at <= $3 and (b.state = 'sending' or r.is_test) order by r.due_at, r.id limit $5) \
             and state = 'waiting' and due_at <= $3 \
             returning id, is_test, addr, name, company, section, items, token, attempts, dated_at, leased_by, due_at",
        )
        .bind(mail)
        .text(lease)
        .bind(now)
        .bind(until)
        .bind(limit)
        .all()
        .await?;
    claimed.sort_by_key(|one| (one.due_at, one.id));
    Ok(claimed)
}

/// Gives a claim back of which nothing went out: as if it had never been made.
pub async fn unclaim(tx: &mut Tx, id: BulkRecipientId, lease: &str, state: RecipientState) -> Result<u64> {
    tx.query(
        "update bulk_recipients set state = $3, attempts = attempts - 1, dated_at = case when attempts = 1 then null else dated_at end, \
         leased_by = '', leased_until = 0 where id = $1 and leased_by = $2 and state = 'sending' and handed_at is null",
    )
    .bind(id)
    .text(lease)
    .bind(state)
    .run()
    .await
}

/// Waits for whoever changes the bulk mail just now, and says how it stands.
pub async fn lock_state(tx: &mut Tx, id: BulkMailId) -> Result<Option<BulkState>> {
    let found: Option<(BulkState,)> = tx.query("update bulk_mails set version = version where id = $1 returning state").bind(id).maybe().await?;
    Ok(found.map(|(state,)| state))
}

/// Prolongs a claim. 0 rows: it is not this sender's any more.
pub async fn hold(tx: &mut Tx, id: BulkRecipientId, lease: &str, until: Moment) -> Result<u64> {
    tx.query("update bulk_recipients set leased_until = $3 where id = $1 and leased_by = $2 and state = 'sending'")
        .bind(id)
        .text(lease)
        .bind(until)
        .run()
        .await
}

/// Prolongs all claims of a sender.
pub async fn hold_all(tx: &mut Tx, mail: BulkMailId, lease: &str, until: Moment) -> Result<u64> {
    tx.query("update bulk_recipients set leased_until = $3 where bulk_mail_id = $1 and state = 'sending' and leased_by = $2")
        .bind(mail)
        .text(lease)
        .bind(until)
        .run()
        .await
}

/// Recipients that one statement is about at most.
pub const AT_ONCE: usize = 20;

/// The ends of these mails go out next: at most [`AT_ONCE`]. Answers of which the claim is still ours.
pub async fn hand_over(tx: &mut Tx, ids: &[BulkRecipientId], lease: &str, now: Moment, until: Moment) -> Result<Vec<(BulkRecipientId,)>> {
    let mut query = tx
        .query(
            "update bulk_recipients set handed_at = $2, leased_until = $3 where leased_by = $1 and state = 'sending' and id in ($4, $5, $6, $7, $8, $9, \
             $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) returning id",
        )
        .text(lease)
        .bind(now)
        .bind(until);
    for place in 0..AT_ONCE {
        query = query.bind(ids.get(place).copied().unwrap_or(BulkRecipientId(0)));
    }
    query.all().await
}

/// Ends claims of mails that the server took, each with its words: at most [`AT_ONCE`]. Answers which were still ours.
pub async fn settle_sent(tx: &mut Tx, told: &[(BulkRecipientId, &str)], lease: &str, now: Moment) -> Result<Vec<(BulkRecipientId,)>> {
    let mut query = tx
        .query(
            "with told(recipient, words) as (values ($3, $4), ($5, $6), ($7, $8), ($9, $10), ($11, $12), ($13, $14), ($15, $16), ($17, $18), ($19, $20), \
             ($21, $22), ($23, $24), ($25, $26), ($27, $28), ($29, $30), ($31, $32), ($33, $34), ($35, $36), ($37, $38), ($39, $40), ($41, $42)) \
             update bulk_recipients set state = 'sent', answer = told.words, sent_at = $2, leased_by = '', leased_until = 0 from told \
             where bulk_recipients.id = told.recipient and leased_by = $1 and state = 'sending' returning id",
        )
        .text(lease)
        .bind(now);
    for place in 0..AT_ONCE {
        let (id, words) = told.get(place).copied().unwrap_or((BulkRecipientId(0), ""));
        query = query.bind(id).text(words);
    }
    query.all().await
}

/// Ends a claim with what became of it.
pub async fn settle(tx: &mut Tx, id: BulkRecipientId, state: RecipientState, answer: &str, due_at: Moment, now: Moment) -> Result<u64> {
    tx.query(
        "update bulk_recipients set state = $2, answer = $3, due_at = case when $2 = 'waiting' then $4 else due_at end, \
         sent_at = case when $2 = 'waiting' then null else $5 end, leased_by = '', leased_until = 0 where id = $1",
    )
    .bind(id)
    .bind(state)
    .text(answer)
    .bind(due_at)
    .bind(now)
    .run()
    .await
}

/// Tests that cannot go out, because there is no account to send them.
pub async fn fail_tests(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query("update bulk_recipients set state = 'failed' where bulk_mail_id = $1 and is_test and state = 'waiting'").bind(id).run().await
}

/// Those whose sender fell silent.
pub async fn orphaned(tx: &mut Tx, now: Moment) -> Result<Vec<(BulkRecipientId, BulkMailId)>> {
    tx.query(
        "select id, bulk_mail_id from bulk_recipients where state = 'sending' and (leased_until < $1 or leased_until > $2) order by id limit 100",
    )
    .bind(now)
    .bind(now.plus_minutes(FARTHEST_CLAIM))
    .all()
    .await
}

/// Takes one of them, and says whether its end may have been handed over. `None`: another copy was faster.
pub async fn take_orphan(tx: &mut Tx, id: BulkRecipientId, now: Moment) -> Result<Option<(bool,)>> {
    tx.query(
        "update bulk_recipients set leased_by = '' where id = $1 and state = 'sending' and (leased_until < $2 or leased_until > $3) \
         returning handed_at is not null",
    )
    .bind(id)
    .bind(now)
    .bind(now.plus_minutes(FARTHEST_CLAIM))
    .maybe()
    .await
}

/// One that nothing went out of waits, or is cancelled, as if nobody had claimed it.
pub async fn free_orphan(tx: &mut Tx, id: BulkRecipientId, state: RecipientState, now: Moment) -> Result<u64> {
    tx.query(
        "update bulk_recipients set state = $2, due_at = $3, attempts = attempts - 1, dated_at = case when attempts = 1 then null else dated_at end, \
         leased_until = 0 where id = $1 and state = 'sending' and leased_by = ''",
    )
    .bind(id)
    .bind(state)
    .bind(now)
    .run()
    .await
}

/// Ends every claim.
pub async fn release_all(tx: &mut Tx) -> Result<u64> {
    tx.query("update bulk_recipients set leased_until = 0 where state = 'sending'").run().await
}

/// Whether somebody still waits, or is just being sent to.
pub async fn has_open(tx: &mut Tx, id: BulkMailId) -> Result<bool> {
    tx.query("select exists(select 1 from bulk_recipients where bulk_mail_id = $1 and not is_test and state in ('waiting', 'sending'))")
        .bind(id)
        .one()
        .await
        .map(|(open,)| open)
}

/// Where a recipient is, for what comes back of their mail.
pub async fn recipient(tx: &mut Tx, id: BulkRecipientId) -> Result<Option<(BulkMailId, String, String, bool)>> {
    tx.query("select bulk_mail_id, addr, addr_key, is_test from bulk_recipients where id = $1").bind(id).maybe().await
}

/// It came back after all.
pub async fn bounced(tx: &mut Tx, id: BulkRecipientId, answer: &str) -> Result<u64> {
    tx.query("update bulk_recipients set state = 'bounced', answer = $2 where id = $1 and state in ('sent', 'unsure')")
        .bind(id)
        .text(answer)
        .run()
        .await
}

/// What was sent is no full success any more.
pub async fn partly(tx: &mut Tx, id: BulkMailId) -> Result<u64> {
    tx.query("update bulk_mails set state = 'partly-failed' where id = $1 and state = 'sent'").bind(id).run().await
}
