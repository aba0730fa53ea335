//! The statements about recipients whose mail came back.

use crate::db::Tx;
use domain::MessageId;
use sqlx::Result;

/// Those that the server took it for, or may have.
pub async fn recipients_of(tx: &mut Tx, message: MessageId) -> Result<Vec<(String,)>> {
    tx.query(
        "select r.addr from letter_recipients r join letters l on l.id = r.letter_id where l.message_id = $1 \
         and (r.state = 'accepted' or l.state = 'unsure' or r.answer <> '') order by r.position",
    )
    .bind(message)
    .all()
    .await
}

pub async fn returned(tx: &mut Tx, message: MessageId, addr: &str, answer: &str) -> Result<u64> {
    tx.query(
        "update letter_recipients set state = 'refused', answer = $3 where addr = $2 and state = 'accepted' \
         and letter_id in (select l.id from letters l where l.message_id = $1)",
    )
    .bind(message)
    .text(addr)
    .text(answer)
    .run()
    .await
}
