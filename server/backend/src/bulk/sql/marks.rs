//! The statements of addresses that get no bulk mail, and of the people of the address book who have them.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn mark(tx: &mut Tx, space: SpaceId, addr_key: &str, kind: &str, at: Moment, detail: &str) -> Result<u64> {
    tx.query(
        "insert into bulk_marks(space_id, addr_key, kind, at, detail) values($1, $2, $3, $4, $5) \
         on conflict(space_id, addr_key, kind) do update set at = excluded.at, detail = excluded.detail",
    )
    .bind(space)
    .text(addr_key)
    .text(kind)
    .bind(at)
    .text(detail)
    .run()
    .await
}

/// Everybody in the address book who has this address.
pub async fn opt_contacts_out(tx: &mut Tx, space: SpaceId, addr_key: &str, at: Moment) -> Result<u64> {
    tx.query(
        "update contacts set opted_out_at = $3, opted_out_by = 'link', version = version + 1, updated_at = $3 where opted_out_at is null \
         and id in (select a.contact_id from contact_addresses a where a.space_id = $1 and a.addr_key = $2)",
    )
    .bind(space)
    .text(addr_key)
    .bind(at)
    .run()
    .await
}

/// Whoever is on a list and opted out: as a contact, or by an address. A contact that was there when its address opted out and
/// is not marked has been asked for again by hand; one that came later has not.
pub async fn leave_out_opted_out(tx: &mut Tx, mail: BulkMailId, space: SpaceId) -> Result<u64> {
    tx.query(
        "update bulk_recipients set state = 'excluded', reason = 'opted-out' where bulk_mail_id = $1 and state in ('listed', 'waiting') and not is_test and ( \
         exists(select 1 from contact_addresses a join contacts c on c.id = a.contact_id where a.space_id = $2 and a.addr_key = bulk_recipients.addr_key \
         and c.opted_out_at is not null and c.removed_at is null and c.merged_into is null) \
         or exists(select 1 from bulk_marks k where k.space_id = $2 and k.addr_key = bulk_recipients.addr_key and k.kind = 'opted-out' \
         and not exists(select 1 from contact_addresses a join contacts c on c.id = a.contact_id where a.space_id = $2 \
         and a.addr_key = bulk_recipients.addr_key and c.created_at <= k.at and c.opted_out_at is null and c.removed_at is null and c.merged_into is null)))",
    )
    .bind(mail)
    .bind(space)
    .run()
    .await
}

/// Whoever is on a list and whose address was wrong since `since`.
pub async fn leave_out_bounced(tx: &mut Tx, mail: BulkMailId, space: SpaceId, since: Moment) -> Result<u64> {
    tx.query(
        "update bulk_recipients set state = 'excluded', reason = 'bounced' where bulk_mail_id = $1 and state = 'listed' and not is_test and \
         exists(select 1 from bulk_marks k where k.space_id = $2 and k.addr_key = bulk_recipients.addr_key and k.kind = 'bounced' and k.at >= $3)",
    )
    .bind(mail)
    .bind(space)
    .bind(since)
    .run()
    .await
}

/// What was being sent to an address that has just opted out; answers of which bulk mails.
pub async fn leave_out_address(tx: &mut Tx, space: SpaceId, addr_key: &str) -> Result<Vec<(BulkMailId,)>> {
    tx.query(
        "update bulk_recipients set state = 'excluded', reason = 'opted-out' where addr_key = $2 and state in ('listed', 'waiting') and not is_test \
         and bulk_mail_id in (select b.id from bulk_mails b where b.space_id = $1) returning bulk_mail_id",
    )
    .bind(space)
    .text(addr_key)
    .all()
    .await
}

/// Whose link it is: space, address, and since when they have opted out.
pub async fn of_token(tx: &mut Tx, token: &str) -> Result<Option<(SpaceId, String, String, Option<Moment>)>> {
    tx.query(
        "select b.space_id, r.addr, r.addr_key, k.at from bulk_recipients r join bulk_mails b on b.id = r.bulk_mail_id \
         left join bulk_marks k on k.space_id = b.space_id and k.addr_key = r.addr_key and k.kind = 'opted-out' where r.token = $1",
    )
    .text(token)
    .maybe()
    .await
}

#[derive(sqlx::FromRow)]
pub struct OptOutRow {
    pub addr: String,
    pub name: String,
    pub at: Moment,
    pub how: String,
}

/// Addresses that opted out, in their order behind `after`: by the link, and of contacts who are marked. Several rows of one address
/// stand together.
pub async fn opted_out(tx: &mut Tx, space: SpaceId, typed: &str, after: &str, limit: i64) -> Result<Vec<OptOutRow>> {
    tx.query(
        "select x.addr, x.name, x.at, x.how from ( \
         select k.addr_key as addr, cast(null as bigint) as contact_id, '' as name, '' as name_key, k.at, k.detail as how from bulk_marks k \
         where k.space_id = $1 and k.kind = 'opted-out' and not exists(select 1 from contact_addresses a join contacts c on c.id = a.contact_id \
         where a.space_id = $1 and a.addr_key = k.addr_key and c.created_at <= k.at and c.opted_out_at is null and c.removed_at is null and c.merged_into is null) \
         union all select a.addr_key as addr, c.id as contact_id, c.name, c.name_key, c.opted_out_at as at, coalesce(c.opted_out_by, 'hand') as how \
         from contacts c join contact_addresses a on a.contact_id = c.id \
         where c.space_id = $1 and c.opted_out_at is not null and c.removed_at is null and c.merged_into is null) x \
         where x.addr > $3 and ($2 = '' or replace(x.addr, $2, '') <> x.addr or replace(x.name_key, $2, '') <> x.name_key) order by x.addr, x.contact_id limit $4",
    )
    .bind(space)
    .text(typed)
    .text(after)
    .bind(limit)
    .all()
    .await
}

pub async fn unmark(tx: &mut Tx, space: SpaceId, addr_key: &str, kind: &str) -> Result<u64> {
    tx.query("delete from bulk_marks where space_id = $1 and addr_key = $2 and kind = $3").bind(space).text(addr_key).text(kind).run().await
}

/// Everybody in the address book who has this address gets bulk mail again.
pub async fn opt_contacts_in(tx: &mut Tx, space: SpaceId, addr_key: &str, at: Moment) -> Result<u64> {
    tx.query(
        "update contacts set opted_out_at = null, opted_out_by = null, version = version + 1, updated_at = $3 where opted_out_at is not null \
         and id in (select a.contact_id from contact_addresses a where a.space_id = $1 and a.addr_key = $2)",
    )
    .bind(space)
    .text(addr_key)
    .bind(at)
    .run()
    .await
}
