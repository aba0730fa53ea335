//! Reserved words that came out blank in a draft. Sending asks about those whose place still stands as it was filled.

use super::sql;
use crate::{Result, db::Tx};
use domain::{reserved::Blank, *};

pub async fn note(tx: &mut Tx, id: DraftId, blanks: &[Blank]) -> Result<()> {
    // A handful in a text that was just filled.
    for blank in blanks {
        sql::insert_blank(tx, id, blank).await?;
    }
    Ok(())
}

/// The words whose place in `text` is as empty as it was, each once.
pub async fn standing_in(tx: &mut Tx, id: DraftId, text: &str) -> Result<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for blank in sql::blanks(tx, id).await? {
        if blank.stands_in(text) && !words.contains(&blank.word) {
            words.push(blank.word);
        }
    }
    Ok(words)
}
