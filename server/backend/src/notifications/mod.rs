//! Notifications: what people are told of, the list of it, and the ways out: mail, push, webhooks.
//!
//! [`tell`] stands inside the transaction of the deed, so that nothing is lost; the messenger does the rest. Rights are asked when
//! something is shown or goes out: whoever may not see a conversation any more hears nothing of it.

pub mod choices;
pub mod devices;
mod hand_over;
mod mails;
pub mod messenger;
mod push;
mod report_mail;
mod sql;
pub mod ways;
mod webhooks;

pub(crate) use report_mail::{mail_report, may_mail};

use crate::{Cx, Result, db::Tx};
use domain::{
    live::Event,
    notifications::{About, Before, Choice, KEPT_DAYS, Kind, LOG_DAYS, NoticePage, PAGE, Quiet, quoted},
    *,
};

/// Tells one person of something in a conversation. One's own deeds are no news; of whoever is away the substitute hears, too.
pub async fn tell(tx: &mut Tx, cx: &Cx, kind: Kind, to: UserId, conversation: ConversationId, text: &str) -> Result<()> {
    tell_all(tx, cx, kind, &[to], conversation, text).await
}

/// Tells several people of the same: each person, and each chat, hears of it once.
pub(crate) async fn tell_all(tx: &mut Tx, cx: &Cx, kind: Kind, people: &[UserId], conversation: ConversationId, text: &str) -> Result<()> {
    let text = quoted(text);
    let mut told: Vec<UserId> = cx.who.user_id().into_iter().collect();
    for to in people {
        let substitute = sql::substitute(tx, *to, cx.now).await?;
        for person in [Some(*to), substitute].into_iter().flatten() {
            if !told.contains(&person) {
                told.push(person);
                tell_one(tx, cx, kind, person, conversation, &text).await?;
            }
        }
    }
    if !is_between_people(kind) {
        webhooks::tell(tx, cx, kind, conversation, people.first().copied()).await?;
    }
    Ok(())
}

/// Something about a conversation that nobody looks after: chats and programs hear of it, no person in particular does.
pub(crate) async fn tell_nobodys(tx: &mut Tx, cx: &Cx, kind: Kind, conversation: ConversationId) -> Result<()> {
    webhooks::tell(tx, cx, kind, conversation, None).await
}

/// Tells people of something that is no conversation. Answers who has something new; their screens are told by [`told`] once it is
/// committed.
pub(crate) async fn tell_about(tx: &mut Tx, cx: &Cx, kind: Kind, people: &[UserId], (about, id): (About, i64), text: &str) -> Result<Vec<UserId>> {
    let text = quoted(text);
    let mut told: Vec<UserId> = cx.who.user_id().into_iter().collect();
    let own = told.len();
    for to in people {
        let substitute = sql::substitute(tx, *to, cx.now).await?;
        for person in [Some(*to), substitute].into_iter().flatten() {
            if told.contains(&person) {
                continue;
            }
            told.push(person);
            let Some(wants) = sql::wants(tx, person, kind).await? else { continue };
            let choice = wants.choice(kind);
            if choice.app || choice.mail || choice.push {
                let notice = sql::insert_about(tx, cx.now, &choice, person, (about, id), cx.who.user_id(), &text).await?;
                if choice.push {
                    push_to(tx, cx, kind, person, &wants, notice).await?;
                }
            }
        }
    }
    if !is_between_people(kind) {
        webhooks::tell_about(tx, cx, kind, about, id, &text).await?;
    }
    Ok(told.split_off(own))
}

/// What is between two people is no news for a chat.
fn is_between_people(kind: Kind) -> bool {
    matches!(kind, Kind::Confirmer | Kind::Mentioned | Kind::Returned | Kind::Approved)
}

/// Whoever operates the space that an account belongs to.
pub(crate) async fn operators(tx: &mut Tx, account: AccountId) -> Result<Vec<UserId>> {
    Ok(sql::operators(tx, account).await?.into_iter().map(|(id,)| id).collect())
}

/// Their bells count again.
pub(crate) fn told(cx: &Cx, people: &[UserId]) {
    people.iter().for_each(|user| cx.desk.live.publish(Event::Notified { user: *user }));
}

async fn tell_one(tx: &mut Tx, cx: &Cx, kind: Kind, person: UserId, conversation: ConversationId, text: &str) -> Result<()> {
    let Some(wants) = sql::wants(tx, person, kind).await? else { return Ok(()) };
    let choice = wants.choice(kind);
    if !(choice.app || choice.mail || choice.push) {
        return Ok(());
    }
    let id = sql::insert(tx, cx.now, &choice, person, conversation, cx.who.user_id(), text).await?;
    if choice.push {
        push_to(tx, cx, kind, person, &wants, id).await?;
    }
    Ok(())
}

/// A customer's mail came in. Everybody who sees the whole mailbox may hear of it; of what somebody looks after, that person.
pub(crate) async fn arrived(
    tx: &mut Tx,
    cx: &Cx,
    mailbox: MailboxId,
    conversation: ConversationId,
    assignee: Option<UserId>,
    is_first: bool,
) -> Result<()> {
    if let Some(assignee) = assignee.filter(|_| !is_first) {
        return tell(tx, cx, Kind::Wrote, assignee, conversation, "").await;
    }
    let usual = Choice::usual(Kind::Arrived);
    sql::upsert_arrived(tx, cx.now, mailbox, conversation, &usual).await?;
    // Few people want every mail pushed: those are asked for one by one.
    for (person, id) in sql::pushed_arrivals(tx, mailbox, &usual).await? {
        if let Some(wants) = sql::wants(tx, person, Kind::Arrived).await? {
            push_to(tx, cx, Kind::Arrived, person, &wants, id).await?;
        }
    }
    webhooks::tell(tx, cx, Kind::Arrived, conversation, None).await
}

async fn push_to(tx: &mut Tx, cx: &Cx, kind: Kind, person: UserId, wants: &sql::Wants, id: NotificationId) -> Result<()> {
    let (times, zone) = (wants.times(), wants.zone());
    let due = Quiet { times: &times, zone: &zone }.until(cx.now);
    sql::insert_pushes(tx, person, id, kind, due, cx.now).await?;
    Ok(())
}

/// One page of the list, the newest first, and how many were not read.
pub async fn list(cx: &Cx, before: Option<Before>) -> Result<NoticePage> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    let before = before.unwrap_or(Before { at: Moment(i64::MAX), id: NotificationId(i64::MAX) });
    let mut rows = sql::list(&mut tx, person, before, PAGE as i64 + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| Before { at: row.at, id: row.id });
    Ok(NoticePage { rows, next, unread: sql::unread(&mut tx, person).await? })
}

/// How many the person has not read; the bell shows it.
pub async fn unread(cx: &Cx) -> Result<i64> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::unread(&mut tx, person).await?)
}

/// The person has seen what a conversation told them. Answers how much that was.
pub async fn read(cx: &Cx, conversation: ConversationId) -> Result<u64> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let read = sql::read(&mut tx, person, conversation, cx.now).await?;
    tx.commit().await?;
    tell_own(cx, person, read);
    Ok(read)
}

/// The same of what is no conversation.
pub async fn read_about(cx: &Cx, about: About, id: i64) -> Result<u64> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let read = sql::read_about(&mut tx, person, about, id, cx.now).await?;
    tx.commit().await?;
    tell_own(cx, person, read);
    Ok(read)
}

/// Within the transaction of whatever shows it.
pub(crate) async fn was_read(tx: &mut Tx, cx: &Cx, about: About, id: i64) -> Result<()> {
    if let Some(person) = cx.who.user_id() {
        sql::read_about(tx, person, about, id, cx.now).await?;
    }
    Ok(())
}

/// Marks one as not read, so that it is found again.
///
/// # Errors
/// `NotFound` for what is not the person's own.
pub async fn unread_again(cx: &Cx, id: NotificationId) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let kind = sql::kind_of(&mut tx, person, id).await?.ok_or(Refused::NotFound)?;
    // New mails of a mailbox are counted in one row, and new versions of a template: there may be a newer one, which says the same.
    let changed = if matches!(kind, Kind::Arrived | Kind::Template) { 0 } else { sql::unread_again(&mut tx, person, id).await? };
    tx.commit().await?;
    tell_own(cx, person, changed);
    Ok(())
}

/// すべて見たことにする.
pub async fn read_all(cx: &Cx) -> Result<()> {
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    let read = sql::read_all(&mut tx, person, cx.now).await?;
    tx.commit().await?;
    tell_own(cx, person, read);
    Ok(())
}

/// The person's other tabs and devices.
fn tell_own(cx: &Cx, person: UserId, changed: u64) {
    if changed > 0 {
        cx.desk.live.publish(Event::Notified { user: person });
    }
}

/// Takes away what is too old, and devices whose session ended. Answers how many.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn sweep(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let mut swept = sql::sweep_deliveries(&mut tx, cx.now.plus_days(-LOG_DAYS)).await?;
    swept += sql::sweep(&mut tx, cx.now.plus_days(-KEPT_DAYS)).await?;
    swept += sql::sweep_devices(&mut tx, cx.now).await?;
    tx.commit().await?;
    Ok(swept)
}

/// Removes what was told of a conversation that is removed.
pub(crate) async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    Ok(sql::purge(tx, id).await?)
}

#[cfg(test)]
mod tests;
