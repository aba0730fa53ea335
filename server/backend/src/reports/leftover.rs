//! What stands in rows of bulk mail and of targets since before facts were noted: which went out, failed, was opted out of, was missed.

use super::{note, past, sql};
use crate::{Cx, Result, db::Tx, hours};
use domain::{bulk::RecipientState, reports::Fact};

/// Rows of one transaction.
const AT_ONCE: i64 = 200;

/// Recipients of bulk mail below `below`; with the last of them, who opted out. Answers how far it came.
pub(super) async fn bulk(tx: &mut Tx, below: i64) -> Result<i64> {
    let rows = sql::leftover::recipients(tx, below, AT_ONCE).await?;
    for (id, state, at) in &rows {
        let facts: &[Fact] = match state {
            RecipientState::Sent => &[Fact::BulkSent],
            // When it came back nobody wrote down.
            RecipientState::Bounced => &[Fact::BulkSent, Fact::BulkFailed],
            RecipientState::Failed => &[Fact::BulkFailed],
            _ => &[],
        };
        for fact in facts {
            note::bulk(tx, *at, *fact, *id).await?;
        }
    }
    if let Some((id, ..)) = rows.last().filter(|_| rows.len() as i64 == AT_ONCE) {
        // One more look, whatever its number is: only a stretch that is not full is the last.
        return Ok(id.0.max(2));
    }
    for (id, at) in sql::leftover::opted_out(tx).await? {
        note::bulk(tx, at, Fact::OptedOut, id).await?;
    }
    Ok(1)
}

/// Targets that were missed, by conversation. Those of a conversation were noted in the order of time: what lacks its fact came first.
pub(super) async fn missed(tx: &mut Tx, cx: &Cx, below: i64) -> Result<i64> {
    let conversations = sql::leftover::missing(tx, below, AT_ONCE).await?;
    for (id,) in &conversations {
        let noted = sql::leftover::noted(tx, *id).await?;
        let targets = sql::leftover::targets(tx, *id).await?;
        let lacking = targets.len().saturating_sub(usize::try_from(noted).unwrap_or(usize::MAX));
        for (target, since) in targets.into_iter().take(lacking) {
            let Some((clock, mailbox)) = past::clock_of(tx, *id).await? else { continue };
            let at = hours::was_due(tx, mailbox, &target, since, cx.now).await?;
            let Some(then) = past::standing_at(tx, *id, at).await? else { continue };
            let new = sql::note::New { conversation: Some(*id), ..clock.fact(Fact::Missed, at) };
            sql::note::insert(tx, &new, &then).await?;
        }
    }
    Ok(conversations.last().map_or(1, |(id,)| id.0))
}
