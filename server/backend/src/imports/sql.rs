//! The statements of imports.

mod undo;
mod work;

pub use undo::{trash_some, unknown_arrivals};
pub use work::*;

use crate::{db::Tx, secrets::SecretId};
use domain::{
    imports::{ImportState, SourceKind},
    *,
};
use sqlx::Result;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ImportRow {
    pub id: ImportId,
    pub mailbox_id: MailboxId,
    pub account_id: AccountId,
    pub created_by: Option<UserId>,
    pub created_at: Moment,
    pub kind: SourceKind,
    pub name: String,
    pub file: String,
    pub server: String,
    pub folders: String,
    pub secret_id: Option<SecretId>,
    pub choices: String,
    pub seen: String,
    pub state: ImportState,
    pub ended_at: Option<Moment>,
    pub entry: i64,
    pub within: i64,
    pub mark: i64,
    pub found: i64,
    pub taken: i64,
    pub known: i64,
    pub left_out: i64,
    pub errors: i64,
    pub failure: String,
    pub answer: String,
}

macro_rules! columns {
    () => {
        "id, mailbox_id, account_id, created_by, created_at, kind, name, file, server, folders, secret_id, choices, seen, state, ended_at, \
         entry, within, mark, found, taken, known, left_out, errors, failure, answer"
    };
}
use columns;

pub async fn one(tx: &mut Tx, id: ImportId) -> Result<Option<ImportRow>> {
    tx.query(concat!("select ", columns!(), " from imports where id = $1")).bind(id).maybe().await
}

/// Taken for update.
pub async fn lock(tx: &mut Tx, id: ImportId) -> Result<Option<ImportRow>> {
    tx.query(concat!("update imports set state = state where id = $1 returning ", columns!())).bind(id).maybe().await
}

pub async fn of_mailbox(tx: &mut Tx, mailbox: MailboxId, limit: i64) -> Result<Vec<ImportRow>> {
    tx.query(concat!("select ", columns!(), " from imports where mailbox_id = $1 order by id desc limit $2")).bind(mailbox).bind(limit).all().await
}

/// Mails in quarantine by import.
pub async fn quarantined(tx: &mut Tx) -> Result<Vec<(ImportId, i64)>> {
    tx.query("select import_id, count(*) from arrivals where state = 'quarantined' and import_id is not null group by import_id order by import_id")
        .all()
        .await
}

pub async fn active(tx: &mut Tx, mailbox: MailboxId) -> Result<Option<(ImportId,)>> {
    tx.query("select id from imports where mailbox_id = $1 and state in ('looking', 'looked', 'running', 'paused', 'undoing')")
        .bind(mailbox)
        .maybe()
        .await
}

/// The account by which a mailbox knows what was imported into it, and no other. It was never there for people.
pub async fn account(tx: &mut Tx, mailbox: MailboxId) -> Result<Option<(AccountId,)>> {
    tx.query("select account_id from imports where mailbox_id = $1 order by id limit 1").bind(mailbox).maybe().await
}

pub async fn insert_account(tx: &mut Tx, mailbox: MailboxId, now: Moment) -> Result<AccountId> {
    let (id,): (AccountId,) = tx
        .query(
            "insert into accounts(mailbox_id, address, address_key, from_name, enabled, receive, receive_settings, folder, after_fetch, \
             delete_after_days, every_minutes, send, send_settings, created_at, removed_at) \
             values($1, '', '', '', $2, 'none', '', '', 'leave', 0, 5, 'none', '', $3, $3) returning id",
        )
        .bind(mailbox)
        .bind(false)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

/// The servers that accounts of the mailbox believe are believed about its earlier mail, too.
pub async fn trusted_servers(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(String,)>> {
    tx.query("select trusted_servers from accounts where mailbox_id = $1 and removed_at is null and trusted_servers <> '' order by id")
        .bind(mailbox)
        .all()
        .await
}

pub async fn trust(tx: &mut Tx, account: AccountId, servers: &str) -> Result<u64> {
    tx.query("update accounts set trusted_servers = $2 where id = $1").bind(account).text(servers).run().await
}

pub struct NewImport<'a> {
    pub mailbox: MailboxId,
    pub account: AccountId,
    pub by: Option<UserId>,
    pub at: Moment,
    pub kind: SourceKind,
    pub name: &'a str,
    pub file: &'a str,
    pub server: &'a str,
    pub folders: &'a str,
    pub secret: Option<SecretId>,
    pub choices: &'a str,
}

pub async fn insert(tx: &mut Tx, new: &NewImport<'_>) -> Result<ImportId> {
    let (id,): (ImportId,) = tx
        .query(
            "insert into imports(mailbox_id, account_id, created_by, created_at, kind, name, file, server, folders, secret_id, choices, state) \
             values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'looking') returning id",
        )
        .bind(new.mailbox)
        .bind(new.account)
        .bind(new.by)
        .bind(new.at)
        .bind(new.kind)
        .text(new.name)
        .text(new.file)
        .text(new.server)
        .text(new.folders)
        .bind(new.secret)
        .text(new.choices)
        .one()
        .await?;
    Ok(id)
}

/// From the look to the work, from the beginning of the source.
pub async fn start(tx: &mut Tx, id: ImportId, choices: &str) -> Result<u64> {
    tx.query(
        "update imports set state = 'running', choices = $2, entry = 0, within = 0, mark = 0, found = 0, taken = 0, known = 0, left_out = 0, \
         errors = 0, next_at = 0 where id = $1 and state = 'looked'",
    )
    .bind(id)
    .text(choices)
    .run()
    .await
}

/// Another state; whoever was at work loses the lease by it.
pub async fn set_state(tx: &mut Tx, id: ImportId, state: ImportState, ended_at: Option<Moment>) -> Result<u64> {
    tx.query("update imports set state = $2, ended_at = $3, leased_until = 0, leased_by = '', next_at = 0, errors = 0 where id = $1")
        .bind(id)
        .bind(state)
        .bind(ended_at)
        .run()
        .await
}

/// Neither its file nor its password is needed any more. Answers what it had.
pub async fn let_go(tx: &mut Tx, id: ImportId) -> Result<u64> {
    tx.query("update imports set file = '', secret_id = null where id = $1").bind(id).run().await
}

pub async fn names(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(UserId, String)>> {
    tx.query("select u.id, u.name from users u where exists(select 1 from imports i where i.mailbox_id = $1 and i.created_by = u.id) order by u.id")
        .bind(mailbox)
        .all()
        .await
}

pub async fn with_address(tx: &mut Tx, email: &str) -> Result<Option<(UserId,)>> {
    tx.query("select id from users where lower(email) = $1 order by id limit 1").text(email).maybe().await
}
