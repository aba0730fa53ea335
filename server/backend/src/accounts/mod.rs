//! Mail accounts: their settings, the live test of them, quarantine, and the worker that fetches what comes in.
//! Servers are entered by operators, so that addresses inside the company and of this machine are allowed.

pub mod fetcher;
mod probe;
mod quarantine;
mod sql;

pub use fetcher::{receive_now, try_now};
pub use probe::probe;
pub use quarantine::{quarantine, quarantined_raw, read_again};

use crate::{
    Cx, Error, Result,
    db::Tx,
    secrets::{self, SecretId},
};
use domain::{
    accounts::{AccountForm, AccountView, AuthMethod, ReceiveKind, SendKind, ServerSettings},
    live::Event,
    mailboxes::ACCOUNTS_MAX,
    *,
};
use secrecy::SecretString;
use std::path::Path;

/// The accounts of the spaces that the asking person operates.
///
/// # Errors
/// `NotAllowed` for people who operate none.
pub async fn list(cx: &Cx) -> Result<Vec<AccountView>> {
    may_operate_any(cx)?;
    let mut tx = cx.desk.db.read().await?;
    let rows = sql::all(&mut tx).await?;
    rows.into_iter().filter(|row| cx.who.may_operate(row.space_id).is_ok()).map(view).collect()
}

/// How many accounts failed at their last fetch, and how many mails are in quarantine, in the whole system.
///
/// # Errors
/// `NotAllowed` for everybody but system administrators.
pub async fn troubles(cx: &Cx) -> Result<(i64, i64)> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::troubles(&mut tx).await?)
}

/// # Errors
/// `Invalid` for what is entered wrongly, `OverLimit` when the mailbox is full, `Taken` when it has this address already.
pub async fn create(cx: &Cx, mailbox: MailboxId, form: AccountForm) -> Result<AccountId> {
    let mut tx = cx.desk.db.write().await?;
    let id = create_in(&mut tx, cx, mailbox, &form).await?;
    tx.commit().await?;
    tell(cx);
    Ok(id)
}

/// [`create`] within a larger transaction; the caller wakes the fetcher after the commit.
///
/// # Errors
/// As [`create`].
pub async fn create_in(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, form: &AccountForm) -> Result<AccountId> {
    let space = sql::lock_mailbox(tx, mailbox).await?;
    cx.who.may_operate(space)?;
    check(form)?;
    if sql::count(tx, mailbox).await? >= ACCOUNTS_MAX {
        return Err(Refused::OverLimit { what: Limit::Accounts, limit: ACCOUNTS_MAX as u64 }.into());
    }
    refuse_taken(tx, mailbox, form, None).await?;
    let receive_secret = match (needs_receive_password(form), &form.receive_password) {
        (true, Some(password)) if !password.is_empty() => Some(store(tx, cx, password).await?),
        _ => None,
    };
    let send_secret = match (needs_send_password(form), &form.send_password) {
        (true, Some(password)) if !password.is_empty() => Some(store(tx, cx, password).await?),
        _ => None,
    };
    Ok(sql::insert(tx, mailbox, &written(form, receive_secret, send_secret)?, cx.now).await?)
}

/// Changes an account. A password that is left out is kept, as long as it stays with the server and user it was entered for.
///
/// # Errors
/// As [`create`]; `Invalid` for the password when it must be entered again.
pub async fn change(cx: &Cx, id: AccountId, form: AccountForm) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mailbox = sql::one(&mut tx, id).await?.mailbox_id;
    cx.who.may_operate(sql::lock_mailbox(&mut tx, mailbox).await?)?;
    // Read again under the lock: two changes at once must not both replace the same secret.
    let old = sql::one(&mut tx, id).await?;
    check(&form)?;
    refuse_taken(&mut tx, mailbox, &form, Some(id)).await?;
    let (received_from, sent_by) = (settings(&old.receive_settings)?, settings(&old.send_settings)?);
    let receive_fits = old.receive == form.receive && fits(&received_from, &form.receive_server);
    let receive_secret = Password { given: form.receive_password.as_deref(), stored: old.receive_secret_id, fits: receive_fits };
    let receive_secret = receive_secret.settle(&mut tx, cx, needs_receive_password(&form)).await?;
    let send_fits = old.send == form.send && fits(&sent_by, &form.send_server);
    let send_secret = Password { given: form.send_password.as_deref(), stored: old.send_secret_id, fits: send_fits };
    let send_secret = send_secret.settle(&mut tx, cx, needs_send_password(&form)).await?;
    if old.receive != form.receive || old.folder != form.folder || !fits(&received_from, &form.receive_server) {
        sql::forget_server(&mut tx, id).await?;
    }
    sql::update(&mut tx, id, &written(&form, receive_secret, send_secret)?).await?;
    for (before, after) in [(old.receive_secret_id, receive_secret), (old.send_secret_id, send_secret)] {
        if let Some(before) = before.filter(|before| Some(*before) != after) {
            secrets::remove(&mut tx, before).await?;
        }
    }
    tx.commit().await?;
    tell(cx);
    Ok(())
}

/// Takes an account out of use and destroys its passwords. Its mails stay.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn remove(cx: &Cx, id: AccountId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let old = sql::one(&mut tx, id).await?;
    cx.who.may_operate(old.space_id)?;
    sql::remove(&mut tx, id, cx.now).await?;
    for secret in [old.receive_secret_id, old.send_secret_id].into_iter().flatten() {
        secrets::remove(&mut tx, secret).await?;
    }
    tx.commit().await?;
    tell(cx);
    Ok(())
}

/// The password of one half of an account when the form is saved.
struct Password<'a> {
    given: Option<&'a str>,
    stored: Option<SecretId>,
    /// Whether the server and user are those that the stored one was entered for.
    fits: bool,
}

impl Password<'_> {
    async fn settle(self, tx: &mut Tx, cx: &Cx, needed: bool) -> Result<Option<SecretId>> {
        match (self.given, self.stored) {
            _ if !needed => Ok(None),
            (Some(""), _) | (None, None) => Ok(None),
            (Some(password), Some(stored)) => {
                secrets::change(tx, &cx.desk.keys, cx.now, stored, &SecretString::from(password)).await?;
                Ok(Some(stored))
            }
            (Some(password), None) => Ok(Some(store(tx, cx, password).await?)),
            (None, Some(stored)) if self.fits => Ok(Some(stored)),
            // A stored password never travels to another server just because somebody changed the host.
            (None, Some(_)) => Err(Refused::Invalid { field: Field::Password, wrong: Wrong::Missing }.into()),
        }
    }
}

async fn store(tx: &mut Tx, cx: &Cx, password: &str) -> Result<SecretId> {
    secrets::store(tx, &cx.desk.keys, cx.now, &SecretString::from(password)).await
}

fn fits(before: &ServerSettings, after: &ServerSettings) -> bool {
    before.host.eq_ignore_ascii_case(&after.host) && before.user == after.user
}

fn needs_receive_password(form: &AccountForm) -> bool {
    matches!(form.receive, ReceiveKind::Imap | ReceiveKind::Pop3)
}

fn needs_send_password(form: &AccountForm) -> bool {
    form.send == SendKind::Smtp && form.send_server.auth != AuthMethod::None
}

/// What the domain says, and that a watched folder is named in full.
fn check(form: &AccountForm) -> Result<()> {
    form.check()?;
    if form.receive == ReceiveKind::Folder && (!Path::new(&form.folder).is_absolute() || form.folder.chars().any(char::is_control)) {
        return Err(Refused::Invalid { field: Field::Folder, wrong: Wrong::Malformed }.into());
    }
    Ok(())
}

async fn refuse_taken(tx: &mut Tx, mailbox: MailboxId, form: &AccountForm, except: Option<AccountId>) -> Result<()> {
    match sql::is_taken(tx, mailbox, &form.address, except).await? {
        true => Err(Refused::Taken { field: Field::Address }.into()),
        false => Ok(()),
    }
}

/// Whether the asking person keeps at least one space.
fn may_operate_any(cx: &Cx) -> Result<()> {
    if cx.who.may_administer().is_ok() || !cx.who.person()?.operates.is_empty() { Ok(()) } else { Err(Refused::NotAllowed.into()) }
}

fn settings(stored: &str) -> Result<ServerSettings> {
    serde_json::from_str(stored).map_err(Error::from)
}

fn written<'a>(form: &'a AccountForm, receive_secret: Option<SecretId>, send_secret: Option<SecretId>) -> Result<sql::Written<'a>> {
    let (receive_settings, send_settings) = (serde_json::to_string(&form.receive_server)?, serde_json::to_string(&form.send_server)?);
    Ok(sql::Written { form, receive_settings, receive_secret, send_settings, send_secret })
}

fn view(row: sql::AccountRow) -> Result<AccountView> {
    Ok(AccountView {
        id: row.id,
        mailbox_id: row.mailbox_id,
        form: AccountForm {
            address: row.address,
            from_name: row.from_name,
            enabled: row.enabled,
            receive: row.receive,
            receive_server: settings(&row.receive_settings)?,
            receive_password: None,
            folder: row.folder,
            after_fetch: row.after_fetch,
            delete_after_days: row.delete_after_days,
            every_minutes: row.every_minutes,
            send: row.send,
            send_server: settings(&row.send_settings)?,
            send_password: None,
            trusted_servers: row.trusted_servers,
        },
        has_receive_password: row.receive_secret_id.is_some(),
        has_send_password: row.send_secret_id.is_some(),
        next_at: row.next_at,
        errors: row.errors,
        last_error: row.last_error,
        last_error_step: row.last_error_step,
        last_error_at: row.last_error_at,
        last_ok_at: row.last_ok_at,
        left_on_server: row.left_on_server,
        seen_server: row.seen_server,
    })
}

fn tell(cx: &Cx) {
    cx.desk.wake.fetch.notify_one();
    cx.desk.live.publish(Event::Settings);
}

#[cfg(test)]
mod tests;
