//! The page of one conversation: head, time line, drafts, lease.

use super::sql;
use crate::{Cx, Result, book, checks, comments, drafts, fields, history, leases, mailboxes, messages, priorities, threads};
use domain::{
    access::Target,
    addresses::Address,
    conversations::{ConversationView, EventKind, EventView, Item},
    snooze::SnoozeView,
    statuses::Class,
    *,
};
use std::collections::HashMap;

/// Everything the page shows, in one consistent read.
pub async fn open(cx: &Cx, id: ConversationId) -> Result<ConversationView> {
    let mut tx = cx.desk.db.read().await?;
    // What was joined with another one is shown there.
    let asked = id;
    let id = super::place_of(&mut tx, id).await?;
    let head = sql::head(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    cx.who.may_view(Target { mailbox_id: head.mailbox_id, assignee_id: head.assignee_id })?;

    let mut events = sql::events(&mut tx, id).await?;
    name_events(&mut tx, id, head.mailbox_id, &mut events).await?;
    fields::name_events(&mut tx, &mut events).await?;
    priorities::name_events(&mut tx, head.mailbox_id, &mut events).await?;
    let mut items: Vec<Item> = messages::of_conversation(&mut tx, id).await?.into_iter().map(Item::Message).collect();
    items.extend(comments::of_conversation(&mut tx, id).await?.into_iter().map(Item::Comment));
    // A comment and an arrived mail stand in the time line themselves.
    items.extend(events.into_iter().filter(|e| !matches!(e.kind, EventKind::Commented | EventKind::Arrived)).map(Item::Event));
    items.sort_by_key(Item::at);

    let space = mailboxes::space_of(&mut tx, head.mailbox_id).await?;
    Ok(ConversationView {
        id,
        number: head.number,
        mailbox_id: head.mailbox_id,
        subject: head.subject,
        status_id: head.status_id,
        class: head.class,
        assignee_id: head.assignee_id,
        assignee_name: head.assignee_name,
        confirmer_id: head.confirmer_id,
        confirmer_name: head.confirmer_name,
        priority: head.priority,
        waiting_since: head.waiting_since,
        trashed_at: head.trashed_at,
        version: head.version,
        lease: leases::of_conversation(&mut tx, cx, id).await?,
        drafts: drafts::of_conversation(&mut tx, id).await?,
        items,
        rights: cx.who.rights(head.mailbox_id),
        folder_id: head.folder_id,
        fields: fields::of_conversation(&mut tx, head.mailbox_id, id).await?,
        checking: checks::of_conversation(&mut tx, cx, id, head.mailbox_id).await?,
        others: history::others(&mut tx, cx, id, head.mailbox_id, &head.customer_addr).await?,
        undoable: threads::undoable(&mut tx, id).await?,
        sender: book::sender(&mut tx, cx, space, &head.customer_addr).await?,
        customer: Address { name: head.customer_name, addr: head.customer_addr },
        merged_from: (asked != id).then_some(asked),
        spam: head.spam,
        snooze: head.snoozed_at.map(|since| SnoozeView { since, until: head.snoozed_until, by_name: head.snoozed_name, reason: head.snooze_reason }),
    })
}

/// Ids become names as they read today. A standard status is given as `:class`, for the screen to say it in the reader's language.
async fn name_events(tx: &mut crate::db::Tx, id: ConversationId, mailbox: MailboxId, events: &mut [EventView]) -> Result<()> {
    let statuses: HashMap<String, String> = sql::status_names(tx, mailbox)
        .await?
        .into_iter()
        .chain(sql::statuses_of_events(tx, id, mailbox).await?)
        .map(|(id, name, class): (StatusId, String, Class)| (id.to_string(), if name.is_empty() { format!(":{class}") } else { name }))
        .collect();
    let people: HashMap<String, String> = sql::people_of_events(tx, id).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    for event in events {
        let names = match event.kind {
            EventKind::Status | EventKind::Reopened => &statuses,
            EventKind::Assignee | EventKind::Confirmer | EventKind::CheckAsked => &people,
            _ => continue,
        };
        // Of a check that was asked for, `before` is a number.
        let before = (event.kind != EventKind::CheckAsked).then_some(&mut event.before);
        for side in before.into_iter().chain([&mut event.after]) {
            if !side.is_empty() {
                *side = names.get(side.as_str()).cloned().unwrap_or_else(|| "?".to_owned());
            }
        }
    }
    Ok(())
}
