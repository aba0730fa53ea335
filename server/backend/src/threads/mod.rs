//! What belongs together (MD-08, MW-03, MW-05): conversations are joined, cut and moved by people, and it is taken back.
//!
//! Nothing is copied. A change notes what it carries along (`thread_moved`) and how both sides stood, and carries it by these
//! notes; taken back, it carries the same things the other way, wherever they are by now. What was joined stays as an empty shell
//! that leads to its target, and its number and links live on.

mod mailbox;
mod merge;
mod split;
mod sql;
mod undo;

pub use mailbox::to_mailbox;
pub use merge::merge;
pub use split::{move_message, split};
pub use undo::undo;

use crate::{Cx, Error, Result, conversations, db::Tx, leases};
use domain::{
    access::{Right, Target},
    live::Event,
    *,
};
use serde::{Deserialize, Serialize};
use sql::Standing;

/// How both sides of a change stood; what taking it back restores where nobody changed it since.
#[derive(Serialize, Deserialize)]
struct Before {
    source: Standing,
    target: Standing,
    /// The target right after the change.
    after: Option<Standing>,
}

/// A letter that can still be taken back within this time is as good as on its way.
const SOON_SECONDS: i64 = 31;

/// Locks several conversations in the order of their ids, and asks for the edit right in each. Nobody may be writing in one of
/// them, and no mail of theirs may be on its way: both go by the conversation that they began in.
///
/// # Errors
/// [`Refused::MergedInto`], [`Refused::Held`], [`Refused::Sending`]; [`Refused::Stale`] for what lies in the trash.
async fn locked(tx: &mut Tx, cx: &Cx, ids: &[ConversationId]) -> Result<Vec<Standing>> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut all = Vec::with_capacity(sorted.len());
    for id in sorted {
        let standing = locked_shell(tx, cx, id).await?;
        if let Some(id) = standing.merged_into {
            return Err(Error::Refused(Refused::MergedInto { id }));
        }
        if standing.trashed_at.is_some() {
            return Err(Error::Refused(Refused::Stale));
        }
        still(tx, cx, id).await?;
        all.push(standing);
    }
    // In the order they were asked for.
    Ok(ids.iter().filter_map(|id| all.iter().find(|standing| standing.id == *id).cloned()).collect())
}

/// Locked and allowed, whatever became of it.
async fn locked_shell(tx: &mut Tx, cx: &Cx, id: ConversationId) -> Result<Standing> {
    let standing = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    cx.who.may(Right::Edit, Target { mailbox_id: standing.mailbox_id, assignee_id: standing.assignee_id })?;
    Ok(standing)
}

/// Nobody writes, nothing is on its way.
async fn still(tx: &mut Tx, cx: &Cx, id: ConversationId) -> Result<()> {
    leases::refuse_if_held(tx, cx, id).await?;
    if sql::is_sending(tx, id, cx.now.plus_seconds(SOON_SECONDS)).await? {
        return Err(Error::Refused(Refused::Sending));
    }
    Ok(())
}

/// As the history names another conversation.
fn named(standing: &Standing) -> String {
    format!("#{} {}", standing.number, standing.subject)
}

/// Counts both sides anew. `known` is since when a customer waits, as far as that is known.
async fn recount(tx: &mut Tx, id: ConversationId, class: statuses::Class, known: Option<Moment>) -> Result<()> {
    let known = known.filter(|_| class != statuses::Class::Done);
    let waiting = conversations::still_waiting(tx, id, known).await?;
    conversations::recount(tx, id, waiting).await
}

/// The earlier of two, where there are two.
fn earlier(one: Option<Moment>, other: Option<Moment>) -> Option<Moment> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn publish(cx: &Cx, touched: Vec<(MailboxId, ConversationId)>) {
    for event in Event::of_changes(touched, cx.who.user_id()) {
        cx.desk.live.publish(event);
    }
}

/// What can be taken back of what the history of a conversation tells.
pub(crate) async fn undoable(tx: &mut Tx, id: ConversationId) -> Result<Vec<ThreadChangeId>> {
    Ok(sql::undoable(tx, id).await?.into_iter().map(|(id,)| id).collect())
}

/// The shells that lead to a conversation that is removed: they go with it, those that lead farthest around first.
pub(crate) async fn shells(tx: &mut Tx, id: ConversationId) -> Result<Vec<ConversationId>> {
    Ok(sql::shells(tx, id).await?.into_iter().map(|(id,)| id).collect())
}

/// Nothing about a conversation that is removed can be taken back.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    sql::forget(tx, id).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
