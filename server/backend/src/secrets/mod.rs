//! Passwords of mail servers: sealed with a key that is not in the database, so that a stolen copy of it opens nothing.
//!
//! A sealed value is bound to its row: moved to another row it does not open.

mod keys;
mod sql;

pub use keys::Keys;

use crate::{Cx, Result, db::Tx};
use domain::Moment;
use secrecy::SecretString;

/// Which row of `secrets` holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct SecretId(pub i64);

/// Seals a new secret.
///
/// # Errors
/// When the database fails.
pub async fn store(tx: &mut Tx, keys: &Keys, now: Moment, secret: &SecretString) -> Result<SecretId> {
    // The seal is bound to the id, which the row must have first.
    let id = sql::insert(tx, now).await?;
    change(tx, keys, now, id, secret).await?;
    Ok(id)
}

/// Puts another secret in the place of the stored one.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &mut Tx, keys: &Keys, now: Moment, id: SecretId, secret: &SecretString) -> Result<()> {
    sql::update(tx, id, keys.seal(&bound_to(id), secret)?, now).await?;
    Ok(())
}

/// # Errors
/// When there is no such secret, or none of our keys opens it.
pub async fn read(tx: &mut Tx, keys: &Keys, id: SecretId) -> Result<SecretString> {
    Ok(keys.open_sealed(&bound_to(id), &sql::sealed(tx, id).await?)?)
}

/// # Errors
/// When the database fails, or an account still uses it.
pub async fn remove(tx: &mut Tx, id: SecretId) -> Result<()> {
    Ok(sql::delete(tx, id).await?)
}

/// Seals every secret again with the newest key and answers how many there are. Afterwards older keys may leave the file.
///
/// # Errors
/// `NotAllowed` for anybody but admins; when one secret cannot be opened nothing is changed.
pub async fn reseal(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let all = sql::all(&mut tx).await?;
    let count = all.len() as u64;
    for (id, sealed) in all {
        let secret = cx.desk.keys.open_sealed(&bound_to(id), &sealed)?;
        change(&mut tx, &cx.desk.keys, cx.now, id, &secret).await?;
    }
    tx.commit().await?;
    Ok(count)
}

fn bound_to(id: SecretId) -> String {
    format!("secrets/{}", id.0)
}

#[cfg(test)]
mod tests;
