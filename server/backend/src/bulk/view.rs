//! What the screens read: the list of bulk mails, one of them, and what a draft can be made of.

use super::{checking, limits, may_see, recurring, seen, sql};
use crate::{Cx, Result, hours, mailboxes};
use domain::{
    access::Right,
    bulk::{BulkDesk, BulkLine, BulkPage, BulkView, Counts, Pause, audience::Facts},
    drafts::Sender,
    *,
};
use std::collections::HashMap;

/// Lines of one page.
const PAGE: i64 = 30;

/// Bulk mails of the space, the newest first; `before`: where the page before ended.
pub async fn list(cx: &Cx, before: Option<BulkMailId>) -> Result<BulkPage> {
    let mut tx = cx.desk.db.read().await?;
    let space = super::space(&mut tx, cx).await?;
    let (_, day) = limits::of_space(&mut tx, space, cx.now).await?;
    let rows = sql::lines(&mut tx, space, before.map_or(i64::MAX, |id| id.0), PAGE + 1).await?;
    let page = usize::try_from(PAGE).unwrap_or_default();
    let next = rows.get(page).and_then(|_| rows.get(page - 1)).map(|row| row.id);
    let rows: Vec<sql::Line> = rows.into_iter().take(page).filter(|row| may_see(cx, row.mailbox_id).is_ok()).collect();
    let mut counts: HashMap<BulkMailId, Vec<_>> = HashMap::new();
    if let (Some(last), Some(first)) = (rows.first(), rows.last()) {
        for (id, state, count) in sql::recipients::counts_between(&mut tx, space, first.id, last.id).await? {
            counts.entry(id).or_default().push((state, count));
        }
    }
    let line = |row: sql::Line| BulkLine {
        counts: counts.get(&row.id).map(|states| Counts::of(states)).unwrap_or_default(),
        id: row.id,
        subject: row.subject,
        state: row.state,
        mailbox_name: row.mailbox_name,
        by: row.by,
        at: row.at,
    };
    let may_write = cx.who.mailboxes()?.into_iter().any(|mailbox| may_see(cx, mailbox).is_ok() && cx.who.has(Right::Send, mailbox).is_ok());
    Ok(BulkPage { lines: rows.into_iter().map(line).collect(), next, may_write, may_operate: cx.who.may_operate(space).is_ok(), day })
}

/// One bulk mail.
pub async fn open(cx: &Cx, id: BulkMailId) -> Result<BulkView> {
    let mut tx = cx.desk.db.read().await?;
    let mail = seen(&mut tx, cx, id).await?;
    let (limits, day) = limits::of_space(&mut tx, mail.space_id, cx.now).await?;
    let sender = match mail.account_id {
        Some(account) => sql::sender(&mut tx, account).await?.map(|(_, address, _)| address),
        None => None,
    };
    let is_open = mail.state.is_open();
    let may_send = cx.who.has(Right::Send, mail.mailbox_id).is_ok();
    Ok(BulkView {
        id,
        mailbox_id: mail.mailbox_id,
        mailbox_name: mailboxes::name_of(&mut tx, mail.mailbox_id).await?,
        state: mail.state,
        pause: Pause::parse(&mail.pause),
        version: mail.version,
        content: mail.content(),
        sender,
        audience: serde_json::from_str(&mail.audience)?,
        listed: mail.listed_version == Some(mail.version),
        counts: Counts::of(&sql::recipients::counts(&mut tx, id).await?),
        files: sql::files(&mut tx, id).await?.into_iter().map(sql::FileRow::view).collect(),
        created_by: sql::name_of(&mut tx, mail.sent_by.unwrap_or(mail.created_by)).await?,
        updated_at: mail.updated_at,
        scheduled_at: mail.scheduled_at,
        started_at: mail.started_at,
        finished_at: mail.finished_at,
        repeat: recurring::view(&mut tx, cx, &mail).await?,
        series: mail.series_id,
        zone: hours::zone_of_space(&mut tx, mail.space_id).await?,
        tested: sql::recipients::tested(&mut tx, id).await?,
        needs_check: is_open && checking::is_needed(&mut tx, cx, &mail).await?,
        check: checking::view(&mut tx, cx, &mail).await?,
        confirmers: if is_open && may_send { checking::confirmers(&mut tx, cx, &mail).await? } else { vec![] },
        may_send,
        limits,
        day,
    })
}

/// Senders that the person may use, what conditions can name, and audiences that were kept.
pub async fn desk(cx: &Cx) -> Result<BulkDesk> {
    let mut tx = cx.desk.db.read().await?;
    let space = super::space(&mut tx, cx).await?;
    let usable = |mailbox: MailboxId| may_see(cx, mailbox).is_ok() && cx.who.has(Right::Send, mailbox).is_ok();
    let senders = sql::senders(&mut tx).await?.into_iter().filter(|(mailbox, ..)| usable(*mailbox));
    let senders = senders.map(|(_, id, address, from_name)| Sender { id, address, from_name }).collect();
    let mut people = Vec::new();
    for mailbox in cx.who.mailboxes()? {
        for person in mailboxes::people_in(&mut tx, mailbox, cx.now).await? {
            if !people.iter().any(|known: &users::PersonName| known.id == person.id) {
                people.push(person);
            }
        }
    }
    let facts = Facts {
        groups: sql::book::groups(&mut tx, space).await?,
        items: sql::book::items(&mut tx, space).await?.into_iter().map(|item| (item.id, item.name)).collect(),
        people,
    };
    Ok(BulkDesk { senders, facts, saved: sql::saved_audiences(&mut tx, space).await? })
}
