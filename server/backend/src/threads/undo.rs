//! Taking back what was joined, cut or moved: both sides as before. What came afterwards stays where it came, unless it answers
//! something that goes back.

use super::{Before, Standing, locked, locked_shell, mailbox, merge::merge_one, named, publish, recount, sql, still};
use crate::{Cx, Error, Result, conversations, db::Tx};
use domain::{
    conversations::EventKind,
    threads::{Regrouped, ThreadKind},
    *,
};
use std::collections::HashSet;

/// Takes a change back. Answers the conversation that stands for itself again, or where the mails are back.
///
/// # Errors
/// [`Refused::Stale`] when it was taken back already or cannot be any more; [`Refused::WholeConversation`] where no mail would be left of
/// one of them; [`Refused::Held`] and [`Refused::Sending`] as for the change.
pub async fn undo(cx: &Cx, id: ThreadChangeId) -> Result<Regrouped> {
    cx.who.person()?;
    let mut tx = cx.desk.db.write().await?;
    let change = sql::find(&mut tx, id).await?.ok_or(Refused::Stale)?;
    let before: Before = serde_json::from_str(&change.standing)?;
    let (mailbox, conversation, mut touched) = match change.kind {
        ThreadKind::Merge => unmerge(&mut tx, cx, id, &change, &before).await?,
        ThreadKind::Split => rejoin(&mut tx, cx, &change).await?,
        ThreadKind::Message => carry_back(&mut tx, cx, id, &change).await?,
        ThreadKind::Mailbox => {
            let now = locked(&mut tx, cx, &[change.target_id]).await?.pop().ok_or(Refused::NotFound)?;
            mailbox::take_back(&mut tx, cx, &before, &now).await?;
            (before.source.mailbox_id, now.id, vec![(now.mailbox_id, now.id), (before.source.mailbox_id, now.id)])
        }
    };
    if sql::set_undone(&mut tx, id, cx.now).await? == 0 {
        return Err(Error::Refused(Refused::Stale));
    }
    tx.commit().await?;
    touched.sort_unstable();
    publish(cx, touched);
    Ok(Regrouped { mailbox, conversation, changes: vec![] })
}

type Done = (MailboxId, ConversationId, Vec<(MailboxId, ConversationId)>);

/// Both locked in the order of their ids, the one that holds the mails now last in the answer.
async fn both(tx: &mut Tx, cx: &Cx, shell: ConversationId, holder: ConversationId) -> Result<(Standing, Standing)> {
    let (first, second) = (shell.min(holder), shell.max(holder));
    let (one, other) = (locked_shell(tx, cx, first).await?, locked_shell(tx, cx, second).await?);
    let (source, target) = if one.id == shell { (one, other) } else { (other, one) };
    if target.merged_into.is_some() || target.mailbox_id != source.mailbox_id {
        return Err(Error::Refused(Refused::Stale));
    }
    still(tx, cx, target.id).await?;
    Ok((source, target))
}

async fn unmerge(tx: &mut Tx, cx: &Cx, id: ThreadChangeId, change: &sql::Change, before: &Before) -> Result<Done> {
    let holder = conversations::place_of(tx, change.target_id).await?;
    let (source, target) = both(tx, cx, change.source_id, holder).await?;
    if source.merged_into != Some(change.target_id) {
        return Err(Error::Refused(Refused::Stale));
    }
    mark_answers(tx, id, target.id).await?;
    sql::carry(tx, id, target.id, source.id).await?;
    for (side, was) in [(source.id, before.source.messages), (target.id, target.messages)] {
        refuse_if_emptied(tx, side, was).await?;
    }
    sql::put(tx, &Standing { number: source.number, ..before.source.clone() }).await?;
    let restored = restored(&target, before);
    sql::put(tx, &restored).await?;
    recount(tx, source.id, before.source.class, before.source.waiting_since).await?;
    recount(tx, target.id, restored.class, restored.waiting_since).await?;
    conversations::record(tx, cx, target.id, EventKind::Unmerged, &named(&source), "").await?;
    conversations::record(tx, cx, source.id, EventKind::Unmerged, &named(&target), "").await?;
    Ok((source.mailbox_id, source.id, vec![(source.mailbox_id, source.id), (source.mailbox_id, target.id)]))
}

/// Its mails went elsewhere by other deeds: those have to be taken back first.
async fn refuse_if_emptied(tx: &mut Tx, id: ConversationId, was: i64) -> Result<()> {
    if was > 0 && sql::parents(tx, id).await?.is_empty() {
        return Err(Error::Refused(Refused::WholeConversation));
    }
    Ok(())
}

/// What answers a mail that goes back goes with it: messages that came since, however far down.
async fn mark_answers(tx: &mut Tx, change: ThreadChangeId, from: ConversationId) -> Result<()> {
    let mut going: HashSet<MessageId> = sql::moved_messages(tx, change).await?.into_iter().map(|(id,)| id).collect();
    let there = sql::parents(tx, from).await?;
    loop {
        let more: Vec<MessageId> = there
            .iter()
            .filter(|(id, parent)| !going.contains(id) && parent.is_some_and(|parent| going.contains(&parent)))
            .map(|(id, _)| *id)
            .collect();
        if more.is_empty() {
            break;
        }
        for message in more {
            sql::mark_message(tx, change, message).await?;
            going.insert(message);
        }
    }
    sql::mark_drafts(tx, change, from).await?;
    Ok(())
}

/// The target as it was, except for what somebody changed since it was joined with the other one.
fn restored(now: &Standing, before: &Before) -> Standing {
    let Before { target: was, after, .. } = before;
    let Some(after) = after.as_ref().filter(|after| after.id == now.id) else { return now.clone() };
    let mut restored = now.clone();
    if now.status_id == after.status_id {
        (restored.status_id, restored.class) = (was.status_id, was.class);
    }
    if now.assignee_id == after.assignee_id {
        restored.assignee_id = was.assignee_id;
    }
    if now.confirmer_id == after.confirmer_id {
        restored.confirmer_id = was.confirmer_id;
    }
    if now.priority == after.priority {
        restored.priority = was.priority;
    }
    if now.waiting_since == after.waiting_since {
        restored.waiting_since = was.waiting_since;
    }
    if now.snoozed_at == after.snoozed_at {
        (restored.snoozed_at, restored.snoozed_until) = (was.snoozed_at, was.snoozed_until);
    }
    restored
}

/// What was cut off comes back whole, with everything that came to it since; the one that it became leads here.
async fn rejoin(tx: &mut Tx, cx: &Cx, change: &sql::Change) -> Result<Done> {
    let home = conversations::place_of(tx, change.source_id).await?;
    let mut both = locked(tx, cx, &[home, change.target_id]).await?.into_iter();
    let (Some(home), Some(part)) = (both.next(), both.next()) else { return Err(Error::Refused(Refused::NotFound)) };
    let (mailbox, id, part_id) = (home.mailbox_id, home.id, part.id);
    merge_one(tx, cx, home, part).await?;
    Ok((mailbox, id, vec![(mailbox, id), (mailbox, part_id)]))
}

async fn carry_back(tx: &mut Tx, cx: &Cx, id: ThreadChangeId, change: &sql::Change) -> Result<Done> {
    let (home, holder) = (conversations::place_of(tx, change.source_id).await?, conversations::place_of(tx, change.target_id).await?);
    if home == holder {
        return Err(Error::Refused(Refused::Stale));
    }
    let mut both = locked(tx, cx, &[home, holder]).await?.into_iter();
    let (Some(home), Some(holder)) = (both.next(), both.next()) else { return Err(Error::Refused(Refused::NotFound)) };
    if home.mailbox_id != holder.mailbox_id {
        return Err(Error::Refused(Refused::Stale));
    }
    mark_answers(tx, id, holder.id).await?;
    sql::carry(tx, id, holder.id, home.id).await?;
    refuse_if_emptied(tx, holder.id, holder.messages).await?;
    let unanswered = if home.class == statuses::Class::Done { None } else { conversations::unanswered_since(tx, home.id).await? };
    recount(tx, holder.id, holder.class, holder.waiting_since).await?;
    recount(tx, home.id, home.class, super::earlier(home.waiting_since, unanswered)).await?;
    conversations::record(tx, cx, home.id, EventKind::MessageCame, &named(&holder), "").await?;
    conversations::record(tx, cx, holder.id, EventKind::MessageLeft, &named(&home), "").await?;
    Ok((home.mailbox_id, home.id, vec![(home.mailbox_id, home.id), (home.mailbox_id, holder.id)]))
}
