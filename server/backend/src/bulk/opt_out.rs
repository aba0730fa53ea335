//! Opting out by the link of a bulk mail (RFC 8058): without signing in, for everybody who has the address, and until they ask for it
//! again. The list of it, and lifting it.

use super::sql;
use crate::{Cx, Error, Result, notifications, reports, users};
use domain::{
    bulk::{OptOutLine, OptOutView, OptOuts, hidden},
    fold::fold,
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
    let mut told = Vec::new();
    for id in &touched {
        told.extend(super::settle::finish(&mut tx, cx, *id).await?.unwrap_or_default());
    }
    tx.commit().await?;
    notifications::told(cx, &told);
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

/// Addresses of one reading.
const SHOWN: i64 = 200;

/// Who opted out, in the order of their addresses behind `after`; `typed`: a part of the address or name.
pub async fn opt_outs(cx: &Cx, typed: &str, after: &str) -> Result<OptOuts> {
    let mut tx = cx.desk.db.read().await?;
    let space = super::space(&mut tx, cx).await?;
    let rows = sql::marks::opted_out(&mut tx, space, &fold(typed.trim()), after, SHOWN).await?;
    let next = (i64::try_from(rows.len()).unwrap_or_default() == SHOWN).then(|| rows.last().map(|row| row.addr.clone())).flatten();
    let mut lines: Vec<OptOutLine> = Vec::new();
    for row in rows {
        // By link and as a contact: one line, with the name that is known.
        match lines.last_mut().filter(|line| line.addr == row.addr) {
            Some(line) if line.name.is_empty() => line.name = row.name,
            Some(_) => {}
            None => lines.push(OptOutLine { by_link: row.how == "link", addr: row.addr, name: row.name, at: row.at }),
        }
    }
    Ok(OptOuts { lines, next, may_lift: cx.who.may_edit_space(space).is_ok() })
}

/// Sends to an address again: its owner asked for it. Contacts with this address are marked no more.
///
/// # Errors
/// `NotAllowed` for whoever does not write in the space; [`Refused::NotFound`] where it has not opted out.
pub async fn lift_opt_out(cx: &Cx, addr: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = super::space(&mut tx, cx).await?;
    cx.who.may_edit_space(space)?;
    let key = fold(addr.trim());
    let lifted = sql::marks::unmark(&mut tx, space, &key, "opted-out").await? + sql::marks::opt_contacts_in(&mut tx, space, &key, cx.now).await?;
    if lifted == 0 {
        return Err(Error::Refused(Refused::NotFound));
    }
    users::audit(&mut tx, cx, "bulk-opt-in", &key, "").await?;
    tx.commit().await?;
    cx.desk.live.publish(live::Event::Book { space });
    cx.desk.live.publish(live::Event::Bulk { space, id: BulkMailId(0) });
    Ok(())
}
