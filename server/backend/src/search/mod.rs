//! Search: one question over all mailboxes that a person may see.
//!
//! The index of the engine (`index_sqlite`, `index_postgres`) knows which document holds which token of `domain::search` and
//! names candidates, newest first and a stretch of documents at a time, so that a common word stops early. A candidate is a hit
//! when its own text says so. A document is one message, with what its files say, or one comment: a condition holds within one of them.

mod backlog;
mod by_field;
pub mod files;
mod filing;
mod find;
mod index;
mod index_postgres;
mod index_sqlite;
mod plan;
mod saved;
mod sql;

pub use backlog::run;
pub use filing::tokens_of;
pub(crate) use filing::{add_message, expect_files, purge, put_comment, remove_comment, remove_message};
pub use saved::{count, forget, save, saved};

use crate::{Cx, Result};
use domain::search::{Asked, HitsView, Query};
use std::sync::Arc;

/// One page of conversations in which everything that is asked was found, the newest first. `zone` is that of the reader, whose
/// days are meant.
pub async fn search(cx: &Cx, asked: &Asked, zone: &str) -> Result<HitsView> {
    cx.who.person()?;
    let query = Query::parse(&asked.q);
    let mut tx = cx.desk.db.read().await?;
    let incomplete = sql::is_behind(&mut tx).await?;
    let (plan, problems) = plan::plan(&mut tx, cx, query, zone).await?;
    let (hits, older) = match plan {
        Some(plan) => find::find(&mut tx, cx, Arc::new(plan), asked.older).await?,
        None => (Vec::new(), None),
    };
    Ok(HitsView { hits, older, problems, incomplete })
}

#[cfg(test)]
mod tests;
