//! The statements of lists: one text per list, filter and order, so that each is one walk along one index. A condition that may
//! be absent never is.

use crate::db::Tx;
use domain::{
    conversations::{ListQuery, PAGE, RowView, Sort, View},
    leases::EXPIRES_MINUTES,
    *,
};
use sqlx::Result;

/// What stands for conversations of nobody: no person has this id.
pub const NOBODY: UserId = UserId(0);

/// What a row of a list shows.
macro_rules! columns {
    () => {
        "select c.id, c.number, c.subject, c.customer_name, c.customer_addr, c.language, c.status_id, c.class, \
         c.assignee_id, a.name as assignee_name, c.confirmer_id, f.name as confirmer_name, c.priority, c.last_at, c.waiting_since, c.messages, c.comments, \
         c.has_attachment, c.has_draft, c.has_failed, c.automatic, c.suspicious, w.name as replying_name, c.check_state, c.scheduled_at, c.version, c.folder_id, \
         c.snoozed_at, c.snoozed_until, c.snooze_reason, z.name as snoozed_name"
    };
}
pub(super) use columns;

/// Where its names come from.
macro_rules! names {
    () => {
        "left join users a on a.id = c.assignee_id \
         left join users f on f.id = c.confirmer_id \
         left join leases l on l.conversation_id = c.id and l.seen_at >= $1 \
         left join users w on w.id = l.user_id \
         left join users z on z.id = c.snoozed_by"
    };
}
pub(super) use names;

/// Every text names every value, because an engine refuses those that its text does not name.
macro_rules! text {
    ($place:literal, $condition:literal, $filter:literal, $after:literal, $order:literal) => {
        concat!(columns!(), " from conversations c ", names!(), " where ", $place, " and ", $condition, $filter, $after, $order, " limit $8")
    };
}

macro_rules! sorted {
    // By time: every list has an index for it, walked from either end.
    (time $sort:expr, $place:literal, $condition:literal, $filter:literal) => {
        match $sort {
            Sort::Oldest => text!($place, $condition, $filter, " and (c.last_at, c.id) > ($3, $4) and $5 = $5", " order by c.last_at, c.id"),
            Sort::Newest | Sort::Waiting | Sort::Priority => {
                text!($place, $condition, $filter, " and (c.last_at, c.id) < ($3, $4) and $5 = $5", " order by c.last_at desc, c.id desc")
            }
        }
    };
    // Unfinished work also by what is urgent and by who waits.
    (work $sort:expr, $place:literal, $condition:literal, $filter:literal) => {
        match $sort {
            Sort::Waiting => text!($place, $condition, $filter, " and (c.waits_from, c.id) > ($3, $4) and $5 = $5", " order by c.waits_from, c.id"),
            Sort::Priority => text!(
                $place,
                $condition,
                $filter,
                " and (c.urgency, c.last_at, c.id) < ($5, $3, $4)",
                " order by c.urgency desc, c.last_at desc, c.id desc"
            ),
            sort => sorted!(time sort, $place, $condition, $filter),
        }
    };
}

/// Narrowed to a person, to nobody, to a status.
macro_rules! narrowed {
    ($kind:ident $sort:expr, $filters:expr, $place:literal, $condition:literal) => {
        match $filters {
            (None, false) => sorted!($kind $sort, $place, $condition, " and $6 = $6 and $7 = $7"),
            (None, true) => sorted!($kind $sort, $place, $condition, " and $6 = $6 and c.status_id = $7"),
            (Some(true), false) => sorted!($kind $sort, $place, $condition, " and c.assignee_id is null and $6 = $6 and $7 = $7"),
            (Some(true), true) => sorted!($kind $sort, $place, $condition, " and c.assignee_id is null and $6 = $6 and c.status_id = $7"),
            (Some(false), false) => sorted!($kind $sort, $place, $condition, " and c.assignee_id = $6 and $7 = $7"),
            (Some(false), true) => sorted!($kind $sort, $place, $condition, " and c.assignee_id = $6 and c.status_id = $7"),
        }
    };
}

/// Of the whole mailbox, or of one folder. What is unfinished, written or thrown away is few: there the list is walked and the
/// folder looked at; everywhere else the folder is walked. The sign before a column keeps its index out of it.
macro_rules! list {
    (work $sort:expr, $filters:expr, $filed:expr, $condition:literal) => {
        match $filed {
            false => narrowed!(work $sort, $filters, "c.mailbox_id = $2 and $9 = $9", $condition),
            true => narrowed!(work $sort, $filters, "c.mailbox_id = $2 and +c.folder_id = $9", $condition),
        }
    };
    (few $sort:expr, $filters:expr, $filed:expr, $condition:literal) => {
        match $filed {
            false => narrowed!(time $sort, $filters, "c.mailbox_id = $2 and $9 = $9", $condition),
            true => narrowed!(time $sort, $filters, "c.mailbox_id = $2 and +c.folder_id = $9", $condition),
        }
    };
    (many $sort:expr, $filters:expr, $filed:expr, $condition:literal) => {
        match $filed {
            false => narrowed!(time $sort, $filters, "c.mailbox_id = $2 and $9 = $9", $condition),
            true => narrowed!(time $sort, $filters, "+c.mailbox_id = $2 and c.folder_id = $9", $condition),
        }
    };
}

/// What a list is asked for besides its address.
#[derive(Clone, Copy)]
pub struct Asked {
    pub assignee: Option<UserId>,
    /// Whose list of what is to be confirmed it is.
    pub me: UserId,
    pub now: Moment,
    /// Until when what waits is to be answered on this day.
    pub today: Moment,
}

impl Asked {
    /// What every text compares as fifth value: the rank of the row before, or, in the one list without ranks, the hour of the day.
    pub fn fifth(self, query: &ListQuery, rank: i64) -> i64 {
        if query.view == View::Today { self.today.0 } else { rank }
    }
}

/// One more than a page, to know whether there is a next one. `query.sort` is one that the list offers.
pub async fn rows(tx: &mut Tx, query: &ListQuery, folder: Option<FolderId>, asked: Asked) -> Result<Vec<RowView>> {
    if let Some(filter) = query.field {
        return super::by_field::rows(tx, query, filter, folder, asked).await;
    }
    let Asked { assignee, me, now, .. } = asked;
    let sort = query.sort;
    let filters = (assignee.map(|id| id == NOBODY), query.status.is_some());
    let filed = folder.is_some();
    let text = match query.view {
        View::Tray | View::Mine => list!(work sort, filters, filed, "c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null"),
        View::Unassigned => {
            list!(work sort, filters, filed, "c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null and c.assignee_id is null")
        }
        View::Today => list!(work sort, filters, filed, "c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null and c.waits_from < $5"),
        View::All => list!(many sort, filters, filed, "c.trashed_at is null"),
        View::Sent => list!(many sort, filters, filed, "c.has_sent and c.trashed_at is null"),
        View::Drafts => list!(few sort, filters, filed, "c.has_draft and c.trashed_at is null"),
        View::Trash => list!(few sort, filters, filed, "c.trashed_at is not null and not c.spam and c.merged_into is null"),
        View::Snoozed => list!(few sort, filters, filed, "c.snoozed_at is not null and c.trashed_at is null"),
        View::Spam => list!(few sort, filters, filed, "c.spam and c.trashed_at is not null and c.merged_into is null"),
        // Narrowed to nobody else but the person who asks, so that one value says both.
        View::Confirm => list!(few sort, filters, filed, "c.class <> 'done' and c.trashed_at is null and c.confirmer_id = $6"),
    };
    let before = query.before.unwrap_or(sort.start());
    tx.query(text)
        .bind(now.plus_minutes(-EXPIRES_MINUTES))
        .bind(query.mailbox)
        .bind(before.at)
        .bind(before.id)
        .bind(asked.fifth(query, before.rank))
        .bind(assignee.unwrap_or(me))
        .bind(query.status.unwrap_or(StatusId(0)))
        .bind(PAGE as i64 + 1)
        .bind(folder.unwrap_or(FolderId(0)))
        .all()
        .await
}
