//! Conversations: lists, the page of one, and changes of status, assignee, confirmer and priority.
//! How mail moves them is in `work`; writing answers is in `drafts`.

mod change;
mod filing;
mod find;
mod page;
mod purge;
mod sql;
mod work;

pub(crate) use change::set;
pub use change::{change, done, restore, trash, undo};
pub(crate) use filing::refile;
pub use filing::set_folder;
pub use find::find;
pub use page::open;
pub use purge::purge;
pub use work::{
    MessageFacts, NewConversation, create, on_message, publish, record, refresh_draft_flag, refresh_failed_flag, set_assignee, set_class, set_status,
    target, touch,
};
pub(crate) use work::{Standing, mark_suspicious, on_letter_by_rule, standing};

use crate::{Cx, Result, folders};
use domain::{
    access::Viewing,
    conversations::{Assigned, ListQuery, PAGE, Page, View},
};

/// One page of a list, in the order that was asked for. A person with viewing `own` sees only what is assigned to them.
pub async fn list(cx: &Cx, query: &ListQuery) -> Result<Page> {
    let viewing = cx.who.viewing(query.mailbox)?;
    let only_mine = viewing == Viewing::Own || query.view == View::Mine;
    let assignee = match query.assignee {
        _ if only_mine => cx.who.user_id(),
        Some(Assigned::Nobody) => Some(sql::NOBODY),
        Some(Assigned::To(user)) => Some(user),
        None => None,
    };
    let query = &ListQuery { sort: query.sort.within(query.view), ..query.clone() };
    let mut tx = cx.desk.db.read().await?;
    let mut rows = match query.folder {
        None => sql::rows(&mut tx, query, assignee, None, cx.now).await?,
        Some(folder) => {
            // Each folder is a walk along an index of its own; neither engine puts several walks together by itself.
            let mut rows = Vec::new();
            for folder in folders::branch(&mut tx, query.mailbox, folder).await? {
                rows.extend(sql::rows(&mut tx, query, assignee, Some(folder), cx.now).await?);
            }
            rows.sort_by(|one, other| query.sort.compare(one, other));
            rows
        }
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| query.sort.place_of(row));
    Ok(Page { rows, next })
}

#[cfg(test)]
mod tests;
