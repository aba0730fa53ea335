//! Into another mailbox (MW-03): the conversation itself goes, with everything in it. Its address stays the same, its number is new.

use super::{Before, Standing, locked, publish, sql};
use crate::{Cx, Error, Result, conversations, correspondents, db::Tx, mailboxes};
use domain::{
    access::Right,
    addresses::Address,
    conversations::{EventKind, SELECTED_MAX},
    messages::{Direction, PersonRole},
    threads::{Regrouped, ThreadKind},
    *,
};

/// Moves conversations to another mailbox. The status becomes one of the same class there, the assignee stays where they work there
/// too. Answers of customers still find it, at whichever account they arrive.
///
/// # Errors
/// As [`super::merge`]; the edit right is asked for in both mailboxes.
pub async fn to_mailbox(cx: &Cx, ids: &[ConversationId], mailbox: MailboxId) -> Result<Vec<Regrouped>> {
    if ids.len() > SELECTED_MAX {
        return Err(Error::Refused(Refused::OverLimit { what: Limit::Selected, limit: SELECTED_MAX as u64 }));
    }
    cx.who.has(Right::Edit, mailbox)?;
    let mut tx = cx.desk.db.write().await?;
    let name = mailboxes::name_of(&mut tx, mailbox).await?;
    let mut done = Vec::with_capacity(ids.len());
    let mut touched = Vec::with_capacity(ids.len() * 2);
    for standing in locked(&mut tx, cx, ids).await? {
        if standing.mailbox_id == mailbox {
            continue;
        }
        touched.extend([(standing.mailbox_id, standing.id), (mailbox, standing.id)]);
        let change = move_one(&mut tx, cx, &standing, mailbox, &name).await?;
        done.push(Regrouped { mailbox, conversation: standing.id, changes: vec![change] });
    }
    tx.commit().await?;
    publish(cx, touched);
    Ok(done)
}

async fn move_one(tx: &mut Tx, cx: &Cx, before: &Standing, mailbox: MailboxId, name: &str) -> Result<ThreadChangeId> {
    let from = mailboxes::name_of(tx, before.mailbox_id).await?;
    let after = place(tx, before, mailbox, None).await?;
    let standing = serde_json::to_string(&Before { source: before.clone(), target: before.clone(), after: Some(after) })?;
    let new =
        sql::NewChange { kind: ThreadKind::Mailbox, source: before.id, target: before.id, at: cx.now, actor: cx.who.user_id(), standing: &standing };
    let change = sql::insert(tx, &new).await?;
    conversations::record(tx, cx, before.id, EventKind::MailboxChanged, &from, name).await?;
    introduce(tx, before.id, mailbox).await?;
    Ok(change)
}

/// The row in its new place. Coming back it has the number and the status that it had there.
async fn place(tx: &mut Tx, now: &Standing, mailbox: MailboxId, back: Option<&Standing>) -> Result<Standing> {
    let number = match back {
        Some(back) => back.number,
        None => conversations::next_number(tx, mailbox).await?,
    };
    let status_id = match back.filter(|back| back.class == now.class) {
        Some(back) => back.status_id,
        None => sql::status_like(tx, mailbox, now.status_id, now.class).await?,
    };
    let assignee_id = worker(tx, mailbox, now.assignee_id.or(back.and_then(|back| back.assignee_id))).await?;
    let confirmer_id = worker(tx, mailbox, now.confirmer_id.or(back.and_then(|back| back.confirmer_id))).await?;
    sql::set_mailbox(tx, now.id, mailbox, number).await?;
    let placed = Standing { mailbox_id: mailbox, number, status_id, assignee_id, confirmer_id, ..now.clone() };
    sql::put(tx, &placed).await?;
    Ok(placed)
}

async fn worker(tx: &mut Tx, mailbox: MailboxId, user: Option<UserId>) -> Result<Option<UserId>> {
    Ok(match user {
        Some(user) if conversations::works_in(tx, mailbox, user).await? => Some(user),
        _ => None,
    })
}

struct Mail {
    id: MessageId,
    direction: Direction,
    at: Moment,
    people: Vec<(PersonRole, Address)>,
}

/// The people of its newest mails are suggested in the mailbox that it came to.
async fn introduce(tx: &mut Tx, id: ConversationId, mailbox: MailboxId) -> Result<()> {
    let mut mails: Vec<Mail> = Vec::new();
    for (message, direction, at, role, name, addr) in sql::came_from(tx, id).await? {
        let person = (role, Address { name, addr });
        match mails.last_mut().filter(|mail| mail.id == message) {
            Some(mail) => mail.people.push(person),
            None => mails.push(Mail { id: message, direction, at, people: vec![person] }),
        }
    }
    for mail in mails {
        correspondents::remember(tx, mailbox, mail.direction, mail.at, &mail.people).await?;
    }
    Ok(())
}

/// Back where it came from, with its old number.
pub(super) async fn take_back(tx: &mut Tx, cx: &Cx, before: &Before, now: &Standing) -> Result<()> {
    let Before { source, after, .. } = before;
    if after.as_ref().is_none_or(|after| after.mailbox_id != now.mailbox_id) {
        // It went on to another mailbox meanwhile.
        return Err(Error::Refused(Refused::Stale));
    }
    cx.who.has(Right::Edit, source.mailbox_id)?;
    let (from, to) = (mailboxes::name_of(tx, now.mailbox_id).await?, mailboxes::name_of(tx, source.mailbox_id).await?);
    place(tx, now, source.mailbox_id, Some(source)).await?;
    conversations::record(tx, cx, now.id, EventKind::MailboxChanged, &from, &to).await
}
