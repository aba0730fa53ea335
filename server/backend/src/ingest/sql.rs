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
    pub receive_settings: String,
    pub trusted_servers: String,
    /// An import brought it.
    pub import_id: Option<ImportId>,
    pub import_folder_id: Option<FolderId>,
}

/// Arrivals from `first` to `last` that wait to be taken in, oldest first.
pub async fn stored(tx: &mut Tx, first: ArrivalId, last: ArrivalId, limit: i64) -> Result<Vec<Arrival>> {
    tx.query(
        "select v.id, v.account_id, a.mailbox_id, a.address, v.file, v.size, v.arrived_at, a.receive_settings, a.trusted_servers, \
         v.import_id, v.import_folder_id \
         from arrivals v join accounts a on a.id = v.account_id \
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

/// Names and addresses of our own people, and of our accounts.
pub async fn own_people(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.query("select name, email from users order by id").all().await
}

pub async fn own_accounts(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.query("select from_name, address from accounts where removed_at is null order by id").all().await
}
