//! Joining: everything of some conversations goes into another one of the same mailbox.

use super::{Before, Standing, earlier, locked, named, publish, recount, sql};
use crate::{Cx, Error, Result, conversations, db::Tx};
use domain::{
    conversations::EventKind,
    statuses::Class,
    threads::{JOINED_MAX, Regrouped, ThreadKind},
    *,
};

/// Joins `sources` with `target`: messages, comments, history, files and drafts. Their links and numbers lead there from now on, and
/// mails that answer them arrive there.
///
/// # Errors
/// [`Refused::Held`] while somebody writes in one of them, [`Refused::Sending`], [`Refused::MergedInto`], [`Refused::Stale`] for what
/// lies in the trash, [`Refused::OverLimit`], and [`Refused::Invalid`] where they are not of one mailbox.
pub async fn merge(cx: &Cx, target: ConversationId, sources: &[ConversationId]) -> Result<Regrouped> {
    if sources.len() > JOINED_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Joined, limit: JOINED_MAX as u64 }));
    }
    let mut all = vec![target];
    for source in sources {
        if !all.contains(source) {
            all.push(*source);
        }
    }
    let mut tx = cx.desk.db.write().await?;
    let mut standing = locked(&mut tx, cx, &all).await?.into_iter();
    let mut into = standing.next().ok_or(Refused::NotFound)?;
    let mut changes = Vec::with_capacity(sources.len());
    let mailbox = into.mailbox_id;
    for source in standing {
        let (change, after) = merge_one(&mut tx, cx, into, source).await?;
        changes.push(change);
        into = after;
    }
    tx.commit().await?;
    publish(cx, all.into_iter().map(|id| (mailbox, id)).collect());
    Ok(Regrouped { mailbox, conversation: target, changes })
}

/// One into another, both locked. Answers how the target stands then.
pub(super) async fn merge_one(tx: &mut Tx, cx: &Cx, target: Standing, source: Standing) -> Result<(ThreadChangeId, Standing)> {
    if source.mailbox_id != target.mailbox_id {
        return Err(Error::Refused(Refused::Invalid { field: Field::Mailbox, wrong: Wrong::Malformed }));
    }
    let before = Before { source: source.clone(), target: target.clone(), after: None };
    let new = sql::NewChange {
        kind: ThreadKind::Merge,
        source: source.id,
        target: target.id,
        at: cx.now,
        actor: cx.who.user_id(),
        standing: &serde_json::to_string(&before)?,
    };
    let change = sql::insert(tx, &new).await?;
    sql::mark_all(tx, change, source.id).await?;
    sql::carry(tx, change, source.id, target.id).await?;
    let joined = joined(&target, &source);
    sql::put(tx, &joined).await?;
    sql::put(tx, &shell(cx, &source, target.id)).await?;
    conversations::record(tx, cx, target.id, EventKind::Merged, &named(&source), &change.to_string()).await?;
    recount(tx, target.id, joined.class, joined.waiting_since).await?;
    conversations::recount(tx, source.id, None).await?;
    let after = sql::lock(tx, target.id).await?.ok_or(Refused::NotFound)?;
    sql::set_standing(tx, change, &serde_json::to_string(&Before { after: Some(after.clone()), ..before })?).await?;
    Ok((change, after))
}

/// The target keeps what it has. What it lacks it takes from the other one; of two priorities the higher counts, and unfinished work
/// does not vanish into what was done.
fn joined(target: &Standing, source: &Standing) -> Standing {
    let revives = target.class == Class::Done && source.class != Class::Done;
    let (status_id, class) = if revives { (source.status_id, source.class) } else { (target.status_id, target.class) };
    Standing {
        status_id,
        class,
        assignee_id: target.assignee_id.or(source.assignee_id),
        confirmer_id: target.confirmer_id.or(source.confirmer_id),
        priority: if source.priority.rank() > target.priority.rank() { source.priority } else { target.priority },
        waiting_since: earlier(target.waiting_since, source.waiting_since),
        // Somebody waits for what comes in awake.
        snoozed_at: target.snoozed_at.filter(|_| source.snoozed_at.is_some() || source.class == Class::Done),
        snoozed_until: target.snoozed_until.filter(|_| source.snoozed_at.is_some() || source.class == Class::Done),
        ..target.clone()
    }
}

/// What stays of the other one: out of sight, and leading to the target.
fn shell(cx: &Cx, source: &Standing, target: ConversationId) -> Standing {
    Standing { trashed_at: Some(cx.now), merged_into: Some(target), waiting_since: None, snoozed_at: None, snoozed_until: None, ..source.clone() }
}
