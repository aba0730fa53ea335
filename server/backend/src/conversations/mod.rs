//! Conversations: lists, the page of one, and changes of status, assignee, confirmer and priority.
//! How mail moves them is in `work`; writing answers is in `drafts`.

mod change;
mod export;
mod filing;
mod find;
mod follow;
mod imported;
mod page;
mod purge;
mod redact;
mod snooze;
mod spam;
mod sql;
mod work;

pub(crate) use change::set;
pub use change::{change, done, restore, trash, undo};
pub use export::{begin_export, export_page};
pub(crate) use filing::refile;
pub use filing::set_folder;
pub use find::find;
pub(crate) use follow::{Followed, Following, follow_status};
pub(crate) use imported::{Begun, begin_imported, give_imported, on_imported, record_of, trash_imported};
pub use page::open;
pub use purge::purge;
pub(crate) use redact::{erase, mailbox_of, of_customer, redact};
pub use snooze::{snooze, wake, wake_due};
pub use spam::{mark_spam, not_spam, spam};
pub(crate) use work::hand_to_confirm;
pub(crate) use work::move_to;
pub use work::{
    MessageFacts, NewConversation, create, on_message, place_of, publish, record, recount, refresh_draft_flag, refresh_failed_flag, set_assignee,
    set_class, set_status, target, touch,
};
pub(crate) use work::{Standing, mark_suspicious, on_letter_by_rule, standing};
pub(crate) use work::{check_worker, standard_status};
pub(crate) use work::{next_number, still_waiting, unanswered_since, works_in};

use crate::{Cx, Result, book, db::Tx, fields, folders, hours, mailboxes};
use domain::{
    MailboxId,
    access::Viewing,
    conversations::{Assigned, ListQuery, PAGE, Page, RowView, View},
    fold::fold,
};

/// One page of a list, in the order that was asked for. A person with viewing `own` sees only what is assigned to them.
pub async fn list(cx: &Cx, query: &ListQuery) -> Result<Page> {
    list_with(cx, query, false).await
}

/// `all_fields`: those that are no columns too.
async fn list_with(cx: &Cx, query: &ListQuery, all_fields: bool) -> Result<Page> {
    let viewing = cx.who.viewing(query.mailbox)?;
    let only_mine = viewing == Viewing::Own || query.view == View::Mine;
    let assignee = match query.assignee {
        _ if only_mine => cx.who.user_id(),
        _ if query.view == View::Confirm => None,
        Some(Assigned::Nobody) => Some(sql::NOBODY),
        Some(Assigned::To(user)) => Some(user),
        None => None,
    };
    let query = &ListQuery { sort: query.sort.within(query.view), ..query.clone() };
    let me = cx.who.user_id().unwrap_or(sql::NOBODY);
    let mut tx = cx.desk.db.read().await?;
    let today = if query.view == View::Today { hours::cut_off(&mut tx, query.mailbox, cx.now).await? } else { cx.now };
    let asked = sql::Asked { assignee, me, now: cx.now, today };
    let mut rows = match query.folder {
        None => sql::rows(&mut tx, query, None, asked).await?,
        Some(folder) => {
            // Each folder is a walk along an index of its own; neither engine puts several walks together by itself.
            let mut rows = Vec::new();
            for folder in folders::branch(&mut tx, query.mailbox, folder).await? {
                rows.extend(sql::rows(&mut tx, query, Some(folder), asked).await?);
            }
            rows.sort_by(|one, other| query.sort.compare(one, other));
            rows
        }
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| query.sort.place_of(row));
    mark_unknown(&mut tx, cx, query.mailbox, &mut rows).await?;
    let columns = fields::columns(&mut tx, query.mailbox, all_fields).await?;
    if !columns.is_empty() {
        fields::of_rows(&mut tx, query.mailbox, &mut rows, all_fields).await?;
    }
    Ok(Page { rows, next, columns })
}

/// Senders of whom the address book has no card, for whoever may read in it: one question for the page, none for a row.
async fn mark_unknown(tx: &mut Tx, cx: &Cx, mailbox: MailboxId, rows: &mut [RowView]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let space = mailboxes::space_of(tx, mailbox).await?;
    if cx.who.may_see_space(space).is_err() {
        return Ok(());
    }
    let addresses: Vec<&str> = rows.iter().filter(|row| !row.automatic).map(|row| row.customer_addr.as_str()).collect();
    let unknown = book::unknown(tx, space, &addresses).await?;
    for row in rows {
        row.unknown = !row.automatic && unknown.contains(&fold(&row.customer_addr));
    }
    Ok(())
}

#[cfg(test)]
mod snooze_tests;
#[cfg(test)]
mod tests;
