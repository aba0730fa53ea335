//! Conversations of one status become another's, or of another class, a stretch of ids at a time.

use super::sql;
use crate::{Cx, Result, db::Tx};
use domain::{conversations::EventKind, statuses::Class, *};

/// Which conversations, and what they become.
pub struct Following {
    pub from: StatusId,
    /// The same one where only its class changed.
    pub to: StatusId,
    pub class: Class,
    /// Those behind this id, the oldest first.
    pub after: ConversationId,
    /// How many are looked at.
    pub limit: i64,
}

pub struct Followed {
    pub changed: u64,
    /// The last one that was looked at; `None` when none was.
    pub last: Option<ConversationId>,
}

/// What lies in the trash follows too. Another status stands in the history of each.
pub(crate) async fn follow_status(tx: &mut Tx, cx: &Cx, wanted: Following) -> Result<Followed> {
    let Following { from, to, class, after, limit } = wanted;
    let Some(last) = sql::last_of_stretch(tx, from, after, limit).await? else { return Ok(Followed { changed: 0, last: None }) };
    let stretch = sql::Stretch { after, last };
    if from != to {
        sql::insert_events_of(tx, from, &stretch, cx.now, cx.who.user_id(), EventKind::Status, &from.to_string(), &to.to_string()).await?;
    }
    let changed = sql::follow_status(tx, from, to, class, &stretch).await?;
    if changed > 0 {
        // Finished work does not point at recipients that were refused.
        sql::refresh_failed_flags(tx, to, &stretch).await?;
    }
    Ok(Followed { changed, last: Some(last) })
}
