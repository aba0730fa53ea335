//! Statements of fetching: claims, cursors and receipts.

use crate::{db::Tx, secrets::SecretId};
use domain::{
    accounts::{AfterFetch, QuarantineReason, ReceiveKind},
    *,
};
use sqlx::{FromRow, Result};

/// A claimed account: what fetching needs to know, and the token of the claim.
#[derive(Clone, Debug, FromRow)]
pub struct Claim {
    pub id: AccountId,
    pub address: String,
    pub receive: ReceiveKind,
    pub receive_settings: String,
    pub receive_secret_id: Option<SecretId>,
    pub folder: String,
    pub after_fetch: AfterFetch,
    pub delete_after_days: i64,
    pub every_minutes: i64,
    pub errors: i64,
    pub leased_by: String,
}

/// No pause between two fetches is longer than an hour, and no lease than two minutes: what lies further ahead was written
/// while a clock was wrong, and must not hold an account up until it comes true. In minutes.
const FARTHEST_PAUSE: i64 = 61;
const FARTHEST_LEASE: i64 = 10;

macro_rules! claim {
    ($which:literal) => {
        concat!(
            "update accounts set leased_until = $2, leased_by = $3 where id = ",
            $which,
            // Said again outside: on PostgreSQL a second claimer waits for the row and then looks at these conditions once more.
            " and (leased_until <= $1 or leased_until > $4) and enabled and removed_at is null and receive <> 'none' \
             returning id, address, receive, receive_settings, receive_secret_id, folder, after_fetch, delete_after_days, every_minutes, errors, \
             leased_by"
        )
    };
}

/// Claims the account that is due longest. `None` when none is due, or another copy was faster.
pub async fn claim_due(tx: &mut Tx, now: Moment, until: Moment, token: &str) -> Result<Option<Claim>> {
    tx.query(claim!(
        "(select d.id from accounts d where d.enabled and d.removed_at is null and d.receive <> 'none' and (d.next_at <= $1 or d.next_at > $5) \
         and (d.leased_until <= $1 or d.leased_until > $4) order by d.next_at, d.id limit 1)"
    ))
    .bind(now)
    .bind(until)
    .text(token)
    .bind(now.plus_minutes(FARTHEST_LEASE))
    .bind(now.plus_minutes(FARTHEST_PAUSE))
    .maybe()
    .await
}

/// Claims one account, due or not. `None` while it is being fetched, or when it does not receive.
pub async fn claim_one(tx: &mut Tx, id: AccountId, now: Moment, until: Moment, token: &str) -> Result<Option<Claim>> {
    tx.query(claim!("$5")).bind(now).bind(until).text(token).bind(now.plus_minutes(FARTHEST_LEASE)).bind(id).maybe().await
}

/// Whether an account receives at all today.
pub async fn receives(tx: &mut Tx, id: AccountId) -> Result<bool> {
    let found: Option<(AccountId,)> =
        tx.query("select id from accounts where id = $1 and enabled and removed_at is null and receive <> 'none'").bind(id).maybe().await?;
    Ok(found.is_some())
}

/// 0 when the claim was lost.
pub async fn prolong(tx: &mut Tx, claim: &Claim, until: Moment) -> Result<u64> {
    tx.query("update accounts set leased_until = $3 where id = $1 and leased_by = $2").bind(claim.id).text(&claim.leased_by).bind(until).run().await
}

/// Locks the account for as long as the transaction lasts. 0 when the claim was lost: what this fetch knows of the server may
/// not hold any more.
pub async fn hold(tx: &mut Tx, claim: &Claim) -> Result<u64> {
    tx.query("update accounts set leased_by = leased_by where id = $1 and leased_by = $2").bind(claim.id).text(&claim.leased_by).run().await
}

/// Ends every lease.
pub async fn release_all(tx: &mut Tx) -> Result<u64> {
    tx.query("update accounts set leased_until = 0, leased_by = '' where leased_by <> ''").run().await
}

/// Gives the claim back untried.
pub async fn release(tx: &mut Tx, claim: &Claim) -> Result<u64> {
    tx.query("update accounts set leased_until = 0, leased_by = '' where id = $1 and leased_by = $2")
        .bind(claim.id)
        .text(&claim.leased_by)
        .run()
        .await
}

pub async fn succeeded(tx: &mut Tx, claim: &Claim, now: Moment, next_at: Moment, left: i64) -> Result<u64> {
    tx.query(
        "update accounts set leased_until = 0, leased_by = '', next_at = $3, errors = 0, last_error = '', last_error_step = '', last_error_at = null, \
         last_ok_at = $4, left_on_server = $5 where id = $1 and leased_by = $2",
    )
    .bind(claim.id)
    .text(&claim.leased_by)
    .bind(next_at)
    .bind(now)
    .bind(left)
    .run()
    .await
}

pub async fn failed(tx: &mut Tx, claim: &Claim, now: Moment, next_at: Moment, step: &str, answer: &str) -> Result<u64> {
    tx.query(
        "update accounts set leased_until = 0, leased_by = '', next_at = $3, errors = errors + 1, last_error = $4, last_error_step = $5, last_error_at = $6 \
         where id = $1 and leased_by = $2",
    )
    .bind(claim.id)
    .text(&claim.leased_by)
    .bind(next_at)
    .text(answer)
    .text(step)
    .bind(now)
    .run()
    .await
}

/// When the next account is due that nobody fetches now. One whose copy died is due when its lease ends.
pub async fn next_due(tx: &mut Tx) -> Result<Option<Moment>> {
    let (at,): (Option<Moment>,) = tx
        .query(
            "select min(case when leased_until > next_at then leased_until else next_at end) from accounts \
             where enabled and removed_at is null and receive <> 'none'",
        )
        .one()
        .await?;
    Ok(at)
}

/// Makes an account due now.
pub async fn make_due(tx: &mut Tx, id: AccountId) -> Result<u64> {
    tx.query("update accounts set next_at = 0 where id = $1 and enabled and removed_at is null").bind(id).run().await
}

/// When an account that receives is due next.
pub async fn due_at(tx: &mut Tx, id: AccountId) -> Result<Option<Moment>> {
    let found: Option<(Moment,)> =
        tx.query("select next_at from accounts where id = $1 and enabled and removed_at is null and receive <> 'none'").bind(id).maybe().await?;
    Ok(found.map(|(at,)| at))
}

/// Where reading of an IMAP folder stopped: UIDVALIDITY and the last UID.
pub async fn cursor(tx: &mut Tx, account: AccountId, folder: &str) -> Result<Option<(i64, i64)>> {
    tx.query("select uidvalidity, last_uid from cursors where account_id = $1 and folder = $2").bind(account).text(folder).maybe().await
}

pub async fn set_cursor(tx: &mut Tx, account: AccountId, folder: &str, uidvalidity: i64, last_uid: i64) -> Result<u64> {
    tx.query(
        "insert into cursors(account_id, folder, uidvalidity, last_uid) values($1, $2, $3, $4) \
         on conflict(account_id, folder) do update set uidvalidity = excluded.uidvalidity, last_uid = excluded.last_uid",
    )
    .bind(account)
    .text(folder)
    .bind(uidvalidity)
    .bind(last_uid)
    .run()
    .await
}

pub async fn known_uids(tx: &mut Tx, account: AccountId, uidvalidity: i64, after: i64) -> Result<Vec<(i64,)>> {
    tx.query("select uid from arrivals where account_id = $1 and uidvalidity = $2 and uid > $3")
        .bind(account)
        .bind(uidvalidity)
        .bind(after)
        .all()
        .await
}

pub async fn known_uidls(tx: &mut Tx, account: AccountId) -> Result<Vec<(String,)>> {
    tx.query("select uidl from arrivals where account_id = $1 and uidl is not null").bind(account).all().await
}

/// A receipt about to be written.
#[derive(Debug)]
pub struct NewArrival {
    pub uidvalidity: Option<i64>,
    pub uid: Option<i64>,
    pub uidl: Option<String>,
    /// Empty for a mail that stays on its server.
    pub hash: String,
    pub file: String,
    pub size: i64,
    pub refused: Option<QuarantineReason>,
}

/// Writes a receipt. Bytes that this account brought before are noted as taken, so that a renumbered folder doubles nothing.
/// `None` when the mail is known already under its number.
pub async fn insert_arrival(tx: &mut Tx, account: AccountId, new: &NewArrival, at: Moment) -> Result<Option<(ArrivalId, String)>> {
    tx.query(
        "with twin(known) as (select exists(select 1 from arrivals where account_id = $1 and content_hash = $5 and content_hash <> '')) \
         insert into arrivals(account_id, uidvalidity, uid, uidl, content_hash, file, size, arrived_at, state, reason) \
         select $1, $2, $3, $4, $5, $6, $7, $8, case when $9 <> '' then 'quarantined' when known then 'taken' else 'stored' end, \
         case when $9 <> '' then $9 when known then 'duplicate' else '' end from twin where true \
         on conflict do nothing returning id, state",
    )
    .bind(account)
    .bind(new.uidvalidity)
    .bind(new.uid)
    .bind(new.uidl.clone())
    .text(&new.hash)
    .text(&new.file)
    .bind(new.size)
    .bind(at)
    .text(new.refused.map_or("", QuarantineReason::as_str))
    .maybe()
    .await
}

/// Mails that may be deleted on the server now. Those that are not here stay there.
pub async fn deletable(tx: &mut Tx, account: AccountId, uidvalidity: i64, until: Moment) -> Result<Vec<(ArrivalId, Option<i64>, Option<String>)>> {
    tx.query(
        "select id, uid, uidl from arrivals where account_id = $1 and coalesce(uidvalidity, 0) = $2 and deleted_on_server = false and arrived_at <= $3 \
         and file <> '' order by id",
    )
    .bind(account)
    .bind(uidvalidity)
    .bind(until)
    .all()
    .await
}

/// Notes that what [`deletable`] listed up to `last` is gone from the server.
pub async fn deleted(tx: &mut Tx, account: AccountId, uidvalidity: i64, until: Moment, last: ArrivalId) -> Result<u64> {
    tx.query(
        "update arrivals set deleted_on_server = true where account_id = $1 and coalesce(uidvalidity, 0) = $2 and deleted_on_server = false \
         and arrived_at <= $3 and file <> '' and id <= $4",
    )
    .bind(account)
    .bind(uidvalidity)
    .bind(until)
    .bind(last)
    .run()
    .await
}

/// Under another UIDVALIDITY the old numbers mean nothing: nobody can delete by them any more.
pub async fn renumbered(tx: &mut Tx, account: AccountId, uidvalidity: i64) -> Result<u64> {
    tx.query("update arrivals set deleted_on_server = true where account_id = $1 and uidvalidity <> $2 and deleted_on_server = false")
        .bind(account)
        .bind(uidvalidity)
        .run()
        .await
}
