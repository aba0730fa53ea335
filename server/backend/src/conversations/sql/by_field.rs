//! The statements of lists that are narrowed to a value of a field.
//!
//! Unfinished work and drafts are few: their own index is walked, and each row is asked for the value. Everything else is one walk
//! along the index of values, which knows when each conversation was last written to. Who has no value is asked of the rows: that is
//! no longer a short walk where nearly everybody of a long history has one.

use super::lists::{Asked, NOBODY, columns, names};
use crate::db::Tx;
use domain::{
    conversations::{ListQuery, PAGE, RowView, Sort, View},
    fields::FieldFilter,
    leases::EXPIRES_MINUTES,
    *,
};
use sqlx::Result;

/// Every text names every value. Assignee, status and folder narrow what the walk comes by.
macro_rules! text {
    ($from:literal, $condition:literal, $after:literal, $order:literal) => {
        concat!(
            columns!(),
            $from,
            names!(),
            " where c.mailbox_id = $2 and ($6 = -1 or coalesce(c.assignee_id, 0) = $6) and ($7 = 0 or c.status_id = $7) and ($11 = 0 or c.folder_id = $11)",
            $condition,
            $after,
            $order,
            " limit $8"
        )
    };
}

/// A walk along the list's own index; `$has` says of each row whether it fits.
macro_rules! walk {
    ($sort:expr, $condition:literal, $has:literal) => {
        match $sort {
            Sort::Oldest => {
                text!(" from conversations c ", $condition, $has, " and (c.last_at, c.id) > ($3, $4) and $5 = $5 order by c.last_at, c.id")
            }
            Sort::Newest => {
                text!(" from conversations c ", $condition, $has, " and (c.last_at, c.id) < ($3, $4) and $5 = $5 order by c.last_at desc, c.id desc")
            }
            Sort::Waiting => {
                text!(" from conversations c ", $condition, $has, " and (c.waits_from, c.id) > ($3, $4) and $5 = $5 order by c.waits_from, c.id")
            }
            Sort::Priority => text!(
                " from conversations c ",
                $condition,
                $has,
                " and (c.urgency, c.last_at, c.id) < ($5, $3, $4) order by c.urgency desc, c.last_at desc, c.id desc"
            ),
        }
    };
}

macro_rules! few {
    ($sort:expr, $none:expr, $condition:literal) => {
        if $none {
            walk!(
                $sort,
                $condition,
                " and $10 = $10 and not exists(select 1 from field_values v where v.conversation_id = c.id and v.field_id = $9 and v.choice >= 0)"
            )
        } else {
            walk!(
                $sort,
                $condition,
                " and exists(select 1 from field_values v where v.conversation_id = c.id and v.field_id = $9 and v.choice = $10)"
            )
        }
    };
}

/// A walk along the index of values.
macro_rules! many {
    ($sort:expr, $none:expr, $condition:literal) => {
        match $sort {
            _ if $none => few!($sort, true, $condition),
            Sort::Oldest => text!(
                " from field_values v join conversations c on c.id = v.conversation_id ",
                $condition,
                " and v.field_id = $9 and v.choice = $10 and (v.last_at, v.conversation_id) > ($3, $4) and $5 = $5",
                " order by v.last_at, v.conversation_id"
            ),
            Sort::Newest | Sort::Waiting | Sort::Priority => text!(
                " from field_values v join conversations c on c.id = v.conversation_id ",
                $condition,
                " and v.field_id = $9 and v.choice = $10 and (v.last_at, v.conversation_id) < ($3, $4) and $5 = $5",
                " order by v.last_at desc, v.conversation_id desc"
            ),
        }
    };
}

/// As [`super::rows`].
pub async fn rows(tx: &mut Tx, query: &ListQuery, filter: FieldFilter, folder: Option<FolderId>, asked: Asked) -> Result<Vec<RowView>> {
    let Asked { assignee, me, now, .. } = asked;
    let (sort, none) = (query.sort, filter.choice.is_none());
    let text = match query.view {
        View::Tray | View::Mine => few!(sort, none, " and c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null"),
        View::Unassigned => {
            few!(sort, none, " and c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null and c.assignee_id is null")
        }
        View::Today => few!(sort, none, " and c.class <> 'done' and c.trashed_at is null and c.snoozed_at is null and c.waits_from < $5"),
        View::Confirm => few!(sort, none, " and c.class <> 'done' and c.trashed_at is null"),
        View::Drafts => few!(sort, none, " and c.has_draft and c.trashed_at is null"),
        View::Snoozed => few!(sort, none, " and c.snoozed_at is not null and c.trashed_at is null"),
        View::All => many!(sort, none, " and c.trashed_at is null"),
        View::Sent => many!(sort, none, " and c.has_sent and c.trashed_at is null"),
        View::Trash => many!(sort, none, " and c.trashed_at is not null and not c.spam and c.merged_into is null"),
        View::Spam => many!(sort, none, " and c.spam and c.trashed_at is not null and c.merged_into is null"),
    };
    let before = query.before.unwrap_or(sort.start());
    tx.query(text)
        .bind(now.plus_minutes(-EXPIRES_MINUTES))
        .bind(query.mailbox)
        .bind(before.at)
        .bind(before.id)
        .bind(asked.fifth(query, before.rank))
        .bind(assignee.map_or(-1, |user| user.0))
        .bind(query.status.unwrap_or(StatusId(0)))
        .bind(PAGE as i64 + 1)
        .bind(filter.field)
        .bind(filter.choice.unwrap_or(NOBODY.0))
        .bind(folder.unwrap_or(FolderId(0)))
        .bind(if query.view == View::Confirm { me } else { NOBODY })
        .all()
        .await
}
