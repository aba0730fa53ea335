//! Somebody who is erased: rows of bulk mails without them, audiences without their line. That they want no bulk mail is known on, or they
//! would get it again.

use super::{settle, sql};
use crate::{Cx, Error, Result, db::Tx};
use domain::{book::Redaction, bulk::audience::Audience, *};

/// How many bulk mails went to them.
pub(crate) async fn count(tx: &mut Tx, contacts: &[ContactId], space: SpaceId, addresses: &[String]) -> Result<i64> {
    let mut mails = Vec::new();
    for addr in addresses {
        mails.extend(sql::erasing::mails_to(tx, space, addr).await?);
    }
    for contact in contacts {
        mails.extend(sql::erasing::mails_to_contact(tx, space, *contact).await?);
    }
    mails.sort_unstable();
    mails.dedup();
    Ok(mails.len() as i64)
}

/// # Errors
/// [`Refused::Sending`] while one is on its way to them.
pub(crate) async fn redact(tx: &mut Tx, cx: &Cx, space: SpaceId, contacts: &[ContactId], redaction: &Redaction, opted_out: bool) -> Result<()> {
    for addr in &redaction.addresses {
        if sql::erasing::is_sending(tx, space, addr).await? {
            return Err(Error::Refused(Refused::Sending));
        }
        if opted_out {
            sql::marks::mark(tx, space, addr, "opted-out", cx.now, "erased").await?;
        }
        let mut touched: Vec<BulkMailId> = sql::marks::leave_out_address(tx, space, addr).await?.into_iter().map(|(id,)| id).collect();
        touched.dedup();
        for id in touched {
            settle::finish(tx, cx, id).await?;
        }
        sql::erasing::redact(tx, space, addr, &redaction.stand_in).await?;
        for (id, text) in sql::erasing::audiences_with(tx, space, addr).await? {
            if let Some(audience) = without(&text, redaction)? {
                sql::erasing::set_audience(tx, id, &audience).await?;
            }
        }
        for (id, text) in sql::erasing::kept_audiences_with(tx, space, addr).await? {
            if let Some(audience) = without(&text, redaction)? {
                sql::erasing::set_kept_audience(tx, id, &audience).await?;
            }
        }
    }
    for contact in contacts {
        sql::erasing::let_go(tx, *contact).await?;
    }
    Ok(())
}

fn without(text: &str, redaction: &Redaction) -> Result<Option<String>> {
    let Audience::File { name, columns, mut rows } = serde_json::from_str(text)? else { return Ok(None) };
    rows.retain(|row| !redaction.is_theirs(row.cell(0)));
    Ok(Some(serde_json::to_string(&Audience::File { name, columns, rows })?))
}
