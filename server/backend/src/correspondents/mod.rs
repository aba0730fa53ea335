//! Correspondents: who wrote to a mailbox or was written to from it, for the address fields. Kept as mails come and go.

mod sql;

use crate::{Cx, Result, db::Tx};
use domain::{
    access::Viewing,
    addresses::{Address, is_address},
    correspondents::{SUGGESTED, keys, typed_key, weight},
    fold::fold,
    messages::{Direction, PersonRole},
    *,
};
use std::collections::HashSet;

/// Of a mail to hundreds the first ones are kept: nobody writes to such a list one by one.
const OF_ONE_MAIL: usize = 50;
/// Correspondents whose keys are made in one transaction, and transactions in one turn of the clock.
const BATCH: i64 = 200;
const BATCHES: usize = 50;

/// Whom the person may mean by what they have typed: by name, reading or address, out of the mailboxes they see whole.
pub async fn suggest(cx: &Cx, typed: &str) -> Result<Vec<Address>> {
    let person = cx.who.person()?;
    let whole: HashSet<MailboxId> = person.grants.iter().filter(|grant| grant.viewing == Viewing::All).map(|grant| grant.mailbox_id).collect();
    let Some(key) = typed_key(typed).filter(|_| !whole.is_empty()) else { return Ok(vec![]) };
    let mut tx = cx.desk.db.read().await?;
    let mut found = sql::found(&mut tx, person.id, &key).await?;
    drop(tx);
    // Rights as they are now, whatever a copy of them says elsewhere.
    found.retain(|row| whole.contains(&row.mailbox_id));
    found.sort_by_key(|row| (std::cmp::Reverse(weight(row.mails, row.last_at, cx.now)), std::cmp::Reverse(row.last_at.0), row.id));
    let mut known = HashSet::new();
    let once = found.into_iter().filter(|row| known.insert(fold(&row.addr)));
    Ok(once.map(|row| Address { name: row.name, addr: row.addr }).take(SUGGESTED).collect())
}

/// A mail of people, on its way in or out: everybody in it but ourselves.
pub(crate) async fn remember(tx: &mut Tx, mailbox: MailboxId, direction: Direction, at: Moment, people: &[(PersonRole, Address)]) -> Result<()> {
    let mut known: HashSet<String> = sql::own_addresses(tx, mailbox).await?.into_iter().map(|(key,)| key).collect();
    let others = people.iter().filter(|(role, address)| (direction == Direction::In || *role != PersonRole::From) && is_address(&address.addr));
    let mut others: Vec<(String, &Address)> =
        others.map(|(_, address)| (fold(&address.addr), address)).filter(|(key, _)| known.insert(key.clone())).take(OF_ONE_MAIL).collect();
    // Two mails that name the same people lock their rows in the same order.
    others.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (_, address) in others {
        let kept = sql::keep(tx, mailbox, address, at).await?;
        make_keys(tx, kept).await?;
    }
    Ok(())
}

/// Makes the keys of those who were taken over without any. Answers how many.
pub(crate) async fn see_to_keys(cx: &Cx) -> Result<u64> {
    let mut made = 0;
    for _ in 0..BATCHES {
        let mut tx = cx.desk.db.write().await?;
        let unkeyed = sql::unkeyed(&mut tx, BATCH).await?;
        let count = unkeyed.len();
        for row in unkeyed {
            make_keys(&mut tx, row).await?;
        }
        tx.commit().await?;
        made += count as u64;
        if count == 0 {
            break;
        }
    }
    Ok(made)
}

/// Only where they are not those of this name.
async fn make_keys(tx: &mut Tx, kept: sql::Kept) -> Result<()> {
    if kept.keyed_as.as_ref() == Some(&kept.name) {
        return Ok(());
    }
    sql::remove_keys(tx, kept.id).await?;
    for key in keys(&kept.name, &kept.addr) {
        sql::insert_key(tx, kept.id, kept.mailbox_id, &key).await?;
    }
    sql::set_keyed(tx, kept.id, &kept.name).await?;
    Ok(())
}

/// Whether there were mails between an address and this mailbox.
pub(crate) async fn is_known(tx: &mut Tx, mailbox: MailboxId, addr: &str) -> Result<bool> {
    Ok(sql::is_known(tx, mailbox, addr).await?)
}

/// Suggests these addresses to nobody in a space any more.
pub(crate) async fn forget(tx: &mut Tx, space: SpaceId, addresses: &[String]) -> Result<()> {
    for addr in addresses {
        sql::forget(tx, space, addr).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
