//! Statements of taking in: which arrivals wait, and whether they were taken.

use crate::db::Tx;
use domain::{accounts::QuarantineReason, *};
use sqlx::{FromRow, Result};

/// A stored mail and where it belongs.
#[derive(Clone, Debug, FromRow)]
pub struct Arrival {
    pub id: ArrivalId,
    pub account_id: AccountId,
    pub mailbox_id: MailboxId,
    pub address: String,
    pub file: String,
    pub size: i64,
    pub arrived_at: Moment,
}

/// Arrivals from `first` to `last` that wait to be taken in, oldest first.
pub async fn stored(tx: &mut Tx, first: ArrivalId, last: ArrivalId, limit: i64) -> Result<Vec<Arrival>> {
    tx.query(
        "select v.id, v.account_id, a.mailbox_id, a.address, v.file, v.size, v.arrived_at from arrivals v join accounts a on a.id = v.account_id \
         where v.state = 'stored' and v.id >= $1 and v.id <= $2 order by v.id limit $3",
    )
    .bind(first)
    .bind(last)
    .bind(limit)
    .all()
    .await
}

/// 0 when another copy took it in meanwhile.
pub async fn taken(tx: &mut Tx, id: ArrivalId) -> Result<u64> {
    tx.query("update arrivals set state = 'taken', reason = '' where id = $1 and state = 'stored'").bind(id).run().await
}

pub async fn quarantine(tx: &mut Tx, id: ArrivalId, reason: QuarantineReason) -> Result<u64> {
    tx.query("update arrivals set state = 'quarantined', reason = $2 where id = $1 and state = 'stored'").bind(id).bind(reason).run().await
}

/// Addresses of our own people and accounts, folded.
pub async fn own_addresses(tx: &mut Tx) -> Result<Vec<(String,)>> {
    tx.query("select address_key from accounts where removed_at is null union select email_key from users").all().await
}
