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

/// Every text names every value, because an engine refuses those that its text does not name.
macro_rules! text {
    ($condition:literal, $filter:literal, $after:literal, $order:literal) => {
        concat!(
            "select c.id, c.number, c.subject, c.customer_name, c.customer_addr, c.snippet, c.language, c.status_id, c.class, \
             c.assignee_id, a.name as assignee_name, c.confirmer_id, f.name as confirmer_name, c.priority, c.last_at, c.waiting_since, c.messages, c.comments, \
             c.has_attachment, c.has_draft, c.has_failed, c.automatic, c.suspicious, w.name as replying_name, c.version, \
             c.snoozed_at, c.snoozed_until, c.snooze_reason, z.name as snoozed_name \
             from conversations c \
             left join users a on a.id = c.assignee_id \
             left join users f on f.id = c.confirmer_id \
             left join leases l on l.conversation_id = c.id and l.seen_at >= $1 \
             left join users w on w.id = l.user_id \
             left join users z on z.id = c.snoozed_by \
             where c.mailbox_id = $2 and ",
            $condition,
            $filter,
            $after,
            $order,
            " limit $8"
        )
    };
}

macro_rules! sorted {
    // By time: every list has an index for it, walked from either end.
    (time $sort:expr, $condition:literal, $filter:literal) => {
        match $sort {
            Sort::Oldest => text!($condition, $filter, " and (c.last_at, c.id) > ($3, $4) and $5 = $5", " order by c.last_at, c.id"),
            Sort::Newest | Sort::Waiting | Sort::Priority => {
                text!($condition, $filter, " and (c.last_at, c.id) < ($3, $4) and $5 = $5", " order by c.last_at desc, c.id desc")
            }
        }
    };
    // Unfinished work also by what is urgent and by who waits.
    (work $sort:expr, $condition:literal, $filter:literal) => {
        match $sort {
            Sort::Waiting => text!($condition, $filter, " and (c.waits_from, c.id) > ($3, $4) and $5 = $5", " order by c.waits_from, c.id"),
            Sort::Priority => text!(
                $condition,
                $filter,
                " and (c.urgency, c.last_at, c.id) < ($5, $3, $4)",
                " order by c.urgency desc, c.last_at desc, c.id desc"
            ),
            sort => sorted!(time sort, $condition, $filter),
        }
    };
}

/// Narrowed to a person, to nobody, to a status.
macro_rules! list {
    ($kind:ident $sort:expr, $filters:expr, $condition:literal) => {
        match $filters {
            (None, false) => sorted!($kind $sort, $condition, " and $6 = $6 and $7 = $7"),
            (None, true) => sorted!($kind $sort, $condition, " and $6 = $6 and c.status_id = $7"),
            (Some(true), false) => sorted!($kind $sort, $condition, " and c.assignee_id is null and $6 = $6 and $7 = $7"),
            (Some(true), true) => sorted!($kind $sort, $condition, " and c.assignee_id is null and $6 = $6 and c.status_id = $7"),
            (Some(false), false) => sorted!($kind $sort, $condition, " and c.assignee_id = $6 and $7 = $7"),
            (Some(false), true) => sorted!($kind $sort, $condition, " and c.assignee_id = $6 and c.status_id = $7"),
        }
    };
}

/// One more than a page, to know whether there is a next one. `query.sort` is one that the list offers.
pub async fn rows(tx: &mut Tx, query: &ListQuery, assignee: Option<UserId>, now: Moment) -> Result<Vec<RowView>> {
    let sort = query.sort;
    let filters = (assignee.map(|id| id == NOBODY), query.status.is_some());
    let text = match query.view {
        View::Tray | View::Mine => list!(work sort, filters, "c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null"),
        View::Unassigned => {
            list!(work sort, filters, "c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null and c.assignee_id is null")
        }
        View::All => list!(time sort, filters, "c.trashed_at is null"),
        View::Sent => list!(time sort, filters, "c.has_sent and c.trashed_at is null"),
        View::Drafts => list!(time sort, filters, "c.has_draft and c.trashed_at is null"),
        View::Trash => list!(time sort, filters, "c.trashed_at is not null and not c.spam and c.merged_into is null"),
        View::Snoozed => list!(time sort, filters, "c.snoozed_at is not null and c.trashed_at is null"),
        View::Spam => list!(time sort, filters, "c.spam and c.trashed_at is not null and c.merged_into is null"),
    };
    let before = query.before.unwrap_or(sort.start());
    tx.query(text)
        .bind(now.plus_minutes(-EXPIRES_MINUTES))
        .bind(query.mailbox)
        .bind(before.at)
        .bind(before.id)
        .bind(before.rank)
        .bind(assignee.unwrap_or(NOBODY))
        .bind(query.status.unwrap_or(StatusId(0)))
        .bind(PAGE as i64 + 1)
        .all()
        .await
}
