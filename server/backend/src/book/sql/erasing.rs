//! The statements of erasing somebody, and of whose addresses nobody knows.

use crate::db::Tx;
use domain::{
    book::{ErasureState, MailsFate, STAND_IN},
    *,
};
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

/// In this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A conversation that goes.
    Conversation = 1,
    /// A mail that stays without them.
    Mail = 2,
    /// What stands around the mails of a conversation.
    Head = 3,
}

pub struct NewErasure<'a> {
    pub space: SpaceId,
    pub contact: ContactId,
    pub mails: MailsFate,
    pub wanted: &'a str,
    pub total: i64,
    pub by: Option<UserId>,
    pub at: Moment,
}

pub async fn insert_erasure(tx: &mut Tx, new: &NewErasure<'_>) -> Result<ErasureId> {
    tx.query(
        "insert into book_erasures(space_id, contact_id, mails, wanted, total, created_by, created_at, beat_at) \
         values($1, $2, $3, $4, $5, $6, $7, $7) returning id",
    )
    .bind(new.space)
    .bind(new.contact)
    .bind(new.mails)
    .text(new.wanted)
    .bind(new.total)
    .bind(new.by)
    .bind(new.at)
    .one()
    .await
    .map(|(id,)| id)
}

/// 0 rows: it is there already.
pub async fn insert_step(tx: &mut Tx, id: ErasureId, turn: Turn, target: i64) -> Result<u64> {
    tx.query("insert into book_erasure_steps(erasure_id, turn, target_id) values($1, $2, $3) on conflict do nothing")
        .bind(id)
        .bind(turn as i64)
        .bind(target)
        .run()
        .await
}

#[derive(sqlx::FromRow)]
pub struct Erasure {
    pub space_id: SpaceId,
    pub contact_id: ContactId,
    pub wanted: String,
}

/// One that is not over.
pub async fn erasure(tx: &mut Tx, id: ErasureId) -> Result<Option<Erasure>> {
    tx.query("select space_id, contact_id, wanted from book_erasures where id = $1 and finished_at is null").bind(id).maybe().await
}

pub async fn erasure_state(tx: &mut Tx, id: ErasureId) -> Result<ErasureState> {
    tx.query("select total, done from book_erasures where id = $1").bind(id).one().await
}

pub async fn open_erasures(tx: &mut Tx) -> Result<Vec<ErasureState>> {
    tx.query("select total, done from book_erasures where finished_at is null order by id").all().await
}

/// Those that nobody has worked on since.
pub async fn silent_erasures(tx: &mut Tx, since: Moment) -> Result<Vec<(ErasureId,)>> {
    tx.query("select id from book_erasures where finished_at is null and beat_at < $1 order by id").bind(since).all().await
}

pub async fn steps(tx: &mut Tx, id: ErasureId, limit: i64) -> Result<Vec<(Turn, i64)>> {
    let rows: Vec<(i64, i64)> = tx
        .query("select turn, target_id from book_erasure_steps where erasure_id = $1 order by turn, target_id limit $2")
        .bind(id)
        .bind(limit)
        .all()
        .await?;
    let turn = |turn| match turn {
        1 => Turn::Conversation,
        2 => Turn::Mail,
        _ => Turn::Head,
    };
    Ok(rows.into_iter().map(|(place, target)| (turn(place), target)).collect())
}

/// 0 rows: somebody else did it.
pub async fn remove_step(tx: &mut Tx, id: ErasureId, turn: Turn, target: i64) -> Result<u64> {
    tx.query("delete from book_erasure_steps where erasure_id = $1 and turn = $2 and target_id = $3")
        .bind(id)
        .bind(turn as i64)
        .bind(target)
        .run()
        .await
}

/// 0 rows: it is over.
pub async fn beat_erasure(tx: &mut Tx, id: ErasureId, now: Moment) -> Result<u64> {
    tx.query("update book_erasures set beat_at = $2 where id = $1 and finished_at is null").bind(id).bind(now).run().await
}

pub async fn count_step(tx: &mut Tx, id: ErasureId) -> Result<u64> {
    tx.query("update book_erasures set done = done + 1 where id = $1").bind(id).run().await
}

pub async fn count_more(tx: &mut Tx, id: ErasureId) -> Result<u64> {
    tx.query("update book_erasures set total = total + 1 where id = $1").bind(id).run().await
}

/// What was looked for is forgotten.
pub async fn finish_erasure(tx: &mut Tx, id: ErasureId, now: Moment) -> Result<u64> {
    tx.query("update book_erasures set wanted = '', finished_at = $2 where id = $1").bind(id).bind(now).run().await
}
