//! The end of the trash: what lay in it for thirty days goes, with everything that hangs on it. The audit log says that it was there.

use super::sql;
use crate::{
    Cx, Error, Result, comments, db::Tx, drafts, fields, files, hours, leases, logs, messages, notifications, outbox, reports, rules, search,
    threads, users,
};
use domain::{conversations::TRASH_DAYS, live::Event, *};

/// Removes what is due and answers how much that was. One conversation a transaction: one that cannot go keeps no other.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn purge(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let limit = cx.now.plus_days(-TRASH_DAYS);
    let mut tx = cx.desk.db.read().await?;
    let due = sql::in_trash_since(&mut tx, limit).await?;
    drop(tx);
    let mut gone = Vec::new();
    for (id,) in due {
        match purge_one(cx, id, limit).await {
            Ok(Some(mailbox)) => gone.push((mailbox, id)),
            Ok(None) => {}
            Err(Error::Failed(cause)) => tracing::error!(cause = format!("{cause:#}"), conversation = id.0, "it stays in the trash; trying again"),
            Err(refused) => return Err(refused),
        }
    }
    let count = gone.len() as u64;
    for event in Event::of_changes(gone, None) {
        cx.desk.live.publish(event);
    }
    Ok(count)
}

/// `None`: somebody took it out of the trash meanwhile, or another copy removed it.
async fn purge_one(cx: &Cx, id: ConversationId, limit: Moment) -> Result<Option<MailboxId>> {
    let mut tx = cx.desk.db.write().await?;
    let Some(state) = sql::lock(&mut tx, id).await?.filter(|state| state.trashed_at.is_some_and(|at| at <= limit)) else { return Ok(None) };
    // What was joined with it leads nowhere any more.
    let shells = threads::shells(&mut tx, id).await?;
    for shell in &shells {
        sql::unlink(&mut tx, *shell).await?;
    }
    for shell in shells {
        empty(&mut tx, shell).await?;
    }
    let number = empty(&mut tx, id).await?;
    users::audit(&mut tx, cx, "purge", &format!("conversation {id}"), &format!("mailbox {}, number {number}", state.mailbox_id)).await?;
    tx.commit().await?;
    Ok(Some(state.mailbox_id))
}

/// Everything that hangs on it, and then the row itself. Answers its number.
pub(super) async fn empty(tx: &mut Tx, id: ConversationId) -> Result<i64> {
    threads::purge(tx, id).await?;
    notifications::purge(tx, id).await?;
    rules::purge(tx, id).await?;
    hours::purge(tx, id).await?;
    reports::purge(tx, id).await?;
    outbox::purge(tx, id).await?;
    leases::end(tx, id).await?;
    search::purge(tx, id).await?;
    let mut unused = drafts::purge(tx, id).await?;
    unused.extend(messages::purge(tx, id).await?);
    comments::purge(tx, id).await?;
    fields::purge(tx, id).await?;
    logs::purge(tx, id).await?;
    files::may_be_unused(tx, &unused).await?;
    Ok(sql::remove(tx, id).await?)
}
