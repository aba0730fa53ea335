//! Letters that no person wrote: built and filed by whoever has them sent, due at once.

use super::sql;
use crate::{Cx, Result, db::Tx};
use domain::*;

/// Puts a mail in line. `key`: the same letter is queued once.
pub(crate) async fn queue(tx: &mut Tx, cx: &Cx, message: MessageId, account: AccountId, from: &str, file: &str, to: &str, key: &str) -> Result<()> {
    let letter = sql::insert_automatic(tx, message, account, cx.now, from, file, key).await?;
    sql::insert_recipient(tx, letter, 0, to).await?;
    Ok(())
}
