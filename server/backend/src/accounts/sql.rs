//! Statements about accounts as operators see them. No password is ever among them.

use crate::{db::Tx, secrets::SecretId};
use domain::{
    accounts::{AccountForm, AfterFetch, QuarantineReason, ReceiveKind, SendKind},
    fold::fold,
    *,
};
use sqlx::{FromRow, Result};

#[derive(FromRow)]
pub struct AccountRow {
    pub id: AccountId,
    pub mailbox_id: MailboxId,
    pub space_id: SpaceId,
    pub address: String,
    pub from_name: String,
    pub enabled: bool,
    pub receive: ReceiveKind,
    pub receive_settings: String,
    pub receive_secret_id: Option<SecretId>,
    pub folder: String,
    pub after_fetch: AfterFetch,
    pub delete_after_days: i64,
    pub every_minutes: i64,
    pub send: SendKind,
    pub send_settings: String,
    pub send_secret_id: Option<SecretId>,
    pub next_at: Moment,
    pub errors: i64,
    pub last_error: String,
    pub last_error_step: String,
    pub last_error_at: Option<Moment>,
    pub last_ok_at: Option<Moment>,
    pub left_on_server: i64,
    pub trusted_servers: String,
    pub seen_server: String,
}

macro_rules! account_rows {
    ($condition:literal) => {
        concat!(
            "select a.id, a.mailbox_id, m.space_id, a.address, a.from_name, a.enabled, a.receive, a.receive_settings, a.receive_secret_id, a.folder, \
             a.after_fetch, a.delete_after_days, a.every_minutes, a.send, a.send_settings, a.send_secret_id, a.next_at, a.errors, a.last_error, \
             a.last_error_step, a.last_error_at, a.last_ok_at, a.left_on_server, a.trusted_servers, a.seen_server \
             from accounts a join mailboxes m on m.id = a.mailbox_id where a.removed_at is null",
            $condition
        )
    };
}

pub async fn all(tx: &mut Tx) -> Result<Vec<AccountRow>> {
    tx.query(account_rows!(" order by m.position, m.id, a.id")).all().await
}

pub async fn one(tx: &mut Tx, id: AccountId) -> Result<AccountRow> {
    tx.query(account_rows!(" and a.id = $1")).bind(id).one().await
}

/// The accounts of a mailbox that receive.
pub async fn receiving(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(AccountId, String)>> {
    tx.query("select id, address from accounts where mailbox_id = $1 and enabled and removed_at is null and receive <> 'none' order by id")
        .bind(mailbox)
        .all()
        .await
}

/// The space of a mailbox, which is locked: accounts are counted and added one after the other.
pub async fn lock_mailbox(tx: &mut Tx, mailbox: MailboxId) -> Result<SpaceId> {
    let (space,) = tx.query("update mailboxes set position = position where id = $1 returning space_id").bind(mailbox).one().await?;
    Ok(space)
}

pub async fn count(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    let (count,) = tx.query("select count(*) from accounts where mailbox_id = $1 and removed_at is null").bind(mailbox).one().await?;
    Ok(count)
}

/// Whether another account of the mailbox has this address.
pub async fn is_taken(tx: &mut Tx, mailbox: MailboxId, address: &str, except: Option<AccountId>) -> Result<bool> {
    let found: Option<(AccountId,)> = tx
        .query("select id from accounts where mailbox_id = $1 and address_key = $2 and removed_at is null and id <> $3 limit 1")
        .bind(mailbox)
        .text(&fold(address))
        .bind(except.unwrap_or(AccountId(0)))
        .maybe()
        .await?;
    Ok(found.is_some())
}

/// What is written of a form: the passwords lie elsewhere by now.
pub struct Written<'a> {
    pub form: &'a AccountForm,
    pub receive_settings: String,
    pub receive_secret: Option<SecretId>,
    pub send_settings: String,
    pub send_secret: Option<SecretId>,
}

pub async fn insert(tx: &mut Tx, mailbox: MailboxId, new: &Written<'_>, now: Moment) -> Result<AccountId> {
    let (id,) = tx
        .query(
            "insert into accounts(mailbox_id, address, address_key, from_name, enabled, receive, receive_settings, receive_secret_id, folder, after_fetch, \
             delete_after_days, every_minutes, send, send_settings, send_secret_id, created_at, trusted_servers) \
             values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) returning id",
        )
        .bind(mailbox)
        .text(&new.form.address)
        .text(&fold(&new.form.address))
        .text(&new.form.from_name)
        .bind(new.form.enabled)
        .bind(new.form.receive)
        .text(&new.receive_settings)
        .bind(new.receive_secret)
        .text(&new.form.folder)
        .bind(new.form.after_fetch)
        .bind(new.form.delete_after_days)
        .bind(new.form.every_minutes)
        .bind(new.form.send)
        .text(&new.send_settings)
        .bind(new.send_secret)
        .bind(now)
        .text(&new.form.trusted_servers)
        .one()
        .await?;
    Ok(id)
}

/// Also forgets past failures, ends a fetch that is under way, and makes it due: it is tried at once with the new settings.
pub async fn update(tx: &mut Tx, id: AccountId, new: &Written<'_>) -> Result<u64> {
    tx.query(
        "update accounts set address = $2, address_key = $3, from_name = $4, enabled = $5, receive = $6, receive_settings = $7, receive_secret_id = $8, \
         folder = $9, after_fetch = $10, delete_after_days = $11, every_minutes = $12, send = $13, send_settings = $14, send_secret_id = $15, next_at = 0, \
         errors = 0, last_error = '', last_error_step = '', last_error_at = null, leased_until = 0, leased_by = '', trusted_servers = $16 where id = $1",
    )
    .bind(id)
    .text(&new.form.address)
    .text(&fold(&new.form.address))
    .text(&new.form.from_name)
    .bind(new.form.enabled)
    .bind(new.form.receive)
    .text(&new.receive_settings)
    .bind(new.receive_secret)
    .text(&new.form.folder)
    .bind(new.form.after_fetch)
    .bind(new.form.delete_after_days)
    .bind(new.form.every_minutes)
    .bind(new.form.send)
    .text(&new.send_settings)
    .bind(new.send_secret)
    .text(&new.form.trusted_servers)
    .run()
    .await
}

pub async fn remove(tx: &mut Tx, id: AccountId, now: Moment) -> Result<u64> {
    tx.query(
        "update accounts set removed_at = $2, enabled = false, receive = 'none', receive_secret_id = null, send = 'none', send_secret_id = null, \
         leased_until = 0, leased_by = '' where id = $1",
    )
    .bind(id)
    .bind(now)
    .run()
    .await
}

/// After a move to another server or folder nothing that was noted about the old one holds any more. What came in stays
/// known by its content.
pub async fn forget_server(tx: &mut Tx, id: AccountId) -> Result<()> {
    tx.query("delete from cursors where account_id = $1").bind(id).run().await?;
    tx.query("update arrivals set uidvalidity = null, uid = null, uidl = null, deleted_on_server = true where account_id = $1")
        .bind(id)
        .run()
        .await?;
    Ok(())
}

pub async fn any_user(tx: &mut Tx) -> Result<bool> {
    let found: Option<(UserId,)> = tx.query("select id from users limit 1").maybe().await?;
    Ok(found.is_some())
}

#[derive(FromRow)]
pub struct QuarantineRow {
    pub id: ArrivalId,
    pub space_id: SpaceId,
    pub account: String,
    pub arrived_at: Moment,
    pub size: i64,
    pub reason: QuarantineReason,
    pub file: String,
}

/// Accounts whose last fetch failed, and mails in quarantine.
pub async fn troubles(tx: &mut Tx) -> Result<(i64, i64)> {
    tx.query(
        "select (select count(*) from accounts where enabled and removed_at is null and errors > 0), \
         (select count(*) from arrivals where state = 'quarantined')",
    )
    .one()
    .await
}

pub async fn quarantined(tx: &mut Tx, limit: i64) -> Result<Vec<QuarantineRow>> {
    tx.query(
        "select v.id, m.space_id, a.address as account, v.arrived_at, v.size, v.reason, v.file from arrivals v join accounts a on a.id = v.account_id \
         join mailboxes m on m.id = a.mailbox_id where v.state = 'quarantined' order by v.arrived_at desc, v.id desc limit $1",
    )
    .bind(limit)
    .all()
    .await
}

pub async fn quarantined_one(tx: &mut Tx, id: ArrivalId) -> Result<QuarantineRow> {
    tx.query(
        "select v.id, m.space_id, a.address as account, v.arrived_at, v.size, v.reason, v.file from arrivals v join accounts a on a.id = v.account_id \
         join mailboxes m on m.id = a.mailbox_id where v.state = 'quarantined' and v.id = $1",
    )
    .bind(id)
    .one()
    .await
}

pub async fn back_to_stored(tx: &mut Tx, id: ArrivalId) -> Result<u64> {
    tx.query("update arrivals set state = 'stored', reason = '' where id = $1 and state = 'quarantined' and file <> ''").bind(id).run().await
}

/// A mail that was left on its server is fetched again: its receipt goes, the cursor steps back before it, its account is due.
pub async fn fetch_again(tx: &mut Tx, id: ArrivalId) -> Result<()> {
    tx.query(
        "update cursors set last_uid = (select v.uid - 1 from arrivals v where v.id = $1) where exists (select 1 from arrivals v where v.id = $1 \
         and v.account_id = cursors.account_id and v.uidvalidity = cursors.uidvalidity and v.uid <= cursors.last_uid)",
    )
    .bind(id)
    .run()
    .await?;
    tx.query("update accounts set next_at = 0 where id = (select v.account_id from arrivals v where v.id = $1)").bind(id).run().await?;
    tx.query("delete from arrivals where id = $1 and state = 'quarantined' and file = ''").bind(id).run().await?;
    Ok(())
}
