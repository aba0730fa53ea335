//! The statements of what entries have in the space's own items.

use super::super::values::ValueRow;
use crate::db::Tx;
use domain::{
    book::{EntryKind, LINES},
    fold::fold,
    *,
};
use sqlx::Result;

macro_rules! values {
    ($condition:literal) => {
        concat!(
            "select v.entry_id, i.id as item_id, i.name, i.kind, v.choice, coalesce(o.name, u.name, v.text) as text from book_items i \
             join book_values v on v.item_id = i.id left join book_item_options o on o.id = v.choice and i.kind in ('menu', 'multi') \
             left join users u on u.id = v.choice and i.kind = 'person' where i.space_id = $1 and i.entry_kind = $2 and i.removed_at is null and ",
            $condition,
            " order by v.entry_id, i.position, i.id, o.position, v.choice"
        )
    };
}

pub async fn values_of(tx: &mut Tx, space: SpaceId, kind: EntryKind, entry: i64) -> Result<Vec<ValueRow>> {
    tx.query(values!("v.entry_id = $3")).bind(space).bind(kind).bind(entry).all().await
}

/// Of one page of a list, what its columns show. No entry has the number of a place that stays empty.
pub async fn listed_values(tx: &mut Tx, space: SpaceId, kind: EntryKind, entries: &[i64]) -> Result<Vec<ValueRow>> {
    let mut query = tx
        .query(values!(
            "i.listed and v.entry_id in ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, \
             $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52)"
        ))
        .bind(space)
        .bind(kind);
    for place in 0..LINES {
        query = query.bind(entries.get(place).copied().unwrap_or(0));
    }
    query.all().await
}

pub async fn drop_values(tx: &mut Tx, space: SpaceId, kind: EntryKind, entry: i64) -> Result<u64> {
    tx.query(
        "delete from book_values where entry_id = $3 and item_id in (select i.id from book_items i where i.space_id = $1 and i.entry_kind = $2 \
         and i.removed_at is null)",
    )
    .bind(space)
    .bind(kind)
    .bind(entry)
    .run()
    .await
}

pub async fn put_value(tx: &mut Tx, item: BookItemId, entry: i64, choice: i64, text: &str) -> Result<u64> {
    tx.query("insert into book_values(item_id, entry_id, choice, text, text_key) values($1, $2, $3, $4, $5)")
        .bind(item)
        .bind(entry)
        .bind(choice)
        .text(text)
        // An index holds a stretch of what is written: enough to tell one from another, and never too long for it.
        .text(&fold(text).chars().take(200).collect::<String>())
        .run()
        .await
}

/// Whether another entry has this in an item, which are not in the trash.
pub async fn is_taken(tx: &mut Tx, kind: EntryKind, item: BookItemId, entry: i64, text: &str) -> Result<bool> {
    let others = match kind {
        EntryKind::Company => {
            "select v.entry_id from book_values v join companies e on e.id = v.entry_id where v.item_id = $1 and v.text_key = $2 and v.entry_id <> $3 \
             and e.removed_at is null and e.merged_into is null limit 1"
        }
        EntryKind::Contact => {
            "select v.entry_id from book_values v join contacts e on e.id = v.entry_id where v.item_id = $1 and v.text_key = $2 and v.entry_id <> $3 \
             and e.removed_at is null and e.merged_into is null limit 1"
        }
    };
    let found: Option<(i64,)> = tx.query(others).bind(item).text(&fold(text).chars().take(200).collect::<String>()).bind(entry).maybe().await?;
    Ok(found.is_some())
}

pub async fn is_person(tx: &mut Tx, id: UserId) -> Result<bool> {
    let found: Option<(UserId,)> = tx.query("select id from users where id = $1").bind(id).maybe().await?;
    Ok(found.is_some())
}
