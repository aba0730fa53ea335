//! The statements of letters to somebody who is erased.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn is_under_way(tx: &mut Tx, message: MessageId) -> Result<bool> {
    let found: Option<(LetterId,)> =
        tx.query("select id from letters where message_id = $1 and state in ('waiting', 'sending')").bind(message).maybe().await?;
    Ok(found.is_some())
}

pub async fn recipients_of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<(LetterId, i64, String)>> {
    tx.query(
        "select r.letter_id, r.position, r.addr from letters l join letter_recipients r on r.letter_id = l.id where l.message_id = $1 \
         order by r.letter_id, r.position",
    )
    .bind(message)
    .all()
    .await
}

pub async fn rewrite_recipient(tx: &mut Tx, letter: LetterId, position: i64, addr: &str) -> Result<u64> {
    tx.query("update letter_recipients set addr = $3, answer = '' where letter_id = $1 and position = $2")
        .bind(letter)
        .bind(position)
        .text(addr)
        .run()
        .await
}

pub async fn files_of_message(tx: &mut Tx, message: MessageId) -> Result<Vec<(String,)>> {
    tx.query("select file from letters where message_id = $1 order by id").bind(message).all().await
}

pub async fn set_file_of_message(tx: &mut Tx, message: MessageId, file: &str) -> Result<u64> {
    tx.query("update letters set file = $2 where message_id = $1").bind(message).text(file).run().await
}
