//! Conversations follow their status when its class changes or when it is removed.
//!
//! As many as one transaction can bear follow in that of the change: that is all of them nearly everywhere. The clock does the
//! rest a batch at a time, so that a million rows keep nobody from writing. It also looks at all of them once more a while
//! later: whoever set the status in the same moment may have read what it was before.

use super::sql;
use crate::{Cx, Result, conversations, db::Tx};
use domain::{live::Event, *};

/// Conversations that follow in the transaction of the change.
const AT_ONCE: i64 = 2_000;
/// Conversations of one transaction of the clock.
const BATCH: i64 = 1_000;
/// No transaction that read a status lasts longer, in seconds.
const LATER_SECONDS: i64 = 30;

/// In the transaction of the change.
pub(super) async fn first_go(tx: &mut Tx, cx: &Cx, id: StatusId) -> Result<()> {
    sql::set_settling(tx, id, cx.now).await?;
    follow(tx, cx, id, ConversationId(0), AT_ONCE).await?;
    Ok(())
}

/// What changes left to be done; answers how many conversations that was.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn settle(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let due = sql::settling(&mut tx, cx.now.plus_seconds(-LATER_SECONDS)).await?;
    drop(tx);
    let mut count = 0;
    for (id, since) in due {
        let mut after = Some(ConversationId(0));
        while let Some(place) = after {
            let mut tx = cx.desk.db.write().await?;
            let step = follow(&mut tx, cx, id, place, BATCH).await?;
            tx.commit().await?;
            count += step.changed;
            after = step.last;
        }
        let mut tx = cx.desk.db.write().await?;
        sql::settled(&mut tx, id, since).await?;
        tx.commit().await?;
    }
    if count > 0 {
        cx.desk.live.publish(Event::Settings);
    }
    Ok(count)
}

async fn follow(tx: &mut Tx, cx: &Cx, id: StatusId, after: ConversationId, limit: i64) -> Result<conversations::Followed> {
    let becomes = sql::becomes(tx, id).await?;
    conversations::follow_status(tx, cx, conversations::Following { from: id, to: becomes.status_id, class: becomes.class, after, limit }).await
}
