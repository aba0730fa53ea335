//! Rest (MD-10): a conversation leaves the tray until a time, or until the customer answers, and everybody sees why.

use super::{
    change::{each_locked, tell},
    record, sql,
};
use crate::{Cx, Error, Result};
use domain::{access::Right, conversations::EventKind, live::Event, snooze::Snooze, statuses::Class, *};

/// Lets them rest, and answers which. What is done or in the trash rests anyway and is passed over.
pub async fn snooze(cx: &Cx, ids: &[ConversationId], wish: &Snooze) -> Result<Vec<ConversationId>> {
    wish.check(cx.now)?;
    let mut tx = cx.desk.db.write().await?;
    let mut touched = Vec::new();
    for (id, state) in each_locked(cx, &mut tx, ids, Right::Edit).await? {
        if state.trashed_at.is_none() && state.class != Class::Done {
            sql::set_snoozed(&mut tx, id, cx.now, wish.until, cx.who.user_id(), wish.reason.trim()).await?;
            let until = wish.until.map(|until| until.0.to_string()).unwrap_or_default();
            record(&mut tx, cx, id, EventKind::Snoozed, &until, wish.reason.trim()).await?;
            touched.push((state.mailbox_id, id));
        }
    }
    tx.commit().await?;
    let resting = touched.iter().map(|(_, id)| *id).collect();
    tell(cx, touched);
    Ok(resting)
}

/// Back into the tray, because a person says so.
pub async fn wake(cx: &Cx, ids: &[ConversationId]) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let mut touched = Vec::new();
    for (id, state) in each_locked(cx, &mut tx, ids, Right::Edit).await? {
        if state.snoozed_at.is_some() {
            sql::set_awake(&mut tx, id, None).await?;
            record(&mut tx, cx, id, EventKind::Woken, "", "").await?;
            touched.push((state.mailbox_id, id));
        }
    }
    tx.commit().await?;
    tell(cx, touched);
    Ok(())
}

/// What rested long enough comes back on top of the tray. Answers how many.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn wake_due(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    let due = sql::due(&mut tx, cx.now).await?;
    drop(tx);
    let mut woken = Vec::new();
    for (id,) in due {
        match wake_one(cx, id).await {
            Ok(Some(mailbox)) => woken.push((mailbox, id)),
            Ok(None) => {}
            Err(Error::Failed(cause)) => tracing::error!(cause = format!("{cause:#}"), conversation = id.0, "it goes on resting; trying again"),
            Err(refused) => return Err(refused),
        }
    }
    let count = woken.len() as u64;
    for event in Event::of_changes(woken, None) {
        cx.desk.live.publish(event);
    }
    Ok(count)
}

/// `None`: another copy was faster, or somebody gave it another time meanwhile.
async fn wake_one(cx: &Cx, id: ConversationId) -> Result<Option<MailboxId>> {
    let mut tx = cx.desk.db.write().await?;
    let Some(state) = sql::lock(&mut tx, id).await? else { return Ok(None) };
    if !sql::due_now(&mut tx, id, cx.now).await? {
        return Ok(None);
    }
    sql::set_awake(&mut tx, id, Some(cx.now)).await?;
    record(&mut tx, cx, id, EventKind::Woken, "", "clock").await?;
    tx.commit().await?;
    Ok(Some(state.mailbox_id))
}
