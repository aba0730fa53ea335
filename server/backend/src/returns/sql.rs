//! The statements of delivery reports.

use crate::db::Tx;
use domain::{
    fold::fold,
    returns::{Fate, ReturnView, Why},
    *,
};
use mail::bounce::Recipient;
use sqlx::Result;

pub async fn insert(tx: &mut Tx, report: MessageId, message: MessageId, addr: &str, told: &Recipient, at: Moment) -> Result<u64> {
    tx.query(
        "insert into returns(report_id, message_id, addr, addr_key, fate, why, hard, answer, server, at) \
         values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict(report_id, addr_key) do nothing",
    )
    .bind(report)
    .bind(message)
    .text(addr)
    .text(&fold(addr))
    .bind(told.fate)
    .bind(told.why)
    .bind(told.hard)
    .text(&told.answer)
    .text(&told.server)
    .bind(at)
    .run()
    .await
}

pub async fn arrived(tx: &mut Tx, conversation: ConversationId, addr: &str) -> Result<u64> {
    tx.query(
        "update returns set fate = 'delivered' where fate = 'delayed' and addr_key = $2 \
         and message_id in (select m.id from messages m where m.conversation_id = $1)",
    )
    .bind(conversation)
    .text(&fold(addr))
    .run()
    .await
}

#[derive(sqlx::FromRow)]
pub struct ReturnRow {
    pub message_id: MessageId,
    pub report_id: MessageId,
    pub addr: String,
    pub fate: Fate,
    pub why: Why,
    pub hard: bool,
    pub answer: String,
    pub server: String,
    pub at: Moment,
}

impl ReturnRow {
    pub fn view(self) -> ReturnView {
        let ReturnRow { report_id: report, addr, fate, why, hard, answer, server, at, .. } = self;
        ReturnView { addr, fate, why, hard, answer, server, at, report }
    }
}

/// Oldest first.
pub async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<ReturnRow>> {
    tx.query(
        "select r.message_id, r.report_id, r.addr, r.fate, r.why, r.hard, r.answer, r.server, r.at from returns r \
         join messages m on m.id = r.message_id where m.conversation_id = $1 order by r.message_id, r.at, r.id",
    )
    .bind(id)
    .all()
    .await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query(
        "delete from returns where message_id in (select m.id from messages m where m.conversation_id = $1) \
         or report_id in (select m.id from messages m where m.conversation_id = $1)",
    )
    .bind(id)
    .run()
    .await
}

pub async fn redact(tx: &mut Tx, message: MessageId, addr_key: &str, stand_in: &str) -> Result<u64> {
    tx.query("update returns set addr = $3, addr_key = $3, answer = '' where message_id = $1 and addr_key = $2")
        .bind(message)
        .text(addr_key)
        .text(stand_in)
        .run()
        .await
}
