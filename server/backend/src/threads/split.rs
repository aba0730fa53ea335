//! Cutting: some mails of a conversation become one of their own, or one mail goes into another conversation that was there.

use super::{Before, Standing, earlier, locked, merge::merge_one, named, publish, recount, sql};
use crate::{
    Cx, Error, Result,
    conversations::{self, NewConversation},
    db::Tx,
};
use domain::{
    addresses::Address,
    conversations::EventKind,
    messages::Direction,
    statuses::Class,
    threads::{Cut, MessageMove, Regrouped, ThreadKind},
    *,
};

/// Makes a conversation of its own of a mail, or of a mail and everything after it. Status, people and priority are those of the one
/// it comes from.
///
/// # Errors
/// As [`super::merge`]; [`Refused::WholeConversation`] where no mail would be left.
pub async fn split(cx: &Cx, message: MessageId, cut: Cut) -> Result<Regrouped> {
    let mut tx = cx.desk.db.write().await?;
    let row = sql::message(&mut tx, message).await?.ok_or(Refused::NotFound)?;
    let source = locked(&mut tx, cx, &[row.conversation_id]).await?.pop().ok_or(Refused::NotFound)?;
    let new = begin(&mut tx, cx, &source, message, &row).await?;
    let target = sql::lock(&mut tx, new).await?.ok_or(Refused::NotFound)?;
    let change = note(&mut tx, cx, ThreadKind::Split, &source, &target).await?;
    match cut {
        Cut::From => sql::mark_from(&mut tx, change, source.id, message, row.at).await?,
        Cut::Only => sql::mark_one(&mut tx, change, source.id, message).await?,
    }
    if sql::moved_messages(&mut tx, change).await?.len() as i64 >= source.messages {
        return Err(Error::Refused(Refused::WholeConversation));
    }
    sql::carry(&mut tx, change, source.id, new).await?;
    recount(&mut tx, source.id, source.class, source.waiting_since).await?;
    let waiting = if source.class == Class::Done { None } else { conversations::unanswered_since(&mut tx, new).await? };
    conversations::recount(&mut tx, new, waiting).await?;
    conversations::record(&mut tx, cx, source.id, EventKind::SplitOff, &named(&target), &change.to_string()).await?;
    conversations::record(&mut tx, cx, new, EventKind::SplitFrom, &named(&source), "").await?;
    tx.commit().await?;
    publish(cx, vec![(source.mailbox_id, source.id), (source.mailbox_id, new)]);
    Ok(Regrouped { mailbox: source.mailbox_id, conversation: new, changes: vec![change] })
}

/// Puts one mail into another conversation of the same mailbox: a thread that went wrong is repaired. The last mail of a conversation
/// takes everything else along, as joining does.
///
/// # Errors
/// As [`super::merge`].
pub async fn move_message(cx: &Cx, MessageMove { message, to }: MessageMove) -> Result<Regrouped> {
    let mut tx = cx.desk.db.write().await?;
    let row = sql::message(&mut tx, message).await?.ok_or(Refused::NotFound)?;
    if row.conversation_id == to {
        return Err(Error::Refused(Refused::Stale));
    }
    let mut both = locked(&mut tx, cx, &[row.conversation_id, to]).await?.into_iter();
    let (Some(source), Some(target)) = (both.next(), both.next()) else { return Err(Error::Refused(Refused::NotFound)) };
    if source.mailbox_id != target.mailbox_id {
        return Err(Error::Refused(Refused::Invalid { field: Field::Mailbox, wrong: Wrong::Malformed }));
    }
    let mailbox = source.mailbox_id;
    let change = if source.messages <= 1 {
        merge_one(&mut tx, cx, target, source).await?.0
    } else {
        let change = note(&mut tx, cx, ThreadKind::Message, &source, &target).await?;
        sql::mark_one(&mut tx, change, source.id, message).await?;
        sql::carry(&mut tx, change, source.id, target.id).await?;
        // Whoever waited with this mail waits there now.
        let waits = row.direction == Direction::In && source.waiting_since.is_some_and(|since| since <= row.at);
        let brought = waits.then_some(row.at).filter(|_| target.class != Class::Done);
        recount(&mut tx, source.id, source.class, source.waiting_since).await?;
        recount(&mut tx, target.id, target.class, earlier(target.waiting_since, brought)).await?;
        conversations::record(&mut tx, cx, target.id, EventKind::MessageCame, &named(&source), &change.to_string()).await?;
        conversations::record(&mut tx, cx, source.id, EventKind::MessageLeft, &named(&target), "").await?;
        change
    };
    tx.commit().await?;
    publish(cx, vec![(mailbox, row.conversation_id), (mailbox, to)]);
    Ok(Regrouped { mailbox, conversation: to, changes: vec![change] })
}

async fn note(tx: &mut Tx, cx: &Cx, kind: ThreadKind, source: &Standing, target: &Standing) -> Result<ThreadChangeId> {
    let standing = serde_json::to_string(&Before { source: source.clone(), target: target.clone(), after: None })?;
    let new = sql::NewChange { kind, source: source.id, target: target.id, at: cx.now, actor: cx.who.user_id(), standing: &standing };
    Ok(sql::insert(tx, &new).await?)
}

/// The new conversation: called what its first mail is called, with whom that mail is.
async fn begin(tx: &mut Tx, cx: &Cx, source: &Standing, message: MessageId, row: &sql::MessageRow) -> Result<ConversationId> {
    let customer = match row.direction {
        Direction::In => Address { name: row.from_name.clone(), addr: row.from_addr.clone() },
        Direction::Out => {
            let (name, addr) = sql::first_recipient(tx, message).await?.unwrap_or_default();
            Address { name, addr }
        }
    };
    let new = NewConversation {
        mailbox: source.mailbox_id,
        subject: &row.subject,
        customer: &customer,
        class: source.class,
        assignee: source.assignee_id,
        at: row.at,
        language: &row.language,
    };
    let id = conversations::create(tx, cx, &new).await?;
    let begun = sql::lock(tx, id).await?.ok_or(Refused::NotFound)?;
    let like = Standing { status_id: source.status_id, class: source.class, confirmer_id: source.confirmer_id, priority: source.priority, ..begun };
    sql::put(tx, &like).await?;
    Ok(id)
}
