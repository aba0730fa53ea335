//! Taking an import back: what it began goes to the trash, a few conversations a transaction. What people or customers added to
//! since stays, and so do mails that came into conversations that were there.

use super::{run::Work, source::Trouble, sql};
use crate::{Cx, Desk, conversations};
use domain::{imports::ImportState, live::Event, *};
use std::sync::Arc;

const AT_ONCE: i64 = 200;

pub async fn undo(desk: &Arc<Desk>, work: &Work, now: impl Fn() -> Moment, minutes: i64) -> Result<(), Trouble> {
    loop {
        let cx = Cx { now: now(), ..Cx::system(desk) };
        let mut tx = desk.db.write().await?;
        if sql::hold(&mut tx, work.row.id, &work.by, cx.now.plus_minutes(minutes)).await? == 0 {
            return Err(Trouble::Stopped);
        }
        let ids: Vec<ConversationId> = sql::trash_some(&mut tx, work.row.id, AT_ONCE).await?.into_iter().map(|(id,)| id).collect();
        if ids.is_empty() {
            // What was taken back may be imported once more, otherwise.
            sql::unknown_arrivals(&mut tx, work.row.id).await?;
            sql::end(&mut tx, work.row.id, &work.by, ImportState::Undone, cx.now, None, "").await?;
            tx.commit().await?;
            return Ok(());
        }
        conversations::trash_imported(&mut tx, &cx, &ids, work.row.created_by).await.map_err(|cause| Trouble::Ours(cause.into_failure()))?;
        tx.commit().await?;
        for event in Event::of_changes(ids.into_iter().map(|id| (work.row.mailbox_id, id)).collect(), None) {
            desk.live.publish(event);
        }
    }
}
