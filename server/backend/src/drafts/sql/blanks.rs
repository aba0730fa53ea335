//! The statements of words that came out blank.

use crate::db::Tx;
use domain::{DraftId, reserved::Blank};
use sqlx::Result;

pub async fn insert_blank(tx: &mut Tx, id: DraftId, blank: &Blank) -> Result<u64> {
    tx.query("insert into draft_blanks(draft_id, word, before_it, after_it) values($1, $2, $3, $4)")
        .bind(id)
        .text(&blank.word)
        .text(&blank.before)
        .text(&blank.after)
        .run()
        .await
}

pub async fn blanks(tx: &mut Tx, id: DraftId) -> Result<Vec<Blank>> {
    let rows: Vec<(String, String, String)> =
        tx.query("select word, before_it, after_it from draft_blanks where draft_id = $1 order by id").bind(id).all().await?;
    Ok(rows.into_iter().map(|(word, before, after)| Blank { word, before, after }).collect())
}
