//! Whether received mails are from whom they say: what the trusted servers found, and the marks of odd senders.

mod sql;

use crate::{Result, db::Tx};
use domain::{proofs::ProofView, *};
use mail::verdict::known_server;
use std::collections::HashMap;

/// Keeps what is known about the sender of a message.
pub(crate) async fn insert(tx: &mut Tx, message: MessageId, proof: &ProofView) -> Result<()> {
    sql::insert(tx, message, proof).await?;
    Ok(())
}

/// Notes which server seems to have received a mail of an account. The one that most mails name is offered to people; a
/// stranger's mail alone changes nothing.
pub(crate) async fn saw(tx: &mut Tx, account: AccountId, server: &str) -> Result<()> {
    if !server.is_empty() {
        sql::vote(tx, account, server).await?;
    }
    Ok(())
}

/// The servers that are believed about mails of an account: those that a person named, else the one of a known service.
pub(crate) fn trusted(named: &str, host: &str) -> Vec<String> {
    let named: Vec<String> = domain::accounts::server_names(named).map(str::to_owned).collect();
    if named.is_empty() { known_server(host).map(str::to_owned).into_iter().collect() } else { named }
}

pub(crate) async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<HashMap<MessageId, ProofView>> {
    Ok(sql::of_conversation(tx, id).await?.into_iter().map(sql::ProofRow::view).collect())
}

pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::purge(tx, id).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
