//! Spam (MW-19): out of the tray and out of every count, in a list of its own, and back unchanged. Purged like the trash.

use super::{
    change::{each_locked, tell},
    record, sql,
};
use crate::{Cx, Result, db::Tx};
use domain::{access::Right, conversations::EventKind, *};

/// Marks them as spam, and answers those that were not so before and did not lie in the trash. Status, people and history stay.
pub async fn spam(cx: &Cx, ids: &[ConversationId]) -> Result<Vec<ConversationId>> {
    let mut tx = cx.desk.db.write().await?;
    let mut touched = Vec::new();
    for (id, state) in each_locked(cx, &mut tx, ids, Right::Edit).await? {
        if state.trashed_at.is_none() {
            mark_spam(&mut tx, cx, id).await?;
            touched.push((state.mailbox_id, id));
        }
    }
    tx.commit().await?;
    let marked = touched.iter().map(|(_, id)| *id).collect();
    tell(cx, touched);
    Ok(marked)
}

/// It is no spam: back as it was.
pub async fn not_spam(cx: &Cx, ids: &[ConversationId]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mut touched = Vec::new();
    for (id, state) in each_locked(cx, &mut tx, ids, Right::Edit).await? {
        if state.spam {
            clear(&mut tx, cx, id).await?;
            touched.push((state.mailbox_id, id));
        }
    }
    tx.commit().await?;
    tell(cx, touched);
    Ok(())
}

/// For whoever decides in a transaction of their own: the deed of a person above, or a rule on arrival.
pub async fn mark_spam(tx: &mut Tx, cx: &Cx, id: ConversationId) -> Result<()> {
    sql::set_spam(tx, id, Some(cx.now)).await?;
    record(tx, cx, id, EventKind::Spam, "", "").await
}

pub(super) async fn clear(tx: &mut Tx, cx: &Cx, id: ConversationId) -> Result<()> {
    sql::set_spam(tx, id, None).await?;
    record(tx, cx, id, EventKind::NotSpam, "", "").await
}
