//! Opting out by the link of a bulk mail (RFC 8058): without signing in, for everybody who has the address, and for good.

use super::sql;
use crate::{Cx, Error, Result, reports};
use domain::{
    bulk::{OptOutView, hidden},
    *,
};

/// What the page behind the link shows.
///
/// # Errors
/// [`Refused::NotFound`] for a link that is none of ours: all of them look alike.
pub async fn opt_out_view(cx: &Cx, token: &str) -> Result<OptOutView> {
    let mut tx = cx.desk.db.read().await?;
    let (_, addr, _, since) = find(sql::marks::of_token(&mut tx, checked(token)?).await?)?;
    Ok(OptOutView { addr: hidden(&addr), done: since.is_some() })
}

/// Nobody with this address gets bulk mail of the space any more, what is just being sent included. Asked again it changes nothing.
///
/// # Errors
/// [`Refused::NotFound`] for a link that is none of ours.
pub async fn opt_out(cx: &Cx, token: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let (space, _, addr_key, since) = find(sql::marks::of_token(&mut tx, checked(token)?).await?)?;
    if since.is_none() {
        sql::marks::mark(&mut tx, space, &addr_key, "opted-out", cx.now, "link").await?;
        reports::opted_out(&mut tx, cx.now, token).await?;
    }
    sql::marks::opt_contacts_out(&mut tx, space, &addr_key, cx.now).await?;
    let mut touched: Vec<BulkMailId> = sql::marks::leave_out_address(&mut tx, space, &addr_key).await?.into_iter().map(|(id,)| id).collect();
    touched.dedup();
    for id in &touched {
        super::settle::finish(&mut tx, *id, cx.now).await?;
    }
    tx.commit().await?;
    for id in touched {
        cx.desk.live.publish(live::Event::Bulk { space, id });
    }
    Ok(())
}

/// Only what can be one of our tokens is asked for.
fn checked(token: &str) -> Result<&str> {
    let is_token = token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_token { Ok(token) } else { Err(Error::Refused(Refused::NotFound)) }
}

fn find<T>(found: Option<T>) -> Result<T> {
    Ok(found.ok_or(Refused::NotFound)?)
}
