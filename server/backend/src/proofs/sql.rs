//! The statements of proofs.

use crate::db::Tx;
use domain::{
    proofs::{Check, Proof, ProofView, read_marks, stored_marks},
    *,
};
use sqlx::Result;

pub async fn insert(tx: &mut Tx, message: MessageId, proof: &ProofView) -> Result<u64> {
    tx.query("insert into proofs(message_id, proof, spf, dkim, dmarc, domain, server, marks) values($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(message)
        .bind(proof.proof)
        .bind(proof.spf)
        .bind(proof.dkim)
        .bind(proof.dmarc)
        .text(&proof.domain)
        .text(&proof.server)
        .text(&stored_marks(&proof.marks))
        .run()
        .await
}

/// A vote for the server that is named already raises it, up to twenty; another one lowers it and takes its place at zero.
pub async fn vote(tx: &mut Tx, account: AccountId, server: &str) -> Result<u64> {
    tx.query(
        "update accounts set seen_votes = case when seen_server = $2 then seen_votes + 1 when seen_votes > 1 then seen_votes - 1 else 1 end, \
         seen_server = case when seen_server = $2 or seen_votes > 1 then seen_server else $2 end \
         where id = $1 and not (seen_server = $2 and seen_votes >= 20)",
    )
    .bind(account)
    .text(server)
    .run()
    .await
}

#[derive(sqlx::FromRow)]
pub struct ProofRow {
    pub message_id: MessageId,
    pub proof: Proof,
    pub spf: Check,
    pub dkim: Check,
    pub dmarc: Check,
    pub domain: String,
    pub server: String,
    pub marks: String,
}

impl ProofRow {
    pub fn view(self) -> (MessageId, ProofView) {
        let ProofRow { message_id, proof, spf, dkim, dmarc, domain, server, marks } = self;
        (message_id, ProofView { proof, spf, dkim, dmarc, domain, server, marks: read_marks(&marks) })
    }
}

pub async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<ProofRow>> {
    tx.query(
        "select p.message_id, p.proof, p.spf, p.dkim, p.dmarc, p.domain, p.server, p.marks from proofs p join messages m on m.id = p.message_id \
         where m.conversation_id = $1 order by p.message_id",
    )
    .bind(id)
    .all()
    .await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query("delete from proofs where message_id in (select m.id from messages m where m.conversation_id = $1)").bind(id).run().await
}
