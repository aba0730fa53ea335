//! Changes by people: status, assignee, confirmer, priority, trash. Every one can be undone.

use super::{
    filing::set_folder,
    record, sql,
    work::{check_worker, set_assignee, set_status, shown},
};
use crate::{Cx, Error, Result, db::Tx, fields, notifications, once, outbox};
use domain::{
    access::{Right, Target},
    conversations::{Change, EventKind, SELECTED_MAX, Undo},
    live::Event,
    notifications::Kind,
    statuses::Class,
    *,
};

/// Changes up to [`SELECTED_MAX`] conversations, all or none. With an expected version a conversation that changed since
/// is [`Refused::Stale`]. Once, where the request has a key.
pub async fn change(cx: &Cx, ids: &[(ConversationId, Option<i64>)], change: &Change) -> Result<Vec<Undo>> {
    limit(ids.len())?;
    let mut tx = cx.desk.db.write().await?;
    if let Some(first) = once::first(&mut tx, cx, "conversations/change").await? {
        return Ok(first);
    }
    if let Some(status) = change.status
        && sql::is_removed(&mut tx, status).await?
    {
        // It was in a menu that is open still.
        return Err(Error::Refused(Refused::Stale));
    }
    let mut undo = Vec::with_capacity(ids.len());
    let mut touched = Vec::with_capacity(ids.len());
    // One conversation after the other: each asks its own rights and writes its own history.
    for (id, expected) in in_order(ids) {
        let state = locked(&mut tx, cx, Right::Edit, id).await?;
        if expected.is_some_and(|version| version != state.version) {
            return Err(Error::Refused(Refused::Stale));
        }
        undo.push(apply(&mut tx, cx, id, &state, change).await?);
        touched.push((state.mailbox_id, id));
    }
    once::keep(&mut tx, cx, &undo).await?;
    tx.commit().await?;
    tell(cx, touched);
    Ok(undo)
}

/// 処理済みにする, without a reply. Once, where the request has a key.
pub async fn done(cx: &Cx, ids: &[ConversationId]) -> Result<Vec<Undo>> {
    limit(ids.len())?;
    let mut tx = cx.desk.db.write().await?;
    if let Some(first) = once::first(&mut tx, cx, "conversations/done").await? {
        return Ok(first);
    }
    let mut undo = Vec::with_capacity(ids.len());
    let mut touched = Vec::with_capacity(ids.len());
    for (id, _) in in_order(&without_version(ids)) {
        let state = locked(&mut tx, cx, Right::Edit, id).await?;
        if state.class == Class::Done {
            continue;
        }
        let status = sql::standard_status(&mut tx, state.mailbox_id, Class::Done).await?;
        let change = Change { status: Some(status), ..Change::default() };
        undo.push(apply(&mut tx, cx, id, &state, &change).await?);
        touched.push((state.mailbox_id, id));
    }
    once::keep(&mut tx, cx, &undo).await?;
    tx.commit().await?;
    tell(cx, touched);
    Ok(undo)
}

/// Takes changes back where nobody changed anything since, and answers how many that was; [`Refused::Stale`] when it was none.
pub async fn undo(cx: &Cx, undos: &[Undo]) -> Result<usize> {
    limit(undos.len())?;
    let mut tx = cx.desk.db.write().await?;
    let mut touched = Vec::new();
    for undo in undos {
        let state = locked(&mut tx, cx, Right::Edit, undo.id).await?;
        if state.version == undo.version {
            apply(&mut tx, cx, undo.id, &state, &undo.change).await?;
            touched.push((state.mailbox_id, undo.id));
        }
    }
    if touched.is_empty() && !undos.is_empty() {
        return Err(Error::Refused(Refused::Stale));
    }
    tx.commit().await?;
    let count = touched.len();
    tell(cx, touched);
    Ok(count)
}

/// Into the trash; status, comments and history stay as they are.
pub async fn trash(cx: &Cx, ids: &[ConversationId]) -> Result<()> {
    move_trash(cx, ids, Right::Delete, Some(cx.now), EventKind::Trashed).await
}

/// Back from the trash, identical (MW-36: needs the edit right).
pub async fn restore(cx: &Cx, ids: &[ConversationId]) -> Result<()> {
    move_trash(cx, ids, Right::Edit, None, EventKind::Restored).await
}

/// Locked and allowed, for the other deeds of people.
pub(super) async fn each_locked(cx: &Cx, tx: &mut Tx, ids: &[ConversationId], right: Right) -> Result<Vec<(ConversationId, sql::State)>> {
    limit(ids.len())?;
    let mut all = Vec::with_capacity(ids.len());
    for (id, _) in in_order(&without_version(ids)) {
        all.push((id, locked(tx, cx, right, id).await?));
    }
    Ok(all)
}

async fn move_trash(cx: &Cx, ids: &[ConversationId], right: Right, at: Option<Moment>, kind: EventKind) -> Result<()> {
    limit(ids.len())?;
    let mut tx = cx.desk.db.write().await?;
    let mut touched = Vec::with_capacity(ids.len());
    for (id, _) in in_order(&without_version(ids)) {
        let state = locked(&mut tx, cx, right, id).await?;
        if state.trashed_at.is_some() != at.is_some() {
            if state.spam {
                super::spam::clear(&mut tx, cx, id).await?;
            } else {
                sql::set_trashed(&mut tx, id, at).await?;
                if at.is_some() {
                    outbox::thrown_away(&mut tx, cx, id).await?;
                }
                record(&mut tx, cx, id, kind, "", "").await?;
            }
            touched.push((state.mailbox_id, id));
        }
    }
    tx.commit().await?;
    tell(cx, touched);
    Ok(())
}

/// The same by the system, inside the transaction of what made it: no right is asked.
pub(crate) async fn set(tx: &mut Tx, cx: &Cx, id: ConversationId, change: &Change) -> Result<()> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    apply(tx, cx, id, &state, change).await?;
    Ok(())
}

async fn locked(tx: &mut Tx, cx: &Cx, right: Right, id: ConversationId) -> Result<sql::State> {
    let state = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    cx.who.may(right, Target { mailbox_id: state.mailbox_id, assignee_id: state.assignee_id })?;
    if let Some(id) = state.merged_into {
        return Err(Error::Refused(Refused::MergedInto { id }));
    }
    Ok(state)
}

async fn apply(tx: &mut Tx, cx: &Cx, id: ConversationId, state: &sql::State, change: &Change) -> Result<Undo> {
    let mut before = Change::default();
    if let Some(status) = change.status {
        set_status(tx, cx, id, status).await?;
        before.status = Some(state.status_id);
    }
    if let Some(assignee) = change.assignee {
        set_assignee(tx, cx, id, assignee).await?;
        before.assignee = Some(state.assignee_id);
    }
    if let Some(confirmer) = change.confirmer {
        if confirmer != state.confirmer_id {
            check_worker(tx, state.mailbox_id, confirmer).await?;
            sql::set_confirmer(tx, id, confirmer).await?;
            record(tx, cx, id, EventKind::Confirmer, &shown(state.confirmer_id), &shown(confirmer)).await?;
            if let Some(confirmer) = confirmer {
                notifications::tell(tx, cx, Kind::Confirmer, confirmer, id, "").await?;
            }
        }
        before.confirmer = Some(state.confirmer_id);
    }
    if let Some(priority) = change.priority {
        if priority != state.priority {
            sql::set_priority(tx, id, priority).await?;
            record(tx, cx, id, EventKind::Priority, state.priority.as_str(), priority.as_str()).await?;
        }
        before.priority = Some(state.priority);
    }
    if let Some(folder) = change.folder {
        set_folder(tx, cx, id, folder).await?;
        before.folder = Some(state.folder_id);
    }
    for (field, value) in &change.fields {
        let was = fields::set(tx, cx, (state.mailbox_id, id), *field, value, fields::By::Hand).await?;
        before.fields.push((*field, was));
    }
    Ok(Undo { id, version: sql::touch(tx, id).await?, change: before })
}

fn limit(selected: usize) -> Result<()> {
    if selected > SELECTED_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Selected, limit: SELECTED_MAX as u64 }));
    }
    Ok(())
}

fn without_version(ids: &[ConversationId]) -> Vec<(ConversationId, Option<i64>)> {
    ids.iter().map(|id| (*id, None)).collect()
}

/// Always locked in the order of their ids, so that two bulk changes never wait for each other in a circle.
fn in_order(ids: &[(ConversationId, Option<i64>)]) -> Vec<(ConversationId, Option<i64>)> {
    let mut sorted = ids.to_vec();
    sorted.sort_by_key(|(id, _)| *id);
    sorted.dedup_by_key(|(id, _)| *id);
    sorted
}

pub(super) fn tell(cx: &Cx, touched: Vec<(MailboxId, ConversationId)>) {
    for event in Event::of_changes(touched, cx.who.user_id()) {
        cx.desk.live.publish(event);
    }
}
