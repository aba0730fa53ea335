//! Deeds that happen once, however often they are asked for. A browser that lost an answer, or that was without a network, asks
//! again under the same key: it gets what the first time answered. The key is kept in the transaction of the deed, so that
//! neither stands without the other; a refusal keeps none, and the next try is heard.

mod sql;

use crate::{Cx, Error, Result, db::Tx};
use domain::Refused;
use serde::{Serialize, de::DeserializeOwned};

/// How long a key is known. A browser that was away for longer asks about things that nobody remembers.
pub const KEPT_DAYS: i64 = 7;
/// Bytes of a key at most.
pub const KEY_MAX: usize = 100;

/// What the deed `what` answered when it was done under the key of this request; `None` where it is to be done now, which [`keep`]
/// ends. Two at once wait for each other here.
///
/// # Errors
/// [`Refused::Stale`] for a key that was given to another deed.
pub(crate) async fn first<T: DeserializeOwned>(tx: &mut Tx, cx: &Cx, what: &str) -> Result<Option<T>> {
    let Some(key) = &cx.key else { return Ok(None) };
    let user = cx.who.person()?.id;
    if sql::claim(tx, user, key, what, cx.now).await? == 1 {
        return Ok(None);
    }
    answered(tx, cx, what).await
}

/// Like [`first`], without beginning anything.
pub(crate) async fn answered<T: DeserializeOwned>(tx: &mut Tx, cx: &Cx, what: &str) -> Result<Option<T>> {
    let Some(key) = &cx.key else { return Ok(None) };
    let Some((was, answer)) = sql::find(tx, cx.who.person()?.id, key).await? else { return Ok(None) };
    if was != what {
        return Err(Error::Refused(Refused::Stale));
    }
    Ok(Some(serde_json::from_str(&answer)?))
}

/// Keeps the answer of a deed that [`first`] began.
pub(crate) async fn keep<T: Serialize>(tx: &mut Tx, cx: &Cx, answer: &T) -> Result<()> {
    if let Some(key) = &cx.key {
        sql::keep(tx, cx.who.person()?.id, key, &serde_json::to_string(answer)?).await?;
    }
    Ok(())
}

/// Forgets old keys; answers how many.
pub async fn sweep(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let count = sql::sweep(&mut tx, cx.now.plus_days(-KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(count)
}

/// A key as a browser may give one.
pub fn is_key(text: &str) -> bool {
    (16..=KEY_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests;
