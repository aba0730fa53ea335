//! Statements that write many rows at once. Their texts are fixed: what is missing at the end of the last one is its last row again.

use crate::db::Tx;
use domain::{book::EntryKind, fold::fold, history::company_of, *};
use sqlx::Result;

/// Rows of a statement, by how much each of them carries.
const FEW: usize = 16;
const MANY: usize = 32;

/// The rows of the next statement, as many as its text has.
fn filled<T>(some: &[T], number: usize) -> impl Iterator<Item = &T> {
    (0..number).filter_map(|place| some.get(place.min(some.len() - 1)))
}

/// Gives entries keys by which they are found: the entry, and a key.
pub async fn put_keys(tx: &mut Tx, space: SpaceId, kind: EntryKind, keys: &[(i64, &str)]) -> Result<()> {
    for some in keys.chunks(MANY) {
        let query = tx
            .query(
                "insert into book_keys(space_id, kind, entry_id, key) values ($1, $2, $3, $4), ($1, $2, $5, $6), ($1, $2, $7, $8), ($1, $2, $9, \
                 $10), ($1, $2, $11, $12), ($1, $2, $13, $14), ($1, $2, $15, $16), ($1, $2, $17, $18), ($1, $2, $19, $20), ($1, $2, $21, $22), \
                 ($1, $2, $23, $24), ($1, $2, $25, $26), ($1, $2, $27, $28), ($1, $2, $29, $30), ($1, $2, $31, $32), ($1, $2, $33, $34), ($1, $2, \
                 $35, $36), ($1, $2, $37, $38), ($1, $2, $39, $40), ($1, $2, $41, $42), ($1, $2, $43, $44), ($1, $2, $45, $46), ($1, $2, $47, \
                 $48), ($1, $2, $49, $50), ($1, $2, $51, $52), ($1, $2, $53, $54), ($1, $2, $55, $56), ($1, $2, $57, $58), ($1, $2, $59, $60), \
                 ($1, $2, $61, $62), ($1, $2, $63, $64), ($1, $2, $65, $66) on conflict do nothing",
            )
            .bind(space)
            .bind(kind);
        filled(some, MANY).fold(query, |query, (entry, key)| query.bind(*entry).text(key)).run().await?;
    }
    Ok(())
}

/// Gives people addresses: whose, at which place, and what it is.
pub async fn put_addresses(tx: &mut Tx, space: SpaceId, addresses: &[(ContactId, usize, &str)]) -> Result<()> {
    for some in addresses.chunks(FEW) {
        let query = tx
            .query(
                "insert into contact_addresses(space_id, contact_id, position, addr, addr_key, domain_key) values ($1, $2, $3, $4, $5, $6), ($1, \
                 $7, $8, $9, $10, $11), ($1, $12, $13, $14, $15, $16), ($1, $17, $18, $19, $20, $21), ($1, $22, $23, $24, $25, $26), ($1, $27, \
                 $28, $29, $30, $31), ($1, $32, $33, $34, $35, $36), ($1, $37, $38, $39, $40, $41), ($1, $42, $43, $44, $45, $46), ($1, $47, $48, \
                 $49, $50, $51), ($1, $52, $53, $54, $55, $56), ($1, $57, $58, $59, $60, $61), ($1, $62, $63, $64, $65, $66), ($1, $67, $68, $69, \
                 $70, $71), ($1, $72, $73, $74, $75, $76), ($1, $77, $78, $79, $80, $81) on conflict do nothing",
            )
            .bind(space);
        let bound = filled(some, FEW).fold(query, |query, (id, position, addr)| {
            query.bind(*id).bind(*position as i64).text(addr).text(&fold(addr)).text(&company_of(addr).unwrap_or_default())
        });
        bound.run().await?;
    }
    Ok(())
}

/// Puts entries into groups. Nothing where a group is none of this space and kind.
pub async fn join_groups(tx: &mut Tx, space: SpaceId, kind: EntryKind, members: &[(BookGroupId, i64)]) -> Result<()> {
    for some in members.chunks(FEW) {
        let query = tx
            .query(
                "with wanted(group_id, entry_id) as (values (cast($3 as bigint), cast($4 as bigint)), (cast($5 as bigint), cast($6 as bigint)), \
                 (cast($7 as bigint), cast($8 as bigint)), (cast($9 as bigint), cast($10 as bigint)), (cast($11 as bigint), cast($12 as bigint)), \
                 (cast($13 as bigint), cast($14 as bigint)), (cast($15 as bigint), cast($16 as bigint)), (cast($17 as bigint), cast($18 as \
                 bigint)), (cast($19 as bigint), cast($20 as bigint)), (cast($21 as bigint), cast($22 as bigint)), (cast($23 as bigint), cast($24 \
                 as bigint)), (cast($25 as bigint), cast($26 as bigint)), (cast($27 as bigint), cast($28 as bigint)), (cast($29 as bigint), \
                 cast($30 as bigint)), (cast($31 as bigint), cast($32 as bigint)), (cast($33 as bigint), cast($34 as bigint))) insert into \
                 book_group_members(group_id, entry_id) select g.id, w.entry_id from wanted w join book_groups g on g.id = w.group_id and \
                 g.space_id = $1 and g.kind = $2 where true on conflict do nothing",
            )
            .bind(space)
            .bind(kind);
        filled(some, FEW).fold(query, |query, (group, entry)| query.bind(*group).bind(*entry)).run().await?;
    }
    Ok(())
}

/// Notes what an import added.
pub async fn note_added(tx: &mut Tx, import: ImportId, kind: EntryKind, entries: &[i64]) -> Result<()> {
    for some in entries.chunks(MANY) {
        let query = tx
            .query(
                "insert into book_import_rows(import_id, kind, entry_id, before, version) values ($1, $2, $3, '', 1), ($1, $2, $4, '', 1), ($1, \
                 $2, $5, '', 1), ($1, $2, $6, '', 1), ($1, $2, $7, '', 1), ($1, $2, $8, '', 1), ($1, $2, $9, '', 1), ($1, $2, $10, '', 1), ($1, \
                 $2, $11, '', 1), ($1, $2, $12, '', 1), ($1, $2, $13, '', 1), ($1, $2, $14, '', 1), ($1, $2, $15, '', 1), ($1, $2, $16, '', 1), \
                 ($1, $2, $17, '', 1), ($1, $2, $18, '', 1), ($1, $2, $19, '', 1), ($1, $2, $20, '', 1), ($1, $2, $21, '', 1), ($1, $2, $22, '', \
                 1), ($1, $2, $23, '', 1), ($1, $2, $24, '', 1), ($1, $2, $25, '', 1), ($1, $2, $26, '', 1), ($1, $2, $27, '', 1), ($1, $2, $28, \
                 '', 1), ($1, $2, $29, '', 1), ($1, $2, $30, '', 1), ($1, $2, $31, '', 1), ($1, $2, $32, '', 1), ($1, $2, $33, '', 1), ($1, $2, \
                 $34, '', 1) on conflict do nothing",
            )
            .bind(import)
            .bind(kind);
        filled(some, MANY).fold(query, |query, entry| query.bind(*entry)).run().await?;
    }
    Ok(())
}
