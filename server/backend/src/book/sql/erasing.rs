//! The statements of erasing somebody, and of whose addresses nobody knows.

use crate::db::Tx;
use domain::{book::STAND_IN, *};
use sqlx::Result;

/// The row stays without a word: entries of other features name it.
pub async fn erase_contact(tx: &mut Tx, id: ContactId, now: Moment) -> Result<u64> {
    for text in [
        "delete from contact_addresses where contact_id = $1",
        "delete from book_keys where kind = 'contact' and entry_id = $1",
        "delete from book_values where entry_id = $1 and item_id in (select i.id from book_items i where i.entry_kind = 'contact')",
        "delete from book_group_members where entry_id = $1 and group_id in (select g.id from book_groups g where g.kind = 'contact')",
        "delete from book_import_rows where kind = 'contact' and entry_id = $1",
        "delete from book_merges where kind = 'contact' and (from_id = $1 or into_id = $1)",
        "delete from book_merge_people where contact_id = $1",
    ] {
        tx.query(text).bind(id).run().await?;
    }
    tx.query(
        "update contacts set company_id = null, code = '', code_key = '', name = $2, name_key = '', reading = '', sort_key = '', section = '', phone = '', \
         phone_key = '', opted_out_at = null, opted_out_by = null, version = version + 1, updated_at = $3, removed_at = $3, erased_at = $3 where id = $1",
    )
    .bind(id)
    .text(STAND_IN)
    .bind(now)
    .run()
    .await
}

/// Addresses of one page of a list that stand in somebody's card.
pub async fn known_of(tx: &mut Tx, space: SpaceId, keys: &[String]) -> Result<Vec<(String,)>> {
    let mut query = tx
        .query(
            "select distinct a.addr_key from contact_addresses a join contacts c on c.id = a.contact_id where a.space_id = $1 and a.addr_key in ($2, $3, $4, \
             $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, \
             $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51) and c.removed_at is null and c.merged_into is null \
             order by a.addr_key",
        )
        .bind(space);
    for place in 0..KNOWN_AT_ONCE {
        query = query.text(keys.get(place).map_or("", String::as_str));
    }
    query.all().await
}

pub const KNOWN_AT_ONCE: usize = 50;
